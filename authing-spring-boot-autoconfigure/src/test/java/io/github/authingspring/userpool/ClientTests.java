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

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.model.App2WxappLoginStrategy;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import mockwebserver3.MockResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

class ClientTests {

	private final AuthingServer server = new AuthingServer();

	private final UserpoolManagementClient client = this.server.client();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "detail/rest.json", "detail/rest-status-code.json" })
	void whenDetailSucceedsThenEveryFieldIsThere(String fixture) {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(fixture));
		UserPool pool = this.client.detail();
		assertThat(pool.name()).isEqualTo("Fixture pool");
		assertThat(pool.createdAt()).isEqualTo("2021-09-08T05:42:22.498Z");
		assertThat(pool.app2WxappLoginStrategy()).isEqualTo(new App2WxappLoginStrategy(120, true));
		assertThat(pool.customDb().connection()).isEqualTo("mysql://fixture:fixture-db-password@db.example.com/users");
		assertThat(pool.toString()).doesNotContain("fixture-pool-secret", "fixture-jwt-secret", "fixture-sms-secret",
				"fixture-db-password");
	}

	@Test
	void whenFieldsAreOddThenTheRestIsReadAndTheyStandRaw() {
		this.server.always(AuthingServer.DETAIL, AuthingServer
			.json(200, "{\"code\":200,\"data\":{\"name\":\"pool\",\"loginFailCheck\":false,\"whitelist\":\"\","
					+ "\"tokenExpiresAfter\":3153600000,\"customSMSProvider\":{\"provider\":\"x\",\"config253\":\"y\"}}}"));
		this.server.always(AuthingServer.LIST_ENV, AuthingServer.json(200,
				"{\"code\":200,\"data\":[{\"key\":[\"A\"],\"value\":1},{\"key\":\"B\",\"value\":2,\"new\":{\"a\":3}}]}"));
		UserPool pool = this.client.detail();
		assertThat(pool.name()).isEqualTo("pool");
		assertThat(pool.additionalFields()).isEqualTo(Map.of("loginFailCheck", false, "whitelist", "",
				"tokenExpiresAfter", 3153600000L, "customSMSProvider.config253", "y"));
		assertThat(this.client.listEnv()).extracting(Env::value).containsExactly(1, 2);
		assertThat(this.client.listEnv()).extracting(Env::additionalFields)
			.containsExactly(Map.of("key", List.of("A")), Map.of("new", Map.of("a", 3)));
	}

	@Test
	void whenListIsReadThenNoDigitIsLost() {
		assertThat(this.client.listEnv().get(1).value().toString()).contains("12345678901234567890", "0.1");
		assertThat(this.client.listEnv().get(1).value()).extracting("big")
			.isEqualTo(new BigInteger("12345678901234567890"));
		assertThat(this.client.listEnv().toString()).doesNotContain("fixture-env-value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":200,\"data\":{\"key\":\"LARK_WEBHOOK\"}}", "{\"code\":200,\"data\":null}",
			"{\"statusCode\":200}" })
	void whenServerRespondsToChangeWithoutListThenItIsReadAgain(String response) {
		this.server.always(AuthingServer.ADD_ENV, AuthingServer.json(201, response));
		this.server.always(AuthingServer.REMOVE_ENV, AuthingServer.json(200, response));
		assertThat(this.client.addEnv("LARK_WEBHOOK", "x")).hasSize(3);
		assertThat(this.client.removeEnv("LARK_WEBHOOK")).hasSize(3);
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isEqualTo(2);
	}

	@Test
	void whenServerRespondsToChangeWithListThenItIsTheResult() {
		this.server.always(AuthingServer.ADD_ENV, AuthingServer.json("env/add-list.json"));
		this.server.always(AuthingServer.REMOVE_ENV, AuthingServer.json("env/add-list.json"));
		assertThat(this.client.addEnv("LARK_WEBHOOK", "x")).hasSize(1);
		assertThat(this.client.removeEnv("LARK_WEBHOOK")).hasSize(1);
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isZero();
	}

	@Test
	void whenSecondReadFailsThenChangeWasApplied() {
		this.server.always(AuthingServer.LIST_ENV, AuthingServer.json("errors/rest-api-code-number.json"));
		assertThatExceptionOfType(AuthingApiException.class).isThrownBy(() -> this.client.addEnv("KEY", "value"))
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.APPLIED))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(2333))
			.satisfies((ex) -> assertThat(ex.requestId()).isEqualTo("fixture-request-id"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenManyCallColdClientThenOneTokenIsFetched(boolean blocking) throws Exception {
		List<UserPool> pools = new ArrayList<>();
		if (blocking) {
			ExecutorService callers = Executors.newFixedThreadPool(256);
			List<Future<UserPool>> results = new ArrayList<>();
			for (int i = 0; i < 256; i++) {
				results.add(callers.submit(this.client::detail));
			}
			for (Future<UserPool> result : results) {
				pools.add(result.get());
			}
			callers.shutdown();
		}
		else {
			try (ReactiveUserpoolManagementClient reactive = this.server.clientBuilder().buildReactive()) {
				pools.addAll(Flux.range(0, 256).flatMap((i) -> reactive.detail(), 256).collectList().block());
			}
		}
		assertThat(pools).hasSize(256).allSatisfy((pool) -> assertThat(pool.name()).isEqualTo("Fixture pool"));
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@Test
	void whenTokenIsRejectedThenItIsReplacedOnceAndCallIsRetried() {
		this.server.next(AuthingServer.UPDATE, AuthingServer.json("errors/graphql-token-in-black-list.json"));
		assertThat(this.client.update((updates) -> updates.registerDisabled(true)).registerDisabled()).isTrue();
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		assertThat(this.server.count(AuthingServer.UPDATE)).isEqualTo(2);
	}

	@Test
	void whenClientIsClosedThenItFetchesNoToken() {
		this.client.close();
		CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(this.client::detail));
		assertThat(failure).succeedsWithin(Duration.ofSeconds(30))
			.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
			.isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("the client is closed");
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	@Test
	void whenNewTokenIsRejectedTooThenCallFails() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.client::detail);
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(2);
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
	}

	@Test
	void whenServerRespondsWithServerErrorThenOnlyReadsAreRetried() {
		MockResponse proxy = new MockResponse.Builder().code(502).body(Fixtures.read("errors/proxy-502.html")).build();
		this.server.always(AuthingServer.DETAIL, proxy).always(AuthingServer.ADD_ENV, proxy);
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(this.client::detail);
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> this.client.addEnv("KEY", 1))
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN));
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(3);
		assertThat(this.server.count(AuthingServer.ADD_ENV)).isEqualTo(1);
	}

	@Test
	void whenRateLimitedThenChangesAreRetriedToo() {
		this.server.next(AuthingServer.ADD_ENV, AuthingServer.json("errors/rest-throttled.json"));
		assertThat(this.client.addEnv("KEY", 1)).hasSize(3);
		this.server.always(AuthingServer.DETAIL,
				new MockResponse.Builder().code(429).setHeader("Retry-After", "60").build());
		assertThatExceptionOfType(AuthingRateLimitException.class).isThrownBy(this.client::detail)
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(60)));
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(1);
	}

	@Test
	void whenServerLacksSelectedFieldThenUpdateWorksWithoutIt() {
		this.server.next(AuthingServer.UPDATE,
				AuthingServer.json(400, Fixtures.read("errors/graphql-http400-unknown-field.json")));
		this.client.update((updates) -> updates.registerDisabled(true));
		this.client.update((updates) -> updates.registerDisabled(true));
		assertThat(this.server.requests(AuthingServer.UPDATE)).hasSize(3);
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.UPDATE).get(2)))
			.doesNotContain("verifyCodeMaxAttempts");
	}

	@Test
	void whenServerRedirectsThenItIsNotFollowed() {
		this.server.always(AuthingServer.DETAIL,
				new MockResponse.Builder().code(307).setHeader("Location", "https://evil.example.com/x?y=z").build());
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(this.client::detail)
			.withMessageContaining("https://evil.example.com (HTTP 307)")
			.withMessageNotContaining("y=z");
	}

	@Test
	void whenSecretIsRejectedThenItIsNotSentAgainAtOnce() {
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-string.json"));
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.client::detail)
				.withMessageContaining("Check authing.userpool-id.")
				.withMessageNotContaining(Fixtures.SECRET);
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@Test
	void whenArgumentsAreBadThenErrorSaysWhatToDo() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.addEnv("", 1))
			.withMessage("'key' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.removeEnv("\ud83d"))
			.withMessage("'key' must not hold half of a surrogate pair, which has no encoding");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.addEnv("a/../b", 1))
			.withMessage("'key' must not be or contain the path segment '.' or '..', which URLs cannot carry; "
					+ "give the variable another name");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.update((updates) -> {
		})).withMessage("'updates' must set at least one field; call a method of UpdateUserpoolInput.Builder");
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	@Test
	void whenArgumentIsNullThenItIsNamed() {
		assertNamed("key", () -> this.client.addEnv(null, 1));
		assertNamed("key", () -> this.client.removeEnv(null));
		assertNamed("updates", () -> this.client.update((UpdateUserpoolInput) null));
		assertNamed("updates", () -> this.client.update((Consumer<UpdateUserpoolInput.Builder>) null));
		assertNamed("reactive", () -> UserpoolManagementClient.of(null));
		try (ReactiveUserpoolManagementClient reactive = this.server.clientBuilder().buildReactive()) {
			assertNamed("key", () -> reactive.addEnv(null, 1));
			assertNamed("key", () -> reactive.removeEnv(null));
			assertNamed("updates", () -> reactive.update((UpdateUserpoolInput) null));
			assertNamed("updates", () -> reactive.update((Consumer<UpdateUserpoolInput.Builder>) null));
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	private static void assertNamed(String argument, Runnable call) {
		assertThatIllegalArgumentException().isThrownBy(call::run).withMessage("'" + argument + "' must not be null");
	}

}
