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

package io.github.authingspring.console;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.sandbox.RecordedRequest;
import io.github.authingspring.sandbox.test.AutoConfigureAuthingSandbox;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.FrequencyCheck;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON API, the actuator and who may use them.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureAuthingSandbox
class UserpoolConsoleApplicationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private AuthingSandbox sandbox;

	@Autowired
	private UserpoolManagementClient userpool;

	private HttpCaller anonymous;

	private HttpCaller viewer;

	private HttpCaller admin;

	@BeforeEach
	void setUp() {
		this.sandbox.reset();
		this.anonymous = HttpCaller.anonymous(this.port);
		this.viewer = HttpCaller.basic(this.port, "viewer", "viewer");
		this.admin = HttpCaller.basic(this.port, "admin", "admin");
	}

	@Test
	void whenViewerAsksActuatorThenConfigurationIsShownWithSecretsAndValuesMasked() throws Exception {
		HttpResponse<String> response = this.viewer.get("/actuator/authing-userpool");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.contains("\"status\":\"AVAILABLE\"", "\"secret\":\"******\"", "\"jwtSecret\":\"******\"",
					"\"value\":\"******\"")
			.doesNotContain(this.sandbox.secret())
			.doesNotContain("sandbox-webhook");
	}

	@Test
	void whenAdminAsksActuatorThenValuesAreShownAndSecretsAreNot() throws Exception {
		assertThat(this.admin.get("/actuator/authing-userpool").body())
			.contains("sandbox-webhook", "\"secret\":\"******\"", "\"jwtSecret\":\"******\"")
			.doesNotContain(this.sandbox.secret());
	}

	@Test
	void whenRegistrationIsSwitchedOffThenActuatorShowsIt() throws Exception {
		assertThat(this.admin.json("PATCH", "/userpool", "{\"registerDisabled\": true}").body())
			.contains("\"registerDisabled\":true");
		assertThat(this.viewer.get("/userpool").body()).contains("\"registerDisabled\":true");
		assertThat(this.viewer.get("/actuator/authing-userpool").body()).contains("\"registerDisabled\":true");
	}

	@Test
	void whenDomainIsTakenThenServersTextIsTheResponse() throws Exception {
		HttpResponse<String> response = this.admin.json("PATCH", "/userpool", "{\"domain\": \"taken\"}");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("2039", "Nothing was changed");
	}

	@Test
	void whenUpdateIsEmptyThenBadRequest() throws Exception {
		HttpResponse<String> response = this.admin.json("PATCH", "/userpool", "{}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("'updates' must set at least one field");
	}

	@Test
	void whenVariableIsAddedAndRemovedThenListFollows() throws Exception {
		assertThat(this.admin.json("POST", "/userpool/env", "{\"key\": \"a/b\", \"value\": \"fixture\"}").body())
			.contains("\"key\":\"a/b\"")
			.doesNotContain("fixture");
		assertThat(this.viewer.get("/userpool/env").body()).contains("\"key\":\"a/b\"").doesNotContain("fixture");
		assertThat(this.admin.json("DELETE", "/userpool/env/a/b", null).body()).doesNotContain("\"key\":\"a/b\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a//b", "50%", "a;b", "für/alle" })
	void whenPathCannotCarryKeyThenParameterDoes(String key) throws Exception {
		this.userpool.addEnv(key, "fixture");
		HttpResponse<String> response = this.admin.json("DELETE", "/userpool/env?key=" + HttpCaller.encode(key), null);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.userpool.listEnv()).extracting(Env::key).doesNotContain(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/userpool", "/userpool/env", "/actuator/authing-userpool", "/actuator" })
	void whenNobodyIsSignedInThenApiAndActuatorAskForBasic(String path) throws Exception {
		HttpResponse<String> response = this.anonymous.get(path);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"User pool console\"");
		assertThat(HttpCaller.basic(this.port, "admin", "wrong").get(path).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/variables/value?key=FEATURES", "/settings/name" })
	void whenNobodyIsSignedInThenPageAsksForLogin(String path) throws Exception {
		HttpResponse<String> response = this.anonymous.get(path);
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login", "/console.css", "/favicon.svg", "/actuator/health" })
	void whenNobodyIsSignedInThenSomeThingsAreOpen(String path) throws Exception {
		HttpResponse<String> response = this.anonymous.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("59f86b4832eb28071bdd9214");
	}

	@ParameterizedTest
	@CsvSource({ "PATCH, /userpool", "POST, /userpool/env", "DELETE, /userpool/env/FEATURES",
			"DELETE, /userpool/env?key=FEATURES" })
	void whenViewerChangesSomethingOverApiThenForbidden(String method, String path) throws Exception {
		String body = "{\"name\": \"x\", \"key\": \"x\"}";
		assertThat(this.viewer.json(method, path, body).statusCode()).isEqualTo(403);
		assertThat(this.userpool.detail().name()).isEqualTo("Sandbox pool");
		assertThat(this.userpool.listEnv()).extracting(Env::key).contains("FEATURES").doesNotContain("x");
	}

	@ParameterizedTest
	@CsvSource({ "/settings/name, value=x", "/settings/registerDisabled/declared, x=x", "/origins/declared, x=x",
			"/origins, origin=https://x.example.com", "/origins/remove, origin=https://console.example.com",
			"/variables, key=x&value=y&type=text", "/variables/replace, key=FEATURES&value=y&type=text",
			"/variables/remove, key=FEATURES" })
	void whenViewerSendsFormThenForbidden(String path, String form) throws Exception {
		this.sandbox.updateUserpool(Map.of("registerDisabled", true));
		HttpCaller session = HttpCaller.signedIn(this.port, "viewer", "viewer");
		assertThat(session.post(path, form, session.csrf("/")).statusCode()).isEqualTo(403);
		assertThat(this.sandbox.requests(Operation.UPDATE)).isEmpty();
		assertThat(this.userpool.detail().name()).isEqualTo("Sandbox pool");
		assertThat(this.userpool.detail().allowedOrigins()).contains("https://console.example.com")
			.doesNotContain("https://x.example.com");
		assertThat(this.userpool.listEnv()).filteredOn((variable) -> "FEATURES".equals(variable.key()))
			.extracting(Env::value)
			.isNotEqualTo(List.of("y"))
			.hasSize(1);
	}

	@Test
	void whenSessionHasNoTokenAgainstForgeryThenNothingIsChanged() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		assertThat(session.post("/settings/name", "value=forged", null).statusCode()).isEqualTo(403);
		assertThat(session.post("/settings/registerDisabled/declared", "x=x", null).statusCode()).isEqualTo(403);
		assertThat(session.json("PATCH", "/userpool", "{\"name\": \"forged\"}").statusCode()).isEqualTo(403);
		assertThat(session.get("/userpool").body()).contains("\"name\":\"Sandbox pool\"");
	}

	/**
	 * What a foreign page can make a browser send that remembers the credentials.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
	void whenForeignPageUsesRememberedCredentialsThenNothingIsChanged(String contentType) throws Exception {
		HttpResponse<String> toApi = this.admin.send("POST", "/userpool/env", contentType,
				"{\"key\": \"forged\", \"value\": \"=\"}");
		assertThat(toApi.statusCode()).isEqualTo(415);
		HttpResponse<String> toPage = this.admin.send("POST", "/variables", contentType,
				"key=forged&value=x&type=text");
		assertThat(toPage.statusCode()).isEqualTo(403);
		assertThat(this.userpool.listEnv()).extracting(Env::key).doesNotContain("forged");
	}

	@Test
	void whenSettingIsUnknownThenNotFound() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		assertThat(session.post("/settings/secret", "value=x", session.csrf("/")).statusCode()).isEqualTo(404);
	}

	@Test
	void whenValueIsUnusableThenPageSaysSoAndNothingIsSent() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> response = session.post("/settings/verifyCodeLength", "value=-1", session.csrf("/"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Enter a whole number from 0 to 2147483647.", "value=\"-1\"");
		assertThat(this.userpool.detail().verifyCodeLength()).isNotEqualTo(-1);
	}

	@Test
	void whenPageShowsDriftThenPoolAndVariablesAreReadOnce() throws Exception {
		this.sandbox.updateUserpool(Map.of("tokenExpiresAfter", 60));
		assertThat(this.viewer.get("/").body()).contains("1 setting differs from what is declared:");
		assertThat(this.sandbox.requests()).extracting(RecordedRequest::operation)
			.filteredOn((operation) -> operation != Operation.AUTHENTICATE)
			.containsExactly(Operation.DETAIL, Operation.LIST_ENV);
	}

	@Test
	void whenVariableDiffersThenKeyIsShownWithoutValue() throws Exception {
		this.sandbox.addEnv("LARK_WEBHOOK", "fixture-value");
		assertThat(text(this.admin.get("/")))
			.contains("1 variable differs from what is declared: " + "LARK_WEBHOOK has another value.")
			.doesNotContain("fixture-value")
			.doesNotContain("sandbox-webhook");
		this.sandbox.removeEnv("LARK_WEBHOOK");
		assertThat(text(this.admin.get("/"))).contains("LARK_WEBHOOK is missing.").doesNotContain("sandbox-webhook");
	}

	@Test
	void whenVariablesCannotBeReadThenPageSaysNothingOfDrift() throws Exception {
		this.sandbox.updateUserpool(Map.of("registerDisabled", true));
		this.sandbox.addFault(Fault.status(400).on(Operation.LIST_ENV));
		HttpResponse<String> page = this.admin.get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("Open registration", "Authing rejects the request")
			.doesNotContain("declared")
			.doesNotContain("In sync");
	}

	@Test
	void whenSettingIsSetAsDeclaredThenItAloneIsSent() throws Exception {
		this.sandbox.updateUserpool(
				Map.of("registerDisabled", true, "tokenExpiresAfter", 60, "loginFailCheck", Map.of("limit", 9)));
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> response = session.post("/settings/loginFailCheck.limit/declared", "", session.csrf("/"));
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(this.sandbox.requests(Operation.UPDATE)).hasSize(1);
		UserPool pool = this.userpool.detail();
		assertThat(pool.loginFailCheck()).isEqualTo(new FrequencyCheck(300, 3, true));
		assertThat(pool.registerDisabled()).isTrue();
		assertThat(pool.tokenExpiresAfter()).isEqualTo(60);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/settings/registerDisabled/declared", "/settings/verifyCodeLength/declared",
			"/origins/declared" })
	void whenNothingDiffersAnyMoreThenPageSaysSoAndNothingIsSent(String path) throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> response = session.post(path, "", session.csrf("/"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Not sent", "No difference from what is declared was found.")
			.doesNotContain("aria-invalid");
		assertThat(this.sandbox.requests(Operation.UPDATE)).isEmpty();
	}

	@Test
	void whenSettingIsUnknownThenItCannotBeSetAsDeclared() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		assertThat(session.post("/settings/customSMSProvider.config/declared", "", session.csrf("/")).statusCode())
			.isEqualTo(404);
	}

	/**
	 * What people read of a page.
	 */
	private static String text(HttpResponse<String> page) {
		return page.body().replaceAll("<[^>]+>", "").replaceAll("\\s+", " ");
	}

	@Test
	void whenPageIsSentThenItMayUseNothingFromElsewhere() throws Exception {
		HttpResponse<String> response = this.admin.get("/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
			.startsWith("default-src 'none'; style-src 'self'; img-src 'self';");
		assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
		assertThat(response.body()).doesNotContain("<script", " style=", "src=\"http", "href=\"http");
	}

	@Test
	void whenProxySpeaksTlsThenNothingLeadsToPlainHttp() throws Exception {
		HttpCaller browser = HttpCaller.anonymous(this.port)
			.with("Accept", "text/html")
			.with("X-Forwarded-Proto", "https")
			.with("X-Forwarded-Host", "console.example.com:8443");
		assertThat(location(browser.get("/variables/value?key=FEATURES"))).isEqualTo("/login");
		HttpResponse<String> login = browser.signIn("admin", "admin");
		assertThat(location(login)).isEqualTo("/variables/value?key=FEATURES&continue");
		assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure", "; HttpOnly");
		assertThat(location(browser.post("/settings/name", "value=x", browser.csrf("/")))).isEqualTo("/");
		assertThat(location(browser.post("/logout", "", browser.csrf("/")))).isEqualTo("/login?logout");
		assertThat(location(browser.signIn("admin", "wrong"))).isEqualTo("/login?error");
	}

	@Test
	void whenThereIsNoProxyThenCookieNeedsNoTls() throws Exception {
		assertThat(this.anonymous.get("/login").headers().firstValue("Set-Cookie").orElseThrow())
			.contains("userpool-console=", "; HttpOnly")
			.doesNotContain("Secure");
	}

	private static String location(HttpResponse<String> response) {
		return response.headers().firstValue("Location").orElseThrow();
	}

}
