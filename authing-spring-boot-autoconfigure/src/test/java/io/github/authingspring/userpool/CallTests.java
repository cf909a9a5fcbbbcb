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

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a request is retried, when a call ends and what it tells then, by a clock that
 * stands still until the test moves it, on a server that the test plays.
 */
class CallTests {

	private static final String POOL = "{\"code\":200,\"data\":{\"name\":\"pool\"}}";

	private static final String LIST = "{\"code\":200,\"data\":[{\"key\":\"KEY\"}]}";

	private static final Duration FOREVER = Duration.ofDays(1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Queue<Mono<ClientResponse>> responses = new ArrayDeque<>();

	private final List<Long> requests = new ArrayList<>();

	private final LogRecorder log = LogRecorder.ofClient();

	private ReactiveUserpoolManagementClient client = client((builder) -> builder.accessToken("t.o.k"));

	private volatile Object result;

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
		this.time.dispose();
	}

	private ReactiveUserpoolManagementClient client(UnaryOperator<UserpoolManagementClient.Builder> settings) {
		UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
			.builder())
			.timing((system) -> new TimeSource(() -> this.time.now(TimeUnit.NANOSECONDS), system.clock(),
					() -> this.time, () -> this.time, () -> 1.0))
			.userpoolId(Fixtures.USERPOOL_ID)
			.webClientBuilder(WebClient.builder().exchangeFunction(this::exchange));
		return settings.apply(builder).buildReactive();
	}

	private Mono<ClientResponse> exchange(ClientRequest request) {
		this.requests.add(this.time.now(TimeUnit.MILLISECONDS));
		Mono<ClientResponse> response = this.responses.poll();
		return (response != null) ? response : send(request).then(Mono.never());
	}

	private static Mono<Void> send(ClientRequest request) {
		return request.writeTo(new MockClientHttpRequest(request.method(), request.url()),
				ExchangeStrategies.withDefaults());
	}

	@Test
	void whenAttemptsFailThenEachWaitsTwiceAsLongAndTheLastFailureIsTheResult() {
		respond(503, "");
		respond(502, "");
		respond(504, "");
		call(this.client.detail());
		elapse(199);
		assertThat(this.requests).containsExactly(0L);
		elapse(1);
		assertThat(this.requests).containsExactly(0L, 200L);
		elapse(399);
		assertThat(this.requests).hasSize(2);
		assertThat(this.result).isNull();
		elapse(1);
		assertThat(this.requests).containsExactly(0L, 200L, 600L);
		assertThat(this.result).isInstanceOfSatisfying(AuthingUnavailableException.class,
				(ex) -> assertThat(ex.code()).isEqualTo(504));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 1000", "5, 5000" })
	void whenServerAsksToWaitThenRetryWaitsThatLong(int seconds, long millis) {
		respond(429, "", seconds);
		respond(200, POOL);
		call(this.client.detail());
		elapse(Math.max(0, millis - 1));
		assertThat(this.requests).hasSize((millis > 0) ? 1 : 2);
		elapse(1);
		assertThat(this.requests).hasSize(2);
		assertThat(this.result).isInstanceOf(UserPool.class);
	}

	@Test
	void whenServerAsksForMoreThanTheLongestBackoffThenCallFailsAtOnce() {
		respond(429, "", 6);
		call(this.client.detail());
		assertThat(this.result).isInstanceOfSatisfying(AuthingRateLimitException.class,
				(ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(6)));
		assertThat(this.requests).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "3000, false", "3001, true" })
	void whenWaitDoesNotFitIntoTimeoutThenCallFailsAtOnce(long timeout, boolean retried) {
		this.client = client((builder) -> builder.accessToken("t.o.k").callTimeout(Duration.ofMillis(timeout)));
		respond(429, "", 3);
		respond(200, POOL);
		call(this.client.detail());
		assertThat(this.result != null).isEqualTo(!retried);
		elapse(3000);
		assertThat(this.requests).hasSize(retried ? 2 : 1);
		assertThat(this.result).isInstanceOf(retried ? UserPool.class : AuthingRateLimitException.class);
	}

	@Test
	void whenNoResponseComesThenTimeoutEndsTheCall() {
		respond(503, "");
		call(this.client.detail());
		elapse(29_999);
		assertThat(this.result).isNull();
		elapse(1);
		assertThat(this.result)
			.isInstanceOfSatisfying(AuthingUnavailableException.class, (ex) -> assertThat(ex).hasMessageContaining(
					"failed: it timed out after 30s (authing.call-timeout), waiting for the response; before that, the server "
							+ "responded with code 503 (HTTP 503)."));
	}

	@Test
	void whenChangeIsUnderWayAtTimeoutThenItsOutcomeIsUnknown() {
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertOutcome(Outcome.UNKNOWN);
	}

	@Test
	void whenSecondReadIsUnderWayAtTimeoutThenChangeIsApplied() {
		respond(200, "{\"code\":200}");
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertThat(this.requests).hasSize(2);
		assertOutcome(Outcome.APPLIED);
	}

	@Test
	void whenTokenIsUnderWayAtTimeoutThenNothingIsChanged() {
		this.client = client((builder) -> builder.secret("secret"));
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertThat(this.requests).hasSize(1);
		assertOutcome(Outcome.NOT_APPLIED);
	}

	@Test
	void whenConnectionIsNotMadeThenChangeIsRetried() {
		this.responses.add(Mono.error(new ConnectException("Connection refused")));
		respond(200, LIST);
		call(this.client.removeEnv("KEY"));
		elapse(200);
		assertThat(this.result).isEqualTo(List.of(Env.fromJson("{\"key\":\"KEY\"}")));
	}

	@Test
	void whenTokenRequestFailsForAMomentThenItIsRetried() {
		this.client = client((builder) -> builder.secret("secret"));
		respond(503, "");
		respond(200, "{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"iat\":0,\"exp\":600}}}");
		respond(200, POOL);
		call(this.client.detail());
		elapse(199);
		assertThat(this.requests).hasSize(1);
		elapse(1);
		assertThat(this.result).isInstanceOf(UserPool.class);
	}

	@Test
	void whenTokenRequestOfOthersTimesOutThenLateCallStartsAnother() {
		this.client = client((builder) -> builder.secret("secret").callTimeout(Duration.ofSeconds(1)));
		this.responses.add(Mono.never());
		respond(200, "{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"iat\":0,\"exp\":600}}}");
		respond(200, POOL);
		call(this.client.detail());
		elapse(500);
		CompletableFuture<UserPool> late = this.client.detail().toFuture();
		elapse(499);
		assertThat(this.result).isNull();
		elapse(1);
		assertThat(this.result).isInstanceOf(AuthingUnavailableException.class);
		assertThat(this.requests).containsExactly(0L, 1000L, 1000L);
		assertThat(late).isCompletedWithValueMatching((pool) -> pool.name().equals("pool"));
	}

	@Test
	void whenCallIsCancelledThenItIsNotRetried() {
		respond(503, "");
		Disposable call = this.client.detail().subscribe();
		call.dispose();
		elapse(60_000);
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void whenClientIsClosedThenCallsFailAtOnceAndSendNothing() {
		this.client.close();
		call(this.client.addEnv("KEY", 1));
		assertClosed();
		assertThat((Throwable) this.result).hasMessageContaining(" Nothing was changed. ");
		assertThat(this.requests).isEmpty();
	}

	@Test
	void whenCallIsUnderWayThenCloseWaitsForItsRetriesAndItsSecondRead() throws Exception {
		this.responses.add(Mono.error(new ConnectException("Connection refused")));
		respond(200, "{\"code\":200}");
		respond(503, "");
		respond(200, LIST);
		Mono<List<Env>> change = this.client.addEnv("KEY", 1).cache();
		call(change);
		Thread closing = new Thread(this.client::close);
		closing.start();
		Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		call(this.client.detail());
		assertClosed();
		elapse(200);
		assertThat(this.requests).hasSize(3);
		assertThat(closing.isAlive()).isTrue();
		elapse(200);
		assertThat(this.requests).hasSize(4);
		assertThat(change.block()).isEqualTo(List.of(Env.fromJson("{\"key\":\"KEY\"}")));
		closing.join();
	}

	@Test
	void whenCallDoesNotEndInTimeThenCloseEndsItsTokenRequest() {
		AtomicBoolean cancelled = callWithTokenUnderWay();
		close(Duration.ofMillis(1));
		assertThat(cancelled).isTrue();
		assertClosed();
		call(this.client.detail());
		assertClosed();
	}

	@Test
	void whenChangeDoesNotEndInTimeThenCloseEndsItWithUnknownOutcome() {
		call(this.client.addEnv("KEY", 1));
		close(Duration.ofMillis(1));
		assertOutcome(Outcome.UNKNOWN);
		assertThat((Throwable) this.result).hasMessageContaining(" failed: its connections are closed. ");
	}

	@Test
	@Timeout(30)
	void whenConnectionsAreSharedThenCloseEndsCallAllTheSameAndSecondCloseDoesNotWait() {
		try (HttpConnection shared = HttpConnection.create()) {
			this.client = client((builder) -> builder.accessToken("t.o.k").httpConnection(shared));
			call(this.client.detail());
			close(Duration.ofMillis(1));
			assertThat((Throwable) this.result).isInstanceOf(AuthingUnavailableException.class)
				.hasMessageContaining(" failed: its connections are closed. ");
			close(FOREVER);
		}
	}

	@Test
	@Timeout(30)
	void whenThreadMustNotBlockThenCloseDoesNotWait() throws Exception {
		AtomicBoolean cancelled = callWithTokenUnderWay();
		CompletableFuture.runAsync(() -> close(FOREVER), Schedulers.single()::schedule).get();
		assertThat(cancelled).isTrue();
		assertClosed();
	}

	@Test
	@Timeout(30)
	void whenThreadIsInterruptedThenCloseDoesNotWait() {
		AtomicBoolean cancelled = callWithTokenUnderWay();
		Thread.currentThread().interrupt();
		close(FOREVER);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(cancelled).isTrue();
		assertClosed();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 404 })
	@Timeout(30)
	void whenClientIsClosedByTheOneWhoseCallEndsThenCloseDoesNotWaitForThatCall(int status) {
		respond(status, POOL);
		call(Mono.using(() -> this.client, ReactiveUserpoolManagementClient::detail, (client) -> close(FOREVER)));
		assertThat(this.result).isInstanceOf((status == 200) ? UserPool.class : AuthingApiException.class);
	}

	/**
	 * Make a call that waits for its token.
	 * @return whether the token request was cancelled
	 */
	private AtomicBoolean callWithTokenUnderWay() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.responses.add(Mono.<ClientResponse>never().doOnCancel(() -> cancelled.set(true)));
		this.client = client((builder) -> builder.secret("secret"));
		call(this.client.detail());
		assertThat(this.requests).hasSize(1);
		assertThat(this.result).isNull();
		return cancelled;
	}

	private void close(Duration timeout) {
		((DefaultReactiveUserpoolManagementClient) this.client).close(timeout);
	}

	private void assertClosed() {
		assertThat((Throwable) this.result).isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("failed: the client is closed.");
	}

	/**
	 * Reactor logs as an error what nobody is told of: here a failure that is the
	 * consequence of the call's end.
	 */
	@ParameterizedTest
	@EnumSource(End.class)
	void whenFailureComesAfterTheEndOfCallThenNothingIsLogged(End end) {
		CompletableFuture<Throwable> cancelled = new CompletableFuture<>();
		this.responses.add(Mono.fromDirect((subscriber) -> subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long n) {
			}

			@Override
			public void cancel() {
				RequestFailure late = new RequestFailure(Kind.CONNECTION_LOST, "late");
				subscriber.onError(late);
				cancelled.complete(late);
			}

		})));
		try (LogRecorder warnings = LogRecorder.ofWarnings()) {
			List<Object> results = new ArrayList<>();
			Disposable call = this.client.detail().subscribe(results::add, results::add);
			elapse(0);
			switch (end) {
				case TIMEOUT -> elapse(30_000);
				case CLOSE -> close(Duration.ofMillis(1));
				case CANCELLATION -> call.dispose();
			}
			elapse(0);
			assertThat(cancelled).isCompleted();
			if (end == End.CANCELLATION) {
				assertThat(results).isEmpty();
			}
			else {
				assertThat(results).singleElement().isInstanceOf(AuthingUnavailableException.class);
			}
			assertThat(warnings.text()).doesNotContain("WARN", "ERROR");
		}
	}

	/**
	 * The connections may be closed while a call begins: before it has asked for the
	 * timer, while it does, or once it has it, when that takes no more tasks.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void whenConnectionsAreClosedWhileCallBeginsThenItFailsOnceAndNothingIsLogged(int moment) {
		List<Object> results = new ArrayList<>();
		HttpConnection shared = HttpConnection.create();
		try (LogRecorder warnings = LogRecorder.ofWarnings()) {
			UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
				.builder()).timing((system) -> new TimeSource(system.nanoTime(), system.clock(), () -> {
					if (moment == 1) {
						shared.close();
					}
					Scheduler timer = system.timer().get();
					if (moment == 2) {
						shared.close();
					}
					return timer;
				}, Schedulers::immediate, system.random()))
				.userpoolId(Fixtures.USERPOOL_ID)
				.accessToken("t.o.k")
				.httpConnection(shared);
			ReactiveUserpoolManagementClient client = builder.buildReactive();
			if (moment == 0) {
				shared.close();
			}
			for (int i = 0; i < 2; i++) {
				client.addEnv("KEY", 1).subscribe(results::add, results::add);
			}
			assertThat(results).hasSize(2)
				.allSatisfy((result) -> assertThat(result).isInstanceOfSatisfying(AuthingUnavailableException.class,
						(ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED)))
				.allSatisfy((result) -> assertThat((Throwable) result)
					.hasMessageContaining(" failed: its connections are closed. "));
			assertThat(warnings.text()).doesNotContain("WARN", "ERROR");
		}
	}

	/**
	 * An application may dispose of Reactor's schedulers at its end.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenThereIsNoThreadThatMayBlockThenInterruptedCallFailsAllTheSame(boolean closed) {
		Scheduler disposed = Schedulers.newSingle("disposed");
		disposed.dispose();
		this.client = client((builder) -> ((DefaultUserpoolManagementClientBuilder) builder)
			.timing((system) -> new TimeSource(() -> this.time.now(TimeUnit.NANOSECONDS), system.clock(),
					() -> this.time, () -> disposed, () -> 1.0))
			.accessToken("t.o.k"));
		call(this.client.addEnv("KEY", 1));
		if (closed) {
			close(Duration.ofMillis(1));
		}
		else {
			elapse(30_000);
		}
		assertOutcome(Outcome.UNKNOWN);
	}

	private enum End {

		TIMEOUT, CLOSE, CANCELLATION

	}

	@Test
	void whenCallEndsThenOneLineSaysHow() {
		respond(200, POOL);
		call(this.client.detail());
		assertThat(this.log.text())
			.isEqualTo("DEBUG io.github.authingspring.userpool.UserpoolManagementClient detail succeeded after 0 ms\n");
		respond(503, "{\"code\":503,\"requestId\":\"id-1\"}");
		call(this.client.addEnv("KEY", "value"));
		assertThat(this.log.text())
			.endsWith(" addEnv failed after 0 ms: AuthingUnavailableException, code 503, outcome "
					+ "UNKNOWN, request id id-1\n");
		call(this.client.detail());
		elapse(30_000);
		assertThat(this.log.text()).endsWith(
				" detail failed after 30000 ms: AuthingUnavailableException, code null, outcome NOT_APPLIED, request id null\n");
	}

	private void assertOutcome(Outcome outcome) {
		assertThat(this.result).isInstanceOfSatisfying(AuthingUnavailableException.class,
				(ex) -> assertThat(ex.outcome()).isEqualTo(outcome));
	}

	private void call(Mono<?> call) {
		this.result = null;
		call.subscribe((value) -> this.result = value, (ex) -> this.result = ex);
		elapse(0);
	}

	private void elapse(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	private void respond(int status, String body) {
		this.responses.add(Mono.just(ClientResponse.create(HttpStatusCode.valueOf(status)).body(body).build()));
	}

	private void respond(int status, String body, int retryAfter) {
		this.responses.add(Mono.just(ClientResponse.create(HttpStatusCode.valueOf(status))
			.header("Retry-After", Integer.toString(retryAfter))
			.body(body)
			.build()));
	}

}
