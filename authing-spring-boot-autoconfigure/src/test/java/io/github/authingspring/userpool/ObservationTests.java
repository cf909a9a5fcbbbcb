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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What is observed of calls and token requests, without Spring Boot.
 */
class ObservationTests {

	private static final String CALL = "authing.userpool";

	private static final String TOKEN = "authing.token";

	private static final String HTTP = "http.client.requests";

	private final AuthingServer server = new AuthingServer();

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final ReactiveUserpoolManagementClient client = clientBuilder().buildReactive();

	private final UserpoolManagementClient blocking = UserpoolManagementClient.of(this.client);

	private UserpoolManagementClient.Builder clientBuilder() {
		return this.server.clientBuilder()
			.webClientBuilder(WebClient.builder().observationRegistry(this.observations))
			.observationRegistry(this.observations);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenOperationsSucceedThenEachIsObservedOnce() {
		this.client.authenticate().block();
		this.blocking.detail();
		this.blocking.update((updates) -> updates.registerDisabled(true));
		this.blocking.listEnv();
		this.blocking.addEnv("KEY", "value");
		this.blocking.removeEnv("KEY");
		assertThat(observed(CALL)).extracting(ObservationTests::keys)
			.containsExactly("operation=authenticate outcome=SUCCESS", "operation=detail outcome=SUCCESS",
					"operation=update outcome=SUCCESS", "operation=listEnv outcome=SUCCESS",
					"operation=addEnv outcome=SUCCESS", "operation=removeEnv outcome=SUCCESS");
		assertThat(observed(TOKEN)).extracting(ObservationTests::keys).containsExactly("outcome=SUCCESS reason=first");
		assertThat(observed(CALL)).extracting(Observation.Context::getContextualName).contains("authing addEnv");
		assertThat(observed(TOKEN)).extracting(Observation.Context::getContextualName).contains("authing token");
		assertThat(observed(CALL, TOKEN)).hasSize(7).allSatisfy((context) -> {
			assertThat(context.getError()).isNull();
			assertThat(context.getHighCardinalityKeyValues()).isEmpty();
		});
	}

	@Test
	void whenOperationsFailThenOutcomeIsThatOfException() {
		MockResponse rejection = AuthingServer.json("errors/rest-api-code-number.json");
		this.server.always(AuthingServer.DETAIL, rejection)
			.always(AuthingServer.LIST_ENV, rejection)
			.always(AuthingServer.REMOVE_ENV, AuthingServer.json("errors/rest-busy.json"));
		assertThatExceptionOfType(AuthingApiException.class).isThrownBy(this.blocking::detail);
		assertThatExceptionOfType(AuthingApiException.class).isThrownBy(() -> this.blocking.addEnv("KEY", 1));
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> this.blocking.removeEnv("KEY"));
		assertThat(observed(CALL)).extracting(ObservationTests::keys)
			.containsExactly("operation=detail outcome=NOT_APPLIED", "operation=addEnv outcome=APPLIED",
					"operation=removeEnv outcome=UNKNOWN");
		assertThat(observed(CALL)).extracting((context) -> (Object) context.getError().getClass())
			.containsExactly(AuthingApiException.class, AuthingApiException.class, AuthingUnavailableException.class);
	}

	@Test
	void whenCallerCancelsThenOutcomeIsCancelled() throws Exception {
		CountDownLatch requested = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.DETAIL, (request) -> {
			requested.countDown();
			awaitUninterruptibly(end);
			return AuthingServer.json("detail/rest.json");
		});
		Disposable call = this.client.detail().subscribe();
		requested.await();
		call.dispose();
		end.countDown();
		assertThat(observed(CALL)).extracting(ObservationTests::keys)
			.containsExactly("operation=detail outcome=CANCELLED");
	}

	@Test
	void whenCallerCancelsAfterResultThenCallSucceededOnce() {
		assertThat(this.client.detail().flux().next().block()).isNotNull();
		assertThat(this.client.detail().flux().take(1).blockLast()).isNotNull();
		assertThat(observed(CALL)).extracting(ObservationTests::keys)
			.containsExactly("operation=detail outcome=SUCCESS", "operation=detail outcome=SUCCESS");
	}

	@Test
	void whenRequestIsRetriedThenItIsOneOperation() {
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-busy.json"))
			.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		this.blocking.detail();
		List<Observation.Context> tokens = observed(TOKEN);
		assertThat(observed(CALL)).singleElement().satisfies((call) -> {
			assertThat(tokens).hasSize(2).extracting(ObservationTests::parent).containsOnly(call);
			assertThat(observed(HTTP)).extracting(ObservationTests::parent)
				.containsExactly(tokens.get(0), call, call, tokens.get(1), call);
		});
	}

	@Test
	void whenCallerIsObservedThenCallIsBelowItAndItsRequestsAreBelowCall() {
		Observation thread = Observation.start("thread", this.observations);
		thread.scoped(() -> this.blocking.detail());
		thread.stop();
		Observation context = Observation.start("context", this.observations);
		this.client.listEnv().contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, context)).block();
		context.stop();
		List<Observation.Context> calls = observed(CALL);
		assertThat(calls).extracting(ObservationTests::parent)
			.containsExactly(thread.getContext(), context.getContext());
		assertThat(observed(TOKEN)).extracting(ObservationTests::parent).containsExactly(calls.get(0));
		assertThat(observed(HTTP)).extracting(ObservationTests::parent)
			.containsExactly(observed(TOKEN).get(0), calls.get(0), calls.get(1));
	}

	@Test
	void whenCallsAndTokensAreNotObservedThenRequestsAreBelowCaller() {
		this.observations.observationConfig().observationPredicate((name, context) -> !name.startsWith("authing."));
		Observation caller = Observation.start("caller", this.observations);
		this.client.listEnv().contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, caller)).block();
		caller.stop();
		assertThat(observed(HTTP)).hasSize(2).extracting(ObservationTests::parent).containsOnly(caller.getContext());
		assertThat(observed(CALL, TOKEN)).isEmpty();
	}

	@Test
	void whenManyWaitForTokenThenItsRequestIsBelowTheCallThatStartedIt() throws Exception {
		CountDownLatch requested = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.TOKEN, (request) -> {
			requested.countDown();
			awaitUninterruptibly(end);
			return AuthingServer.json("token/graphql.json");
		});
		Mono<UserPool> first = this.client.detail().cache();
		first.subscribe();
		requested.await();
		Mono<List<Env>> second = this.client.listEnv().cache();
		second.subscribe();
		end.countDown();
		Mono.when(first, second).block();
		List<Observation.Context> calls = observed(CALL);
		assertThat(observed(TOKEN)).extracting(ObservationTests::parent).containsExactly(calls.get(0));
		assertThat(observed(HTTP)).extracting(ObservationTests::parent)
			.containsExactlyInAnyOrder(observed(TOKEN).get(0), calls.get(0), calls.get(1));
	}

	@Test
	void whenEnvIsChangedThenItsKeyIsInTheUrlAloneAndNoSecretIsObserved() {
		this.blocking.addEnv("SOME_KEY", "some-value");
		this.blocking.removeEnv("SOME_KEY");
		List<Observation.Context> requests = observed(HTTP);
		assertThat(requests).extracting((context) -> context.getLowCardinalityKeyValue("uri").getValue())
			.containsExactly("/graphql/v2", "/api/v2/env", "/api/v2/env", "/api/v2/env/{key}", "/api/v2/env");
		assertThat(requests).extracting((context) -> context.getHighCardinalityKeyValue("http.url").getValue())
			.contains(this.server.host() + "/api/v2/env/SOME_KEY");
		assertThat(observed(CALL, TOKEN, HTTP)).allSatisfy((context) -> {
			assertThat(context.getContextualName() + keys(context)).doesNotContain("SOME_KEY");
			assertThat(context.getAllKeyValues().toString()).doesNotContain("some-value", Fixtures.SECRET,
					Fixtures.TOKEN);
		});
	}

	@Test
	void whenNothingIsObservedThenCallsAndTokenRequestsAreLeftAsTheyAre() {
		Mono<String> observed = Mono.just("result");
		Observations none = new Observations(ObservationRegistry.NOOP);
		assertThat(none.observeCall(Operation.DETAIL, observed)).isSameAs(observed);
		assertThat(none.observeTokenRequest("first", observed)).isSameAs(observed);
	}

	@Test
	void whenTokenIsFetchedRejectedAndRenewedThenEachRequestIsObservedOnce() {
		AtomicLong now = new AtomicLong();
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("token", 1000));
		UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) clientBuilder())
			.timing((system) -> new TimeSource(now::get, system.clock(), system.timer(), system.blocking(), () -> 0));
		try (UserpoolManagementClient timed = builder.build()) {
			timed.detail();
			timed.detail();
			this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			timed.detail();
			now.addAndGet(Duration.ofSeconds(950).toNanos());
			timed.detail();
			await().untilAsserted(() -> assertThat(observed(TOKEN)).extracting(ObservationTests::keys)
				.containsExactly("outcome=SUCCESS reason=first", "outcome=SUCCESS reason=rejected",
						"outcome=SUCCESS reason=expiring"));
			now.addAndGet(Duration.ofSeconds(2000).toNanos());
			timed.detail();
			assertThat(observed(TOKEN)).hasSize(4)
				.last()
				.extracting(ObservationTests::keys)
				.isEqualTo("outcome=SUCCESS reason=expiring");
		}
	}

	@Test
	void whenNoTokenReplacesTheRejectedOneThenReasonStaysRejected() {
		this.blocking.detail();
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		for (int i = 0; i < 3; i++) {
			this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		}
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(this.blocking::detail);
		this.blocking.detail();
		assertThat(observed(TOKEN)).extracting(ObservationTests::keys)
			.containsExactly("outcome=SUCCESS reason=first", "outcome=SERVER_ERROR reason=rejected",
					"outcome=SUCCESS reason=rejected");
	}

	@Test
	void whenTokenRequestIsRetriedOrNotSentThenItIsNotObservedAgain() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-string.json"));
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.blocking::detail);
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		assertThat(observed(TOKEN)).singleElement().satisfies((context) -> {
			assertThat(keys(context)).isEqualTo("outcome=REJECTED reason=first");
			assertThat(context.getError()).isInstanceOf(RequestFailure.class);
		});
	}

	/**
	 * Return what was observed by one of the names, in the order of its start.
	 */
	private List<Observation.Context> observed(String... names) {
		List<Observation.Context> observed = new ArrayList<>();
		assertThat(this.observations).hasHandledContextsThatSatisfy((contexts) -> contexts.stream()
			.filter((context) -> List.of(names).contains(context.getName()))
			.forEach(observed::add));
		return observed;
	}

	private static String keys(Observation.Context context) {
		return context.getLowCardinalityKeyValues()
			.stream()
			.map((KeyValue keyValue) -> keyValue.getKey() + "=" + keyValue.getValue())
			.sorted()
			.collect(Collectors.joining(" "));
	}

	private static Object parent(Observation.Context context) {
		return (context.getParentObservation() != null) ? context.getParentObservation().getContextView() : null;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
