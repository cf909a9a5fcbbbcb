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

package io.github.authingspring.sandbox;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Fault}.
 */
class FaultTests {

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenStatusThenEveryCallHasItUntilFaultsAreCleared() {
		this.sandbox.addFault(Fault.status(503));
		for (Response response : List.of(this.client.get("/api/v2/env"), this.client.setEnv("KEY", 1),
				this.client.graphQl("{ userpool { id } }"),
				this.client.requestToken(this.sandbox.userpoolId(), this.sandbox.secret()),
				this.client.get("/unknown"))) {
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.at("statusCode").asInt()).isEqualTo(503);
			assertThat(response.at("message").asString()).isEqualTo("服务器繁忙，请稍后再试");
		}
		this.sandbox.clearFaults();
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
		assertThat(this.sandbox.env()).doesNotContainKey("KEY");
	}

	@ParameterizedTest
	@CsvSource({ "503, The server is busy", "429, Too many requests", "418, The request is refused" })
	void whenLanguageIsEnglishThenTextOfStatusIsEnglish(int status, String text) {
		this.sandbox.addFault(Fault.status(status));
		Response response = this.client.with("x-authing-lang", "en-US").get("/api/v2/env");
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.at("message").asString()).startsWith(text);
	}

	@Test
	void whenLimitedThenMeetsTheNextCallsOfTheOperation() {
		this.sandbox.addFault(Fault.status(500).on(Operation.LIST_ENV).times(2));
		assertThat(this.client.get("/api/v2/userpools/detail").status()).isEqualTo(200);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(500);
		assertThat(this.client.setEnv("KEY", 1).status()).isEqualTo(201);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(500);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@Test
	void whenOperationHasSeveralFormsThenMeetsThemAll() {
		this.sandbox.addFault(Fault.status(500).on(Operation.DETAIL));
		this.sandbox.addFault(Fault.status(502).on(Operation.AUTHENTICATE));
		this.sandbox.addFault(Fault.status(504).on(Operation.REMOVE_ENV));
		assertThat(this.client.get("/api/v2/userpools/detail").status()).isEqualTo(500);
		assertThat(this.client.graphQl("{ userpool { id } }").status()).isEqualTo(500);
		assertThat(this.client.requestToken("x", "x").status()).isEqualTo(502);
		assertThat(this.client.get("/api/v2/userpools/accessToken").status()).isEqualTo(502);
		assertThat(this.client.graphQl("{ accessToken(userPoolId: \"x\", secret: \"x\") { exp } }").status())
			.isEqualTo(502);
		assertThat(this.client.delete("/api/v2/env/a%2Fb").status()).isEqualTo(504);
		assertThat(this.client.update("{ \"name\": \"new\" }", "id").status()).isEqualTo(200);
	}

	@Test
	void whenDocumentHasSeveralOperationsThenTheNamedOneCounts() {
		String document = "query read { userpool { id } } mutation write { updateUserpool(input: {}) { id } }";
		this.sandbox.addFault(Fault.status(500).on(Operation.UPDATE));
		assertThat(this.client.post("/graphql/v2", "{ \"query\": \"" + document + "\", \"operationName\": \"read\" }")
			.status()).isEqualTo(200);
		assertThat(this.client.post("/graphql/v2", "{ \"query\": \"" + document + "\", \"operationName\": \"write\" }")
			.status()).isEqualTo(500);
	}

	@Test
	void whenSeveralAreOfOneKindThenOldestGoesFirst() {
		this.sandbox.addFault(Fault.status(500).times(1));
		this.sandbox.addFault(Fault.rateLimit(Duration.ZERO).times(1));
		this.sandbox.addFault(Fault.status(502).times(1));
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(500);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(429);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(502);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@Test
	void whenResponseIsJsonThenItIsSentAsJson() {
		this.sandbox.addFault(Fault.response(200, "{ \"code\": 1000, \"message\": \"busy\" }"));
		Response response = this.client.get("/api/v2/env");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.text()).isEqualTo("{ \"code\": 1000, \"message\": \"busy\" }");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
	}

	@Test
	void whenResponseIsAnotherTextThenItIsSentAsHtml() {
		this.sandbox.addFault(Fault.response(502, "<html>中</html>"));
		Response response = this.client.get("/api/v2/env");
		assertThat(response.text()).isEqualTo("<html>中</html>");
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/html"));
	}

	@Test
	void whenResponseIsEmptyThenThereIsNoBody() {
		this.sandbox.addFault(Fault.response(200, ""));
		assertThat(this.client.get("/api/v2/env").text()).isEmpty();
	}

	@Test
	void whenRateLimitedThenSaysWhenToComeBack() {
		this.sandbox.addFault(Fault.rateLimit(Duration.ofMillis(1001)));
		Response response = this.client.with("x-authing-lang", "en-US").get("/api/v2/env");
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
		assertThat(response.body()).isEqualTo(
				SandboxClient.json("{ \"statusCode\": 429, \"message\": \"Too many requests, try again later\" }"));
	}

	@Test
	void whenRateLimitedWithoutTimeThenDoesNotSayWhenToComeBack() {
		this.sandbox.addFault(Fault.rateLimit(Duration.ZERO));
		assertThat(this.client.get("/api/v2/env").headers().firstValue("Retry-After")).isEmpty();
	}

	@Test
	void whenConnectionIsDroppedThenOperationIsNotExecuted() {
		this.sandbox.addFault(Fault.dropConnection().on(Operation.ADD_ENV));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.client.setEnv("KEY", 1));
		assertThat(this.sandbox.env()).doesNotContainKey("KEY");
		assertThat(this.sandbox.requests(Operation.ADD_ENV)).isNotEmpty()
			.extracting(RecordedRequest::status)
			.containsOnlyNulls();
	}

	@Test
	void whenAfterExecutionThenOnlyTheResponseIsLost() {
		this.sandbox.addFault(Fault.dropConnection().on(Operation.ADD_ENV).afterExecution());
		this.sandbox.addFault(Fault.status(504).on(Operation.UPDATE).afterExecution());
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.client.setEnv("KEY", 1));
		assertThat(this.client.update("{ \"name\": \"new\" }", "id").status()).isEqualTo(504);
		assertThat(this.sandbox.env()).containsEntry("KEY", 1);
		assertThat(this.sandbox.userpool()).containsEntry("name", "new");
	}

	@Test
	void whenLateThenCallTakesAtLeastThatLong() {
		this.sandbox.addFault(Fault.latency(Duration.ofMillis(300)).times(1));
		this.sandbox.addFault(Fault.status(500).times(1));
		long start = System.nanoTime();
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(500);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@Test
	void whenTokenCountsAsRevokedThenANewOneDoesNotHelp() {
		this.sandbox.addFault(Fault.revokedToken().times(3));
		SandboxClient renewed = SandboxClient.authenticated(this.sandbox);
		assertThat(renewed.get("/api/v2/env").at("code").asInt()).isEqualTo(2206);
		assertThat(renewed.delete("/api/v2/env/FEATURES").at("code").asInt()).isEqualTo(2206);
		assertThat(renewed.update("{ \"name\": \"new\" }", "id")
			.at("errors", 0, "extensions", "exception", "name")
			.asString()).isEqualTo("TokenInBlackListError");
		assertThat(this.sandbox.env()).containsKey("FEATURES");
		assertThat(renewed.get("/api/v2/env").at("code").asInt()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "loginFailStrategy,", "loginPasswordFailCheck, { limit }", "passwordUpdatePolicy, { enabled }",
			"verifyCodeMaxAttempts," })
	void whenSchemaIsOlderThenLaterFieldsAreUnknown(String field, String selection) {
		this.sandbox.addFault(Fault.olderSchema());
		String selected = field + ((selection != null) ? " " + selection : "");
		Response query = this.client.graphQl("{ userpool { id " + selected + " } }");
		assertThat(query.status()).isEqualTo(400);
		assertThat(query.at("errors", 0, "message").asString())
			.startsWith("Cannot query field \"" + field + "\" on type \"UserPool\".");
		assertThat(this.client.update("{ \"name\": \"new\" }", "id", selected).status()).isEqualTo(400);
		assertThat(this.sandbox.userpool()).containsEntry("name", "Sandbox pool");
		assertThat(this.client.update("{ \"" + field + "\": null }", "id").at("errors", 0, "message").asString())
			.startsWith("Variable \"$input\" got invalid value { " + field + ": null }; Field \"" + field
					+ "\" is not defined by type \"UpdateUserpoolInput\".");
		assertThat(this.client.get("/api/v2/userpools/detail").at("data").has(field)).isFalse();
		this.sandbox.clearFaults();
		assertThat(this.client.graphQl("{ userpool { id " + selected + " } }").status()).isEqualTo(200);
	}

	@Test
	void whenSchemaIsOlderThenTheRestWorks() {
		this.sandbox.addFault(Fault.olderSchema().times(2));
		assertThat(this.client.setEnv("KEY", 1).status()).isEqualTo(201);
		assertThat(this.client.update("{ \"registerDisabled\": true }", "registerDisabled")
			.at("data", "updateUserpool", "registerDisabled")
			.asBoolean()).isTrue();
		assertThat(this.client.get("/api/v2/userpools/detail").at("data", "registerDisabled").asBoolean()).isTrue();
		assertThat(this.client.graphQl("{ userpool { verifyCodeMaxAttempts } }").status()).isEqualTo(200);
	}

	@Test
	void whenFieldsOfUserpoolAreOddThenTheyAreReturnedAndNotStored() {
		Map<String, Object> before = this.sandbox.userpool();
		this.sandbox.addFault(Fault.oddFields(Map.of("loginFailCheck", false, "tokenExpiresAfter", 3_153_600_000L,
				"allowedOrigins", List.of("https://app.example.com"), "unknown", 1)));
		String fields = "loginFailCheck { enabled } tokenExpiresAfter allowedOrigins";
		for (JsonNode userpool : List.of(this.client.get("/api/v2/userpools/detail").at("data"),
				this.client.graphQl("{ userpool { id " + fields + " } }").at("data", "userpool"),
				this.client.update("{ \"registerDisabled\": false }", "id", fields).at("data", "updateUserpool"))) {
			assertThat(userpool.required("id").asString()).isEqualTo(this.sandbox.userpoolId());
			assertThat(userpool.required("loginFailCheck")).isEqualTo(SandboxClient.json("false"));
			assertThat(userpool.required("tokenExpiresAfter")).isEqualTo(SandboxClient.json("3153600000"));
			assertThat(userpool.required("allowedOrigins"))
				.isEqualTo(SandboxClient.json("[ \"https://app.example.com\" ]"));
			assertThat(userpool.has("unknown")).isFalse();
		}
		assertThat(this.sandbox.userpool()).containsEntry("loginFailCheck", before.get("loginFailCheck"))
			.containsEntry("tokenExpiresAfter", before.get("tokenExpiresAfter"));
	}

	@Test
	void whenFieldsOfVariablesAreOddThenTheyAreReturnedAndNotStored() {
		this.sandbox.addFault(Fault.oddFields(Collections.singletonMap("createdAt", null)).on(Operation.ADD_ENV));
		this.sandbox.addFault(Fault.oddFields(Map.of("key", 7)).on(Operation.LIST_ENV).times(1));
		assertThat(this.client.setEnv("KEY", 1).at("data", "createdAt").isNull()).isTrue();
		assertThat(this.client.get("/api/v2/env").at("data")).isNotEmpty()
			.allSatisfy((variable) -> assertThat(variable.required("key")).isEqualTo(SandboxClient.json("7")));
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json("1"));
		assertThat(this.client.delete("/api/v2/env/KEY").status()).isEqualTo(200);
	}

	@Test
	void whenFaultMakesNoSenseThenItIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(200));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(600));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.response(199, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.latency(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.rateLimit(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.interimResponse(101, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.interimResponse(200, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.interimResponse(103, Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.keepAlive(Duration.ofMillis(1500)));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.largeHeaders(0));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.oddFields(Map.of()));
		Fault oddFields = Fault.oddFields(Map.of("key", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> oddFields.on(Operation.REMOVE_ENV));
		Fault fault = Fault.revokedToken();
		assertThatIllegalArgumentException().isThrownBy(() -> fault.times(0));
		assertThatIllegalArgumentException().isThrownBy(() -> fault.on(Operation.AUTHENTICATE))
			.withMessage("The operation 'authenticate' cannot meet the fault 'revokedToken'");
		assertThatIllegalArgumentException().isThrownBy(fault::afterExecution);
	}

	@Test
	void whenPrintedThenSaysWhatGoesWrongWithoutTheBody() {
		assertThat(Fault.response(503, "text").on(Operation.UPDATE).times(2).afterExecution())
			.hasToString("{status=503, operation=update, times=2, afterExecution=true}");
		assertThat(Fault.latency(Duration.ofSeconds(2))).hasToString("{latency=2000}");
		assertThat(Fault.rateLimit(Duration.ofSeconds(3))).hasToString("{throttle=3}");
	}

}
