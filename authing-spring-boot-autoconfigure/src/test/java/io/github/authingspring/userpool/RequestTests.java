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

package io.github.authingspring.userpool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each operation puts on the wire, against the contract's data.
 */
class RequestTests {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@TestFactory
	Stream<DynamicTest> whenOperationIsCalledThenRequestIsThatOfTheContract() {
		return Fixtures.json("requests.json")
			.path("requests")
			.values()
			.stream()
			.map((expected) -> DynamicTest.dynamicTest(
					expected.path("operation").asString() + " " + expected.path("path").asString(),
					() -> assertRequest(expected)));
	}

	private void assertRequest(JsonNode expected) {
		try (AuthingServer server = new AuthingServer()) {
			RecordedRequest request = call(expected, server);
			assertThat(request.getMethod()).isEqualTo(expected.path("method").asString());
			assertThat(request.getTarget()).isEqualTo(expected.path("path").asString());
			assertHeaders(request, expected);
			if (request.getMethod().equals("POST")) {
				assertThat(request.getHeaders().get("content-length")).isNotNull();
				assertThat(request.getHeaders().get("transfer-encoding")).isNull();
			}
			if (expected.has("body")) {
				assertThat(json(request)).isEqualTo(expected.path("body"));
			}
			if (expected.has("variables")) {
				assertThat(json(request).path("variables")).isEqualTo(expected.path("variables"));
				assertThat(json(request).path("query").asString())
					.contains(json(request).path("operationName").asString());
			}
			if (expected.path("method").asString().matches("GET|DELETE")) {
				assertThat(AuthingServer.body(request)).isEmpty();
				assertThat(request.getHeaders().get("content-type")).isNull();
			}
		}
	}

	private RecordedRequest call(JsonNode expected, AuthingServer server) {
		String operation = expected.path("operation").asString();
		try (UserpoolManagementClient client = server.client()) {
			switch (operation) {
				case "accessToken", "detail" -> client.detail();
				case "update" ->
					client.update((updates) -> updates.registerDisabled(true).whitelist((w) -> w.phoneEnabled(true)));
				case "listEnv" -> client.listEnv();
				case "addEnv" -> client.addEnv("LARK_WEBHOOK", "xxxxxxx");
				case "removeEnv" -> client.removeEnv(expected.path("key").asString("LARK_WEBHOOK"));
				default -> throw new IllegalArgumentException(operation);
			}
		}
		return server.requests(operation.equals("accessToken") ? AuthingServer.TOKEN : operation).get(0);
	}

	private void assertHeaders(RecordedRequest request, JsonNode expected) {
		Map<String, String> authing = new TreeMap<>();
		request.getHeaders()
			.names()
			.stream()
			.filter((name) -> name.toLowerCase().startsWith("x-"))
			.forEach((name) -> authing.put(name.toLowerCase(), String.join(",", request.getHeaders().values(name))));
		Map<String, String> expectedAuthing = new TreeMap<>();
		expected.path("headers").properties().forEach((header) -> {
			String value = header.getValue().asString().replace("<version>", System.getProperty("project.version"));
			if (header.getKey().startsWith("x-")) {
				expectedAuthing.put(header.getKey(), value);
			}
			else {
				assertThat(request.getHeaders().values(header.getKey())).as(header.getKey()).containsExactly(value);
			}
		});
		assertThat(authing).isEqualTo(expectedAuthing);
		List<String> absent = new ArrayList<>();
		expected.path("absentHeaders").values().forEach((name) -> absent.add(name.asString()));
		assertThat(absent).isNotEmpty().allSatisfy((name) -> assertThat(request.getHeaders().get(name)).isNull());
	}

	private JsonNode json(RecordedRequest request) {
		return this.mapper.readTree(AuthingServer.body(request));
	}

	@Test
	void whenApplicationTenantLanguageAndNamesAreSetThenHeadersFollow() {
		try (UserpoolManagementClient client = this.server.clientBuilder()
			.appId("app")
			.tenantId("tenant")
			.lang("en-US")
			.renameHeader("x-authing-userpool-id", "x-acme-pool")
			.build()) {
			client.detail();
		}
		for (String kind : List.of(AuthingServer.TOKEN, AuthingServer.DETAIL)) {
			RecordedRequest request = this.server.requests(kind).get(0);
			assertThat(request.getHeaders().get("x-authing-app-id")).isEqualTo("app");
			assertThat(request.getHeaders().get("x-authing-app-tenant-id")).isEqualTo("tenant");
			assertThat(request.getHeaders().get("x-authing-lang")).isEqualTo("en-US");
			assertThat(request.getHeaders().get("x-acme-pool")).isEqualTo(Fixtures.USERPOOL_ID);
			assertThat(request.getHeaders().get("x-authing-userpool-id")).isNull();
		}
	}

	@Test
	void whenHostHasBasePathThenRequestsGoBelowIt() {
		try (UserpoolManagementClient client = this.server.clientBuilder()
			.host(this.server.host() + "/a%20b/")
			.build()) {
			client.detail();
		}
		assertThat(this.server.requests(AuthingServer.TOKEN).get(0).getTarget()).isEqualTo("/a%20b/graphql/v2");
		assertThat(this.server.requests(AuthingServer.DETAIL).get(0).getTarget())
			.isEqualTo("/a%20b/api/v2/userpools/detail");
	}

}
