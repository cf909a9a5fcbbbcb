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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.authingspring.userpool.Fault.Column;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The blocking client on threads of every kind.
 */
class CallingThreadTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final FaultServer server = new FaultServer();

	private final UserpoolManagementClient client = UserpoolManagementClient.builder()
		.userpoolId(Fixtures.USERPOOL_ID)
		.secret(Fixtures.SECRET)
		.host(this.server.host())
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenSupplierOfTokenHangsThenCallTimesOut() {
		CountDownLatch end = new CountDownLatch(1);
		try (UserpoolManagementClient hanging = UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken(() -> {
				assertThatNoException().isThrownBy(end::await);
				return "to.ke.n";
			})
			.host(this.server.host())
			.callTimeout(Duration.ofMillis(200))
			.build()) {
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(hanging::detail)
				.withMessageContaining(
						"it timed out after 200ms (authing.call-timeout), waiting for the access token.");
		}
		finally {
			end.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "DETAIL", "LIST_ENV", "UPDATE", "ADD_ENV", "REMOVE_ENV" })
	void whenThreadMustNotBlockThenItFailsAtOnceAndSaysWhatToUse(Column operation) throws Exception {
		LoopResources loopResources = LoopResources.create("event-loop", 1, true);
		List<Consumer<Runnable>> threads = List.of(loopResources.onClient(true)::execute,
				Schedulers.parallel()::schedule, Schedulers.single()::schedule);
		for (Consumer<Runnable> thread : threads) {
			CompletableFuture<Throwable> failure = new CompletableFuture<>();
			thread.accept(() -> failure.complete(catchThrowable(() -> operation.call(this.client))));
			assertThat(failure.get(LONG.toSeconds(), TimeUnit.SECONDS)).isExactlyInstanceOf(IllegalStateException.class)
				.hasMessageMatching(operation.operation() + " was called on the thread '.+', which must not block; "
						+ "use ReactiveUserpoolManagementClient there");
		}
		assertThat(this.server.acceptedConnections()).isZero();
		loopResources.dispose();
	}

	/**
	 * JDK 24 (JEP 491) made {@code synchronized} harmless; what pins from then on is
	 * native code alone.
	 */
	@Test
	@EnabledForJreRange(minVersion = 24, disabledReason = "needs virtual threads that 'synchronized' does not pin")
	void whenCalledFromVirtualThreadsThenNoneIsPinned() throws Exception {
		// Classes that are initialized pin as well, once.
		this.client.detail();
		this.client.addEnv("KEY", 1);
		LinkedBlockingQueue<RecordedEvent> pinned = new LinkedBlockingQueue<>();
		CountDownLatch recording = new CountDownLatch(1);
		ExecutorService callers = virtualThreads();
		try (RecordingStream stream = new RecordingStream()) {
			stream.enable("jdk.VirtualThreadPinned").withStackTrace().withThreshold(Duration.ZERO);
			stream.onEvent("jdk.VirtualThreadPinned", pinned::add);
			stream.onFlush(recording::countDown);
			stream.startAsync();
			assertThat(recording.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			List<Future<Object>> results = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				Callable<Object> call = (i % 2 == 0) ? this.client::detail : () -> this.client.addEnv("KEY", 1);
				results.add(callers.submit(call));
			}
			for (Future<Object> result : results) {
				assertThat(result.get(LONG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			}
			callers.submit(Pinning::new).get(LONG.toSeconds(), TimeUnit.SECONDS);
			stop(stream);
		}
		callers.shutdown();
		List<String> ours = pinned.stream()
			.map(RecordedEvent::toString)
			.filter((event) -> event.contains("io.github.authingspring"))
			.toList();
		assertThat(ours).singleElement().asString().contains(Pinning.class.getSimpleName());
		assertThat(this.server.requests(AuthingServer.TOKEN)).isEqualTo(1);
	}

	/**
	 * Since the tests are compiled for Java 17.
	 */
	private static ExecutorService virtualThreads() throws Exception {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	/**
	 * End the recording with all that was recorded so far.
	 */
	private static void stop(RecordingStream stream) throws Exception {
		RecordingStream.class.getMethod("stop").invoke(stream);
	}

	/**
	 * Pins its thread once, which shows that the recording works.
	 */
	private static final class Pinning {

		static {
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}

	}

}
