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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads that all clients share must neither keep a JVM from its end nor an
 * application from being unloaded.
 */
class ThreadsTests {

	@ParameterizedTest
	@CsvSource({ "authing-timer, false", "authing-credentials, true" })
	void whenThreadIsStartedThenItHoldsNothing(String name, boolean blocking) throws Exception {
		Scheduler scheduler = blocking ? Threads.blocking() : Threads.timer();
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		CompletableFuture<Boolean> mayBlock = new CompletableFuture<>();
		scheduler.schedule(() -> {
			mayBlock.complete(!Schedulers.isInNonBlockingThread());
			thread.complete(Thread.currentThread());
		});
		Thread started = thread.get(30, TimeUnit.SECONDS);
		assertThat(started.getName()).isEqualTo(name);
		assertThat(started.isDaemon()).isTrue();
		assertThat(mayBlock.get()).isEqualTo(blocking);
		assertThat(started.getContextClassLoader()).isSameAs(Threads.class.getClassLoader());
	}

}
