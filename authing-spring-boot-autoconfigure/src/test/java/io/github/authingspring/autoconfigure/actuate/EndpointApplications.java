/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.authingspring.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Running applications whose actuator is read. Tests with the same settings share one.
 */
final class EndpointApplications implements AutoCloseable {

	private static final HttpClient http = HttpClient.newHttpClient();

	/** What the sanitizing function of the applications masks. */
	static Set<String> masked = Set.of();

	private final Map<List<Object>, ConfigurableApplicationContext> applications = new HashMap<>();

	private final AuthingServer server;

	private final List<String> settings;

	/**
	 * Create the applications.
	 * @param server where their user pool is
	 * @param settings what all of them have beside the usual settings
	 */
	EndpointApplications(AuthingServer server, String... settings) {
		this.server = server;
		this.settings = List.of(settings);
	}

	ConfigurableApplicationContext start(WebApplicationType type, String... settings) {
		return this.applications.computeIfAbsent(List.of(type, List.of(settings)), (key) -> {
			Map<String, Object> properties = new HashMap<>();
			Stream.of(Stream.of("server.port=0", "spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.reactor.netty.shutdown-quiet-period=0s", "management.endpoints.web.exposure.include=*",
					"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
					"management.endpoint.health.show-details=always", "authing.userpool-id=" + Fixtures.USERPOOL_ID,
					"authing.secret=" + Fixtures.SECRET, "authing.host=" + this.server.host(),
					"authing.retry.initial-backoff=1ms", "other.harmless=visible"), this.settings.stream(),
					Stream.of(settings))
				.flatMap((some) -> some)
				.map((setting) -> setting.split("=", 2))
				.forEach((setting) -> properties.put(setting[0], setting[1]));
			return new SpringApplicationBuilder(Application.class).web(type).properties(properties).run();
		});
	}

	static HttpResponse<String> get(ConfigurableApplicationContext application, String path, String... headers)
			throws IOException, InterruptedException {
		return get(application, "server", path, headers);
	}

	static HttpResponse<String> getFromManagementPort(ConfigurableApplicationContext application, String path)
			throws IOException, InterruptedException {
		return get(application, "management", path, new String[0]);
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext application, String port, String path,
			String[] headers) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://localhost:" + application.getEnvironment().getProperty("local." + port + ".port") + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.applications.values().forEach(ConfigurableApplicationContext::close);
		this.applications.clear();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SanitizingFunction sanitizingFunction() {
			return (data) -> masked.contains(data.getKey()) ? data.withSanitizedValue() : data;
		}

	}

}
