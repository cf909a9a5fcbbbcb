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

import reactor.core.publisher.Mono;

/**
 * The attempts at one request: decides after a failure whether to repeat it, and waits.
 */
final class CallRetry {

	private final RetryPolicy policy;

	private final Deadline deadline;

	private final boolean repeatable;

	private final Timing timing;

	private int failures;

	CallRetry(RetryPolicy policy, Deadline deadline, boolean repeatable, Timing timing) {
		this.policy = policy;
		this.deadline = deadline;
		this.repeatable = repeatable;
		this.timing = timing;
	}

	/**
	 * Complete after the wait before the next attempt, or fail with the given failure if
	 * there is none: it is of a kind that is not repeated, there were enough attempts,
	 * the server asks for a longer wait than is allowed, or the wait would not end in
	 * time.
	 */
	Mono<Void> waitForNext(RequestFailure failure) {
		this.failures++;
		if (this.failures >= this.policy.maxAttempts() || !this.policy.isRepeated(failure.kind(), this.repeatable)) {
			return Mono.error(failure);
		}
		ApiError error = failure.error();
		Duration wait = (error != null) ? error.retryAfter() : null;
		if (wait == null) {
			wait = this.policy.backoff(this.failures, this.timing.random().getAsDouble());
		}
		if (wait.compareTo(this.policy.maxBackoff()) > 0 || wait.compareTo(this.deadline.remaining()) >= 0) {
			return Mono.error(failure);
		}
		return Mono.delay(wait, this.timing.scheduler()).then();
	}

}
