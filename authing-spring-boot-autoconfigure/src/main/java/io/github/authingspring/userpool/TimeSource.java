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
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where time, threads and chance come from, so that tests can decide each.
 *
 * @param nanoTime a monotonic clock in nanoseconds, which neither the wall clock nor the
 * server's clock can disturb
 * @param clock the wall clock, for dates in HTTP headers alone
 * @param timer runs what has to wait; nothing may block on it
 * @param blocking runs what may block: code of the application
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
record TimeSource(LongSupplier nanoTime, Clock clock, Supplier<Scheduler> timer, Supplier<Scheduler> blocking,
		DoubleSupplier random) {

	static TimeSource system(Supplier<Scheduler> timer) {
		// A reference to the method would load the class now, not with the first call.
		return new TimeSource(System::nanoTime, Clock.systemUTC(), timer, () -> Schedulers.boundedElastic(),
				() -> ThreadLocalRandom.current().nextDouble());
	}

	/**
	 * Call what may block. The thread for it is started from the timer's, so that it does
	 * not keep the class loader of the thread that happens to make the first call: in a
	 * servlet container that is a web application's.
	 */
	<T> Mono<T> callBlocking(Callable<T> callable) {
		return Mono.defer(() -> Mono.fromCallable(callable).subscribeOn(this.blocking.get()))
			.subscribeOn(this.timer.get());
	}

	/**
	 * Return a failure that is emitted on a thread that may block: the code of the caller
	 * runs on it, and on the timer's it could delay the timeouts of others.
	 */
	<T> Mono<T> fail(Supplier<RequestFailure> failure) {
		return Mono.defer(() -> Mono.<T>error(failure.get()).subscribeOn(this.blocking.get()));
	}

}
