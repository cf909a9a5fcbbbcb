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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import reactor.core.scheduler.Scheduler;

/**
 * Where time, threads and chance come from, so that tests can decide each.
 *
 * @param nanoTime a monotonic clock in nanoseconds, which neither the wall clock nor the
 * server's clock can disturb
 * @param clock the wall clock, for dates in HTTP headers alone
 * @param scheduler runs what has to wait; a single thread is enough, since only timers
 * fire on it
 * @param blocking runs what may block: asking the application for a credential
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
record Timing(LongSupplier nanoTime, Clock clock, Scheduler scheduler, Scheduler blocking, DoubleSupplier random) {

	static Timing system() {
		return new Timing(System::nanoTime, Clock.systemUTC(), Threads.timer(), Threads.blocking(),
				() -> ThreadLocalRandom.current().nextDouble());
	}

}
