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
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for reading the user pool.
 */
class UserpoolTests {

	private final AuthingSandbox sandbox = AuthingSandbox.builder().secret("pool-secret").start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenReadOverRestThenReturnsEnvelope() {
		Response response = this.client.get("/api/v2/userpools/detail");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((contentType) -> assertThat(contentType).startsWithIgnoringCase("application/json"));
		assertThat(response.body().propertyNames()).containsExactly("code", "message", "data");
		assertThat(response.at("code").asInt()).isEqualTo(200);
		assertThat(response.at("message").asString()).isEqualTo("获取成功");
	}

	@Test
	void whenReadOverRestThenReturnsEveryField() {
		JsonNode data = this.client.get("/api/v2/userpools/detail").at("data");
		assertThat(data.propertyNames()).containsAll(SchemaTests.USERPOOL_FIELDS.keySet())
			.contains("userId", "defaultNamespaceId", "systemNamespaceId", "isRoot", "passwordStrength", "passwordFaas",
					"customPasswordStrength", "customDb");
		assertThat(data.required("id").asString()).isEqualTo(this.sandbox.userpoolId());
		assertThat(data.required("secret").asString()).isEqualTo("pool-secret");
		assertThat(data.required("jwtSecret").asString()).hasSize(32);
		assertThat(data.required("customDb").required("connection").asString()).contains("sandbox-db-password");
		assertThat(data.required("customSMSProvider").required("config").asString()).contains("sandbox-sms-secret");
		assertThat(data.required("allowedOrigins").asString()).contains("\n");
	}

	@Test
	void whenReadOverRestThenReturnsFieldsThatGraphQlLacks() {
		JsonNode data = this.client.get("/api/v2/userpools/detail").at("data");
		assertThat(data.propertyNames()).filteredOn((name) -> !SchemaTests.USERPOOL_FIELDS.containsKey(name))
			.containsExactlyInAnyOrder("userId", "defaultNamespaceId", "systemNamespaceId", "isRoot",
					"passwordStrength", "passwordFaas", "customPasswordStrength", "customDb");
		assertThat(data.required("userId").isString()).isTrue();
		assertThat(data.required("defaultNamespaceId").isInt()).isTrue();
		assertThat(data.required("systemNamespaceId").isInt()).isTrue();
		assertThat(data.required("isRoot").isBoolean()).isTrue();
		assertThat(data.required("passwordStrength").isInt()).isTrue();
		assertThat(data.required("passwordFaas").propertyNames()).containsExactlyInAnyOrder("enabled", "encryptUrl",
				"decryptUrl", "validateUrl");
		assertThat(data.required("customPasswordStrength").propertyNames()).containsExactlyInAnyOrder("enabled",
				"regex", "message");
		assertThat(data.required("customDb").propertyNames()).containsExactlyInAnyOrder("enabled", "mode", "scripts",
				"connection", "loggingConfig", "cahceConfig");
	}

	@Test
	void whenReadOverRestThenUsesTheSpellingOfRest() {
		JsonNode data = this.client.get("/api/v2/userpools/detail").at("data");
		assertThat(data.required("createdAt").asString()).isEqualTo("2021-09-08T05:42:22.498Z");
		assertThat(data.required("updatedAt").asString()).isEqualTo("2021-09-23T08:10:01.120Z");
		assertThat(data.required("app2WxappLoginStrategy")).isEqualTo(
				SandboxClient.json("{ \"ticketExpiresAfter\": 120, \"ticketExchangeUserInfoNeedSecret\": true }"));
	}

	@Test
	void whenReadOverGraphQlThenReturnsTheSelectedFields() {
		Response response = this.client.graphQl("{ userpool { id name secret userpoolTypes { code sdks } } }");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{
				  "data": {
				    "userpool": {
				      "id": "59f86b4832eb28071bdd9214",
				      "name": "Sandbox pool",
				      "secret": "pool-secret",
				      "userpoolTypes": [ { "code": "web", "sdks": [ "javascript", null ] } ]
				    }
				  }
				}"""));
	}

	@Test
	void whenReadOverGraphQlThenUsesTheSpellingOfGraphQl() {
		Response response = this.client.graphQl("{ userpool { createdAt updatedAt "
				+ "app2WxappLoginStrategy { ticketExpriresAfter } qrcodeLoginStrategy { ticketExpiresAfter } } }");
		assertThat(response.at("data", "userpool")).isEqualTo(SandboxClient.json("""
				{
				  "createdAt": "2021-09-08T05:42:22+00:00",
				  "updatedAt": "2021-09-23T08:10:01+00:00",
				  "app2WxappLoginStrategy": { "ticketExpriresAfter": 120 },
				  "qrcodeLoginStrategy": { "ticketExpiresAfter": 300 }
				}"""));
	}

	@Test
	void whenReadOverGraphQlThenEveryFieldHasTheValueOfRest() {
		JsonNode rest = this.client.get("/api/v2/userpools/detail").at("data");
		JsonNode graphQl = this.client.graphQl("{ userpool { " + SchemaTests.everyField() + " } }")
			.at("data", "userpool");
		assertThat(graphQl.propertyNames()).containsExactlyInAnyOrderElementsOf(SchemaTests.USERPOOL_FIELDS.keySet());
		for (String field : graphQl.propertyNames()) {
			if (!field.equals("createdAt") && !field.equals("updatedAt") && !field.equals("app2WxappLoginStrategy")) {
				assertThat(graphQl.required(field)).as(field).isEqualTo(rest.required(field));
			}
		}
	}

}
