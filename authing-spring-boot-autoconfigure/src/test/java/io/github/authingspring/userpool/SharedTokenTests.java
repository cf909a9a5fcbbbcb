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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.authingspring.userpool.Fault.Limits;
import io.github.authingspring.userpool.FaultServer.Request;
import io.github.authingspring.userpool.ServerResponse.Action;
import io.github.authingspring.userpool.model.UserPool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Many callers and one token: revoked under them, denied to them, cancelled by some.
 */
class SharedTokenTests {

	private static final int CALLERS = 256;

	private static final Duration LONG = Duration.ofSeconds(30);

	private final FaultServer server = new FaultServer();

	private final TestConnections connections = TestConnections.open(Limits.GENEROUS);

	private ReactiveUserpoolManagementClient client = builder().buildReactive();

	private UserpoolManagementClient.Builder builder() {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.secret(Fixtures.SECRET)
			.host(this.server.host())
			.httpConnection(this.connections.httpConnection())
			.backoff(Duration.ofMillis(1), Duration.ofMillis(10));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.connections.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void whenTokenIsRevokedUnderManyCallersThenOneNewTokenServesAll(long seed) throws Exception {
		Gate gate = new Gate();
		this.server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed((request, exchange) -> {
			if (request.token().equals("Bearer token-1")) {
				gate.await();
				return ServerResponse.json(200, Fixtures.read("errors/rest-not-logged-in-http200.json"))
					.respond(request, exchange);
			}
			return ServerResponse.HEALTHY.action().respond(request, exchange);
		})));
		List<CompletableFuture<UserPool>> calls = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			calls.add(this.client.detail().toFuture());
		}
		List<CountDownLatch> rejections = gate.waiting(CALLERS);
		Collections.shuffle(rejections, new Random(seed));
		// Half of the rejections arrive after the new token has served the others.
		rejections.subList(0, CALLERS / 2).forEach(CountDownLatch::countDown);
		Awaitility.await()
			.atMost(LONG)
			.until(() -> calls.stream().filter(CompletableFuture::isDone).count() == CALLERS / 2);
		rejections.subList(CALLERS / 2, CALLERS).forEach(CountDownLatch::countDown);
		for (CompletableFuture<UserPool> call : calls) {
			assertThat(call.get(LONG.toSeconds(), TimeUnit.SECONDS).id()).isEqualTo(Fixtures.USERPOOL_ID);
		}
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(2);
		assertThat(this.server.requests(AuthingServer.DETAIL)).isEqualTo(2 * CALLERS);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenSecretIsWrongThenManyCallersSendItOnce(boolean blocking) throws Exception {
		this.server.plan(AuthingServer.TOKEN, true, List
			.of(ServerResponse.notExecuted(ServerResponse.json(200, "{\"errors\":[{\"message\":\"wrong secret\"}]}"))));
		List<Throwable> failures = new ArrayList<>();
		if (blocking) {
			UserpoolManagementClient view = UserpoolManagementClient.of(this.client);
			ExecutorService callers = Executors.newFixedThreadPool(32);
			List<Future<Throwable>> results = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				results.add(callers.submit(() -> catchThrowable(view::detail)));
			}
			for (Future<Throwable> result : results) {
				failures.add(result.get());
			}
			callers.shutdown();
		}
		else {
			failures.addAll(Flux.range(0, 1000)
				.flatMap((i) -> this.client.detail().then(Mono.<Throwable>empty()).onErrorResume(Mono::just), 1000)
				.collectList()
				.block(LONG));
		}
		assertThat(failures).hasSize(1000)
			.doesNotHaveDuplicates()
			.hasOnlyElementsOfType(AuthingAuthenticationException.class)
			// The one entry is the place where a blocking caller waited.
			.allSatisfy((failure) -> assertThat(failure.getSuppressed()).hasSizeLessThanOrEqualTo(1));
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@Test
	void whenReplacementIsRejectedTooThenItIsNotSentAgain() {
		this.server.plan(AuthingServer.DETAIL, true,
				List.of(ServerResponse.rejectingToken(ServerResponse.json(401, "{\"code\":2020,\"message\":\"no\"}"))));
		this.client = clientAt(new AtomicLong());
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(AuthingAuthenticationException.class)
				.isThrownBy(() -> this.client.detail().block())
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(2020));
		}
		assertThatExceptionOfType(AuthingAuthenticationException.class)
			.isThrownBy(() -> this.client.authenticate().block());
		assertThat(this.server.requests(AuthingServer.DETAIL)).isEqualTo(2);
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(2);
	}

	@Test
	void whenTokenIsRevokedWhileItIsRenewedThenAllGetOneThatIsNewer() throws Exception {
		AtomicLong nanoTime = new AtomicLong();
		this.client = clientAt(nanoTime);
		this.client.detail().block(LONG);
		Gate renewal = new Gate();
		this.server.plan(AuthingServer.TOKEN, false,
				List.of(ServerResponse.executed(renewal.before(ServerResponse.HEALTHY.action()))));
		this.server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed((request, exchange) -> {
			boolean revoked = Set.of("Bearer token-1", "Bearer token-2").contains(request.token());
			Action action = revoked ? ServerResponse.json(401, "{\"code\":2020,\"message\":\"no\"}")
					: ServerResponse.HEALTHY.action();
			return action.respond(request, exchange);
		})));
		nanoTime.addAndGet(Duration.ofMinutes(59).toNanos());
		List<CompletableFuture<UserPool>> calls = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			calls.add(this.client.detail().toFuture());
		}
		renewal.waiting(1).forEach(CountDownLatch::countDown);
		for (CompletableFuture<UserPool> call : calls) {
			assertThat(call.get(LONG.toSeconds(), TimeUnit.SECONDS).id()).isEqualTo(Fixtures.USERPOOL_ID);
		}
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(3);
		assertThat(this.server.requests(AuthingServer.DETAIL)).isLessThanOrEqualTo(1 + 3 * CALLERS);
	}

	@ParameterizedTest
	@EnumSource
	void whenCallerCancelsThenTokenRequestGoesOnForTheOthers(WayToCancel way) throws Exception {
		Gate gate = new Gate();
		this.server.plan(AuthingServer.TOKEN, true,
				List.of(ServerResponse.executed(gate.before(ServerResponse.HEALTHY.action()))));
		way.callAndCancel(this.client, gate);
		CompletableFuture<UserPool> other = this.client.detail().toFuture();
		gate.waiting(1).forEach(CountDownLatch::countDown);
		assertThat(other.get(LONG.toSeconds(), TimeUnit.SECONDS).id()).isEqualTo(Fixtures.USERPOOL_ID);
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@Test
	void whenAllCallersCancelThenNextOneFindsTheToken() {
		Gate gate = new Gate();
		this.server.plan(AuthingServer.TOKEN, true,
				List.of(ServerResponse.executed(gate.before(ServerResponse.HEALTHY.action()))));
		Disposable first = this.client.detail().subscribe();
		Disposable second = this.client.listEnv().subscribe();
		List<CountDownLatch> request = gate.waiting(1);
		first.dispose();
		second.dispose();
		request.forEach(CountDownLatch::countDown);
		assertThat(this.client.detail().block(LONG).id()).isEqualTo(Fixtures.USERPOOL_ID);
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(1);
		assertThat(this.server.requests(AuthingServer.DETAIL)).isEqualTo(1);
		assertThat(this.server.requests(AuthingServer.LIST_ENV)).isZero();
	}

	@Test
	void whenCallIsCancelledThenItsConnectionIsClosed() {
		this.server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed(ServerResponse.stall())));
		Disposable call = this.client.detail().subscribe();
		Awaitility.await().until(() -> this.server.requests(AuthingServer.DETAIL) == 1);
		call.dispose();
		Awaitility.await()
			.until(() -> this.connections.inUse() == 0 && this.server.openConnections() == this.connections.idle());
	}

	@Test
	void whenWallClockJumpsThenTokenLivesOn() {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
		Clock clock = new Clock() {

			@Override
			public ZoneOffset getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return now.get();
			}

		};
		this.client = client(System::nanoTime, clock);
		for (String time : List.of("2026-11-25T10:00:00Z", "1970-01-01T00:00:00Z", "2126-01-01T00:00:00Z")) {
			now.set(Instant.parse(time));
			assertThat(this.client.detail().block(LONG).id()).isEqualTo(Fixtures.USERPOOL_ID);
		}
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(1);
	}

	private ReactiveUserpoolManagementClient clientAt(AtomicLong nanoTime) {
		return client(nanoTime::get, Clock.systemUTC());
	}

	private ReactiveUserpoolManagementClient client(LongSupplier nanoTime, Clock clock) {
		return ((DefaultUserpoolManagementClientBuilder) builder())
			.timing((system) -> new TimeSource(nanoTime, clock, system.timer(), system.blocking(), () -> 0.5))
			.buildReactive();
	}

	enum WayToCancel {

		CANCELLATION {

			@Override
			void callAndCancel(ReactiveUserpoolManagementClient client, Gate gate) {
				Disposable call = client.detail().subscribe();
				gate.peek();
				call.dispose();
			}

		},

		TIMEOUT_OF_THE_CALLER {

			@Override
			void callAndCancel(ReactiveUserpoolManagementClient client, Gate gate) {
				assertThatExceptionOfType(RuntimeException.class)
					.isThrownBy(() -> client.detail().timeout(Duration.ofMillis(100)).block())
					.withCauseInstanceOf(TimeoutException.class);
			}

		},

		INTERRUPTION {

			@Override
			void callAndCancel(ReactiveUserpoolManagementClient client, Gate gate) throws Exception {
				CompletableFuture<Throwable> failure = new CompletableFuture<>();
				CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
				Thread caller = new Thread(() -> {
					failure.complete(catchThrowable(() -> UserpoolManagementClient.of(client).addEnv("KEY", 1)));
					interrupted.complete(Thread.currentThread().isInterrupted());
				});
				caller.start();
				gate.peek();
				caller.interrupt();
				assertThat(failure.get(LONG.toSeconds(), TimeUnit.SECONDS))
					.isExactlyInstanceOf(AuthingUnavailableException.class);
				assertThat(interrupted.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}

		};

		abstract void callAndCancel(ReactiveUserpoolManagementClient client, Gate gate) throws Exception;

	}

	/**
	 * Holds requests at the server until the test lets them pass.
	 */
	private static final class Gate {

		private final LinkedBlockingQueue<CountDownLatch> waiting = new LinkedBlockingQueue<>();

		Action before(Action action) {
			return (Request request, FaultServer.Exchange exchange) -> {
				await();
				return action.respond(request, exchange);
			};
		}

		void await() {
			CountDownLatch latch = new CountDownLatch(1);
			this.waiting.add(latch);
			try {
				assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		/**
		 * Wait for a number of requests.
		 */
		List<CountDownLatch> waiting(int count) {
			Awaitility.await().atMost(LONG).until(() -> this.waiting.size() == count);
			List<CountDownLatch> latches = new ArrayList<>();
			this.waiting.drainTo(latches);
			return latches;
		}

		/**
		 * Wait for one request, and leave it waiting.
		 */
		void peek() {
			Awaitility.await().atMost(LONG).until(() -> this.waiting.size() == 1);
		}

	}

}
