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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

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
 * What is observed, and told of token requests, without Spring Boot.
 */
class ObservationTests {

	private static final String OPERATION = "authing.userpool";

	private static final String HTTP = "http.client.requests";

	private final AuthingServer server = new AuthingServer();

	private final RecordedObservations observations = new RecordedObservations();

	private final List<TokenRequestReason> tokenRequests = new CopyOnWriteArrayList<>();

	private final ReactiveUserpoolManagementClient client = clientBuilder().buildReactive();

	private final UserpoolManagementClient blocking = UserpoolManagementClient.of(this.client);

	private UserpoolManagementClient.Builder clientBuilder() {
		return this.server.clientBuilder()
			.webClientBuilder(WebClient.builder().observationRegistry(this.observations.registry()))
			.observationRegistry(this.observations.registry())
			.tokenRequestListener(this.tokenRequests::add);
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
		MockResponse refusal = AuthingServer.json("errors/rest-api-code-number.json");
		this.server.always(AuthingServer.DETAIL, refusal)
			.always(AuthingServer.LIST_ENV, refusal)
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
	void whenCallerGivesUpThenOutcomeIsCancelled() throws Exception {
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
	void whenRequestIsRepeatedThenItIsOneOperation() {
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-busy.json"))
			.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		this.blocking.detail();
		assertThat(this.observations.named(OPERATION)).singleElement()
			.satisfies((operation) -> assertThat(completed(HTTP)).hasSize(5)
				.allSatisfy((http) -> assertThat(parent(http)).isSameAs(operation)));
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
			.containsExactly(operations.get(0), operations.get(0), operations.get(1));
	}

	@Test
	void whenOperationsAreNotObservedThenRequestsAreBelowCaller() {
		this.observations.registry()
			.observationConfig()
			.observationPredicate((name, context) -> !OPERATION.equals(name));
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
			.satisfies((http) -> assertThat(parent(http)).isSameAs(detail));
		assertThat(completed(HTTP)).filteredOn((http) -> uri(http).equals("/api/v2/env"))
			.singleElement()
			.satisfies((http) -> assertThat(parent(http)).isSameAs(listEnv));
	}

	@Test
	void whenEnvIsChangedThenNeitherKeyNorValueNorSecretIsObserved() {
		this.blocking.addEnv("SOME_KEY", "some-value");
		this.blocking.removeEnv("SOME_KEY");
		completed(HTTP);
		assertThat(this.observations.keyValues()).contains("/api/v2/env/{key}", this.server.host() + "/api/v2/env/%7B")
			.doesNotContain("SOME_KEY", "some-value", Fixtures.SECRET, Fixtures.TOKEN);
		assertThat(this.server.requests(AuthingServer.REMOVE_ENV)).singleElement()
			.satisfies((request) -> assertThat(request.getUrl().encodedPath()).isEqualTo("/api/v2/env/SOME_KEY"));
	}

	@Test
	void whenNothingIsObservedThenCallIsLeftAsItIs() {
		Mono<String> call = Mono.just("result");
		assertThat(new Observations(ObservationRegistry.NOOP).observe(Operation.DETAIL, call)).isSameAs(call);
	}

	@Test
	void whenTokenIsFetchedRefusedAndRenewedThenEachRequestIsToldOnce() {
		AtomicLong now = new AtomicLong();
		Timing system = Timing.system();
		Timing timing = new Timing(now::get, system.clock(), system.scheduler(), system.blocking(), () -> 0);
		this.server.always(AuthingServer.TOKEN, AuthingServer.token("token", 1000));
		try (UserpoolManagementClient timed = ((DefaultUserpoolManagementClientBuilder) clientBuilder()).timing(timing)
			.build()) {
			timed.detail();
			timed.detail();
			assertThat(this.tokenRequests).containsExactly(TokenRequestReason.FIRST);
			this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			timed.detail();
			assertThat(this.tokenRequests).endsWith(TokenRequestReason.REFUSED).hasSize(2);
			now.addAndGet(Duration.ofSeconds(950).toNanos());
			timed.detail();
			await().untilAsserted(() -> assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(3));
			assertThat(this.tokenRequests).endsWith(TokenRequestReason.EXPIRING).hasSize(3);
			now.addAndGet(Duration.ofSeconds(2000).toNanos());
			timed.detail();
			assertThat(this.tokenRequests).endsWith(TokenRequestReason.EXPIRING).hasSize(4);
		}
	}

	@Test
	void whenNoTokenReplacedTheRefusedOneThenReasonStaysRefused() {
		this.blocking.detail();
		MockResponse busy = AuthingServer.json("errors/rest-busy.json");
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"))
			.next(AuthingServer.TOKEN, busy)
			.next(AuthingServer.TOKEN, busy)
			.next(AuthingServer.TOKEN, busy);
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(this.blocking::detail);
		this.blocking.detail();
		assertThat(this.tokenRequests).containsExactly(TokenRequestReason.FIRST, TokenRequestReason.REFUSED,
				TokenRequestReason.REFUSED);
	}

	@Test
	void whenTokenRequestIsRepeatedOrNotSentThenItIsNotToldAgain() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-string.json"));
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(this.blocking::detail);
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
		assertThat(this.tokenRequests).containsExactly(TokenRequestReason.FIRST);
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
