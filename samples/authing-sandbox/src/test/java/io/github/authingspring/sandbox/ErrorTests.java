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

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests that are not part of the API.
 */
class ErrorTests {

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenFieldIsUnknownThenRespondsInTheWordsOfApollo() {
		Response response = this.client.graphQl("{ userpool { id\n  verifyCodeMaxTries } }");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{
				  "errors": [
				    {
				      "message": "Cannot query field \\"verifyCodeMaxTries\\" on type \\"UserPool\\".",
				      "locations": [ { "line": 2, "column": 3 } ],
				      "extensions": { "code": "GRAPHQL_VALIDATION_FAILED" }
				    }
				  ]
				}"""));
	}

	@Test
	void whenSeveralFieldsAreUnknownThenEachHasItsError() {
		Response response = this.client.graphQl("{ userpool { x whitelist { y } } nothing }");
		assertThat(response.at("errors").findValuesAsString("message")).containsExactlyInAnyOrder(
				"Cannot query field \"x\" on type \"UserPool\".",
				"Cannot query field \"y\" on type \"RegisterWhiteListConfig\".",
				"Cannot query field \"nothing\" on type \"Query\".");
	}

	@ParameterizedTest
	@CsvSource({ "{ userId }", "{ customDb }", "{ app2WxappLoginStrategy { ticketExpiresAfter } }" })
	void whenFieldExistsOverRestOnlyThenItIsUnknown(String selection) {
		assertThat(this.client.graphQl("{ userpool " + selection + " }").at("errors", 0, "message").asString())
			.startsWith("Cannot query field");
	}

	@Test
	void whenInputFieldIsUnknownThenRespondsInTheWordsOfApollo() {
		String expected = "Field \"nothing\" is not defined by type \"UpdateUserpoolInput\".";
		for (Response response : new Response[] { this.client.update("{ \"nothing\": 1 }", "id"),
				this.client.graphQl("mutation { updateUserpool(input: { nothing: 1 }) { id } }") }) {
			assertThat(response.status()).isEqualTo(400);
			assertThat(response.at("errors", 0, "message").asString()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ \"name\": 1 }", "{ \"tokenExpiresAfter\": \"long\" }", "{ \"tokenExpiresAfter\": 1.5 }",
			"{ \"tokenExpiresAfter\": 3000000000 }", "{ \"registerDisabled\": \"true\" }", "{ \"whitelist\": true }",
			"null" })
	void whenTypeIsWrongThenNothingIsExecuted(String input) {
		Response response = this.client.update(input, "id");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body().propertyNames()).containsExactly("errors");
		assertThat(response.at("errors", 0, "message").isString()).isTrue();
		assertThat(response.at("errors", 0, "extensions"))
			.isEqualTo(SandboxClient.json("{ \"code\": \"GRAPHQL_VALIDATION_FAILED\" }"));
	}

	@Test
	void whenDocumentCannotBeParsedThenReturnsBadRequest() {
		Response response = this.client.graphQl("{ userpool {");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("errors", 0, "message").isString()).isTrue();
		assertThat(response.at("errors", 0, "extensions", "code").asString()).isEqualTo("GRAPHQL_PARSE_FAILED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{} {}", "{}", "{ \"query\": 1 }",
			"{ \"query\": \"{ userpool { id } }\", \"variables\": 1 }" })
	void whenGraphQlRequestIsMalformedThenReturnsBadRequest(String body) {
		Response response = this.client.post("/graphql/v2", body);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("errors", 0, "message").isString()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{ \"key\": \"a\" } x" })
	void whenRestRequestIsMalformedThenReturnsBadRequest(String body) {
		for (String path : new String[] { "/api/v2/env", "/api/v2/userpools/access-token" }) {
			assertHttpError(this.client.post(path, body), 400);
		}
	}

	@Test
	void whenBodyIsTooLargeThenItIsRejected() {
		String body = "{ \"key\": \"" + "x".repeat(1024 * 1024) + "\" }";
		assertHttpError(this.client.post("/api/v2/env", body), 413);
		Response response = this.client.post("/graphql/v2", body);
		assertThat(response.status()).isEqualTo(413);
		assertThat(response.at("errors", 0, "message").isString()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/graphql", "/graphql/v2/", "/api/v2/env/", "/api/v2/env/a/b", "/api/v2/users",
			"/api/v2/userpools/detail/x", "/actuator" })
	void whenPathIsUnknownThenReturnsNotFound(String path) {
		assertHttpError(this.client.get(path), 404);
		assertHttpError(this.client.without("Authorization").delete(path), 404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    | /graphql/v2                    | POST
			PUT    | /api/v2/userpools/access-token | POST
			POST   | /api/v2/userpools/accessToken  | GET
			POST   | /api/v2/userpools/detail       | GET
			DELETE | /api/v2/env                    | GET,POST
			GET    | /api/v2/env/KEY                | DELETE
			""")
	void whenMethodIsWrongThenReturnsTheAllowedOnes(String method, String path, String allowed) {
		Response response = this.client.send(method, path, null);
		assertHttpError(response, 405);
		assertThat(response.headers().firstValue("Allow").orElseThrow().split(",\\s*", -1))
			.containsExactlyInAnyOrder(allowed.split(",", -1));
	}

	@Test
	void whenLanguageIsEnglishThenMessagesAreEnglish() {
		SandboxClient english = this.client.with("x-authing-lang", "en-US");
		assertThat(english.get("/api/v2/userpools/detail").at("message").asString()).isEqualTo("Success");
		assertThat(english.get("/api/v2/env").at("messgae").asString()).isEqualTo("Environment variables listed");
		assertThat(english.without("Authorization").get("/api/v2/env").at("message").asString())
			.isEqualTo("Not logged in, access denied");
		assertThat(english.update("{ \"domain\": \"taken\" }", "id").at("errors", 0, "message", "message").asString())
			.isEqualTo("The domain is already taken");
	}

	@Test
	void whenLanguageIsAnotherThenMessagesAreChinese() {
		for (String language : new String[] { "zh-CN", "zh-TW", "ja-JP", "xx" }) {
			assertThat(this.client.with("x-authing-lang", language)
				.get("/api/v2/userpools/detail")
				.at("message")
				.asString()).isEqualTo("获取成功");
		}
	}

	private static void assertHttpError(Response response, int status) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.body().propertyNames()).containsExactly("statusCode", "apiCode", "message", "requestId");
		assertThat(response.at("statusCode").asInt()).isEqualTo(status);
		assertThat(response.at("apiCode").isNumber()).isTrue();
		assertThat(response.at("message").asString()).isNotEmpty();
		assertThat(response.at("requestId").asString()).isNotEmpty();
	}

}
