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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application whose classes can be unloaded, as one in a servlet container or under
 * DevTools, can be unloaded after it used the client.
 */
class UnloadingTests {

	/**
	 * Netty and Reactor keep something of the first who uses them in a JVM: an exception
	 * with a stack trace, the class loader of the threads of a pool.
	 */
	@BeforeAll
	static void useNettyAndReactor() {
		Flux.range(0, Schedulers.DEFAULT_POOL_SIZE)
			.flatMap((i) -> Mono.delay(Duration.ZERO, Schedulers.parallel()))
			.blockLast();
		try (AuthingServer server = new AuthingServer()) {
			new Application(server).run();
		}
	}

	@Test
	void whenApplicationIsGoneThenItsClassLoaderIsFreed() throws Exception {
		try (AuthingServer server = new AuthingServer()) {
			WeakReference<ClassLoader> classLoader = useAndLeave(server);
			assertThat(server.count(AuthingServer.DETAIL)).isEqualTo(1);
			assertThat(server.count(AuthingServer.LIST_ENV)).isEqualTo(3);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				System.gc();
				return classLoader.get() == null;
			});
		}
	}

	private static WeakReference<ClassLoader> useAndLeave(AuthingServer server) throws Exception {
		ClassLoader classLoader = new ApplicationClassLoader();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Runnable application = (Runnable) classLoader.loadClass(Application.class.getName())
			.getDeclaredConstructor(AuthingServer.class)
			.newInstance(server);
		assertThat(application.getClass().getClassLoader()).isSameAs(classLoader);
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

		private final AuthingServer server;

		public Application(AuthingServer server) {
			this.server = server.always(AuthingServer.LIST_ENV, new MockResponse.Builder().code(503).build());
		}

		@Override
		public void run() {
			try (UserpoolManagementClient client = this.server.clientBuilder()
				.secret(this)
				.webClientCustomizer((builder) -> builder.filter((request, next) -> next.exchange(request)))
				.build()) {
				client.detail();
				assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::listEnv);
			}
		}

		@Override
		public String get() {
			return Fixtures.SECRET;
		}

	}

	private static final class ApplicationClassLoader extends OverridingClassLoader {

		ApplicationClassLoader() {
			super(UnloadingTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(Application.class.getName());
		}

	}

}
