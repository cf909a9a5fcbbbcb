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

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionPoolMetrics;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The connections to Authing and their threads: when they are made, who closes them, and
 * what becomes of the calls that are under way then.
 */
class HttpConnectionLifecycleTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final ServerResponse STALL = ServerResponse.executed(ServerResponse.stall());

	private final FaultServer server = new FaultServer();

	private final Set<Thread> threadsBefore = new HashSet<>(Thread.getAllStackTraces().keySet());

	private final AtomicReference<ConnectionPoolMetrics> pool = new AtomicReference<>();

	/** One connection serves all requests in turn. */
	private final HttpConnection shared = HttpConnection.create(UnaryOperator.identity(),
			(builder) -> builder.maxConnections(1)
				.metrics(true, () -> (name, id, address, metrics) -> this.pool.set(metrics)));

	private UserpoolManagementClient.Builder builder() {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.secret(Fixtures.SECRET)
			.host(this.server.host());
	}

	@AfterEach
	void close() {
		this.shared.close();
		this.server.close();
	}

	@Test
	void whenClientIsBuiltThenNothingIsMadeBeforeItsFirstCall() {
		AtomicInteger customized = new AtomicInteger();
		List<Thread> made = new CopyOnWriteArrayList<>();
		try (HttpConnection connection = HttpConnection.create((httpClient) -> {
			customized.incrementAndGet();
			return httpClient;
		});
				UserpoolManagementClient client = builder().httpConnection(connection)
					.webClientBuilder(() -> WebClient.builder().apply((builder) -> made.add(Thread.currentThread())))
					.webClientCustomizer((builder) -> made.add(Thread.currentThread()))
					.build()) {
			assertThat(customized).hasValue(0);
			assertThat(made).isEmpty();
			assertThat(threads()).isEmpty();
			assertThat(this.server.acceptedConnections()).isZero();
			client.detail();
			client.detail();
			assertThat(customized).hasValue(1);
			// A bean may be asked for there, while another thread waits for the start.
			assertThat(made).containsExactly(Thread.currentThread(), Thread.currentThread());
			assertThat(threads()).isNotEmpty().allSatisfy((thread) -> assertThat(thread.isDaemon()).isTrue());
		}
	}

	@Test
	void whenClientIsClosedUnusedThenNothingIsMade() {
		builder().build().close();
		try (HttpConnection connection = HttpConnection.create((httpClient) -> {
			throw new AssertionError("An HTTP client is made");
		})) {
			builder().httpConnection(connection).build().close();
		}
		assertThat(threads()).isEmpty();
	}

	@Test
	void whenCustomizerFailsThenCallSaysSoAndNoThreadIsLeft() {
		try (HttpConnection connection = HttpConnection.create((httpClient) -> {
			throw new IllegalStateException("no key store");
		}); UserpoolManagementClient client = builder().httpConnection(connection).build()) {
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
				.withMessageContaining(
						" failed: a customizer of its HTTP client failed (java.lang.IllegalStateException). "
								+ "The cause is in the application, not in Authing or the network.")
				.withCauseInstanceOf(IllegalStateException.class);
			assertEnd(threads());
		}
	}

	@Test
	void whenCustomizerOfWebClientFailsThenCallSaysSoAndNextOneSucceeds() {
		AtomicInteger customized = new AtomicInteger();
		try (UserpoolManagementClient client = builder().webClientCustomizer((builder) -> {
			if (customized.incrementAndGet() == 1) {
				throw new IllegalStateException("no filter yet");
			}
		}).build()) {
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.removeEnv("KEY"))
				.withMessageEndingWith(
						" failed: a customizer of its WebClient failed (java.lang.IllegalStateException). "
								+ "Nothing was changed. The cause is in the application, not in Authing or the network.")
				.withCauseInstanceOf(IllegalStateException.class);
			assertThat(client.detail().name()).isNotNull();
			assertThat(customized).hasValue(2);
		}
	}

	@Test
	void whenFirstCallersAreManyThenTheyShareWhatIsMade() {
		int callers = 32;
		AtomicInteger made = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(callers);
		try (UserpoolManagementClient client = builder().webClientCustomizer((builder) -> made.incrementAndGet())
			.build()) {
			List<CompletableFuture<Void>> calls = IntStream.range(0, callers)
				.mapToObj((caller) -> CompletableFuture.runAsync(() -> {
					awaitUninterruptibly(start);
					client.detail();
				}, (call) -> new Thread(call).start()))
				.toList();
			assertThat(calls).allSatisfy((call) -> assertThat(call).succeedsWithin(LONG));
		}
		assertThat(made).hasValue(1);
	}

	@Test
	void whenConnectionIsClientsOwnThenItIsClosedWithTheClient() {
		UserpoolManagementClient client = builder().build();
		client.detail();
		Set<Thread> threads = threads();
		assertThat(threads).isNotEmpty();
		client.close();
		assertEnd(threads);
		await().until(() -> this.server.openConnections() == 0);
	}

	/**
	 * A subscriber that is called on an event loop may close the client.
	 */
	@Test
	@Timeout(30)
	void whenClientIsClosedOnItsEventLoopThenThreadsEndAndDoNotWaitForThemselves() {
		ReactiveUserpoolManagementClient client = builder().buildReactive();
		CompletableFuture<Boolean> onEventLoop = new CompletableFuture<>();
		client.detail().subscribe((pool) -> {
			client.close();
			onEventLoop.complete(Schedulers.isInNonBlockingThread());
		}, onEventLoop::completeExceptionally);
		assertThat(onEventLoop).succeedsWithin(LONG).isEqualTo(true);
		assertEnd(threads());
	}

	@Test
	void whenClientIsClosedWhileChangeIsUnderWayThenChangeEndsWithItsSecondRead() {
		CountDownLatch respond = new CountDownLatch(1);
		this.server.plan(AuthingServer.ADD_ENV, true, List.of(ServerResponse.executed((request, exchange) -> {
			awaitUninterruptibly(respond);
			return ServerResponse.HEALTHY.action().respond(request, exchange);
		})));
		ReactiveUserpoolManagementClient client = builder().buildReactive();
		CompletableFuture<?> change = client.addEnv("KEY", 1).toFuture();
		await().until(() -> this.server.requests(AuthingServer.ADD_ENV) == 1);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);
		await().untilAsserted(() -> assertThatExceptionOfType(AuthingUnavailableException.class)
			.isThrownBy(() -> client.detail().block())
			.withMessageContaining(" failed: the client is closed. "));
		assertThat(closing).isNotDone();
		respond.countDown();
		assertThat(change).succeedsWithin(LONG);
		assertThat(closing).succeedsWithin(LONG);
		assertThat(this.server.requests(AuthingServer.LIST_ENV)).isEqualTo(1);
	}

	@Test
	void whenChangeDoesNotEndInTimeThenCloseEndsItWithUnknownOutcome() {
		this.server.plan(AuthingServer.ADD_ENV, true, List.of(STALL));
		ReactiveUserpoolManagementClient client = builder().callTimeout(Duration.ofDays(1)).buildReactive();
		CompletableFuture<?> change = client.addEnv("KEY", 1).toFuture();
		await().until(() -> this.server.requests(AuthingServer.ADD_ENV) == 1);
		((DefaultReactiveUserpoolManagementClient) client).close(Duration.ofMillis(100));
		assertThat(change).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(AuthingUnavailableException.class,
					(ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN));
	}

	@Test
	void whenConnectionIsSharedThenItsOwnerClosesIt() {
		UserpoolManagementClient first = builder().httpConnection(this.shared).build();
		UserpoolManagementClient second = builder().httpConnection(this.shared).build();
		first.detail();
		Set<Thread> threads = threads();
		first.close();
		second.detail();
		assertThat(this.server.acceptedConnections()).isEqualTo(1);
		assertThat(threads()).isEqualTo(threads);
		this.shared.close();
		assertEnd(threads);
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(second::detail)
			.withMessageContaining(" failed: its connections are closed. ");
		assertThat(threads()).isEmpty();
	}

	@Test
	void whenConnectorIsCallersThenItStaysOpenAndTimerEndsWithTheClient() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		resources.start();
		ReactorClientHttpConnector connector = new ReactorClientHttpConnector(resources, UnaryOperator.identity());
		UserpoolManagementClient client = builder().clientConnector(connector).build();
		client.detail();
		Set<Thread> timer = threads();
		assertThat(timer).isNotEmpty();
		client.close();
		assertEnd(timer);
		ClientHttpResponse response = connector
			.connect(HttpMethod.GET, URI.create(this.server.host() + "/api/v2/env"), (request) -> request.setComplete())
			.block(LONG);
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
		resources.stop();
	}

	/**
	 * In a servlet container the class loader of the first caller is a web application's,
	 * which could not be unloaded while a thread keeps it.
	 */
	@Test
	void whenFirstCallerHasClassLoaderOfItsOwnThenNoThreadKeepsIt() throws Exception {
		List<Thread> credentialThreads = new CopyOnWriteArrayList<>();
		Scheduler fresh = Schedulers.newBoundedElastic(2, 10, "fresh");
		UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) builder())
			.timing((system) -> new TimeSource(system.nanoTime(), system.clock(), system.timer(), () -> fresh,
					system.random()))
			.secret(() -> {
				credentialThreads.add(Thread.currentThread());
				return Fixtures.SECRET;
			});
		try (UserpoolManagementClient client = builder.build();
				URLClassLoader classLoader = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
			Thread caller = new Thread(client::detail);
			caller.setContextClassLoader(classLoader);
			caller.start();
			caller.join();
			assertThat(this.server.requests(AuthingServer.DETAIL)).isEqualTo(1);
			assertThat(credentialThreads).singleElement().extracting(Thread::getName).asString().startsWith("fresh");
			assertThat(threads()).isNotEmpty();
			Set<Thread> threads = threads();
			threads.addAll(credentialThreads);
			assertThat(threads).allSatisfy((thread) -> assertThat(thread.getContextClassLoader()).as(thread.getName())
				.isSameAs(HttpConnection.class.getClassLoader()));
		}
		fresh.dispose();
	}

	/**
	 * There are more handlers than event loops, so that none of these would be left.
	 */
	@Test
	void whenHandlersOfTimedOutCallsBlockThenOtherCallTimesOutAllTheSame() throws Exception {
		this.server.plan(AuthingServer.DETAIL, true, List.of(STALL));
		assertHandlersDelayNobody();
	}

	private void assertHandlersDelayNobody() throws Exception {
		int handlers = 2 * Runtime.getRuntime().availableProcessors();
		CountDownLatch blocked = new CountDownLatch(handlers);
		CountDownLatch end = new CountDownLatch(1);
		ReactiveUserpoolManagementClient client = builder().callTimeout(Duration.ofMillis(200)).buildReactive();
		try {
			for (int i = 0; i < handlers; i++) {
				client.detail().doOnError((ex) -> {
					blocked.countDown();
					awaitUninterruptibly(end);
				}).onErrorComplete().subscribe();
			}
			assertThat(blocked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(client.detail().toFuture()).failsWithin(LONG)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(AuthingUnavailableException.class)
				.withMessageContaining("it timed out after 200ms (authing.call-timeout)");
		}
		finally {
			end.countDown();
			client.close();
		}
	}

	/**
	 * Of calls that a token request makes wait the one that began it times out first.
	 */
	@Test
	void whenHandlersOfCallsThatWaitedForTheirTokenBlockThenOtherCallTimesOutAllTheSame() throws Exception {
		this.server.plan(AuthingServer.TOKEN, true, List.of(STALL));
		assertHandlersDelayNobody();
	}

	@Test
	void whenConnectionIsClosedThenChangeUnderWayFailsWithUnknownOutcome() {
		this.server.plan(AuthingServer.ADD_ENV, true, List.of(STALL));
		CompletableFuture<?> call = clientThatNeverTimesOut(new AtomicInteger()).addEnv("KEY", 1).toFuture();
		await().until(() -> this.server.requests(AuthingServer.ADD_ENV) == 1);
		assertEndsWithItsConnection(call, Outcome.UNKNOWN);
	}

	@Test
	void whenConnectionIsClosedThenCallThatWaitsForOneFails() {
		this.server.plan(AuthingServer.DETAIL, true, List.of(STALL));
		ReactiveUserpoolManagementClient client = clientThatNeverTimesOut(new AtomicInteger());
		client.detail().onErrorComplete().subscribe();
		await().until(() -> this.server.requests(AuthingServer.DETAIL) == 1);
		CompletableFuture<?> call = client.addEnv("KEY", 1).toFuture();
		await().until(() -> this.pool.get().pendingAcquireSize() == 1);
		assertEndsWithItsConnection(call, Outcome.NOT_APPLIED);
	}

	@Test
	void whenConnectionIsClosedThenCallThatWaitsForItsTokenFails() {
		this.server.plan(AuthingServer.TOKEN, true, List.of(STALL));
		CompletableFuture<?> call = clientThatNeverTimesOut(new AtomicInteger()).addEnv("KEY", 1).toFuture();
		await().until(() -> this.server.requests(AuthingServer.TOKEN) == 1);
		assertEndsWithItsConnection(call, Outcome.NOT_APPLIED);
	}

	/**
	 * It has nothing open that could be closed, and the timer ends with the connection.
	 */
	@Test
	void whenConnectionIsClosedThenCallThatWaitsForItsRetryFails() {
		this.server.plan(AuthingServer.ADD_ENV, true,
				List.of(ServerResponse.notExecuted(ServerResponse.json(429, "{\"code\":429}"))));
		AtomicInteger randoms = new AtomicInteger();
		CompletableFuture<?> call = clientThatNeverTimesOut(randoms).addEnv("KEY", 1).toFuture();
		// The first is the token's.
		await().until(() -> randoms.get() == 2);
		assertEndsWithItsConnection(call, Outcome.NOT_APPLIED);
	}

	/**
	 * Return a client on the shared connection.
	 * @param randoms counts how often it asks for a random number
	 */
	private ReactiveUserpoolManagementClient clientThatNeverTimesOut(AtomicInteger randoms) {
		return ((DefaultUserpoolManagementClientBuilder) builder()).timing(
				(system) -> new TimeSource(system.nanoTime(), system.clock(), system.timer(), system.blocking(), () -> {
					randoms.incrementAndGet();
					return 1;
				}))
			.callTimeout(Duration.ofDays(2))
			.backoff(Duration.ofDays(1), Duration.ofDays(1))
			.httpConnection(this.shared)
			.buildReactive();
	}

	private void assertEndsWithItsConnection(CompletableFuture<?> call, Outcome outcome) {
		this.shared.close();
		assertThat(call).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.withMessageContaining(" failed: its connections are closed. ")
			.isInstanceOfSatisfying(AuthingUnavailableException.class,
					(ex) -> assertThat(ex.outcome()).isEqualTo(outcome));
	}

	/**
	 * Return the threads of event loops that were started since the test began.
	 */
	private Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeAll(this.threadsBefore);
		threads.removeIf((thread) -> !thread.getName().startsWith("authing-"));
		return threads;
	}

	private static void assertEnd(Set<Thread> threads) {
		await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static void awaitUninterruptibly(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
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
