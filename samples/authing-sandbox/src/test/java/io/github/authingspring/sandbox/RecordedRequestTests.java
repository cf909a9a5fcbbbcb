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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedRequest} and how it masks secrets.
 */
class RecordedRequestTests {

	private static final String SECRET = "s3cr3t";

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder().secret(SECRET).clock(this.clock).start();

	private final SandboxClient anonymous = SandboxClient.anonymous(this.sandbox);

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	RecordedRequestTests() {
		this.sandbox.clearRequests();
	}

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenCalledThenRequestIsWrittenDown() {
		this.client.with("x-authing-lang", "en-US").with("X-Custom", "custom").get("/api/v2/env");
		RecordedRequest request = last();
		assertThat(request.time()).isEqualTo(this.clock.instant());
		assertThat(request.operation()).isEqualTo(Operation.LIST_ENV);
		assertThat(request.method()).isEqualTo("GET");
		assertThat(request.path()).isEqualTo("/api/v2/env");
		assertThat(request.headers()).containsEntry("authorization", "Bearer ******")
			.containsEntry("x-authing-userpool-id", this.sandbox.userpoolId())
			.containsEntry("x-authing-lang", "en-US")
			.containsEntry("x-custom", "******");
		assertThat(request.body()).isNull();
		assertThat(request.status()).isEqualTo(200);
	}

	@Test
	void whenTokenIsRequestedThenSecretIsMasked() {
		this.anonymous.requestToken(this.sandbox.userpoolId(), SECRET);
		assertThat(body(last())).isEqualTo(SandboxClient
			.json("{ \"userPoolId\": \"" + this.sandbox.userpoolId() + "\", \"secret\": \"******\" }"));
		this.anonymous.get("/api/v2/userpools/accessToken?userPoolId=x&secret=" + SECRET);
		assertThat(last().path()).isEqualTo("/api/v2/userpools/accessToken?userPoolId=x&secret=******");
	}

	@Test
	void whenTokenIsRequestedOverGraphQlThenSecretIsMasked() {
		this.anonymous.graphQl(
				"query token($pool: String!, $anything: String!) "
						+ "{ accessToken(userPoolId: $pool, secret: $anything) { exp } }",
				"{ \"pool\": \"x\", \"anything\": \"" + SECRET + "\" }");
		assertThat(last().operation()).isEqualTo(Operation.AUTHENTICATE);
		assertThat(body(last()).required("variables"))
			.isEqualTo(SandboxClient.json("{ \"pool\": \"******\", \"anything\": \"******\" }"));
		this.anonymous.graphQl("{ accessToken(userPoolId: \"\"\"x\"\"\", secret: \"" + SECRET + "\\\"\") { exp } }");
		assertThat(body(last()).required("query").asString())
			.isEqualTo("{ accessToken(userPoolId: \"******\", secret: \"******\") { exp } }");
	}

	@Test
	void whenUpdatedThenChangesAreShownAndCredentialsMasked() {
		this.client.update("""
				{
				  "registerDisabled": true,
				  "userpoolTypes": [ "web" ],
				  "loginFailCheck": { "limit": 3 },
				  "customSMSProvider": { "provider": "aliyun", "config": "s3cr3t" },
				  "unknown": { "limit": "s3cr3t" }
				}""", "id");
		assertThat(last().operation()).isEqualTo(Operation.UPDATE);
		assertThat(last().status()).isEqualTo(400);
		assertThat(body(last()).required("variables")).isEqualTo(SandboxClient.json("""
				{
				  "input": {
				    "registerDisabled": true,
				    "userpoolTypes": [ "web" ],
				    "loginFailCheck": { "limit": 3 },
				    "customSMSProvider": { "provider": "aliyun", "config": "******" },
				    "unknown": "******"
				  }
				}"""));
	}

	@Test
	void whenVariableIsNoInputThenItIsMasked() {
		this.client.graphQl(
				"mutation($config: String, $sms: CustomSMSProviderInput) "
						+ "{ updateUserpool(input: { description: $config, customSMSProvider: $sms }) { id } }",
				"{ \"config\": \"s3cr3t\", \"sms\": { \"enabled\": true, \"config\": \"s3cr3t\" }, \"other\": 1 }");
		assertThat(last().status()).isEqualTo(200);
		assertThat(body(last()).required("variables")).isEqualTo(SandboxClient.json("""
				{ "config": "******", "sms": { "enabled": true, "config": "******" }, "other": "******" }"""));
	}

	@Test
	void whenVariableIsSetThenItsValueIsMasked() {
		this.client.setEnv("KEY", Map.of("key", SECRET));
		assertThat(last().operation()).isEqualTo(Operation.ADD_ENV);
		assertThat(last().status()).isEqualTo(201);
		assertThat(body(last())).isEqualTo(SandboxClient.json("{ \"key\": \"KEY\", \"value\": \"******\" }"));
		this.client.delete("/api/v2/env/a%2Fb");
		assertThat(last().operation()).isEqualTo(Operation.REMOVE_ENV);
		assertThat(last().path()).isEqualTo("/api/v2/env/a%2Fb");
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3cr3t", "[\"s3cr3t\"]", "{ \"secret\": \"s3cr3t\"", "{ \"s\": { \"key\": \"s3cr3t\" } }",
			"{ \"query\": \"{ accessToken(secret: \\\"s3cr3t\" }", "{ \"query\": [ \"s3cr3t\" ] }",
			"{ \"query\": \"{ x }\", \"variables\": \"s3cr3t\", \"operationName\": [ \"s3cr3t\" ] }",
			"{ \"query\": \"{ x }\", \"extensions\": \"s3cr3t\" }",
			"{ \"query\": \"# \\\"\\n{ x(y: \\\"s3cr3t\\\") }\" }",
			"{ \"query\": \"# \\\"\\\"\\\"\\n{ x(y: \\\"s3cr3t\\\") }\" }",
			"{ \"query\": \"{ x(y: \\\"\\\"\\\"s \\\"\\\" \\\\\\\"\\\"\\\" s3cr3t\\\"\\\"\\\") }\" }" })
	void whenBodyIsOddThenNothingOfItIsShown(String body) {
		for (String path : List.of("/graphql/v2", "/api/v2/userpools/access-token", "/api/v2/env", "/unknown")) {
			this.client.post(path, body);
			assertThat(last().toString()).doesNotContain(SECRET);
			assertThat(last().body()).isNotNull();
		}
	}

	@Test
	void whenBodyIsLargeThenItIsNotKept() {
		this.client.setEnv("x".repeat(20_000), 1);
		assertThat(last().body()).matches("\"\\(\\d+ bytes\\)\"");
		this.client.setEnv("KEY", "x".repeat(1024 * 1024));
		assertThat(last().body()).isEqualTo("\"(too large)\"");
		assertThat(last().status()).isEqualTo(413);
	}

	@Test
	void whenRequestIsNotOfTheApiThenItIsWrittenDown() {
		this.client.get("/base/api/v2/env?x=" + SECRET);
		assertThat(last().operation()).isNull();
		assertThat(last().path()).isEqualTo("/base/api/v2/env?x=******");
		assertThat(last().status()).isEqualTo(404);
	}

	@Test
	void whenThereAreManyThenTheLastOnesAreKept() {
		for (int i = 0; i < RequestLog.CAPACITY + 5; i++) {
			this.client.get("/" + i);
		}
		assertThat(this.sandbox.requests()).hasSize(RequestLog.CAPACITY);
		assertThat(this.sandbox.requests().get(0).path()).isEqualTo("/5");
		assertThat(last().path()).isEqualTo("/" + (RequestLog.CAPACITY + 4));
	}

	@Test
	void whenHeadersAreRenamedThenSandboxKnowsThem() {
		try (AuthingSandbox renamed = AuthingSandbox.builder()
			.renameHeader("x-authing-userpool-id", "X-Acme-Pool")
			.renameHeader("x-authing-lang", "x-acme-lang")
			.start()) {
			SandboxClient acme = SandboxClient.authenticated(renamed).with("x-acme-lang", "en-US");
			assertThat(acme.get("/api/v2/env").at("code").asInt()).isEqualTo(2224);
			JsonNode response = acme.with("x-acme-pool", renamed.userpoolId()).get("/api/v2/env").body();
			assertThat(response.required("messgae").asString()).isEqualTo("Environment variables listed");
			assertThat(renamed.requests().get(2).headers()).containsEntry("x-acme-pool", renamed.userpoolId());
		}
	}

	private RecordedRequest last() {
		List<RecordedRequest> requests = this.sandbox.requests();
		return requests.get(requests.size() - 1);
	}

	private static JsonNode body(RecordedRequest request) {
		assertThat(request.toString()).doesNotContain(SECRET);
		return SandboxClient.json(request.body());
	}

}
