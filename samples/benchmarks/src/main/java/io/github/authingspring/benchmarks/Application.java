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

package io.github.authingspring.benchmarks;

import java.util.Map;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.autoconfigure.AuthingWebClientCustomizer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application that has the starter and what it needs, with the starter's defaults.
 */
final class Application {

	private final ConfigurableApplicationContext context;

	private Application(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Application start(String host, boolean http2) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.bannerMode(org.springframework.boot.Banner.Mode.OFF)
			.properties(Map.of("authing.host", host, "authing.userpool-id", ConstantServer.USERPOOL_ID,
					"authing.secret", "benchmark-secret", "logging.level.root", "error"))
			.initializers((initialized) -> initialized.getBeanFactory()
				.registerSingleton("authingWebClientCustomizer", new Customizer(http2)))
			.run();
		return new Application(context);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	void stop() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
			AuthingAutoConfiguration.class })
	static class Beans {

	}

	private record Customizer(boolean http2) implements AuthingWebClientCustomizer {

		@Override
		public void customize(WebClient.Builder builder) {
			// Nothing but the HTTP client is customized.
		}

		@Override
		public HttpClient customize(HttpClient httpClient) {
			return this.http2 ? httpClient.protocol(HttpProtocol.H2, HttpProtocol.HTTP11) : httpClient;
		}

	}

}
