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
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.ObjectName;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.skyscreamer.jsonassert.JSONAssert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator of a running application.
 */
class EndpointApplicationTests {

	private static final String ENDPOINT = "/actuator/authing-userpool";

	private final AuthingServer server = new AuthingServer();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext application;

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenUserPoolIsReadThenItIsShownMasked(WebApplicationType type) throws Exception {
		start(type);
		assertShown(200, "masked.json", get(ENDPOINT));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenValuesAreShownThenSecretsOfThePoolStayMasked(WebApplicationType type) throws Exception {
		start(type, "management.endpoint.authing-userpool.show-values=always");
		assertShown(200, "shown.json", get(ENDPOINT));
	}

	@Test
	void whenSanitizingFunctionMasksKeyThenItIsMaskedThoughValuesAreShown() throws Exception {
		startWith(Sanitizing.class, WebApplicationType.SERVLET,
				"management.endpoint.authing-userpool.show-values=always");
		JsonNode body = json(get(ENDPOINT));
		assertThat(body.at("/configuration/name").asString()).isEqualTo("******");
		assertThat(body.at("/environmentVariables/0/value").asString()).isEqualTo("******");
		assertThat(body.at("/environmentVariables/1/value/ratio").asDouble()).isEqualTo(0.1);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenAuthingRefusesThenAnswerIs503WithReason(WebApplicationType type) throws Exception {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		start(type);
		assertShown(503, "refused.json", get(ENDPOINT));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenAuthingIsOutOfReachThenAnswerIs503WithReason(WebApplicationType type) throws Exception {
		start(type, "authing.host=http://localhost:1", "authing.retry.max-attempts=1");
		HttpResponse<String> response = get(ENDPOINT);
		assertThat(response.statusCode()).isEqualTo(503);
		JsonNode body = json(response);
		assertThat(body.path("status").asString()).isEqualTo("UNAVAILABLE");
		assertThat(body.has("configuration")).isFalse();
		assertThat(body.at("/error/type").asString()).isEqualTo("AuthingUnavailableException");
		assertThat(body.at("/error/message").asString())
			.startsWith("detail at http://localhost:1 failed: there is no access token, since no connection was made")
			.endsWith("Check authing.host and the network, proxy and firewall on the way to it.");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenEnvironmentVariablesFailThenConfigurationIsShown(WebApplicationType type) throws Exception {
		this.server.always(AuthingServer.LIST_ENV, AuthingServer.json("errors/rest-api-code-number.json"));
		start(type);
		HttpResponse<String> response = get(ENDPOINT);
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode body = json(response);
		assertThat(body.path("status").asString()).isEqualTo("AVAILABLE");
		assertThat(body.at("/configuration/name").asString()).isEqualTo("Fixture pool");
		assertThat(body.has("environmentVariables")).isFalse();
		assertThat(body.at("/environmentVariablesError/type").asString()).isEqualTo("AuthingApiException");
		assertThat(body.at("/environmentVariablesError/code").asInt()).isEqualTo(2333);
		assertThat(body.at("/environmentVariablesError/requestId").asString()).isEqualTo("fixture-request-id");
	}

	@Test
	void whenTimeToLiveIsSetThenFailureIsDescribedFromCacheToo() throws Exception {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		start(WebApplicationType.SERVLET, "management.endpoint.authing-userpool.cache.time-to-live=1h");
		assertShown(503, "refused.json", get(ENDPOINT));
		assertShown(503, "refused.json", get(ENDPOINT));
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "authing-userpool,, /actuator/authing-userpool", "authingUserpool,, /actuator/authing-userpool",
			"authinguserpool,, /actuator/authing-userpool",
			"authing-userpool, management.endpoints.web.path-mapping.authing-userpool=pool, /actuator/pool",
			"authing-userpool, management.endpoints.web.path-mapping.authingUserpool=pool, /actuator/pool",
			"authing-userpool, management.endpoints.web.base-path=/manage, /manage/authing-userpool" })
	void whenNameIsSpelledOrPathIsMappedThenEndpointIsThere(String exposed, String setting, String path)
			throws Exception {
		start(WebApplicationType.SERVLET, "management.endpoints.web.exposure.include=" + exposed,
				(setting != null) ? setting : "any=any");
		assertThat(get(path).statusCode()).isEqualTo(200);
		if (!path.equals(ENDPOINT)) {
			assertThat(get(ENDPOINT).statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "management.endpoint.authing-userpool.access=none", "management.endpoints.web.exposure.include=health",
			"authing.enabled=false" })
	void whenEndpointIsNotWantedThenItIsNotThere(String setting) throws Exception {
		start(WebApplicationType.SERVLET, setting);
		assertThat(get(ENDPOINT).statusCode()).isEqualTo(404);
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	@Test
	void whenManagementPortIsItsOwnThenEndpointIsThereAlone() throws Exception {
		start(WebApplicationType.SERVLET, "management.server.port=0");
		assertThat(get(ENDPOINT).statusCode()).isEqualTo(404);
		String port = this.application.getEnvironment().getProperty("local.management.port");
		assertShown(200, "masked.json", get("http://localhost:" + port, ENDPOINT));
	}

	@Test
	@SuppressWarnings("unchecked")
	void whenReadOverJmxThenCallerCountsAsAuthorized() throws Exception {
		start(WebApplicationType.NONE, "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
				"management.endpoint.authing-userpool.show-values=when-authorized");
		Map<String, Object> answer = (Map<String, Object>) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("org.springframework.boot:type=Endpoint,name=AuthingUserpool"), "userpool",
					new Object[0], new String[0]);
		assertThat(answer).containsEntry("status", "AVAILABLE");
		assertThat(answer.toString()).contains("fixture-env-value")
			.doesNotContain("fixture-pool-secret", "fixture-jwt-secret");
	}

	@Test
	void whenEnvAndConfigPropsShowEverythingThenCredentialsStayMasked() throws Exception {
		start(WebApplicationType.SERVLET, "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "other.name=" + Fixtures.SECRET,
				"other.url=https://u:" + Fixtures.SECRET + "@example.com", "other.harmless=visible");
		HttpResponse<String> env = get("/actuator/env");
		HttpResponse<String> configProps = get("/actuator/configprops");
		assertThat(env.body()).contains("visible", "authing.secret");
		assertThat(configProps.body()).contains("\"callTimeout\":\"PT30S\"");
		for (HttpResponse<String> response : List.of(env, configProps, get("/actuator/env/authing.secret"),
				get("/actuator/env/other.name"))) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("******").doesNotContain(Fixtures.SECRET);
		}
	}

	private void assertShown(int status, String expected, HttpResponse<String> response) throws Exception {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		JSONAssert.assertEquals(Fixtures.read("../endpoint/" + expected).replace("{host}", this.server.host()),
				response.body(), true);
	}

	private void start(WebApplicationType type, String... settings) {
		startWith(Application.class, type, settings);
	}

	private void startWith(Class<?> configuration, WebApplicationType type, String... settings) {
		List<String> properties = new ArrayList<>(
				List.of("server.port=0", "spring.main.banner-mode=off", "logging.level.root=warn",
						"spring.reactor.netty.shutdown-quiet-period=0s", "management.endpoints.web.exposure.include=*",
						"authing.userpool-id=" + Fixtures.USERPOOL_ID, "authing.secret=" + Fixtures.SECRET,
						"authing.host=" + this.server.host(), "authing.retry.initial-backoff=1ms"));
		for (String setting : settings) {
			String name = setting.substring(0, setting.indexOf('=') + 1);
			properties.removeIf((property) -> property.startsWith(name));
			properties.add(setting);
		}
		this.application = new SpringApplicationBuilder(configuration).web(type)
			.run(properties.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return get("http://localhost:" + this.application.getEnvironment().getProperty("local.server.port"), path);
	}

	private HttpResponse<String> get(String origin, String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(origin + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.builder().build().readTree(response.body());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Sanitizing {

		@Bean
		SanitizingFunction sanitizingFunction() {
			List<String> keys = Arrays.asList("configuration.name", "environmentVariables.LARK_WEBHOOK");
			return (data) -> keys.contains(data.getKey()) ? data.withSanitizedValue() : data;
		}

	}

}
