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
import java.util.List;

import io.github.authingspring.benchmarks.soak.InjectedFault.Kind;
import io.github.authingspring.userpool.AuthingException;

/**
 * Faults that were there at the same time, from when they were set until all of them had
 * happened. Times are nanoseconds of the run.
 */
final class Episode {

	/**
	 * Failures of a token request reach the calls that wait for it a moment later.
	 */
	private static final long SLACK = Duration.ofMillis(250).toNanos();

	/**
	 * How long the client does not replace a new token that was rejected as well.
	 */
	private static final long REPLACEMENT_PAUSE = Duration.ofSeconds(5).toNanos();

	private final List<InjectedFault> faults;

	private final boolean revocation;

	private final long begin;

	private volatile long end = Long.MAX_VALUE;

	Episode(List<InjectedFault> faults, boolean revocation, long begin) {
		this.faults = List.copyOf(faults);
		this.revocation = revocation;
		this.begin = begin;
	}

	void end(long end) {
		this.end = end;
	}

	List<InjectedFault> faults() {
		return this.faults;
	}

	/**
	 * Return whether the tokens so far were revoked during the given time.
	 */
	boolean revokedWithin(long begin, long end) {
		return this.revocation && overlaps(begin, end, SLACK);
	}

	boolean explains(Operation called, AuthingException ex, long begin, long end) {
		return this.faults.stream()
			.anyMatch((fault) -> overlaps(begin, end,
					(fault.kind() == Kind.REJECTED_TOKEN) ? REPLACEMENT_PAUSE + SLACK : SLACK)
					&& fault.explains(called, ex, Duration.ofNanos(end - begin)));
	}

	private boolean overlaps(long begin, long end, long slack) {
		return end >= this.begin && begin - slack <= this.end;
	}

	@Override
	public String toString() {
		return this.faults + (this.revocation ? " and a revocation" : "") + " from " + this.begin / 1_000_000
				+ " ms to " + ((this.end != Long.MAX_VALUE) ? this.end / 1_000_000 + " ms" : "now");
	}

}
