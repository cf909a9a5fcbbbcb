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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application whose classes can be unloaded, as one in a servlet container or under
 * DevTools, can be unloaded after it closed its client: whether it brought this library
 * or only uses it.
 */
class UnloadingTests {

	private static final int SHARED_THREADS = 8;

	/**
	 * Netty and Reactor keep something of the first who uses them in a JVM: an exception
	 * with a stack trace, and for a minute after its last task, a thread that all share
	 * keeps the class loader of whoever started it.
	 */
	@BeforeAll
	static void useNettyAndReactor() {
		CyclicBarrier barrier = new CyclicBarrier(SHARED_THREADS);
		Flux.range(0, SHARED_THREADS)
			.flatMap((i) -> Mono.fromCallable(barrier::await).subscribeOn(Schedulers.boundedElastic()))
			.blockLast();
		try (AuthingServer server = server()) {
			new Application(server.host()).run();
		}
	}

	private static AuthingServer server() {
		return new AuthingServer().always(AuthingServer.LIST_ENV, new MockResponse.Builder().code(503).build());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenApplicationIsGoneThenItsClassLoaderIsFreed(boolean withLibrary) throws Exception {
		try (AuthingServer server = server()) {
			WeakReference<ClassLoader> classLoader = useAndLeave(server, withLibrary);
			assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(1);
			assertThat(server.count(AuthingServer.LIST_ENV)).isEqualTo(3);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				System.gc();
				return classLoader.get() == null;
			});
		}
	}

	private static WeakReference<ClassLoader> useAndLeave(AuthingServer server, boolean withLibrary) throws Exception {
		ClassLoader classLoader = new ApplicationClassLoader(
				withLibrary ? "io.github.authingspring." : Application.class.getName());
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Runnable application = (Runnable) classLoader.loadClass(Application.class.getName())
			.getDeclaredConstructor(String.class)
			.newInstance(server.host());
		assertThat(application.getClass().getClassLoader()).isSameAs(classLoader);
		assertThat(classLoader.loadClass(HttpConnection.class.getName()) != HttpConnection.class)
			.isEqualTo(withLibrary);
		Thread thread = new Thread(application, "application");
		thread.setContextClassLoader(classLoader);
		thread.setUncaughtExceptionHandler((t, ex) -> failure.set(ex));
		thread.start();
		thread.join();
		assertThat(failure.get()).isNull();
		return new WeakReference<>(classLoader);
	}

	/**
	 * Reads the user pool with a secret and a filter of its own, and waits for retries.
	 */
	public static final class Application implements Runnable, Supplier<String> {

		private final String host;

		public Application(String host) {
			this.host = host;
		}

		@Override
		public void run() {
			try (UserpoolManagementClient client = UserpoolManagementClient.builder()
				.userpoolId("59f86b4832eb28071bdd9214")
				.secret(this)
				.host(this.host)
				.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
				.webClientCustomizer((builder) -> builder.filter((request, next) -> next.exchange(request)))
				.build()) {
				client.detail();
				try {
					client.listEnv();
					throw new IllegalStateException("The server should be unavailable");
				}
				catch (AuthingUnavailableException ex) {
					// As it should be.
				}
			}
		}

		@Override
		public String get() {
			return "fixture-pool-secret";
		}

	}

	private static final class ApplicationClassLoader extends OverridingClassLoader {

		private final String prefix;

		ApplicationClassLoader(String prefix) {
			super(UnloadingTests.class.getClassLoader());
			this.prefix = prefix;
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(this.prefix);
		}

	}

}
