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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the environment variables.
 */
class EnvTests {

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder().clock(this.clock).start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenListedThenReturnsMisspelledEnvelopeWithTheInitialVariables() {
		Response response = this.client.get("/api/v2/env");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{
				  "messgae": "获取环境变量列表成功",
				  "code": 200,
				  "data": [
				    {
				      "id": "614c00000000000000000001",
				      "createdAt": "2026-03-01T10:15:30.250Z",
				      "updatedAt": "2026-03-01T10:15:30.250Z",
				      "userPoolId": "59f86b4832eb28071bdd9214",
				      "key": "LARK_WEBHOOK",
				      "value": "https://open.example.com/bot/v2/hook/sandbox-webhook"
				    },
				    {
				      "id": "614c00000000000000000002",
				      "createdAt": "2026-03-01T10:15:30.250Z",
				      "updatedAt": "2026-03-01T10:15:30.250Z",
				      "userPoolId": "59f86b4832eb28071bdd9214",
				      "key": "FEATURES",
				      "value": { "invitations": true, "trialShare": 0.1 }
				    }
				  ]
				}"""));
	}

	@Test
	void whenSetThenReturnsOneObjectWithoutItsValue() {
		Response response = this.client.setEnv("KEY", "value");
		assertThat(response.status()).isEqualTo(201);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{
				  "messgae": "设置环境变量成功",
				  "code": 200,
				  "data": {
				    "id": "614c00000000000000000003",
				    "createdAt": "2026-03-01T10:15:30.250Z",
				    "updatedAt": "2026-03-01T10:15:30.250Z",
				    "userPoolId": "59f86b4832eb28071bdd9214",
				    "key": "KEY"
				  }
				}"""));
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json("\"value\""));
	}

	@Test
	void whenKeyExistsThenItIsOverwritten() {
		JsonNode before = this.client.get("/api/v2/env").at("data", 0);
		this.clock.advance(Duration.ofSeconds(5));
		Response response = this.client.setEnv("LARK_WEBHOOK", "new");
		assertThat(response.at("data", "id")).isEqualTo(before.required("id"));
		assertThat(response.at("data", "createdAt")).isEqualTo(before.required("createdAt"));
		assertThat(response.at("data", "updatedAt").asString()).isEqualTo("2026-03-01T10:15:35.250Z");
		assertThat(this.client.get("/api/v2/env").at("data").findValuesAsString("key")).containsExactly("LARK_WEBHOOK",
				"FEATURES");
		assertThat(this.client.envValue("LARK_WEBHOOK")).isEqualTo(SandboxClient.json("\"new\""));
	}

	@Test
	void whenRemovedThenReturnsNoData() {
		Response response = this.client.delete("/api/v2/env/LARK_WEBHOOK");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(SandboxClient.json("{ \"messgae\": \"删除成功\", \"code\": 200 }"));
		assertThat(this.client.envValue("LARK_WEBHOOK")).isNull();
	}

	@Test
	void whenMissingKeyIsRemovedThenReturnsSuccess() {
		assertThat(this.client.delete("/api/v2/env/MISSING").at("code").asInt()).isEqualTo(200);
		assertThat(this.client.get("/api/v2/env").at("data").size()).isEqualTo(2);
	}

	@Test
	void whenEverythingIsRemovedThenListIsEmpty() {
		this.client.delete("/api/v2/env/LARK_WEBHOOK");
		this.client.delete("/api/v2/env/FEATURES");
		assertThat(this.client.get("/api/v2/env").at("data")).isEqualTo(SandboxClient.json("[]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b?c#d e", "/", "//", "äöü 中文", "🔑", "a+b", "100%", "%25", "%2F", "a;b=c", ";x",
			"a&b=c", " ", "\"quoted\"", "a\\b", "...", "a.b", "\u0000", "line\nbreak", "__proto__" })
	void whenKeyIsOddThenItComesBackAndCanBeRemoved(String key) {
		assertThat(this.client.setEnv(key, 1).at("data", "key").asString()).isEqualTo(key);
		assertThat(this.client.envValue(key)).isNotNull();
		String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
		this.client.delete("/api/v2/env/" + encoded);
		assertThat(this.client.envValue(key)).isNull();
		assertThat(this.client.get("/api/v2/env").at("data").size()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "a+b, a+b", "a;b=c, a;b=c", ";x, ;x", "a&b, a&b", "a%2fb, a/b", "%252F, %2F" })
	void whenPathIsEncodedSparinglyThenKeyIsDecodedExactlyOnce(String encoded, String key) {
		this.client.setEnv(key, 1);
		this.client.delete("/api/v2/env/" + encoded);
		assertThat(this.client.envValue(key)).isNull();
	}

	@Test
	void whenSlashOfKeyIsNotEncodedThenNothingIsRemoved() {
		this.client.setEnv("a/b", 1);
		assertThat(this.client.delete("/api/v2/env/a/b").status()).isEqualTo(404);
		assertThat(this.client.envValue("a/b")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "0", "\"\"", "12345678901234567890123", "0.10",
			"3.14159265358979323846264338327950288", "[1, [2, null], { \"a\": {} }]", "{ \"🔑\": \"值\" }" })
	void whenValueIsAnyJsonThenItComesBackUnchanged(String value) {
		assertThat(this.client.post("/api/v2/env", "{ \"key\": \"KEY\", \"value\": " + value + " }").status())
			.isEqualTo(201);
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json(value));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
			application/x-www-form-urlencoded                | key=KEY&value=123        | "123"
			application/x-www-form-urlencoded; charset=UTF-8 | value=a+b%26%C3%BC&key=KEY | "a b&ü"
			Application/X-WWW-Form-URLEncoded                | key=KEY&value=           | ""
			application/x-www-form-urlencoded                | key=KEY                  | null
			application/x-www-form-urlencoded                | { "key": "KEY", "value": 123 } | 123
			text/plain                                       | { "key": "KEY", "value": 123 } | 123
			""")
	void whenBodyIsAFormThenValueIsAText(String contentType, String body, String value) {
		assertThat(this.client.with("Content-Type", contentType).post("/api/v2/env", body).status()).isEqualTo(201);
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json(value));
		List<RecordedRequest> requests = this.sandbox.requests(Operation.ADD_ENV);
		assertThat(requests.get(0).body()).startsWith("{").contains("\"key\":\"KEY\"").doesNotContain("123");
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3cr3t", "key=%zz", "key=KEY&s3cr3t" })
	void whenBodyIsNoFormThenReturnsBadRequest(String body) {
		assertThat(this.client.with("Content-Type", "application/x-www-form-urlencoded")
			.post("/api/v2/env", body)
			.status()).isEqualTo(400);
		assertThat(this.sandbox.requests().toString()).doesNotContain("s3cr3t");
		assertThat(this.sandbox.env()).doesNotContainKey("KEY");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{ \"value\": 1 }", "{ \"key\": \"\", \"value\": 1 }", "{ \"key\": null }",
			"{ \"key\": 7, \"value\": 1 }" })
	void whenKeyIsMissingThenReturnsBusinessError(String body) {
		Response response = this.client.post("/api/v2/env", body);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{ "code": 400, "message": "参数不完整或不合法", "data": { "field": "key" } }"""));
		assertThat(this.client.get("/api/v2/env").at("data").size()).isEqualTo(2);
	}

	@Test
	void whenValueIsMissingThenItIsNull() {
		this.client.post("/api/v2/env", "{ \"key\": \"KEY\" }");
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json("null"));
	}

	@Test
	void whenHalfASurrogatePairIsSetThenTheListCanStillBeRead() {
		this.client.post("/api/v2/env", "{ \"key\": \"\\ud800\", \"value\": \"\\udc00\" }");
		assertThat(this.client.get("/api/v2/env").at("data").size()).isEqualTo(3);
	}

	@Test
	void whenValueIsNestedTooDeeplyThenItIsRejectedAndTheListCanStillBeRead() {
		String deepest = "[".repeat(99) + "]".repeat(99);
		assertThat(this.client.post("/api/v2/env", "{ \"key\": \"DEEP\", \"value\": " + deepest + " }").status())
			.isEqualTo(201);
		assertThat(this.client.post("/api/v2/env", "{ \"key\": \"DEEPER\", \"value\": [" + deepest + "] }").status())
			.isEqualTo(400);
		assertThat(this.client.envValue("DEEP")).isEqualTo(SandboxClient.json(deepest));
		assertThat(this.client.envValue("DEEPER")).isNull();
	}

	@Test
	void whenListLagsThenItIsASecondBehind() {
		this.sandbox.lagEnvList(true);
		this.client.setEnv("KEY", "first");
		this.clock.advance(Duration.ofMillis(600));
		this.client.setEnv("KEY", "second");
		this.client.delete("/api/v2/env/FEATURES");
		assertThat(listedKeys()).containsExactly("LARK_WEBHOOK", "FEATURES");
		assertThat(this.sandbox.env()).containsOnlyKeys("LARK_WEBHOOK", "KEY").containsEntry("KEY", "second");
		this.clock.advance(Duration.ofMillis(399));
		assertThat(listedKeys()).containsExactly("LARK_WEBHOOK", "FEATURES");
		this.clock.advance(Duration.ofMillis(1));
		assertThat(listedKeys()).containsExactly("LARK_WEBHOOK", "FEATURES", "KEY");
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json("\"first\""));
		this.clock.advance(Duration.ofMillis(600));
		assertThat(listedKeys()).containsExactly("LARK_WEBHOOK", "KEY");
		assertThat(this.client.envValue("KEY")).isEqualTo(SandboxClient.json("\"second\""));
	}

	@Test
	void whenListDoesNotLagAnyMoreThenItIsUpToDate() {
		this.sandbox.lagEnvList(true);
		this.client.setEnv("KEY", 1);
		this.sandbox.lagEnvList(false);
		assertThat(listedKeys()).contains("KEY");
		this.sandbox.lagEnvList(true);
		this.client.delete("/api/v2/env/KEY");
		assertThat(listedKeys()).contains("KEY");
		this.sandbox.reset();
		this.client.setEnv("KEY", 2);
		assertThat(listedKeys()).contains("KEY");
	}

	private List<String> listedKeys() {
		return this.client.get("/api/v2/env").at("data").findValuesAsString("key");
	}

	@Test
	void whenManyWriteAtOnceThenNothingIsLost() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<Response>> writes = new ArrayList<>();
			for (int i = 0; i < 64; i++) {
				String key = "KEY_" + i;
				writes.add(executor.submit(() -> this.client.setEnv(key, key)));
			}
			for (Future<Response> write : writes) {
				assertThat(write.get().status()).isEqualTo(201);
			}
		}
		finally {
			executor.shutdownNow();
		}
		JsonNode variables = this.client.get("/api/v2/env").at("data");
		assertThat(variables.size()).isEqualTo(66);
		assertThat(variables.findValuesAsString("id")).doesNotHaveDuplicates();
		assertThat(variables).filteredOn((variable) -> variable.required("key").asString().startsWith("KEY_"))
			.allSatisfy((variable) -> assertThat(variable.required("value")).isEqualTo(variable.required("key")));
	}

}
