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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.management.ObjectName;

import io.github.authingspring.autoconfigure.AuthingProperties;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

import static io.github.authingspring.autoconfigure.actuate.EndpointApplications.get;
import static io.github.authingspring.autoconfigure.actuate.EndpointApplications.getFromManagementPort;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator of a running application. Tests with the same settings share one.
 */
class EndpointApplicationTests {

	private static final String ENDPOINT = "/actuator/authing-userpool";

	private static final String SHOW_VALUES = "management.endpoint.authing-userpool.show-values=always";

	private static final AuthingServer server = new AuthingServer();

	private static final EndpointApplications applications = new EndpointApplications(server,
			"other.name=" + Fixtures.SECRET, "other.url=https://u:" + Fixtures.SECRET + "@example.com");

	@BeforeEach
	void reset() {
		EndpointApplications.masked = Set.of();
		server.always(AuthingServer.DETAIL, AuthingServer.json("detail/rest.json"))
			.always(AuthingServer.LIST_ENV, AuthingServer.json("env/list.json"));
	}

	@AfterAll
	static void close() {
		applications.close();
		server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenUserPoolIsReadThenItIsShownMasked(WebApplicationType type) throws Exception {
		assertShown(200, "masked.json", get(applications.start(type), ENDPOINT));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenValuesAreShownThenSecretsOfThePoolStayMasked(WebApplicationType type) throws Exception {
		assertShown(200, "shown.json", get(applications.start(type, SHOW_VALUES), ENDPOINT));
	}

	@Test
	void whenSanitizingFunctionMasksKeyThenItIsMaskedThoughValuesAreShown() throws Exception {
		EndpointApplications.masked = Set.of("configuration.name", "environmentVariables.LARK_WEBHOOK");
		JsonNode body = json(get(applications.start(WebApplicationType.SERVLET, SHOW_VALUES), ENDPOINT));
		assertThat(body.at("/configuration/name").asString()).isEqualTo("******");
		assertThat(body.at("/environmentVariables/0/value").asString()).isEqualTo("******");
		assertThat(body.at("/environmentVariables/1/value/ratio").asDouble()).isEqualTo(0.1);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenAuthingRejectsCallThenResponseIs503WithReason(WebApplicationType type) throws Exception {
		server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		assertShown(503, "rejected.json", get(applications.start(type), ENDPOINT));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenEnvironmentVariablesFailThenConfigurationIsShown(WebApplicationType type) throws Exception {
		server.always(AuthingServer.LIST_ENV, AuthingServer.json("errors/rest-api-code-number.json"));
		HttpResponse<String> response = get(applications.start(type), ENDPOINT);
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
	void whenAuthingIsOutOfReachThenResponseIs503WithReason() throws Exception {
		HttpResponse<String> response = get(applications.start(WebApplicationType.SERVLET,
				"authing.host=http://localhost:1", "authing.retry.max-attempts=1"), ENDPOINT);
		assertThat(response.statusCode()).isEqualTo(503);
		JsonNode body = json(response);
		assertThat(body.path("status").asString()).isEqualTo("UNAVAILABLE");
		assertThat(body.has("configuration")).isFalse();
		assertThat(body.at("/error/type").asString()).isEqualTo("AuthingUnavailableException");
		assertThat(body.at("/error/message").asString())
			.startsWith("detail at http://localhost:1 failed: there is no access token, since no connection was made")
			.endsWith("Check authing.host and the network, proxy and firewall on the way to it.");
	}

	/**
	 * Two calls time out together: whichever is first, the client explains it.
	 */
	@Test
	void whenServerHangsThenResponseIs503WithExplanationOfTheClient() throws Exception {
		MockResponse silence = new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build();
		server.always(AuthingServer.DETAIL, silence).always(AuthingServer.LIST_ENV, silence);
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"authing.call-timeout=300ms", "authing.access-token=to.ke.n", "authing.secret=");
		for (int i = 0; i < 6; i++) {
			HttpResponse<String> response = get(application, ENDPOINT);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(json(response).at("/error/type").asString()).isEqualTo("AuthingUnavailableException");
			assertThat(json(response).at("/error/message").asString()).startsWith("detail at " + server.host()
					+ " failed: it timed out after 300ms (authing.call-timeout), waiting for ");
		}
	}

	@Test
	void whenTimeToLiveIsSetThenFailureIsDescribedFromCacheToo() throws Exception {
		server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"management.endpoint.authing-userpool.cache.time-to-live=1h");
		int before = server.count(AuthingServer.DETAIL);
		assertShown(503, "rejected.json", get(application, ENDPOINT));
		assertShown(503, "rejected.json", get(application, ENDPOINT));
		assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(before + 1);
	}

	@Test
	@SuppressWarnings("unchecked")
	void whenManagementPortIsItsOwnThenEndpointIsThereAloneAndJmxCountsAsAuthorized() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"management.server.port=0", "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
				"management.endpoint.authing-userpool.show-values=when-authorized");
		assertThat(get(application, ENDPOINT).statusCode()).isEqualTo(404);
		assertShown(200, "masked.json", getFromManagementPort(application, ENDPOINT));
		Map<String, Object> shown = (Map<String, Object>) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("org.springframework.boot:type=Endpoint,name=AuthingUserpool"), "userpool",
					new Object[0], new String[0]);
		shown.values().removeIf(Objects::isNull);
		assertThat(JsonMapper.shared().valueToTree(shown).toString()).isEqualTo(expected("shown.json"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenHealthIsReadThenAuthingIsPartOfIt(WebApplicationType type) throws Exception {
		HttpResponse<String> response = get(applications.start(type), "/actuator/health");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode authing = json(response).at("/components/authing");
		assertThat(authing.path("status").asString()).isEqualTo("UP");
		assertThat(authing.at("/details/userpoolId").asString()).isEqualTo(Fixtures.USERPOOL_ID);
		assertThat(authing.at("/details/host").asString()).isEqualTo(server.host());
	}

	/**
	 * A refresh empties the bean of the properties before it binds it anew.
	 */
	@Test
	void whenRefreshHasResetThePropertiesThenCredentialsStayMaskedInEnv() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"test.refreshed=true");
		application.getBean(AuthingProperties.class).setSecret(null);
		String env = get(application, "/actuator/env").body();
		assertThat(env).contains("other.name", "visible").doesNotContain(Fixtures.SECRET);
	}

	@Test
	void whenEnvAndConfigPropsShowEverythingThenCredentialsStayMasked() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET);
		HttpResponse<String> env = get(application, "/actuator/env");
		HttpResponse<String> configProps = get(application, "/actuator/configprops");
		assertThat(env.body()).contains("visible", "authing.secret");
		assertThat(configProps.body()).contains("\"callTimeout\":\"PT30S\"");
		for (HttpResponse<String> response : List.of(env, configProps, get(application, "/actuator/env/authing.secret"),
				get(application, "/actuator/env/other.name"))) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("******").doesNotContain(Fixtures.SECRET);
		}
	}

	/**
	 * Byte by byte, so the order of the fields is part of it.
	 */
	private static void assertShown(int status, String expected, HttpResponse<String> response) throws IOException {
		assertThat(response.body()).isEqualTo(expected(expected));
		assertThat(response.statusCode()).isEqualTo(status);
	}

	private static String expected(String name) throws IOException {
		String json = new ClassPathResource("endpoint/" + name).getContentAsString(StandardCharsets.UTF_8);
		return JsonMapper.shared().readTree(json.replace("{host}", server.host())).toString();
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
