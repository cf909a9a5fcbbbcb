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
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the token request.
 */
class AccessTokenTests {

	private static final String QUERY = "query accessToken($userPoolId: String!, $secret: String!) "
			+ "{ accessToken(userPoolId: $userPoolId, secret: $secret) { accessToken exp iat } }";

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder()
		.secret("s/ö &?=+")
		.tokenLifetime(Duration.ofMinutes(10))
		.clock(this.clock)
		.start();

	private final SandboxClient client = SandboxClient.anonymous(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenRequestedOverRestThenReturnsCreatedWithoutEnvelope() {
		Response response = this.client.requestToken(this.sandbox.userpoolId(), this.sandbox.secret());
		assertThat(response.status()).isEqualTo(201);
		assertThat(response.body().propertyNames()).containsExactly("accessToken", "exp", "iat");
		assertThat(response.at("iat").isNumber()).isTrue();
		assertThat(response.at("iat").asLong()).isEqualTo(this.clock.instant().getEpochSecond());
		assertThat(response.at("exp").asLong()).isEqualTo(response.at("iat").asLong() + 600);
		assertIsAccepted(response.at("accessToken").asString());
	}

	@Test
	void whenRequestedOverLegacyRestThenReturnsWithoutEnvelope() {
		Response response = this.client.get(
				"/api/v2/userpools/accessToken?userPoolId=" + this.sandbox.userpoolId() + "&secret=" + encodedSecret());
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().propertyNames()).containsExactly("accessToken", "exp", "iat");
		assertIsAccepted(response.at("accessToken").asString());
	}

	@Test
	void whenRequestedOverGraphQlThenReturnsData() {
		Response response = this.client.graphQl(QUERY, variables(this.sandbox.userpoolId(), this.sandbox.secret()));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body().propertyNames()).containsExactly("data");
		assertThat(response.at("data", "accessToken", "exp").asLong())
			.isEqualTo(response.at("data", "accessToken", "iat").asLong() + 600);
		assertIsAccepted(response.at("data", "accessToken", "accessToken").asString());
	}

	@Test
	void whenIssuedThenTokenNamesAnotherUserpool() throws ParseException {
		Response response = this.client.requestToken(this.sandbox.userpoolId(), this.sandbox.secret());
		SignedJWT jwt = SignedJWT.parse(response.at("accessToken").asString());
		assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
		Map<String, Object> claims = jwt.getPayload().toJSONObject();
		assertThat(claims).containsOnlyKeys("data", "iat", "exp")
			.containsEntry("iat", response.at("iat").asLong())
			.containsEntry("exp", response.at("exp").asLong());
		Map<String, Object> data = jwt.getJWTClaimsSet().getJSONObjectClaim("data");
		assertThat(data).containsOnlyKeys("type", "userPoolId", "id", "clientId")
			.containsEntry("type", "user")
			.doesNotContainValue(this.sandbox.userpoolId());
	}

	@Test
	void whenSecretIsWrongThenReturnsBusinessError() {
		String userpoolId = this.sandbox.userpoolId();
		assertThat(this.client.requestToken(userpoolId, "wrong").body())
			.isEqualTo(SandboxClient.json("{ \"code\": 2018, \"message\": \"用户池密钥错误\" }"));
		assertThat(this.client.get("/api/v2/userpools/accessToken?userPoolId=" + userpoolId + "&secret=wrong")
			.at("code")
			.asInt()).isEqualTo(2018);
		Response response = this.client.graphQl(QUERY, variables(userpoolId, "wrong"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.at("errors", 0, "message", "code").asInt()).isEqualTo(2018);
		assertThat(response.at("data").isNull()).isTrue();
	}

	@Test
	void whenUserpoolIsUnknownThenReturnsBusinessError() {
		assertThat(this.client.requestToken("unknown", this.sandbox.secret()).body())
			.isEqualTo(SandboxClient.json("{ \"code\": 2224, \"message\": \"用户池不存在\" }"));
		Response response = this.client.graphQl(QUERY, variables("unknown", this.sandbox.secret()));
		assertThat(response.at("errors", 0, "message", "code").asInt()).isEqualTo(2224);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{ \"userPoolId\": \"x\" }", "{ \"userPoolId\": 1, \"secret\": true }" })
	void whenParametersAreIncompleteThenReturnsBusinessError(String body) {
		assertThat(this.client.post("/api/v2/userpools/access-token", body).at("code").asInt()).isEqualTo(400);
	}

	@Test
	void whenSandboxesHaveTheSameSecretThenTheyDoNotShareTokens() {
		try (AuthingSandbox other = AuthingSandbox.builder().secret(this.sandbox.secret()).clock(this.clock).start()) {
			Response response = SandboxClient.anonymous(other).requestToken(other.userpoolId(), other.secret());
			assertThat(
					this.client.withToken(response.at("accessToken").asString()).get("/api/v2/env").at("code").asInt())
				.isEqualTo(2020);
		}
	}

	private void assertIsAccepted(String accessToken) {
		assertThat(this.client.withToken(accessToken).get("/api/v2/env").at("code").asInt()).isEqualTo(200);
	}

	private String encodedSecret() {
		return URLEncoder.encode(this.sandbox.secret(), StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String variables(String userpoolId, String secret) {
		return "{ \"userPoolId\": \"" + userpoolId + "\", \"secret\": \"" + secret + "\" }";
	}

}
