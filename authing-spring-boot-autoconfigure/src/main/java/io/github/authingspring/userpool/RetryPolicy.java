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

import io.github.authingspring.userpool.RequestFailure.Kind;

/**
 * What is repeated, how often and after which wait.
 *
 * @param maxAttempts how often a request is sent at the most, the first time included
 * @param initialBackoff the wait after the first failure; each further one is twice as
 * long
 * @param maxBackoff the longest wait
 */
record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff) {

	static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5));

	/**
	 * Return whether a failure of this kind may be repeated: what cannot have been
	 * executed always, what may have been only if executing it twice is harmless.
	 */
	boolean isRepeated(Kind kind, boolean repeatable) {
		return switch (kind) {
			case NOT_CONNECTED, THROTTLED -> true;
			case NO_ANSWER, SERVER_TROUBLE -> repeatable;
			default -> false;
		};
	}

	/**
	 * Return the wait before the next attempt: from half of the full backoff to all of
	 * it, so that callers that failed together do not come back together.
	 * @param failures how many attempts have failed, at least one
	 * @param random a number from 0 to 1
	 */
	Duration backoff(int failures, double random) {
		double factor = Math.pow(2, failures - 1) * (0.5 + random / 2);
		double nanos = Math.min(this.initialBackoff.toNanos() * factor, (double) this.maxBackoff.toNanos());
		return Duration.ofNanos((long) nanos);
	}

}
