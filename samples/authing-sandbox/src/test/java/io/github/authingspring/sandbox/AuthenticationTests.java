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

import java.time.Duration;
import java.util.List;

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the responses to a token that is missing or no longer good.
 */
class AuthenticationTests {

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder()
		.tokenLifetime(Duration.ofMinutes(10))
		.clock(this.clock)
		.start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenTokenIsGoodThenEveryOperationIsAllowed() {
		assertThat(rest(this.client)).extracting(Response::status).containsExactly(200, 200, 201, 200);
		assertThat(rest(this.client)).allSatisfy((response) -> assertThat(response.at("code").asInt()).isEqualTo(200));
		assertThat(graphQl(this.client))
			.allSatisfy((response) -> assertThat(response.body().propertyNames()).containsExactly("data"));
	}

	@Test
	void whenTokenIsMissingThenNothingIsAllowed() {
		assertNotLoggedIn(this.client.without("Authorization"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz", "",
			"Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.",
			"Bearer eyJhbGciOiJIUzUxMiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2lnbmF0dXJl",
			"Bearer eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2lnbmF0dXJl" })
	void whenAuthorizationIsNoTokenOfOursThenNothingIsAllowed(String authorization) {
		assertNotLoggedIn(this.client.with("Authorization", authorization));
	}

	@Test
	void whenTokenIsExpiredThenNothingIsAllowed() {
		this.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
		assertThat(this.client.get("/api/v2/env").at("code").asInt()).isEqualTo(200);
		this.clock.advance(Duration.ofSeconds(1));
		assertNotLoggedIn(this.client);
		assertThat(SandboxClient.authenticated(this.sandbox).get("/api/v2/env").at("code").asInt()).isEqualTo(200);
	}

	@Test
	void whenSecretIsRotatedThenTokensOfTheOldSecretAreRejected() {
		String oldSecret = this.sandbox.secret();
		this.sandbox.rotateSecret("new-secret");
		assertNotLoggedIn(this.client);
		SandboxClient anonymous = SandboxClient.anonymous(this.sandbox);
		assertThat(anonymous.requestToken(this.sandbox.userpoolId(), oldSecret).at("code").asInt()).isEqualTo(2018);
		SandboxClient renewed = SandboxClient.authenticated(this.sandbox);
		assertThat(renewed.get("/api/v2/userpools/detail").at("data", "secret").asString()).isEqualTo("new-secret");
		assertThat(renewed.graphQl("{ userpool { secret } }").at("data", "userpool", "secret").asString())
			.isEqualTo("new-secret");
	}

	@Test
	void whenSecretIsRotatedBackThenItsFormerTokensStayRejected() {
		String oldSecret = this.sandbox.secret();
		this.sandbox.rotateSecret("new-secret");
		this.sandbox.rotateSecret(oldSecret);
		assertNotLoggedIn(this.client);
	}

	@Test
	void whenTokensAreRevokedThenTheyAreOnTheBlackList() {
		this.sandbox.revokeTokens();
		this.sandbox.revokeTokens();
		assertThat(rest(this.client)).allSatisfy((response) -> {
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body())
				.isEqualTo(SandboxClient.json("{ \"code\": 2206, \"message\": \"该 token 在黑名单中\" }"));
		});
		assertThat(graphQl(this.client)).allSatisfy((response) -> {
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.at("data").isNull()).isTrue();
			assertThat(response.at("errors", 0, "message"))
				.isEqualTo(SandboxClient.json("{ \"code\": 500, \"message\": \"该 token 在黑名单中\" }"));
			assertThat(response.at("errors", 0, "extensions")).isEqualTo(SandboxClient.json("""
					{ "code": "INTERNAL_SERVER_ERROR", "exception": { "name": "TokenInBlackListError" } }"""));
		});
	}

	@Test
	void whenTokensAreRevokedThenSecretStillGivesNewOnes() {
		this.sandbox.revokeTokens();
		assertThat(SandboxClient.authenticated(this.sandbox).get("/api/v2/env").at("code").asInt()).isEqualTo(200);
	}

	@Test
	void whenHeaderNamesAnotherUserpoolThenItDoesNotExist() {
		for (SandboxClient stranger : List.of(this.client.with("x-authing-userpool-id", "unknown"),
				this.client.without("x-authing-userpool-id"))) {
			assertThat(rest(stranger)).allSatisfy((response) -> assertThat(response.body())
				.isEqualTo(SandboxClient.json("{ \"code\": 2224, \"message\": \"用户池不存在\" }")));
			assertThat(graphQl(stranger)).allSatisfy((response) -> {
				assertThat(response.at("errors", 0, "message", "code").asInt()).isEqualTo(2224);
				assertThat(response.at("data").isNull()).isTrue();
			});
		}
	}

	@Test
	void whenRejectedThenNothingIsChanged() {
		SandboxClient anonymous = this.client.without("Authorization");
		anonymous.setEnv("LARK_WEBHOOK", "changed");
		anonymous.delete("/api/v2/env/FEATURES");
		anonymous.update("{ \"name\": \"changed\" }", "id");
		assertThat(this.client.get("/api/v2/env").text()).contains("FEATURES").doesNotContain("changed");
		assertThat(this.client.get("/api/v2/userpools/detail").text()).doesNotContain("changed");
	}

	private static void assertNotLoggedIn(SandboxClient client) {
		assertThat(rest(client)).allSatisfy((response) -> {
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body())
				.isEqualTo(SandboxClient.json("{ \"code\": 2020, \"message\": \"尚未登录，无访问权限\" }"));
		});
		assertThat(graphQl(client)).allSatisfy((response) -> {
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body().propertyNames()).containsExactly("errors", "data");
			assertThat(response.at("data").isNull()).isTrue();
			assertThat(response.at("errors", 0).propertyNames()).containsExactlyInAnyOrder("message", "locations",
					"path", "extensions");
			assertThat(response.at("errors", 0, "message"))
				.isEqualTo(SandboxClient.json("{ \"code\": 2020, \"message\": \"尚未登录，无访问权限\" }"));
			assertThat(response.at("errors", 0, "extensions"))
				.isEqualTo(SandboxClient.json("{ \"code\": \"INTERNAL_SERVER_ERROR\" }"));
		});
	}

	private static List<Response> rest(SandboxClient client) {
		return List.of(client.get("/api/v2/userpools/detail"), client.get("/api/v2/env"), client.setEnv("KEY", "value"),
				client.delete("/api/v2/env/KEY"));
	}

	private static List<Response> graphQl(SandboxClient client) {
		return List.of(client.graphQl("{ userpool { id } }"), client.update("{ \"name\": \"renamed\" }", "id"));
	}

}
