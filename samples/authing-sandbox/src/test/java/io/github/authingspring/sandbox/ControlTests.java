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
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the control of a sandbox over HTTP.
 */
class ControlTests {

	// On a clock that stands still.
	private final AuthingSandbox sandbox = AuthingSandbox.builder().clock(new MutableClock()).start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{ \"status\": 503 }", "{ \"status\": 503, \"times\": 2 }", "{ \"throttle\": 3 }",
			"{ \"throttle\": 0, \"operation\": \"update\", \"afterExecution\": true }", "{ \"latency\": 2000 }",
			"{ \"dropConnection\": true, \"operation\": \"addEnv\", \"times\": 1, \"afterExecution\": true }",
			"{ \"revokedToken\": true, \"operation\": \"detail\" }", "{ \"olderSchema\": true }",
			"{ \"interimResponse\": 103 }", "{ \"interimResponse\": 102, \"delay\": 300, \"operation\": \"update\" }",
			"{ \"keepAlive\": 5, \"times\": 3 }", "{ \"largeHeaders\": 9000, \"operation\": \"authenticate\" }",
			"{ \"oddFields\": { \"loginFailCheck\": false, \"name\": null }, \"operation\": \"detail\", \"times\": 1 }" })
	void whenFaultIsAddedThenItIsListed(String fault) {
		Response added = this.client.post("/__sandbox/faults", fault);
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.body()).isEqualTo(SandboxClient.json("[" + fault + "]"));
		assertThat(this.client.get("/__sandbox/faults").body()).isEqualTo(added.body());
		assertThat(this.client.delete("/__sandbox/faults").status()).isEqualTo(204);
		assertThat(this.client.get("/__sandbox/faults").body()).isEqualTo(SandboxClient.json("[]"));
	}

	@Test
	void whenFaultIsAddedThenCallsMeetIt() {
		this.client.post("/__sandbox/faults", "{ \"status\": 502, \"body\": \"<html>\", \"times\": 2 }");
		assertThat(this.client.get("/api/v2/env").text()).isEqualTo("<html>");
		assertThat(this.client.get("/__sandbox/faults").body())
			.isEqualTo(SandboxClient.json("[ { \"status\": 502, \"times\": 1 } ]"));
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(502);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                             | exactly one of
			{ "status": 503, "latency": 1 }                | exactly one of
			{ "status": "503" }                            | 'status' must be a whole number
			{ "status": 200 }                              | 'status' must be between 400 and 599
			{ "status": 503, "time": 1 }                   | There is no 'time' of a fault
			{ "status": 503, "times": 0 }                  | 'times' must be at least 1
			{ "status": 503, "times": null }               | 'times' must be a whole number
			{ "status": 503, "body": 1 }                   | 'body' must be a string
			{ "throttle": 1, "body": "x" }                 | 'body' goes with 'status' alone
			{ "status": 503, "operation": "login" }        | 'operation' must be one of
			{ "olderSchema": true, "operation": "addEnv" } | cannot meet the fault
			{ "latency": 1, "afterExecution": true }       | 'latency' is not a response
			{ "latency": 0 }                               | 'latency' must be positive
			{ "dropConnection": false }                    | 'dropConnection' must be true
			{ "dropConnection": 1 }                        | 'dropConnection' must be true or false
			{ "interimResponse": 101 }                     | 'interimResponse' must be between 100 and 199, but not 101
			{ "interimResponse": 103, "delay": -1 }        | 'delay' must not be negative
			{ "latency": 1, "delay": 1 }                   | 'delay' goes with 'interimResponse' alone
			{ "keepAlive": 0 }                             | 'keepAlive' must be at least 1
			{ "largeHeaders": 0 }                          | 'largeHeaders' must be between 1 and 1000000
			{ "oddFields": ["name"] }                      | 'oddFields' must be an object
			{ "oddFields": {} }                            | 'oddFields' must not be empty
			[]                                             | not a JSON object
			""")
	void whenFaultMakesNoSenseThenResponseSaysWhy(String fault, String reason) {
		Response response = this.client.post("/__sandbox/faults", fault);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.at("message").asString()).contains(reason);
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@Test
	void whenRequestsAreListedThenSecretsAreMasked() {
		this.client.setEnv("KEY", "s3cr3t");
		this.sandbox.addFault(Fault.dropConnection().on(Operation.REMOVE_ENV));
		Response response = this.client.get("/__sandbox/requests");
		assertThat(response.text()).doesNotContain(this.sandbox.secret(), "s3cr3t");
		assertThat(response.body().size()).isEqualTo(2);
		JsonNode request = response.at(1);
		assertThat(request.propertyNames()).containsExactly("time", "operation", "method", "path", "status", "headers",
				"body");
		assertThat(request.required("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(request.required("operation").asString()).isEqualTo("addEnv");
		assertThat(request.required("status").asInt()).isEqualTo(201);
		assertThat(request.required("headers").required("authorization").asString()).isEqualTo("Bearer ******");
		assertThat(request.required("body"))
			.isEqualTo(SandboxClient.json("{ \"key\": \"KEY\", \"value\": \"******\" }"));
	}

	@Test
	void whenRequestsAreClearedThenListIsEmpty() {
		assertThat(this.client.delete("/__sandbox/requests").status()).isEqualTo(204);
		assertThat(this.client.get("/__sandbox/requests").body()).isEqualTo(SandboxClient.json("[]"));
	}

	@Test
	void whenTokensAreRevokedThenTheyAreOnTheBlackList() {
		assertThat(this.client.delete("/__sandbox/tokens").status()).isEqualTo(204);
		assertThat(this.client.get("/api/v2/env").at("code").asInt()).isEqualTo(2206);
	}

	@Test
	void whenSecretIsRotatedThenTheNewOneIsValid() {
		assertThat(this.client.send("PUT", "/__sandbox/secret", "{ \"secret\": \"new\" }").status()).isEqualTo(204);
		assertThat(this.sandbox.secret()).isEqualTo("new");
		for (String body : new String[] { "{}", "{ \"secret\": \" \" }", "{ \"secret\": 1 }",
				"{ \"secret\": \"x\", \"y\": 1 }" }) {
			assertThat(this.client.send("PUT", "/__sandbox/secret", body).status()).isEqualTo(400);
		}
		assertThat(this.sandbox.secret()).isEqualTo("new");
	}

	@Test
	void whenNestedObjectsAreReplacedThenUpdateReplacesThem() {
		assertThat(this.client.send("PUT", "/__sandbox/nested-objects", "{ \"replace\": true }").status())
			.isEqualTo(204);
		assertThat(updateLimit().required("enabled").isNull()).isTrue();
		assertThat(this.client.post("/__sandbox/reset", "").status()).isEqualTo(204);
		assertThat(updateLimit().required("enabled").asBoolean()).isTrue();
	}

	@Test
	void whenNestedObjectsAreMergedAgainThenUpdateMergesThem() {
		this.sandbox.replaceNestedObjects(true);
		assertThat(this.client.send("PUT", "/__sandbox/nested-objects", "{ \"replace\": false }").status())
			.isEqualTo(204);
		assertThat(updateLimit().required("enabled").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			nested-objects | replace
			schema         | early2021
			env-list       | lag
			""")
	void whenSwitchIsNeitherOnNorOffThenResponseSaysSo(String path, String name) {
		for (String body : new String[] { "{}", "{ \"%s\": null }", "{ \"%s\": \"true\" }",
				"{ \"%s\": true, \"y\": 1 }", "[]" }) {
			Response response = this.client.send("PUT", "/__sandbox/" + path, body.formatted(name));
			assertThat(response.status()).isEqualTo(400);
			if (!body.equals("[]")) {
				assertThat(response.at("message").asString())
					.isEqualTo("'" + name + "' is needed, true or false, and nothing else");
			}
		}
		assertThat(updateLimit().required("enabled").asBoolean()).isTrue();
	}

	@Test
	void whenSchemaIsThatOfEarly2021ThenLaterFieldsAreUnknownUntilReset() {
		assertThat(this.client.send("PUT", "/__sandbox/schema", "{ \"early2021\": true }").status()).isEqualTo(204);
		assertThat(this.client.graphQl("{ userpool { ownerId } }").status()).isEqualTo(400);
		assertThat(this.client.send("PUT", "/__sandbox/schema", "{ \"early2021\": false }").status()).isEqualTo(204);
		assertThat(this.client.graphQl("{ userpool { ownerId } }").status()).isEqualTo(200);
		this.sandbox.useSchemaOfEarly2021(true);
		this.client.post("/__sandbox/reset", "");
		assertThat(this.client.graphQl("{ userpool { ownerId } }").status()).isEqualTo(200);
	}

	@Test
	void whenListLagsThenChangeIsNotSeenAtOnce() {
		assertThat(this.client.send("PUT", "/__sandbox/env-list", "{ \"lag\": true }").status()).isEqualTo(204);
		this.client.setEnv("KEY", 1);
		assertThat(this.client.envValue("KEY")).isNull();
		assertThat(this.client.send("PUT", "/__sandbox/env-list", "{ \"lag\": false }").status()).isEqualTo(204);
		assertThat(this.client.envValue("KEY")).isNotNull();
	}

	private JsonNode updateLimit() {
		return this.client
			.update("{ \"loginFailCheck\": { \"limit\": 9 } }", "loginFailCheck { limit timeInterval enabled }")
			.at("data", "updateUserpool", "loginFailCheck");
	}

	@Test
	void whenResetThenPoolIsAsAtTheStart() {
		this.client.setEnv("KEY", 1);
		this.sandbox.addFault(Fault.status(503));
		assertThat(this.client.post("/__sandbox/reset", "").status()).isEqualTo(204);
		assertThat(this.sandbox.env()).doesNotContainKey("KEY");
		assertThat(this.client.get("/api/v2/env").status()).isEqualTo(200);
	}

	@Test
	void whenEverythingFailsThenControlWorks() {
		this.sandbox.addFault(Fault.dropConnection());
		assertThat(this.client.get("/__sandbox/requests").status()).isEqualTo(200);
		assertThat(this.client.delete("/__sandbox/faults").status()).isEqualTo(204);
	}

	@ParameterizedTest
	@CsvSource({ "GET, /__sandbox, 404", "GET, /__sandbox/unknown, 404", "POST, /__sandbox/requests, 405",
			"GET, /__sandbox/tokens, 405", "GET, /__sandbox/secret, 405", "GET, /__sandbox/nested-objects, 405",
			"GET, /__sandbox/schema, 405", "GET, /__sandbox/env-list, 405" })
	void whenControlDoesNotExistThenResponseSaysSo(String method, String path, int status) {
		assertThat(this.client.send(method, path, null).status()).isEqualTo(status);
	}

}
