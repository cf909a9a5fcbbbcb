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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ServerSocketFactory;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Expected;
import io.github.authingspring.userpool.Fault.Group;
import io.github.authingspring.userpool.Fault.Host;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The {@link FaultTable}, cell by cell: each operation under each fault, blocking and
 * reactive, on both connectors, over real sockets.
 */
class FaultTableTests {

	/** Longer than anything takes, so that a call that hangs ends the test. */
	private static final Duration HANGING = Duration.ofMinutes(2);

	/** What a busy machine may take on top of a time limit. */
	private static final Duration TOLERANCE = Duration.ofSeconds(10);

	/** Longer than the client remembers a refusal. */
	private static final Duration REFUSAL_FORGOTTEN = Duration.ofSeconds(6);

	private static final int CELLS_AT_A_TIME = 48;

	private static final Pattern SHARED_THREADS = Pattern.compile(
			"(authing-credentials|authing-timer|MockWebServer|boundedElastic|parallel|single|test-loop|fault-server|HttpClient|awaitility|ForkJoinPool|process reaper)\\b.*");

	private static final NettyLeaks leaks = new NettyLeaks();

	private static ServerSocketFactory untrusted;

	private static ExecutorService cells;

	private static Set<String> threadsBefore;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		threadsBefore = Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
		untrusted = UnknownCertificate.serverSockets(directory);
		cells = Executors.newFixedThreadPool(CELLS_AT_A_TIME);
		leaks.start();
	}

	@AfterAll
	static void stop() {
		cells.shutdownNow();
		leaks.stop();
	}

	@TestFactory
	Stream<DynamicTest> whenFaultHitsOperationThenItEndsAsTheTableSays() {
		List<DynamicTest> tests = FaultTable.faults()
			.stream()
			.flatMap((fault) -> Stream.of(Column.values())
				.filter((column) -> fault.expected(column) != null)
				.flatMap((column) -> Stream.of(TestConnections.Kind.values())
					.flatMap((connector) -> Stream.of(true, false)
						.map((blocking) -> new Cell(fault, column, connector, blocking)))))
			.map(this::test)
			.toList();
		return Stream.concat(tests.stream(),
				Stream.of(DynamicTest.dynamicTest("no buffer is leaked", () -> assertThat(leaks.reports()).isEmpty()),
						DynamicTest.dynamicTest("no thread is left behind", FaultTableTests::assertNoThreadLeft)));
	}

	/**
	 * Most cells wait most of the time, so they run at the same time.
	 */
	private DynamicTest test(Cell cell) {
		Future<?> run = cells.submit(cell);
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
		cells.shutdownNow();
		Awaitility.await().until(cells::isTerminated);
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.filteredOn((name) -> !threadsBefore.contains(name))
				.allMatch((name) -> SHARED_THREADS.matcher(name).matches()));
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.filteredOn((name) -> name.equals("authing-credentials"))
			.hasSizeLessThanOrEqualTo(10);
	}

	private record Cell(Fault fault, Column column, TestConnections.Kind connector,
			boolean blocking) implements Callable<Void> {

		@Override
		public Void call() throws Exception {
			try (FaultServer server = server();
					TestConnections connections = this.connector.open(this.fault.limits())) {
				this.fault.plan(this.column, server);
				run(server, connections);
			}
			return null;
		}

		private FaultServer server() {
			return (this.fault.host() == Host.UNTRUSTED) ? new FaultServer(untrusted, "https") : new FaultServer();
		}

		private void run(FaultServer server, TestConnections connections) throws Exception {
			AtomicLong clockAhead = new AtomicLong();
			ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
			timers.setRemoveOnCancelPolicy(true);
			Timing timing = new Timing(() -> System.nanoTime() + clockAhead.get(), Clock.systemUTC(),
					Schedulers.fromExecutorService(timers), Threads.blocking(), () -> 0.5);
			try (Socket reserved = reservePort();
					ReactiveUserpoolManagementClient client = client(host(server, reserved), connections, timing)) {
				Expected expected = this.fault.expected(this.column);
				long start = System.nanoTime();
				Throwable failure = catchThrowable(() -> call(client));
				assertThat(Duration.ofNanos(System.nanoTime() - start))
					.isLessThan(this.fault.limits().callTimeout().plus(TOLERANCE));
				assertEnd(expected, failure, host(server, reserved));
				assertRequests(expected, failure, server);
				server.heal();
				clockAhead.set(REFUSAL_FORGOTTEN.toNanos());
				Throwable failureOfNextCall = catchThrowable(() -> Column.DETAIL.call(client).block());
				if (this.fault.host() == Host.SERVER) {
					assertThat(failureOfNextCall).isNull();
				}
				else {
					assertThat(failureOfNextCall).isInstanceOf(expected.failure());
				}
				assertNothingLeft(server, connections, timers);
			}
			finally {
				timers.shutdownNow();
			}
		}

		/**
		 * Keep a port on which nobody listens.
		 */
		private Socket reservePort() throws IOException {
			Socket socket = new Socket();
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			return socket;
		}

		private String host(FaultServer server, Socket reserved) {
			return switch (this.fault.host()) {
				case REFUSING -> "http://localhost:" + reserved.getLocalPort();
				case UNKNOWN -> "https://authing.invalid";
				case SERVER, UNTRUSTED -> server.host();
			};
		}

		private ReactiveUserpoolManagementClient client(String host, TestConnections connections, Timing timing) {
			UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
				.builder()).timing(timing)
				.userpoolId(Fixtures.USERPOOL_ID)
				.host(host)
				.clientConnector(connections.connector())
				.maxResponseSize(FaultTable.MAX_RESPONSE_SIZE)
				.callTimeout(this.fault.limits().callTimeout())
				.backoff(Duration.ofMillis(1), this.fault.limits().maxBackoff());
			boolean operationAlone = this.fault.host() != Host.SERVER && this.column.group() != Group.TOKEN_REQUEST;
			return (operationAlone ? builder.accessToken("token-0") : builder.secret(Fixtures.SECRET)).buildReactive();
		}

		private void call(ReactiveUserpoolManagementClient client) throws Throwable {
			Object answer;
			if (this.blocking) {
				answer = this.column.call(UserpoolManagementClient.of(client));
			}
			else {
				try {
					answer = this.column.call(client)
						.subscribeOn(Schedulers.parallel())
						.toFuture()
						.get(HANGING.toSeconds(), TimeUnit.SECONDS);
				}
				catch (ExecutionException ex) {
					throw ex.getCause();
				}
			}
			if (answer instanceof UserPool pool) {
				assertThat(pool.id()).isEqualTo(Fixtures.USERPOOL_ID);
			}
			else {
				assertThat((List<?>) answer).hasSize(3);
			}
		}

		private void assertEnd(Expected expected, Throwable failure, String host) {
			if (expected.isAnswer()) {
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
			if (exception instanceof AuthingRateLimitException throttled && this.fault.message().contains("wait")) {
				assertThat(throttled.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
			}
		}

		private void assertRequests(Expected expected, Throwable failure, FaultServer server) {
			int requests = server.requests(this.column.kind());
			int executions = server.executions(this.column.kind());
			if (this.connector == TestConnections.Kind.REACTOR_NETTY) {
				assertThat(requests).as("requests").isEqualTo(expected.requests());
				assertThat(server.acceptedConnections()).as("connections, where one without TLS is not tried twice")
					.isLessThanOrEqualTo((this.fault.host() == Host.UNTRUSTED) ? 1 : Integer.MAX_VALUE);
			}
			if (this.column.group() != Group.TOKEN_REQUEST && this.fault.host() == Host.SERVER) {
				assertThat(server.requests(AuthingServer.TOKEN)).as("token requests")
					.isEqualTo(this.fault.refusesToken() ? 2 : 1);
			}
			assertThat(server.refusedTokensSentAgain()).as("requests with a token that was refused before").isZero();
			if (this.column.group() == Group.CHANGE) {
				assertThat(executions).as("executions").isLessThanOrEqualTo(1);
				if (failure == null) {
					assertThat(executions).isEqualTo(1);
				}
				else if (((AuthingException) failure).outcome() == Outcome.NOT_APPLIED) {
					assertThat(executions).isZero();
				}
			}
			if (this.column.group() == Group.SECOND_READ) {
				assertThat(server.executions(this.column.operation().toString())).isEqualTo(1);
			}
			if (this.column == Column.TOKEN_OF_CHANGE && failure != null) {
				assertThat(server.requests(AuthingServer.ADD_ENV)).isZero();
			}
		}

		private void assertNothingLeft(FaultServer server, TestConnections connections,
				ScheduledThreadPoolExecutor timers) throws Exception {
			await("connections in use", () -> connections.inUse() == 0);
			if (this.connector == TestConnections.Kind.REACTOR_NETTY || !this.fault.isBodyUnread()) {
				await("connections that are not in the pool", () -> server.openConnections() <= connections.idle());
			}
			await("timers", timers.getQueue()::isEmpty);
		}

		private static void await(String nothingLeft, Callable<Boolean> condition) throws Exception {
			if (!condition.call()) {
				Awaitility.await(nothingLeft).pollInterval(Duration.ofMillis(2)).until(condition);
			}
		}

		@Override
		public String toString() {
			return this.fault + " | " + this.column + " | " + this.connector + " | "
					+ (this.blocking ? "blocking" : "reactive");
		}

	}

}
