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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredAutoConfiguration;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static io.github.authingspring.autoconfigure.actuate.EndpointApplications.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The actuator of a running application that declares the user pool.
 */
class DeclaredEndpointTests {

	private static final String ENDPOINT = "/actuator/authing-userpool";

	private static final String VARIABLE_MARKER = "variable-marker";

	private static final String SMS_MARKER = "sms-marker/1";

	private static final AuthingServer server = new AuthingServer();

	private static final EndpointApplications applications = new EndpointApplications(server,
			"authing.declared.settings.register-disabled=true", "authing.declared.settings.token-expires-after=15d",
			"authing.declared.settings.allowed-origins=https://app.example.com",
			"authing.declared.settings.login-password-fail-check.limit=5",
			"authing.declared.settings.custom-sms-provider.config=" + SMS_MARKER,
			"authing.declared.variables.lark.key=LARK_WEBHOOK",
			"authing.declared.variables.lark.value=" + VARIABLE_MARKER, "authing.declared.variables.new.key=NEW_HOOK",
			"authing.declared.variables.new.value=x", "authing.declared.variables.old.key=OLD_HOOK",
			"authing.declared.variables.old.absent=true", "other.name=" + VARIABLE_MARKER,
			"other.url=https://example.com/?sms-marker%2F1");

	@TempDir
	private Path directory;

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
	void whenPoolDiffersThenEndpointSaysWhatAndSendsNothingMore(WebApplicationType type) throws Exception {
		ConfigurableApplicationContext application = applications.start(type);
		int details = server.count(AuthingServer.DETAIL);
		int lists = server.count(AuthingServer.LIST_ENV);
		HttpResponse<String> response = get(application, ENDPOINT);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).path("declared")).hasToString("""
				{"status":"DRIFTED","inSync":2,"settings":[\
				{"name":"registerDisabled","state":"DIFFERS","declared":true,"actual":false},\
				{"name":"allowedOrigins","state":"DIFFERS","declared":["https://app.example.com"],\
				"actual":["https://a.example.com","https://*.example.com"]},\
				{"name":"loginPasswordFailCheck.limit","state":"DIFFERS","declared":5},\
				{"name":"customSMSProvider.config","state":"DIFFERS","declared":"******","actual":"******"}],\
				"variables":[{"key":"LARK_WEBHOOK","state":"DIFFERS"},{"key":"NEW_HOOK","state":"MISSING"}],\
				"undeclared":["FEATURES","EMPTY"]}""");
		assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(details + 1);
		assertThat(server.count(AuthingServer.LIST_ENV)).isEqualTo(lists + 1);
	}

	@Test
	void whenValuesAreShownThenSecretsOfTheDeclarationStayMasked() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"management.endpoint.authing-userpool.show-values=always");
		String body = get(application, ENDPOINT).body();
		assertThat(json(body).at("/declared/settings/3/declared").asString()).isEqualTo("******");
		assertThat(json(body).at("/declared/settings/3/actual").asString()).isEqualTo("******");
		assertThat(body).doesNotContain(VARIABLE_MARKER, SMS_MARKER);
	}

	/**
	 * Else a variable would be in clear where it differs and masked where it does not.
	 */
	@Test
	void whenValuesAreShownThenTheyAreWhetherOrNotTheyAreAsDeclared() throws Exception {
		server.always(AuthingServer.LIST_ENV, AuthingServer.json(200, """
				{"code":200,"data":[{"key":"LARK_WEBHOOK","value":"%s"},{"key":"NEW_HOOK","value":"another"}]}"""
			.formatted(VARIABLE_MARKER)));
		JsonNode variables = json(get(applications.start(WebApplicationType.SERVLET,
				"management.endpoint.authing-userpool.show-values=always"), ENDPOINT))
			.path("environmentVariables");
		assertThat(variables.valueStream().map((variable) -> variable.path("value").asString()))
			.containsExactly(VARIABLE_MARKER, "another");
	}

	@Test
	void whenSanitizingFunctionMasksSettingThenBothOfItsValuesAreMasked() throws Exception {
		EndpointApplications.masked = Set.of("configuration.registerDisabled");
		JsonNode body = json(get(applications.start(WebApplicationType.SERVLET), ENDPOINT));
		assertThat(body.at("/declared/settings/0")).hasToString(
				"{\"name\":\"registerDisabled\",\"state\":\"DIFFERS\",\"declared\":\"******\",\"actual\":\"******\"}");
	}

	@Test
	void whenVariablesFailThenNothingIsSaidOfDrift() throws Exception {
		server.always(AuthingServer.LIST_ENV, AuthingServer.json("errors/rest-api-code-number.json"));
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET);
		HttpResponse<String> response = get(application, ENDPOINT);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).has("declared")).isFalse();
		assertThat(json(get(application, "/actuator/health")).at("/components/authingDrift/status").asString())
			.isEqualTo("UNKNOWN");
	}

	@Test
	void whenEndpointHasComparedThenHealthAndGaugeShowTheSame() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET);
		get(application, ENDPOINT);
		int details = server.count(AuthingServer.DETAIL);
		JsonNode drift = json(get(application, "/actuator/health")).at("/components/authingDrift");
		assertThat(drift.path("status").asString()).isEqualTo("UP");
		assertThat(drift.path("details")).hasToString("""
				{"userpoolId":"%s","inSync":2,"drifted":["registerDisabled","allowedOrigins",\
				"loginPasswordFailCheck.limit","customSMSProvider.config","LARK_WEBHOOK","NEW_HOOK"]}"""
			.formatted(Fixtures.USERPOOL_ID));
		assertThat(json(get(application, "/actuator/metrics/authing.declared.drift")).at("/measurements/0/value")
			.asDouble()).isEqualTo(6);
		assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(details);
	}

	@Test
	void whenThreadIsInterruptedThenLastComparisonStays() {
		UserpoolDriftMonitor monitor = new UserpoolDriftMonitor(
				UserpoolDeclaration.builder().absentVariable("OLD").build());
		monitor.compare(UserPool.fromJson("{}"), List.of());
		ReactiveUserpoolManagementClient hanging = mock(ReactiveUserpoolManagementClient.class);
		given(hanging.detail()).willReturn(Mono.never());
		given(hanging.listEnv()).willReturn(Mono.never());
		Thread.currentThread().interrupt();
		new AuthingUserpoolEndpoint(hanging, Show.NEVER, List.of(), monitor).userpool();
		assertThat(Thread.interrupted()).isTrue();
		StepVerifier.create(monitor.latest(Mono.error(new IllegalStateException())))
			.assertNext((drift) -> assertThat(drift.inSync()).isOne())
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	void whenStatusOfDriftIsSetThenHealthShowsIt() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"management.health.authing-drift.status=OUT_OF_SERVICE");
		HttpResponse<String> health = get(application, "/actuator/health");
		assertThat(json(health).at("/components/authingDrift/status").asString()).isEqualTo("OUT_OF_SERVICE");
		assertThat(health.statusCode()).isEqualTo(503);
	}

	@Test
	void whenHealthOfDriftIsDisabledThenItIsNoPartOfHealth() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET,
				"management.health.authing-drift.enabled=false");
		assertThat(json(get(application, "/actuator/health")).at("/components").has("authingDrift")).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenDeclarationIsAskedForThenPoolIsWrittenAsYaml(WebApplicationType type) throws Exception {
		ConfigurableApplicationContext application = applications.start(type,
				"management.endpoint.authing-userpool.show-values=always");
		for (String accept : List.of("*/*", "application/yaml", "application/json",
				"application/vnd.spring-boot.actuator.v3+json")) {
			HttpResponse<String> response = get(application, ENDPOINT + "/declaration", "Accept", accept);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
			assertThat(response.body()).isEqualTo("""
					# The user pool as it is. An application that declares it does not start until each ${…} is set.
					authing:
					  declared:
					    settings:
					      name: Fixture pool
					      domain: fixture-pool
					      logo: https://files.example.com/logo.png
					      email-verified-default: false
					      send-welcome-email: false
					      register-disabled: false
					      app-sso-enabled: true
					      allowed-origins:
					      - https://a.example.com
					      - https://*.example.com
					      token-expires-after: 1296000
					      frequent-register-check:
					        time-interval: 300
					        limit: 50
					        enabled: true
					      login-fail-check:
					        time-interval: 300
					        limit: 3
					        enabled: true
					      login-fail-strategy: captcha
					      login-password-fail-check:
					        enabled: false
					      password-update-policy:
					        enabled: false
					        forced-cycle: 180
					      change-phone-strategy:
					        verify-old-phone: true
					      change-email-strategy:
					        verify-old-email: false
					      qrcode-login-strategy:
					        qrcode-expires-after: 120
					        return-full-user-info: false
					        allow-exchange-user-info-from-browser: false
					        ticket-expires-after: 300
					      app2-wxapp-login-strategy:
					        ticket-expires-after: 120
					        ticket-exchange-user-info-need-secret: true
					      whitelist:
					        phone-enabled: false
					        email-enabled: false
					        username-enabled: true
					      custom-sms-provider:
					        enabled: false
					        provider: aliyun
					        config: ${USERPOOL_CUSTOM_SMS_PROVIDER_CONFIG}
					      login-require-email-verified: false
					      verify-code-length: 4
					      verify-code-max-attempts: 5
					    variables:
					      lark-webhook:
					        key: LARK_WEBHOOK
					        value: ${USERPOOL_LARK_WEBHOOK}
					      features:
					        key: FEATURES
					        value: ${USERPOOL_FEATURES}
					""");
		}
	}

	@Test
	void whenSanitizingFunctionMasksSettingThenItIsAPlaceholderInTheYaml() throws Exception {
		EndpointApplications.masked = Set.of("configuration.name", "configuration.registerDisabled",
				"configuration.loginFailCheck.limit");
		assertThat(get(applications.start(WebApplicationType.SERVLET), ENDPOINT + "/declaration").body()).contains(
				"\n      name: ${USERPOOL_NAME}\n", "\n      register-disabled: ${USERPOOL_REGISTER_DISABLED}\n",
				"\n        limit: ${USERPOOL_LOGIN_FAIL_CHECK_LIMIT}\n");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenPoolCannotBeReadThenResponseIs503WithTheEndpointsJson(WebApplicationType type) throws Exception {
		ConfigurableApplicationContext application = applications.start(type);
		for (String failing : List.of(AuthingServer.DETAIL, AuthingServer.LIST_ENV)) {
			reset();
			server.always(failing, AuthingServer.json("errors/rest-api-code-number.json"));
			for (String accept : List.of("*/*", "application/yaml", "application/json")) {
				HttpResponse<String> response = get(application, ENDPOINT + "/declaration", "Accept", accept);
				assertThat(response.statusCode()).isEqualTo(503);
				assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
				assertThat(json(response).path("userpoolId").asString()).isEqualTo(Fixtures.USERPOOL_ID);
				assertThat(response.body()).contains("\"code\":2333");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whenAnotherSectionIsAskedForThenResponseIs404(WebApplicationType type) throws Exception {
		int before = server.count(AuthingServer.DETAIL);
		assertThat(get(applications.start(type), ENDPOINT + "/declarations").statusCode()).isEqualTo(404);
		assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(before);
	}

	@Test
	void whenYamlIsDeclaredThenNothingDiffers() throws Exception {
		String yaml = get(applications.start(WebApplicationType.SERVLET), ENDPOINT + "/declaration").body();
		Path file = Files.writeString(this.directory.resolve("declared.yaml"), yaml, StandardCharsets.UTF_8);
		UserPool pool = UserPool.fromJson(Fixtures.json("detail/rest.json").path("data"));
		List<Env> variables = Fixtures.json("env/list.json").path("data").valueStream().map(Env::fromJson).toList();
		try (ConfigurableApplicationContext declaring = new SpringApplicationBuilder(Declaring.class)
			.web(WebApplicationType.NONE)
			.properties(Map.of("spring.config.additional-location", file.toUri().toString(), "spring.main.banner-mode",
					"off", "USERPOOL_CUSTOM_SMS_PROVIDER_CONFIG", pool.customSMSProvider().config(),
					"USERPOOL_LARK_WEBHOOK", String.valueOf(variables.get(0).value()), "USERPOOL_FEATURES",
					JsonMapper.shared().writeValueAsString(variables.get(1).value())))
			.run()) {
			assertThat(declaring.getBean(UserpoolDeclaration.class).compare(pool, variables).names()).isEmpty();
		}
	}

	@Test
	void whenEnvAndConfigPropsShowEverythingThenDeclaredSecretsStayMasked() throws Exception {
		ConfigurableApplicationContext application = applications.start(WebApplicationType.SERVLET);
		HttpResponse<String> env = get(application, "/actuator/env");
		assertThat(env.body()).contains("authing.declared.variables.lark.value", "visible");
		for (HttpResponse<String> response : List.of(env, get(application, "/actuator/configprops"),
				get(application, "/actuator/env/authing.declared.variables.lark.value"),
				get(application, "/actuator/env/authing.declared.settings.custom-sms-provider.config"),
				get(application, "/actuator/env/other.url"))) {
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("******")
				.doesNotContain(VARIABLE_MARKER, SMS_MARKER, "sms-marker%2F1");
		}
	}

	private static JsonNode json(HttpResponse<String> response) {
		return json(response.body());
	}

	private static JsonNode json(String body) {
		return JsonMapper.shared().readTree(body);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AuthingDeclaredAutoConfiguration.class)
	static class Declaring {

	}

}
