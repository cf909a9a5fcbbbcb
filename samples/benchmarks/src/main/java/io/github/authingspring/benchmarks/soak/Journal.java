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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingException.Outcome;

/**
 * What became of the calls. Its size does not depend on their number.
 */
final class Journal {

	private static final int MAX_VIOLATIONS = 20;

	private static final int BUCKETS_PER_MILLI = 10;

	private static final int MAX_MILLIS = 20_000;

	private final AtomicLongArray latencies = new AtomicLongArray(MAX_MILLIS * BUCKETS_PER_MILLI + 1);

	private final AtomicLong maxLatency = new AtomicLong();

	private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final Set<String> uncertainKeys = ConcurrentHashMap.newKeySet();

	private final LongAdder begun = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder added = new LongAdder();

	private final LongAdder keyReads = new LongAdder();

	private final List<String> violations = new ArrayList<>();

	private final AtomicLong violationCount = new AtomicLong();

	private final FaultInjector faults;

	private final RunClock clock;

	Journal(FaultInjector faults, RunClock clock) {
		this.faults = faults;
		this.clock = clock;
	}

	/**
	 * Note that a call begins.
	 * @return the time, to be given back at its end
	 */
	long begin() {
		this.begun.increment();
		this.clock.countCall();
		return this.clock.now();
	}

	void succeeded(Turn turn, long begin) {
		if (turn.operation() == Operation.ADD_ENV) {
			this.added.increment();
		}
		end(turn, "OK", begin, this.clock.now());
	}

	void cancelled(Turn turn, long begin) {
		end(turn, "cancelled", begin, this.clock.now());
	}

	void failed(Turn turn, Throwable ex, long begin) {
		long end = this.clock.now();
		String kind = ex.getClass().getSimpleName();
		if (ex instanceof AuthingException failure) {
			kind += " " + failure.outcome();
			if (turn.operation() == Operation.ADD_ENV && failure.outcome() == Outcome.APPLIED) {
				this.added.increment();
			}
			if (turn.operation() == Operation.ADD_ENV && failure.outcome() == Outcome.UNKNOWN) {
				this.uncertainKeys.add(turn.argument());
			}
			if (!this.faults.explains(turn.operation(), failure, begin, end)) {
				violation("No fault explains, from " + begin / 1_000_000 + " ms to " + end / 1_000_000 + " ms: "
						+ failure + ", cause " + failure.getCause() + "; last faults: " + this.faults.lastEpisodes());
			}
		}
		else {
			violation(turn.operation() + " failed with another exception than ours: " + ex + " at "
					+ List.of(ex.getStackTrace()).stream().limit(8).toList());
		}
		end(turn, kind, begin, end);
	}

	private void end(Turn turn, String kind, long begin, long end) {
		this.outcomes.computeIfAbsent(turn.operation() + " " + kind, (name) -> new LongAdder()).increment();
		long bucket = (end - begin) / (1_000_000 / BUCKETS_PER_MILLI);
		this.latencies.incrementAndGet((int) Math.min(bucket, this.latencies.length() - 1));
		this.maxLatency.accumulateAndGet(end - begin, Math::max);
		this.ended.increment();
	}

	void keyRead() {
		this.keyReads.increment();
	}

	void violation(String text) {
		if (this.violationCount.incrementAndGet() <= MAX_VIOLATIONS) {
			synchronized (this.violations) {
				this.violations.add(text);
			}
		}
	}

	long violationCount() {
		return this.violationCount.get();
	}

	List<String> violations() {
		synchronized (this.violations) {
			return List.copyOf(this.violations);
		}
	}

	/**
	 * Return the number of calls that have not ended.
	 */
	long open() {
		return this.begun.sum() - this.ended.sum();
	}

	/**
	 * Return how many variables were added for certain.
	 */
	long added() {
		return this.added.sum();
	}

	/**
	 * Return the keys of variables of which the client could not tell whether they were
	 * added.
	 */
	Set<String> uncertainKeys() {
		return this.uncertainKeys;
	}

	/**
	 * Return how often a caller's variable was compared with what the client had told.
	 */
	long keyReads() {
		return this.keyReads.sum();
	}

	Map<String, Long> outcomes() {
		Map<String, Long> sums = new TreeMap<>();
		this.outcomes.forEach((kind, count) -> sums.put(kind, count.sum()));
		return sums;
	}

	Duration maxLatency() {
		return Duration.ofNanos(this.maxLatency.get());
	}

	double latencyMillis(double quantile) {
		long rank = (long) Math.ceil(this.ended.sum() * quantile);
		long seen = 0;
		for (int bucket = 0; bucket < this.latencies.length(); bucket++) {
			seen += this.latencies.get(bucket);
			if (seen >= rank) {
				return (bucket + 1.0) / BUCKETS_PER_MILLI;
			}
		}
		return Double.NaN;
	}

}
