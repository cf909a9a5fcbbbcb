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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The life of an access token, on a clock that the tests turn.
 */
class TokenLifeTests {

	private final AuthingServer server = new AuthingServer();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final AtomicReference<Double> random = new AtomicReference<>(0.0);

	private final AtomicReference<String> secret = new AtomicReference<>(Fixtures.SECRET);

	private final LogRecorder log = LogRecorder.ofClient();

	private UserpoolManagementClient client;

	@AfterEach
	void close() {
		this.log.close();
		if (this.client != null) {
			this.client.close();
		}
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "600, 0, 540", "600, 1, 570", "1296000, 0, 1292400", "1296000, 1, 1294200", "20, 0, 18" })
	void whenTokenIsWithinMarginThenItIsRenewedWhileTheOldOneServes(long lifetime, double random, long renewable) {
		this.random.set(random);
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("old.to.ken", lifetime));
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("new.to.ken", lifetime));
		start();
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		elapse(Duration.ofSeconds(renewable).minusNanos(1));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
		elapse(Duration.ofNanos(1));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		await().until(() -> tokenOfCall().equals("new.to.ken"));
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
	}

	@Test
	void whenNobodyCallsThenNoTokenIsRenewedAndTheNextCallWaitsForOne() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("old.to.ken", 600));
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("new.to.ken", 600));
		start();
		tokenOfCall();
		elapse(Duration.ofSeconds(600));
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
		assertThat(tokenOfCall()).isEqualTo("new.to.ken");
	}

	@Test
	void whenRenewalFailsThenItIsRetriedAfterThirtySecondsAndTheOldTokenServes() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("old.to.ken", 600));
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-number.json"));
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("new.to.ken", 600));
		start();
		tokenOfCall();
		elapse(Duration.ofSeconds(540));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		await().until(() -> this.log.text().contains("WARN"));
		assertThat(this.log.text())
			.containsOnlyOnce(" The access token could not be renewed and is used until its end: "
					+ "the server responded with code 2333 and the text \"Forbidden\"");
		elapse(Duration.ofSeconds(30).minusNanos(1));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		elapse(Duration.ofNanos(1));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		await().until(() -> tokenOfCall().equals("new.to.ken"));
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(3);
	}

	@Test
	void whenRenewalFailsThenItIsRetriedAtTheEndOfTheToken() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("old.to.ken", 20));
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("new.to.ken", 20));
		start((builder) -> builder.maxAttempts(1));
		tokenOfCall();
		elapse(Duration.ofSeconds(19));
		assertThat(tokenOfCall()).isEqualTo("old.to.ken");
		await().until(() -> this.server.count(AuthingServer.TOKEN) == 2);
		elapse(Duration.ofSeconds(1));
		assertThat(tokenOfCall()).isEqualTo("new.to.ken");
	}

	@ParameterizedTest
	@ValueSource(longs = { -86400, 0, 86400 })
	void whenClockOfServerIsWrongThenOneTokenServesManyCalls(long offset) {
		long now = Clock.systemUTC().instant().getEpochSecond() + offset;
		respondWithToken("t.o.k", Long.toString(now + 600), Long.toString(now));
		start();
		for (int i = 0; i < 10; i++) {
			tokenOfCall();
			elapse(Duration.ofSeconds(50));
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "1000600, 1000000, 600", "'\"1000600\"', '\"1000000\"', 600", "1000600.5, 1000000, 601",
			// Where the pair makes no sense or is incomplete, the JWT tells.
			"1000000, 1000600, 300", "1000000, 1000000, 300", "1000600,, 300", ",, 300", "null, null, 300",
			"'\"soon\"', 0, 300" })
	void whenExpiryIsWrittenInAnyWayThenLifetimeIsKnown(String exp, String iat, long lifetime) {
		assertLifetime(jwt("{\"iat\":1000000,\"exp\":1000300}"), exp, iat, lifetime);
	}

	@ParameterizedTest
	@ValueSource(strings = { "opaque", "a.b.c", "a.b", "..", "eyJ9.!!!.x" })
	void whenNeitherResponseNorTokenTellsThenLifetimeIsAMinute(String token) {
		assertLifetime(token, null, null, 60);
	}

	private void assertLifetime(String token, String exp, String iat, long lifetime) {
		respondWithToken(token, exp, iat);
		start();
		this.random.set(1.0);
		tokenOfCall();
		elapse(Duration.ofSeconds(lifetime).multipliedBy(94).dividedBy(100));
		tokenOfCall();
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
		elapse(Duration.ofSeconds(lifetime).multipliedBy(6).dividedBy(100));
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("n.e.w", 600));
		assertThat(tokenOfCall()).isEqualTo("n.e.w");
	}

	@Test
	void whenSecretIsRejectedThenItIsNotSentForFiveSecondsUnlessItChanges() {
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/graphql-message-object.json"));
		start();
		assertRejected();
		elapse(Duration.ofSeconds(5).minusNanos(1));
		assertRejected();
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
		elapse(Duration.ofNanos(1));
		assertRejected();
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		this.secret.set("rotated-pool-secret");
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("n.e.w", 600));
		assertThat(tokenOfCall()).isEqualTo("n.e.w");
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.TOKEN).get(2)))
			.contains("rotated-pool-secret");
	}

	@Test
	void whenTokensAreRejectedInARowThenTheyAreReplacedEverMoreSlowly() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		start();
		assertRejected();
		int sent = 2;
		for (long pause : List.of(250, 500, 1000, 2000, 4000, 5000, 5000)) {
			assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(sent);
			elapse(Duration.ofMillis(pause).minusNanos(1));
			assertRejected();
			assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(sent);
			elapse(Duration.ofNanos(1));
			assertRejected();
			sent++;
			assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(sent);
		}
		elapse(Duration.ofSeconds(5));
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("detail/rest.json"));
		assertThat(this.client.detail().name()).isEqualTo("Fixture pool");
		// After a success, rejections are counted anew.
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		assertThat(this.client.detail().name()).isEqualTo("Fixture pool");
	}

	@Test
	void whenTokenRequestFailsOtherwiseThenFailureIsNotRemembered() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		start((builder) -> builder.maxAttempts(1));
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(this.client::detail);
		assertThat(this.client.detail().name()).isEqualTo("Fixture pool");
	}

	@Test
	void whenSecretRotatesThenTheNextTokenRequestSendsTheNewOne() {
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("t.o.k", 600));
		start();
		tokenOfCall();
		this.secret.set("rotated-pool-secret");
		elapse(Duration.ofSeconds(600));
		tokenOfCall();
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.TOKEN).get(0))).contains(Fixtures.SECRET);
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.TOKEN).get(1)))
			.contains("rotated-pool-secret");
	}

	@Test
	void whenAccessTokenIsConfiguredThenItIsReadAtEachCallAndNeverReplaced() {
		AtomicReference<String> token = new AtomicReference<>("first.to.ken");
		this.client = this.server.clientBuilderWithoutCredentials().accessToken(token::get).build();
		assertThat(tokenOfCall()).isEqualTo("first.to.ken");
		token.set("second.to.ken");
		assertThat(tokenOfCall()).isEqualTo("second.to.ken");
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.client::detail)
			.withMessageEndingWith("The token is the configured authing.access-token, which nothing can renew: "
					+ "configure a new one, or authing.secret in its place.");
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(3);
	}

	private void assertRejected() {
		assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.client::detail);
	}

	private void start() {
		start((builder) -> {
		});
	}

	private void start(Consumer<UserpoolManagementClient.Builder> customizer) {
		UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) this.server
			.clientBuilder())
			.timing((system) -> new TimeSource(this.nanoTime::get, system.clock(), system.timer(), system.blocking(),
					this.random::get))
			.secret(this.secret::get);
		customizer.accept(builder);
		this.client = builder.build();
	}

	private String tokenOfCall() {
		this.client.detail();
		RecordedRequest request = this.server.requests(AuthingServer.DETAIL)
			.get(this.server.count(AuthingServer.DETAIL) - 1);
		return request.getHeaders().get("Authorization").substring("Bearer ".length());
	}

	private void elapse(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	private void respondWithToken(String token, String exp, String iat) {
		this.server.always(AuthingServer.TOKEN,
				AuthingServer.json(200, "{\"data\":{\"accessToken\":{\"accessToken\":\"" + token + "\""
						+ ((exp != null) ? ",\"exp\":" + exp : "") + ((iat != null) ? ",\"iat\":" + iat : "") + "}}}"));
	}

	private static String jwt(String claims) {
		return "header."
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
				+ ".signature";
	}

}
