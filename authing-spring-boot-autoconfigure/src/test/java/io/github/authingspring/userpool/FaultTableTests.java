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

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ServerSocketFactory;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Expected;
import io.github.authingspring.userpool.Fault.Group;
import io.github.authingspring.userpool.Fault.Host;
import io.github.authingspring.userpool.FaultTable.Cell;
import io.github.authingspring.userpool.model.UserPool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The {@link FaultTable}, cell by cell: each operation under each fault, blocking and
 * reactive, over real sockets. A run tests as many cells as cover every pair of these;
 * {@code -Dfaults=all} tests them all.
 */
class FaultTableTests {

	/** Longer than anything takes, so that a call that hangs ends the test. */
	private static final Duration HANGING = Duration.ofMinutes(2);

	/** What a busy machine may take on top of a timeout. */
	private static final Duration TOLERANCE = Duration.ofSeconds(10);

	/** Longer than the client remembers a rejection. */
	private static final Duration REJECTION_FORGOTTEN = Duration.ofSeconds(6);

	private static final int CELLS_AT_A_TIME = 48;

	private static final Pattern SHARED_THREADS = Pattern
		.compile("(boundedElastic|parallel|fault-server|awaitility|ForkJoinPool|process reaper|MockWebServer)\\b.*");

	private static final NettyLeaks leaks = new NettyLeaks();

	private static ServerSocketFactory untrusted;

	private static ExecutorService executor;

	private static Set<String> threadsBefore;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		threadsBefore = Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
		untrusted = UnknownCertificate.serverSockets(directory);
		executor = Executors.newFixedThreadPool(CELLS_AT_A_TIME);
		leaks.start();
		// Or the first cells would take as long as it takes to load all classes.
		Expected success = Expected.success(1);
		new Run(new Cell(Fault.of("none").expect(success, success, success), Column.ADD_ENV, true)).call();
	}

	@AfterAll
	static void stop() {
		executor.shutdownNow();
		leaks.stop();
	}

	@Test
	void whenCellsAreChosenThenTheyCoverEveryPair() {
		List<Cell> cells = FaultTable.cells();
		List<Cell> chosen = FaultTable.choose(cells);
		assertThat(FaultTable.faults()).extracting(Fault::name).doesNotHaveDuplicates();
		assertThat(cells).containsAll(chosen).hasSizeGreaterThan(3 * chosen.size());
		List<Function<Cell, List<?>>> pairs = List.of((cell) -> List.of(cell.fault(), cell.blocking()),
				(cell) -> List.of(cell.fault(), cell.column().group()),
				(cell) -> List.of(cell.fault().label(), cell.column()),
				(cell) -> List.of(cell.column(), cell.blocking()));
		for (Function<Cell, List<?>> pair : pairs) {
			assertThat(chosen.stream().map(pair).collect(Collectors.toSet()))
				.isEqualTo(cells.stream().map(pair).collect(Collectors.toSet()));
		}
	}

	@TestFactory
	Stream<DynamicTest> whenFaultHitsOperationThenItEndsAsTheTableSays() {
		List<DynamicTest> tests = FaultTable.chosenCells().stream().map(FaultTableTests::test).toList();
		return Stream.concat(tests.stream(),
				Stream.of(DynamicTest.dynamicTest("no buffer is leaked", () -> assertThat(leaks.reports()).isEmpty()),
						DynamicTest.dynamicTest("no thread is left behind", FaultTableTests::assertNoThreadLeft)));
	}

	/**
	 * Most cells wait most of the time, so they run at the same time.
	 */
	private static DynamicTest test(Cell cell) {
		Future<?> run = executor.submit(new Run(cell));
		return DynamicTest.dynamicTest(cell.toString(), () -> {
			try {
				run.get(HANGING.toSeconds(), TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				// Reports know dynamic tests by their numbers alone.
				throw new AssertionError(cell.toString(), ex.getCause());
			}
		});
	}

	/**
	 * What may stay is what all clients and tests share.
	 */
	private static void assertNoThreadLeft() {
		executor.shutdownNow();
		Awaitility.await().until(executor::isTerminated);
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.filteredOn((name) -> !threadsBefore.contains(name))
				.allMatch((name) -> SHARED_THREADS.matcher(name).matches()));
	}

	/**
	 * One run of a cell, with a server and connections of its own.
	 */
	private static final class Run implements Callable<Void> {

		private final Fault fault;

		private final Column column;

		private final boolean blocking;

		private final AtomicInteger filtered = new AtomicInteger();

		private final PendingTimers timers = new PendingTimers();

		private volatile long clockAhead;

		private volatile boolean healed;

		private Run(Cell cell) {
			this.fault = cell.fault();
			this.column = cell.column();
			this.blocking = cell.blocking();
		}

		@Override
		public Void call() throws Exception {
			try (FaultServer server = server();
					DeadPort deadPort = new DeadPort(this.fault.host());
					TestConnections connections = connections()) {
				this.fault.plan(this.column, server);
				Disposable held = holdConnection(server, connections);
				String host = host(server, deadPort);
				try (ReactiveUserpoolManagementClient client = client(host, connections)) {
					run(client, host, server);
					held.dispose();
					assertNothingLeft(server, connections);
				}
			}
			return null;
		}

		private FaultServer server() {
			return switch (this.fault.host()) {
				case UNTRUSTED -> FaultServer.secure(untrusted);
				case CLOSING -> FaultServer.withoutTls(ServerResponse.close());
				case WITHOUT_TLS -> FaultServer.withoutTls((request, exchange) -> {
					exchange.write("HTTP/1.1 400 Bad Request\r\n\r\n");
					exchange.stall();
					return false;
				});
				default -> new FaultServer();
			};
		}

		private TestConnections connections() {
			return (this.fault.host() == Host.BUSY) ? TestConnections.open(this.fault.limits(), 1)
					: TestConnections.open(this.fault.limits());
		}

		private Disposable holdConnection(FaultServer server, TestConnections connections) throws Exception {
			if (this.fault.host() != Host.BUSY) {
				return () -> {
				};
			}
			server.plan(FaultServer.HELD, true, List.of(ServerResponse.executed(ServerResponse.stall())));
			Disposable held = connections.httpConnection()
				.connector()
				.connect(HttpMethod.GET, URI.create(server.host() + FaultServer.HELD),
						(request) -> request.setComplete())
				.onErrorComplete()
				.subscribe();
			await("request that holds the connection", () -> server.requests(FaultServer.HELD) == 1);
			return held;
		}

		private String host(FaultServer server, DeadPort deadPort) {
			return switch (this.fault.host()) {
				case REFUSING, UNREACHABLE -> "http://localhost:" + deadPort.number();
				case UNKNOWN -> "https://authing.invalid";
				default -> server.host();
			};
		}

		private ReactiveUserpoolManagementClient client(String host, TestConnections connections) {
			UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
				.builder()).timing(this::timing)
				.userpoolId(Fixtures.USERPOOL_ID)
				.host(host)
				.httpConnection(connections.httpConnection())
				.maxResponseSize(FaultTable.MAX_RESPONSE_SIZE)
				.callTimeout(this.fault.limits().callTimeout())
				.backoff(Duration.ofMillis(1), this.fault.limits().maxBackoff());
			if (this.fault.filter() != null) {
				builder.webClientCustomizer((webClient) -> webClient.filter(this::filter));
			}
			boolean operationAlone = this.fault.host() != Host.SERVER && this.column.group() != Group.TOKEN_REQUEST;
			return (operationAlone ? builder.accessToken("token-0") : builder.secret(Fixtures.SECRET)).buildReactive();
		}

		private TimeSource timing(TimeSource system) {
			return new TimeSource(() -> System.nanoTime() + this.clockAhead, system.clock(),
					() -> this.timers.of(system.timer().get()), system.blocking(), () -> 0.5);
		}

		private Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
			return Mono.deferContextual((context) -> {
				boolean ofToken = context.get(CallAttempt.class).token() == null;
				String kind = ofToken ? AuthingServer.TOKEN
						: AuthingServer.kind(request.method().name(), request.url().getPath(), "");
				if (this.healed || !kind.equals(this.column.kind())) {
					return next.exchange(request);
				}
				this.filtered.incrementAndGet();
				return this.fault.filter().filter(request, next);
			});
		}

		private void run(ReactiveUserpoolManagementClient client, String host, FaultServer server) {
			Expected expected = this.fault.expected(this.column);
			long start = System.nanoTime();
			Throwable failure = catchThrowable(() -> call(client));
			assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isLessThan(this.fault.limits().callTimeout().plus(TOLERANCE));
			assertEnd(expected, failure, host);
			assertRequests(expected, failure, server);
			server.heal();
			this.healed = true;
			this.clockAhead = REJECTION_FORGOTTEN.toNanos();
			Throwable failureOfNextCall = catchThrowable(() -> Column.DETAIL.call(client).block());
			if (this.fault.host() == Host.SERVER) {
				assertThat(failureOfNextCall).isNull();
			}
			else {
				assertThat(failureOfNextCall).isInstanceOf(expected.failure());
			}
		}

		private void call(ReactiveUserpoolManagementClient client) throws Throwable {
			Object result;
			if (this.blocking) {
				result = this.column.call(UserpoolManagementClient.of(client));
			}
			else {
				try {
					result = this.column.call(client)
						.subscribeOn(Schedulers.parallel())
						.toFuture()
						.get(HANGING.toSeconds(), TimeUnit.SECONDS);
				}
				catch (ExecutionException ex) {
					throw ex.getCause();
				}
			}
			if (result instanceof UserPool pool) {
				assertThat(pool.id()).isEqualTo(Fixtures.USERPOOL_ID);
			}
			else {
				assertThat((List<?>) result).hasSize(3);
			}
		}

		private void assertEnd(Expected expected, Throwable failure, String host) {
			if (expected.isSuccess()) {
				assertThat(failure).isNull();
				return;
			}
			assertThat(failure).isExactlyInstanceOf(expected.failure());
			AuthingException exception = (AuthingException) failure;
			assertThat(exception.outcome()).isEqualTo(expected.outcome());
			assertThat(exception).hasMessageStartingWith(this.column.operation() + " at " + host + " failed: ")
				.hasMessageContaining(this.fault.message())
				.hasMessageMatching("(?s).*[.] [A-Z].+[.]")
				.hasMessageNotContainingAny(Fixtures.SECRET, "token-");
			if (this.fault.code() != null) {
				assertThat(exception.code()).isEqualTo(this.fault.code());
				assertThat(exception).hasMessageContaining("code " + this.fault.code());
			}
			if (exception instanceof AuthingRateLimitException rateLimited && this.fault.message().contains("wait")) {
				assertThat(rateLimited.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
			}
		}

		private void assertRequests(Expected expected, Throwable failure, FaultServer server) {
			int executions = server.executions(this.column.kind());
			assertThat(server.requests(this.column.kind())).as("requests").isEqualTo(expected.requests());
			assertThat(this.filtered).as("attempts that a filter of the application's sees")
				.hasValue((this.fault.filter() != null) ? 1 : 0);
			switch (this.fault.host()) {
				case CLOSING -> assertThat(server.acceptedConnections()).as("connections").isGreaterThanOrEqualTo(3);
				case UNTRUSTED, WITHOUT_TLS -> assertThat(server.acceptedConnections()).as("connections").isEqualTo(1);
				default -> {
				}
			}
			if (this.column.group() != Group.TOKEN_REQUEST && this.fault.host() == Host.SERVER) {
				assertThat(server.requests(AuthingServer.TOKEN)).as("token requests")
					.isEqualTo(this.fault.rejectsToken() ? 2 : 1);
			}
			assertThat(server.rejectedTokensSentAgain()).as("requests with a token that was rejected before").isZero();
			if (this.column.group() == Group.CHANGE) {
				assertThat(executions).as("executions").isLessThanOrEqualTo(1);
				if (failure == null) {
					assertThat(executions).as("executions of what succeeded").isEqualTo(1);
				}
				else if (((AuthingException) failure).outcome() == Outcome.NOT_APPLIED) {
					assertThat(executions).as("executions of what was reported as NOT_APPLIED").isZero();
				}
			}
			if (this.column.group() == Group.SECOND_READ) {
				assertThat(server.executions(this.column.operation().toString())).as("executions of the change")
					.isEqualTo(1);
			}
			if (this.column == Column.TOKEN_OF_CHANGE && failure != null) {
				assertThat(server.requests(AuthingServer.ADD_ENV)).as("requests without a token").isZero();
			}
		}

		private void assertNothingLeft(FaultServer server, TestConnections connections) throws Exception {
			await("connections in use", () -> connections.inUse() == 0);
			await("connections that are not in the pool", () -> server.openConnections() <= connections.idle());
			// The earliest timeout of the calls keeps its task when its call has ended.
			await("timers", () -> this.timers.count() <= 1);
		}

		private static void await(String what, Callable<Boolean> condition) throws Exception {
			if (!condition.call()) {
				Awaitility.await(what).pollInterval(Duration.ofMillis(2)).until(condition);
			}
		}

	}

	/**
	 * A port to which no connection can be made: nobody listens, or nobody accepts those
	 * that wait already.
	 */
	private static final class DeadPort implements AutoCloseable {

		private final List<Closeable> sockets = new ArrayList<>();

		private int number;

		private DeadPort(Host host) throws IOException {
			InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
			if (host == Host.REFUSING) {
				Socket reserved = new Socket();
				this.sockets.add(reserved);
				reserved.bind(any);
				this.number = reserved.getLocalPort();
			}
			if (host == Host.UNREACHABLE) {
				ServerSocket listener = new ServerSocket();
				this.sockets.add(listener);
				listener.bind(any, 1);
				this.number = listener.getLocalPort();
				for (int i = 0; i < 4; i++) {
					SocketChannel waiting = SocketChannel.open();
					this.sockets.add(waiting);
					waiting.configureBlocking(false);
					waiting.connect(listener.getLocalSocketAddress());
				}
			}
		}

		private int number() {
			return this.number;
		}

		@Override
		public void close() throws IOException {
			for (Closeable socket : this.sockets) {
				socket.close();
			}
		}

	}

	/**
	 * Counts the timers that have neither gone off nor been cancelled.
	 */
	private static final class PendingTimers {

		private final AtomicInteger count = new AtomicInteger();

		private int count() {
			return this.count.get();
		}

		private Scheduler of(Scheduler timer) {
			return new Scheduler() {

				@Override
				public Disposable schedule(Runnable task) {
					return timer.schedule(task);
				}

				@Override
				public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
					PendingTimers.this.count.incrementAndGet();
					Disposable pending = Disposables.composite(PendingTimers.this.count::decrementAndGet);
					return Disposables.composite(pending, timer.schedule(() -> {
						pending.dispose();
						task.run();
					}, delay, unit));
				}

				@Override
				public Worker createWorker() {
					return timer.createWorker();
				}

			};
		}

	}

}
