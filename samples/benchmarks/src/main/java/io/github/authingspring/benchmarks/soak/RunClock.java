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

package io.github.authingspring.benchmarks.soak;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The time of a run, and the bound on its calls.
 */
final class RunClock {

	private static final long MAX_CALLS = 5_000_000;

	private static final Duration POLL = Duration.ofMillis(20);

	private final long begin = System.nanoTime();

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong lullEnd = new AtomicLong();

	private final Duration length;

	RunClock(Duration length) {
		this.length = length;
	}

	/**
	 * Return the nanoseconds since the run began.
	 */
	long now() {
		return System.nanoTime() - this.begin;
	}

	boolean isRunning() {
		return now() < this.length.toNanos() && this.calls.get() < MAX_CALLS;
	}

	/**
	 * Let no call begin for a while.
	 */
	void lull(Duration length) {
		this.lullEnd.set(now() + length.toNanos());
	}

	/**
	 * Return how long no call is to begin, zero if one may.
	 */
	Duration lullLeft() {
		return Duration.ofNanos(Math.max(this.lullEnd.get() - now(), 0));
	}

	void countCall() {
		this.calls.incrementAndGet();
	}

	long calls() {
		return this.calls.get();
	}

	/**
	 * Wait until a condition holds.
	 * @return whether it did within the limit
	 */
	static boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
		long begin = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - begin > limit.toNanos()) {
				return false;
			}
			Thread.sleep(POLL.toMillis());
		}
		return true;
	}

}
