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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.sandbox.RecordedRequest;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.FrequencyCheck;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The JSON API, the actuator and who may use them.
 */
@ConsoleTest
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
			.containsExactlyInAnyOrder(Operation.DETAIL, Operation.LIST_ENV);
	}

	@Test
	void whenVariableDiffersThenKeyIsShownWithoutValue() throws Exception {
		this.sandbox.addEnv("LARK_WEBHOOK", "fixture-value");
		assertThat(HttpCaller.text(this.admin.get("/")))
			.contains("1 variable differs from what is declared: " + "LARK_WEBHOOK has another value.")
			.doesNotContain("fixture-value")
			.doesNotContain("sandbox-webhook");
		this.sandbox.removeEnv("LARK_WEBHOOK");
		assertThat(HttpCaller.text(this.admin.get("/"))).contains("LARK_WEBHOOK is missing.")
			.doesNotContain("sandbox-webhook");
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

	/**
	 * Forms that were not the console's are taken at their word.
	 */
	@Test
	void whenFormHasNoOriginalsThenItsTextsAreTakenAsTheyCame() throws Exception {
		this.sandbox.addEnv("a\nb", "before");
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		String csrf = session.csrf("/");
		assertThat(location(session.post("/variables/replace", "key=a%0Ab&value=x%0D%0A", csrf))).isEqualTo("/");
		assertThat(this.sandbox.env()).containsEntry("a\nb", "x\r\n");
		assertThat(location(session.post("/variables/remove", "key=a%0Ab", csrf))).isEqualTo("/");
		assertThat(this.sandbox.env()).doesNotContainKey("a\nb");
		for (String form : List.of("", "value-encoded=%3F")) {
			assertThat(session.post("/settings/name", form, csrf).statusCode()).isEqualTo(400);
		}
		assertThat(this.sandbox.requests(Operation.UPDATE)).isEmpty();
	}

	@Test
	void whenOriginIsAddedAndRemovedThenTheOthersStayAsTheyWere() throws Exception {
		String origins = " https://a.example.com \r\n\r\nhttps://b.example.com";
		this.sandbox.updateUserpool(Map.of("allowedOrigins", origins));
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		String csrf = session.csrf("/");
		session.post("/origins", "origin=https://c.example.com", csrf);
		assertThat(this.sandbox.userpool()).containsEntry("allowedOrigins", origins + "\r\nhttps://c.example.com");
		session.post("/origins/remove", "origin=https://c.example.com", csrf);
		assertThat(this.sandbox.userpool()).containsEntry("allowedOrigins", origins);
		session.post("/origins/remove", "origin=https://a.example.com", csrf);
		assertThat(this.sandbox.userpool()).containsEntry("allowedOrigins", "\r\nhttps://b.example.com");
	}

	@Test
	void whenEveryFieldIsOddThenEachSaysSoAndTheVariablesAreThere() throws Exception {
		Map<String, Object> fields = new HashMap<>();
		this.sandbox.userpool().keySet().forEach((name) -> fields.put(name, List.of(Map.of("x", 1))));
		this.sandbox.addFault(Fault.oddFields(fields).on(Operation.DETAIL));
		HttpResponse<String> page = this.admin.get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		long settings = SettingCatalog.groups().stream().mapToLong((group) -> group.settings().size()).sum();
		assertThat(page.body().split(">cannot be shown<", -1)).hasSize(Math.toIntExact(settings) + 2);
		assertThat(HttpCaller.text(page)).contains("Last changedat a time that cannot be shown",
				"The list cannot be shown", "LARK_WEBHOOK");
		assertThat(page.body()).doesNotContain("action=\"/settings/", "action=\"/origins");
	}

	@Test
	void whenOneFieldIsOddThenTheRestWorks() throws Exception {
		this.sandbox
			.addFault(Fault.oddFields(Map.of("tokenExpiresAfter", "two weeks", "allowedOrigins", List.of("x"))));
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> page = session.get("/");
		assertThat(page.body()).contains("<output class=\"odd\" id=\"tokenExpiresAfter\"")
			.doesNotContain("action=\"/settings/tokenExpiresAfter\"", "action=\"/origins\"")
			.contains("action=\"/settings/verifyCodeLength\"");
		assertThat(location(session.post("/settings/verifyCodeLength", "value=6", session.csrf("/")))).isEqualTo("/");
		assertThat(HttpCaller.text(session.get("/"))).contains("Length of a code 4 → 6");
		HttpResponse<String> added = session.post("/origins", "origin=https://c.example.com", session.csrf("/"));
		assertThat(added.statusCode()).isEqualTo(400);
		assertThat(added.body()).contains("Not sent", "a change would replace it");
		assertThat(this.sandbox.requests(Operation.UPDATE)).hasSize(1);
	}

	@Test
	void whenFieldsOfVariablesAreOddThenTheRestIsThere() throws Exception {
		this.sandbox.addFault(Fault.oddFields(Map.of("updatedAt", "yesterday")).on(Operation.LIST_ENV));
		assertThat(HttpCaller.text(this.admin.get("/"))).contains("LARK_WEBHOOK set at a time that cannot be shown");
		this.sandbox.clearFaults();
		this.sandbox.addFault(Fault.oddFields(Map.of("key", List.of(1))).on(Operation.LIST_ENV));
		HttpResponse<String> page = this.admin.get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(HttpCaller.text(page)).contains("2 variables cannot be shown", "Open registration");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 503 })
	void whenConfigurationCannotBeReadThenVariablesAreThere(int status) throws Exception {
		this.sandbox.addFault(Fault.status(status).on(Operation.DETAIL));
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> page = session.get("/variables/value?key=FEATURES");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.contains((status == 400) ? "Authing rejects the request" : "Authing is out of reach",
					"detail at " + this.sandbox.host(), "LARK_WEBHOOK", "Value of FEATURES")
			.doesNotContain("id=\"registration\"", "No origin is allowed");
		assertThat(location(session.post("/variables/replace", "key=FEATURES&value=x", session.csrf("/"))))
			.isEqualTo("/");
		assertThat(HttpCaller.text(session.get("/"))).contains("FEATURES value replaced");
		HttpResponse<String> failed = session.post("/settings/name", "value=x", session.csrf("/"));
		assertThat(HttpCaller.text(failed)).containsOnlyOnce("Your change").contains("LARK_WEBHOOK");
	}

	@Test
	void whenPoolCannotBeReadThenDriftIsUnknown() throws Exception {
		this.sandbox.updateUserpool(Map.of("registerDisabled", true));
		this.viewer.get("/");
		assertThat(this.viewer.get("/actuator/health/authingDrift").body()).contains("\"status\":\"UP\"");
		for (Operation operation : List.of(Operation.LIST_ENV, Operation.DETAIL)) {
			this.sandbox.clearFaults();
			this.viewer.get("/");
			this.sandbox.addFault(Fault.status(400).on(operation));
			this.viewer.get("/");
			this.sandbox.clearRequests();
			assertThat(this.viewer.get("/actuator/health/authingDrift").body()).contains("\"status\":\"UNKNOWN\"");
			assertThat(this.sandbox.requests()).isEmpty();
		}
	}

	@Test
	void whenThereAreManyLargeVariablesThenTheyAreFoundByKey() throws Exception {
		String value = "v".repeat(100_000);
		for (int i = 0; i < 300; i++) {
			this.sandbox.addEnv("KEY_%03d_%s".formatted(i, "x".repeat(192)), value);
		}
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		HttpResponse<String> all = session.get("/");
		assertThat(all.statusCode()).isEqualTo(200);
		assertThat(all.body()).contains("302 variables", "KEY_000_", "KEY_299_").doesNotContain("vvvv");
		assertThat(all.body().length()).isLessThan(2_000_000);
		HttpResponse<String> found = session.get("/?filter=key_04");
		assertThat(found.body()).contains("10 of 302 variables", "KEY_040_", "KEY_049_", "Show all")
			.doesNotContain("KEY_050_", "LARK_WEBHOOK");
		assertThat(session.get("/?filter=nowhere").body()).contains("0 of 302 variables", "No key contains this.");

		String key = "KEY_007_" + "x".repeat(192);
		assertThat(session.get("/variables/value?key=" + key + "&filter=key_04").body()).contains(value,
				"11 of 302 variables");
		String form = "key=" + key + "&value=" + value + "&value-encoded=" + FormText.encode(value) + "&filter=KEY_00";
		assertThat(location(session.post("/variables/replace", form, session.csrf("/")))).isEqualTo("/?filter=KEY_00");
		assertThat(HttpCaller.text(session.get("/?filter=KEY_00"))).contains("is as it was: nothing was edited");
		assertThat(this.sandbox.requests(Operation.ADD_ENV)).isEmpty();

		String large = "\u6587".repeat(300_000);
		session.post("/variables/replace",
				"key=FEATURES&value=" + HttpCaller.encode(large + "!") + "&value-encoded=" + FormText.encode(large),
				session.csrf("/"));
		assertThat(this.sandbox.env()).containsEntry("FEATURES", large + "!");
	}

	@Test
	void whenChangeTakesLongThenItIsShownToBeUnderWayAndThenItsOutcome() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		String csrf = session.csrf("/");
		this.sandbox.addFault(Fault.latency(Duration.ofMillis(1500)).on(Operation.UPDATE));
		String address = location(session.submit("/settings/verifyCodeLength", "value=6", csrf));
		assertThat(address).startsWith("/changes/");
		HttpResponse<String> underWay = session.get(address);
		assertThat(HttpCaller.text(underWay)).contains("Under way", "Length of a code: the change takes longer");
		assertThat(underWay.headers().firstValue("Refresh")).hasValue("1");
		assertThat(this.sandbox.userpool()).containsEntry("verifyCodeLength", 4);

		HttpResponse<String> ended = session.outcome(address);
		assertThat(location(ended)).isEqualTo("/");
		assertThat(HttpCaller.text(session.get("/"))).contains("Length of a code 4 → 6");
		assertThat(location(session.get(address))).isEqualTo("/");
		assertThat(location(HttpCaller.basic(this.port, "admin", "admin").get(address))).isEqualTo("/");
	}

	@Test
	void whenChangeFailsLateThenItsAddressShowsTheFailure() throws Exception {
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		String csrf = session.csrf("/");
		this.sandbox.addFault(Fault.latency(Duration.ofMillis(1200)).on(Operation.UPDATE));
		String address = location(session.submit("/settings/domain", "value=taken", csrf));
		HttpResponse<String> ended = session.outcome(address);
		assertThat(ended.statusCode()).isEqualTo(422);
		assertThat(ended.body()).contains("Authing rejects this", "value=\"taken\"").doesNotContain("Read again");
	}

	static Stream<Arguments> changes() {
		return Stream.of(arguments("/settings/verifyCodeLength", "value=6", Operation.UPDATE, "Length of a code"),
				arguments("/settings/description", "value=x", Operation.UPDATE, "Description"),
				arguments("/settings/tokenExpiresAfter/declared", "", Operation.UPDATE, "User tokens live for"),
				arguments("/origins/declared", "", Operation.UPDATE, "Allowed origins"),
				arguments("/origins", "origin=https://c.example.com", Operation.UPDATE, "Allowed origins"),
				arguments("/origins/remove", "origin=https://other.example.com", Operation.UPDATE, "Allowed origins"),
				arguments("/variables", "key=K&value=1.50&type=json", Operation.ADD_ENV, "K"),
				arguments("/variables/replace", "key=FEATURES&value=x", Operation.ADD_ENV, "FEATURES"),
				arguments("/variables/remove", "key=FEATURES", Operation.REMOVE_ENV, "FEATURES"));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whenOutcomeIsUnknownThenReadingAgainTellsWhetherTheChangeWasMade(String path, String form, Operation operation,
			String label) throws Exception {
		this.sandbox.updateUserpool(Map.of("tokenExpiresAfter", 60, "allowedOrigins", "https://other.example.com"));
		HttpCaller session = HttpCaller.signedIn(this.port, "admin", "admin");
		String csrf = session.csrf("/");

		this.sandbox.addFault(Fault.dropConnection().on(operation).times(1));
		HttpResponse<String> unknown = session.post(path, form, csrf);
		assertThat(unknown.statusCode()).isEqualTo(502);
		assertThat(unknown.body()).contains("Whether the change was made is unknown", ">Read again</a>")
			.doesNotContain("aria-invalid");
		HttpResponse<String> missing = session.get(readAgain(unknown));
		assertThat(missing.statusCode()).isEqualTo(200);
		assertThat(HttpCaller.text(missing)).contains("Not changed The pool was read again", "Read again");
		this.sandbox.addFault(Fault.status(400).on(Operation.DETAIL).times(1));
		this.sandbox.addFault(Fault.status(400).on(Operation.LIST_ENV).times(1));
		HttpResponse<String> unread = session.get(readAgain(missing));
		assertThat(unread.statusCode()).isEqualTo(502);
		assertThat(HttpCaller.text(unread)).contains("Still unknown", "Read again");

		this.sandbox.addFault(Fault.dropConnection().afterExecution().on(operation).times(1));
		HttpResponse<String> lost = session.post(path, form, csrf);
		assertThat(lost.statusCode()).isEqualTo(502);
		assertThat(location(session.get(readAgain(lost)))).isEqualTo("/");
		assertThat(HttpCaller.text(session.get("/"))).contains(label + " The change was made.")
			.doesNotContain("Read again");
		assertThat(location(session.get(readAgain(lost)))).isEqualTo("/");
	}

	private static String readAgain(HttpResponse<String> page) {
		Matcher link = Pattern.compile("href=\"([^\"]+)\">Read again<").matcher(page.body());
		assertThat(link.find()).isTrue();
		return link.group(1);
	}

}
