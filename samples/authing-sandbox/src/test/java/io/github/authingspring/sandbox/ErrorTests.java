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

import java.util.Map;
import java.util.stream.Stream;

import graphql.Scalars;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests that are not part of the API.
 */
class ErrorTests {

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	private final Map<String, Object> userpool = this.sandbox.userpool();

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
				      "message": "Cannot query field \\"verifyCodeMaxTries\\" on type \\"UserPool\\". \
				Did you mean \\"verifyCodeMaxAttempts\\" or \\"verifyCodeLength\\"?",
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

	/**
	 * What graphql-js 15.8 responds with to the same documents.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					nam                                 | Cannot query field "nam" on type "UserPool". Did you mean "name"?
					Id                                  | Cannot query field "Id" on type "UserPool". Did you mean "id"?
					domian                              | Cannot query field "domian" on type "UserPool". Did you mean "domain"?
					emial                               | Cannot query field "emial" on type "UserPool".
					ticketExpiresAfter                  | Cannot query field "ticketExpiresAfter" on type "UserPool". Did you mean "tokenExpiresAfter"?
					app2wxappLoginStrategy              | Cannot query field "app2wxappLoginStrategy" on type "UserPool". Did you mean "app2WxappLoginStrategy" or "qrcodeLoginStrategy"?
					changeStrategy                      | Cannot query field "changeStrategy" on type "UserPool". Did you mean "changeEmailStrategy" or "changePhoneStrategy"?
					loginFailCheck { timeIntervall }    | Cannot query field "timeIntervall" on type "LoginFailCheckConfig". Did you mean "timeInterval"?
					whitelist { enabled }               | Cannot query field "enabled" on type "RegisterWhiteListConfig".
					""")
	void whenFieldIsNearAnotherThenTheOtherIsProposed(String selection, String message) {
		Response response = this.client.graphQl("{ userpool { " + selection + " } }");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("errors").findValuesAsString("message")).containsExactly(message);
		assertThat(response.at("errors", 0, "extensions", "code").asString()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
	}

	@Test
	void whenManyFieldsAreNearThenTheNearestFiveAreProposed() {
		GraphQLObjectType type = GraphQLObjectType.newObject()
			.name("Type")
			.fields(Stream.of("abcdef", "abcde", "abcd", "abcz", "abc", "abcx", "abcy")
				.map((name) -> GraphQLFieldDefinition.newFieldDefinition()
					.name(name)
					.type(Scalars.GraphQLString)
					.build())
				.toList())
			.build();
		assertThat(Suggestions.didYouMean("abcw", type))
			.isEqualTo(" Did you mean \"abc\", \"abcd\", \"abcx\", \"abcy\", or \"abcz\"?");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					nothing: 1                         | Field "nothing" is not defined by type "UpdateUserpoolInput".
					registerDisable: true              | Field "registerDisable" is not defined by type "UpdateUserpoolInput". Did you mean "registerDisabled"?
					whitelist: { phoneEnable: true }   | Field "phoneEnable" is not defined by type "RegisterWhiteListConfigInput". Did you mean "phoneEnabled"?
					""")
	void whenInputFieldOfDocumentIsUnknownThenRespondsInTheWordsOfApollo(String input, String message) {
		Response response = this.client.graphQl("mutation { updateUserpool(input: { " + input + " }) { id } }");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("errors").findValuesAsString("message")).containsExactly(message);
		assertThat(response.at("errors", 0, "extensions", "code").asString()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
	}

	/**
	 * What graphql-js 15.8 responds with to the same variables.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ "name": 1 }                           | got invalid value 1 at "input.name"; String cannot represent a non string value: 1
					{ "tokenExpiresAfter": "long" }         | got invalid value "long" at "input.tokenExpiresAfter"; Int cannot represent non-integer value: "long"
					{ "tokenExpiresAfter": 1.5 }            | got invalid value 1.5 at "input.tokenExpiresAfter"; Int cannot represent non-integer value: 1.5
					{ "tokenExpiresAfter": 3000000000 }     | got invalid value 3000000000 at "input.tokenExpiresAfter"; Int cannot represent non 32-bit signed integer value: 3000000000
					{ "registerDisabled": "true" }          | got invalid value "true" at "input.registerDisabled"; Boolean cannot represent a non boolean value: "true"
					{ "registerDisabled": 0 }               | got invalid value 0 at "input.registerDisabled"; Boolean cannot represent a non boolean value: 0
					{ "whitelist": true }                   | got invalid value true at "input.whitelist"; Expected type "RegisterWhiteListConfigInput" to be an object.
					{ "whitelist": { "phoneEnable": true } } | got invalid value { phoneEnable: true } at "input.whitelist"; Field "phoneEnable" is not defined by type "RegisterWhiteListConfigInput". Did you mean "phoneEnabled"?
					{ "userpoolTypes": ["web", null] }      | got invalid value null at "input.userpoolTypes[1]"; Expected non-nullable type "String!" not to be null.
					{ "userpoolTypes": [[1]] }              | got invalid value [1] at "input.userpoolTypes[0]"; String cannot represent a non string value: [1]
					{ "nothing": 1 }                        | got invalid value { nothing: 1 }; Field "nothing" is not defined by type "UpdateUserpoolInput".
					[1]                                     | got invalid value [1]; Field "0" is not defined by type "UpdateUserpoolInput".
					"x"                                     | got invalid value "x"; Expected type "UpdateUserpoolInput" to be an object.
					null                                    | of non-null type "UpdateUserpoolInput!" must not be null.
					""")
	void whenVariableIsWrongThenRespondsInTheWordsOfApolloAndNothingIsExecuted(String input, String message) {
		Response response = this.client.update(input, "id");
		assertThat(response.status()).isEqualTo(400);
		ObjectNode expected = (ObjectNode) SandboxClient.json("""
				{
				  "locations": [ { "line": 1, "column": 17 } ],
				  "extensions": { "code": "BAD_USER_INPUT" }
				}""");
		expected.put("message", "Variable \"$input\" " + message);
		assertThat(response.body().propertyNames()).containsExactly("errors");
		assertThat(response.at("errors", 0)).isEqualTo(expected);
		assertThat(this.sandbox.userpool()).isEqualTo(this.userpool);
	}

	@Test
	void whenSeveralVariablesAreWrongThenEachHasItsError() {
		Response response = this.client.graphQl("query q($userPoolId: String!, $secret: String!) "
				+ "{ accessToken(userPoolId: $userPoolId, secret: $secret) { exp } }", "{ \"userPoolId\": 7 }");
		assertThat(response.at("errors").findValuesAsString("message")).containsExactly(
				"Variable \"$userPoolId\" got invalid value 7; String cannot represent a non string value: 7",
				"Variable \"$secret\" of required type \"String!\" was not provided.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ "a": { "b": { "c": 1 } }, "l": [1, [2, [3]], {}], "e": [] } | { a: { b: [Object] }, l: [1, [Array], {}], e: [] }
					[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]                           | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ... 1 more item]
					[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]                       | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ... 2 more items]
					{ "a": "say \\"hi\\"", "b": true, "c": null }                 | { a: "say \\"hi\\"", b: true, c: null }
					""")
	void whenWrongValueIsLargeThenMessageHasPartOfIt(String value, String text) {
		assertThat(this.client.update("{ \"name\": " + value + " }", "id").at("errors", 0, "message").asString())
			.isEqualTo("Variable \"$input\" got invalid value " + text
					+ " at \"input.name\"; String cannot represent a non string value: " + text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ \"tokenExpiresAfter\": 7.0 }", "{ \"userpoolTypes\": \"web\" }",
			"{ \"whitelist\": [] }", "{}", "[]" })
	void whenVariableIsRightForJavaScriptThenItIsTaken(String input) {
		assertThat(this.client.update(input, "id").status()).isEqualTo(200);
	}

	@Test
	void whenTypeIsWrongInDocumentThenNothingIsExecuted() {
		Response response = this.client.graphQl("mutation { updateUserpool(input: { name: 1 }) { id } }");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("errors", 0, "extensions", "code").asString()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
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
	@ValueSource(strings = { "/graphql", "/graphql/v2/", "/api/v2/env/", "/api/v2/env/a/b", "/api/v2/users",
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
			POST   | /                              | GET
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
