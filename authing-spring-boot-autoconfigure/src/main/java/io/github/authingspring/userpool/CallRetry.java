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
import java.util.function.Predicate;

import io.github.authingspring.userpool.AuthingException.Outcome;
import reactor.core.publisher.Mono;

/**
 * The retries of one request, of a call or of the token request: decides after a failure
 * whether to send it again, and waits.
 */
final class CallRetry {

	private final Policy policy;

	private final boolean retryable;

	private final Deadline deadline;

	private final TimeSource timing;

	private final Predicate<RequestFailure> recovery;

	private int failures;

	/**
	 * Create the retries of a request.
	 * @param policy how often to send it and how long to wait
	 * @param retryable whether executing it twice is harmless
	 * @param deadline when all has to be over
	 * @param timing the time
	 * @param recovery told of each failure; returns whether the request has to be sent
	 * again at once, which does not count as an attempt
	 */
	CallRetry(Policy policy, boolean retryable, Deadline deadline, TimeSource timing,
			Predicate<RequestFailure> recovery) {
		this.policy = policy;
		this.retryable = retryable;
		this.deadline = deadline;
		this.timing = timing;
		this.recovery = recovery;
	}

	/**
	 * Return the result of the attempts. Reactor's {@code retryWhen} would make a sink
	 * and a flux for each request, although few fail.
	 * @param attempt an attempt, made anew at each subscription
	 */
	<T> Mono<T> retry(Mono<T> attempt) {
		return attempt.onErrorResume((ex) -> waitAfter(ex).flatMap((waited) -> retry(attempt)));
	}

	/**
	 * Emit after the wait before the next attempt, or fail with the given failure if
	 * there is none: it is of a kind that is not retried, there were enough attempts, the
	 * server asks for a longer wait than is allowed, or the wait would not end in time.
	 */
	private Mono<?> waitAfter(Throwable ex) {
		if (!(ex instanceof RequestFailure failure)) {
			return Mono.error(ex);
		}
		if (this.recovery.test(failure)) {
			return Mono.just(failure);
		}
		this.failures++;
		if (this.failures >= this.policy.maxAttempts() || !isRetried(failure)) {
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
		// The filters of the application run on the thread that goes on from here.
		return Mono.delay(wait, this.timing.timer().get()).publishOn(this.timing.blocking().get());
	}

	/**
	 * Return whether a failure is retried: what cannot have been executed always, what
	 * may have been only if executing it twice is harmless. A token request has had its
	 * own attempts.
	 */
	private boolean isRetried(RequestFailure failure) {
		if (failure.isOfTokenRequest()) {
			return false;
		}
		return switch (failure.kind()) {
			case CONNECT_FAILED, RATE_LIMITED, CONNECTION_LOST, SERVER_ERROR -> isSafe(failure);
			default -> false;
		};
	}

	private boolean isSafe(RequestFailure failure) {
		return this.retryable || failure.outcome() == Outcome.NOT_APPLIED;
	}

	/**
	 * How often a request is sent and how long the waits are.
	 *
	 * @param maxAttempts how often a request is sent at most, the first time included
	 * @param initialBackoff the wait after the first failure; each further one is twice
	 * as long
	 * @param maxBackoff the longest wait
	 */
	record Policy(int maxAttempts, Duration initialBackoff, Duration maxBackoff) {

		static final Policy DEFAULT = new Policy(3, Duration.ofMillis(200), Duration.ofSeconds(5));

		/**
		 * Return the wait before the next attempt: from half of the full backoff to all
		 * of it, so that callers that failed together do not come back together.
		 * @param failures how many attempts have failed, at least one
		 * @param random a number from 0 to 1
		 */
		Duration backoff(int failures, double random) {
			double factor = Math.pow(2, failures - 1) * (0.5 + random / 2);
			double nanos = Math.min(this.initialBackoff.toNanos() * factor, (double) this.maxBackoff.toNanos());
			return Duration.ofNanos((long) nanos);
		}

	}

}
