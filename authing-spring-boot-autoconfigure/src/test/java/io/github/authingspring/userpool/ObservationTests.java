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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
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
 * What is observed without Spring Boot: operations, token requests and HTTP requests.
 */
class ObservationTests {

	private static final String OPERATION = "authing.userpool";

	private static final String TOKEN = "authing.token";

	private static final String HTTP = "http.client.requests";

	private final AuthingServer server = new AuthingServer();

	private final RecordedObservations observations = new RecordedObservations();

	private final ReactiveUserpoolManagementClient client = clientBuilder().buildReactive();

	private final UserpoolManagementClient blocking = UserpoolManagementClient.of(this.client);

	private UserpoolManagementClient.Builder clientBuilder() {
		return this.server.clientBuilder()
			.webClientBuilder(WebClient.builder().observationRegistry(this.observations.registry()))
			.observationRegistry(this.observations.registry());
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
		assertThat(this.observations.named(OPERATION)).extracting(RecordedObservations::lowCardinalityKeys)
			.containsExactly(keys("authenticate", "SUCCESS"), keys("detail", "SUCCESS"), keys("update", "SUCCESS"),
					keys("listEnv", "SUCCESS"), keys("addEnv", "SUCCESS"), keys("removeEnv", "SUCCESS"));
		assertThat(this.observations.named(OPERATION)).allSatisfy((context) -> {
			assertThat(context.getError()).isNull();
			assertThat(context.getHighCardinalityKeyValues()).isEmpty();
		});
		assertThat(this.observations.named(OPERATION).get(4).getContextualName()).isEqualTo("authing addEnv");
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
		assertThat(this.observations.named(OPERATION)).extracting(RecordedObservations::lowCardinalityKeys)
			.containsExactly(keys("detail", "NOT_APPLIED"), keys("addEnv", "APPLIED"), keys("removeEnv", "UNKNOWN"));
		assertThat(this.observations.named(OPERATION)).extracting((context) -> (Object) context.getError().getClass())
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
		assertThat(this.observations.named(OPERATION)).singleElement()
			.extracting(RecordedObservations::lowCardinalityKeys)
			.isEqualTo(keys("detail", "CANCELLED"));
	}

	@Test
	void whenCallerCancelsAfterResultThenCallSucceededOnce() {
		assertThat(this.client.detail().flux().next().block()).isNotNull();
		assertThat(this.client.detail().flux().take(1).blockLast()).isNotNull();
		assertThat(this.observations.named(OPERATION)).extracting(RecordedObservations::lowCardinalityKeys)
			.containsExactly(keys("detail", "SUCCESS"), keys("detail", "SUCCESS"));
	}

	@Test
	void whenRequestIsRetriedThenItIsOneOperation() {
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-busy.json"))
			.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		this.blocking.detail();
		assertThat(this.observations.named(OPERATION)).singleElement().satisfies((operation) -> {
			assertThat(completed(HTTP)).filteredOn((http) -> !uri(http).equals("/graphql/v2"))
				.hasSize(3)
				.allSatisfy((http) -> assertThat(parent(http)).isSameAs(operation));
			assertThat(this.observations.named(TOKEN)).hasSize(2)
				.allSatisfy((token) -> assertThat(parent(token)).isSameAs(operation));
			assertThat(completed(HTTP)).filteredOn((http) -> uri(http).equals("/graphql/v2"))
				.extracting(ObservationTests::parent)
				.containsExactlyInAnyOrderElementsOf(this.observations.named(TOKEN));
		});
	}

	@Test
	void whenCallerIsObservedThenOperationIsBelowItAndRequestsAreBelowOperation() {
		Observation thread = Observation.start("thread", this.observations.registry());
		thread.scoped(() -> this.blocking.detail());
		Observation context = Observation.start("context", this.observations.registry());
		this.client.listEnv().contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, context)).block();
		List<Observation.Context> operations = this.observations.named(OPERATION);
		assertThat(operations).extracting(ObservationTests::parent)
			.containsExactly(thread.getContext(), context.getContext());
		thread.stop();
		context.stop();
		assertThat(completed(HTTP)).extracting(ObservationTests::parent)
			.containsExactly(this.observations.named(TOKEN).get(0), operations.get(0), operations.get(1));
	}

	@Test
	void whenOperationsAreNotObservedThenRequestsAreBelowCaller() {
		this.observations.registry()
			.observationConfig()
			.observationPredicate((name, context) -> !OPERATION.equals(name) && !TOKEN.equals(name));
		Observation caller = Observation.start("caller", this.observations.registry());
		this.client.listEnv().contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, caller)).block();
		caller.stop();
		assertThat(completed(HTTP)).hasSize(2)
			.allSatisfy((http) -> assertThat(parent(http)).isSameAs(caller.getContext()));
		assertThat(this.observations.named(OPERATION)).isEmpty();
	}

	@Test
	void whenManyWaitForTokenThenItsRequestIsBelowTheOneThatStartedIt() throws Exception {
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
		Observation.Context detail = operation("detail");
		Observation.Context listEnv = operation("listEnv");
		assertThat(completed(HTTP)).filteredOn((http) -> uri(http).equals("/graphql/v2"))
			.singleElement()
			.satisfies((http) -> assertThat(parent(http)).isSameAs(this.observations.named(TOKEN).get(0)));
		assertThat(this.observations.named(TOKEN)).singleElement()
			.satisfies((token) -> assertThat(parent(token)).isSameAs(detail));
		assertThat(completed(HTTP)).filteredOn((http) -> uri(http).equals("/api/v2/env"))
			.singleElement()
			.satisfies((http) -> assertThat(parent(http)).isSameAs(listEnv));
	}

	@Test
	void whenEnvIsChangedThenNeitherValueNorSecretIsObservedAndUriIsTheTemplate() {
		this.blocking.addEnv("SOME_KEY", "some-value");
		this.blocking.removeEnv("SOME_KEY");
		assertThat(completed(HTTP)).extracting(ObservationTests::uri).contains("/api/v2/env/{key}");
		assertThat(completed(HTTP)).extracting((http) -> RecordedObservations.lowCardinalityKeys(http).toString())
			.noneMatch((keys) -> keys.contains("SOME_KEY"));
		assertThat(this.observations.keyValues()).doesNotContain("some-value", Fixtures.SECRET, Fixtures.TOKEN);
	}

	@Test
	void whenNothingIsObservedThenCallIsLeftAsItIs() {
		Mono<String> call = Mono.just("result");
		assertThat(new Observations(ObservationRegistry.NOOP).observeCall(Operation.DETAIL, call)).isSameAs(call);
	}

	@Test
	void whenTokenIsFetchedRejectedAndRenewedThenEachRequestIsObservedOnce() {
		AtomicLong now = new AtomicLong();
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("token", 1000));
		try (UserpoolManagementClient timed = ((DefaultUserpoolManagementClientBuilder) clientBuilder())
			.timing((system) -> new Timing(now::get, system.clock(), system.timer(), system.blocking(), () -> 0))
			.build()) {
			timed.detail();
			timed.detail();
			assertThat(reasons()).containsExactly("first");
			this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			timed.detail();
			assertThat(reasons()).containsExactly("first", "rejected");
			now.addAndGet(Duration.ofSeconds(950).toNanos());
			timed.detail();
			await().untilAsserted(() -> assertThat(reasons()).containsExactly("first", "rejected", "expiring"));
			now.addAndGet(Duration.ofSeconds(2000).toNanos());
			timed.detail();
			assertThat(reasons()).containsExactly("first", "rejected", "expiring", "expiring");
		}
	}

	@Test
	void whenNoTokenReplacedTheRejectedOneThenReasonStaysRejected() {
		this.blocking.detail();
		MockResponse busy = AuthingServer.json("errors/rest-busy.json");
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"))
			.next(AuthingServer.TOKEN, busy)
			.next(AuthingServer.TOKEN, busy)
			.next(AuthingServer.TOKEN, busy);
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(this.blocking::detail);
		this.blocking.detail();
		assertThat(reasons()).containsExactly("first", "rejected", "rejected");
		assertThat(this.observations.named(TOKEN))
			.extracting((token) -> RecordedObservations.lowCardinalityKeys(token).get("outcome"))
			.containsExactly("SUCCESS", "SERVER_ERROR", "SUCCESS");
	}

	@Test
	void whenTokenRequestIsRetriedOrNotSentThenItIsNotObservedAgain() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-string.json"));
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.blocking::detail);
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		assertThat(reasons()).containsExactly("first");
	}

	/**
	 * WebClient stops its observation after the caller has got the result.
	 */
	private List<Observation.Context> completed(String name) {
		await().until(this.observations::isComplete);
		return this.observations.named(name);
	}

	private Observation.Context operation(String operation) {
		return this.observations.named(OPERATION)
			.stream()
			.filter((context) -> operation.equals(RecordedObservations.lowCardinalityKeys(context).get("operation")))
			.findFirst()
			.orElseThrow();
	}

	private List<String> reasons() {
		return this.observations.named(TOKEN)
			.stream()
			.map((token) -> RecordedObservations.lowCardinalityKeys(token).get("reason"))
			.toList();
	}

	private static String uri(Observation.Context http) {
		return RecordedObservations.lowCardinalityKeys(http).get("uri");
	}

	private static Object parent(Observation.Context context) {
		return (context.getParentObservation() != null) ? context.getParentObservation().getContextView() : null;
	}

	private static Map<String, String> keys(String operation, String outcome) {
		return Map.of("operation", operation, "outcome", outcome);
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
