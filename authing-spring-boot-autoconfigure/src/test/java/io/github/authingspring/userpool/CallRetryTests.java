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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is retried, how often, and after which wait. Time is virtual.
 */
class CallRetryTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	/** When each attempt began, in milliseconds from the first. */
	private final List<Long> attempts = new ArrayList<>();

	private Throwable result;

	private int handedOver;

	private final Scheduler blocking = Schedulers.fromExecutor((task) -> {
		this.handedOver++;
		task.run();
	});

	@AfterEach
	void disposeTimer() {
		this.timer.dispose();
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 100", "1, 0.5, 150", "1, 1, 200", "2, 0, 200", "2, 1, 400", "3, 0, 400", "3, 1, 800",
			"10, 0, 5000", "1000, 1, 5000", "10000, 1, 5000" })
	void whenAttemptsFailThenWaitDoublesUpToTheLongest(int failures, double random, long millis) {
		assertThat(CallRetry.Policy.DEFAULT.backoff(failures, random)).isEqualTo(Duration.ofMillis(millis));
	}

	@ParameterizedTest
	@EnumSource
	void whenRequestCannotBeExecutedTwiceThenItIsRetried(Kind kind) {
		boolean notExecuted = kind == Kind.CONNECT_FAILED || kind == Kind.RATE_LIMITED;
		boolean passing = kind == Kind.CONNECTION_LOST || kind == Kind.SERVER_ERROR;
		RequestFailure failure = new RequestFailure(kind, "it broke", null, true);
		run(failure, false);
		assertThat(this.attempts).hasSize(notExecuted ? 3 : 1);
		run(failure, true);
		assertThat(this.attempts).hasSize((notExecuted || passing) ? 3 : 1);
		run(failure.asFailureOfTokenRequest(), true);
		assertThat(this.attempts).hasSize(1);
	}

	@Test
	void whenAttemptsFailThenEachWaitsLongerAndTheLastFailureIsTheResult() {
		RequestFailure failure = new RequestFailure(Kind.CONNECT_FAILED, "it broke");
		run(failure, new CallRetry.Policy(6, Duration.ofMillis(200), Duration.ofSeconds(1)));
		// 150, 300, 600, 1000 and 1000 ms: the random number is 0.5.
		assertThat(this.attempts).containsExactly(0L, 150L, 450L, 1050L, 2050L, 3050L);
		assertThat(this.result).isSameAs(failure);
		assertThat(this.handedOver).isEqualTo(5);
	}

	@Test
	void whenAttemptSucceedsThenThereIsNoOther() {
		Mono<String> request = Mono.defer(() -> {
			this.attempts.add(now());
			return (this.attempts.size() < 2) ? Mono.error(new RequestFailure(Kind.CONNECT_FAILED, "it broke"))
					: Mono.just("value");
		});
		List<String> values = new ArrayList<>();
		retry(CallRetry.Policy.DEFAULT, false, TIMEOUT, (failure) -> false).retry(request).subscribe(values::add);
		this.timer.advanceTimeBy(TIMEOUT);
		assertThat(values).containsExactly("value");
		assertThat(this.attempts).containsExactly(0L, 150L);
	}

	@Test
	void whenOnlyOneAttemptIsAllowedThenThereIsNoOther() {
		run(new RequestFailure(Kind.CONNECT_FAILED, "it broke"),
				new CallRetry.Policy(1, Duration.ofMillis(200), Duration.ofSeconds(5)));
		assertThat(this.attempts).containsExactly(0L);
	}

	@ParameterizedTest
	@CsvSource({ "0, 3, 0", "1, 3, 2000", "5, 3, 10000", "6, 1, 0" })
	void whenServerAsksToWaitThenItIsThatWaitUpToTheLongest(long seconds, int number, long last) {
		run(rateLimited(Duration.ofSeconds(seconds)), false);
		assertThat(this.attempts).hasSize(number).endsWith(last);
	}

	@Test
	void whenServerOfRateLimitNamesNoWaitThenItIsTheBackoff() {
		run(rateLimited(null), false);
		assertThat(this.attempts).containsExactly(0L, 150L, 450L);
	}

	@ParameterizedTest
	@CsvSource({ "4000, 1", "4001, 2", "8000, 2", "8001, 3" })
	void whenWaitWouldNotEndInTimeThenFailureIsTheResultAtOnce(long timeout, int number) {
		RequestFailure failure = rateLimited(Duration.ofSeconds(4));
		run(failure, CallRetry.Policy.DEFAULT, false, Duration.ofMillis(timeout), (any) -> false);
		assertThat(this.attempts).hasSize(number);
		assertThat(this.result).isSameAs(failure);
	}

	@Test
	void whenFailureIsRecoveredFromThenRequestIsSentAtOnceAndTheAttemptDoesNotCount() {
		RequestFailure failure = new RequestFailure(Kind.CONNECT_FAILED, "it broke");
		List<RequestFailure> told = new ArrayList<>();
		run(failure, CallRetry.Policy.DEFAULT, false, TIMEOUT, (recoverable) -> {
			told.add(recoverable);
			return told.size() <= 2;
		});
		assertThat(this.attempts).containsExactly(0L, 0L, 0L, 150L, 450L);
		assertThat(told).hasSize(5).containsOnly(failure);
	}

	@Test
	void whenFailureIsNotOfRequestThenItIsTheResult() {
		IllegalStateException bug = new IllegalStateException();
		run(bug, CallRetry.Policy.DEFAULT, true, TIMEOUT, (failure) -> true);
		assertThat(this.attempts).containsExactly(0L);
		assertThat(this.result).isSameAs(bug);
	}

	private static RequestFailure rateLimited(Duration retryAfter) {
		return new RequestFailure(Kind.RATE_LIMITED, new ApiError(429, 429, null, null, null, retryAfter, Set.of()),
				AuthingException.Outcome.NOT_APPLIED);
	}

	private void run(Throwable failure, boolean retryable) {
		run(failure, CallRetry.Policy.DEFAULT, retryable, TIMEOUT, (any) -> false);
	}

	private void run(Throwable failure, CallRetry.Policy policy) {
		run(failure, policy, false, TIMEOUT, (any) -> false);
	}

	/**
	 * Send a request that always fails.
	 */
	private void run(Throwable failure, CallRetry.Policy policy, boolean retryable, Duration timeout,
			Predicate<RequestFailure> recovery) {
		this.attempts.clear();
		this.result = null;
		long start = now();
		retry(policy, retryable, timeout, recovery).retry(Mono.defer(() -> {
			this.attempts.add(now() - start);
			return Mono.error(failure);
		})).subscribe((value) -> {
		}, (ex) -> this.result = ex);
		this.timer.advanceTimeBy(TIMEOUT);
		assertThat(this.result).isNotNull();
	}

	private CallRetry retry(CallRetry.Policy policy, boolean retryable, Duration timeout,
			Predicate<RequestFailure> recovery) {
		TimeSource timing = new TimeSource(() -> this.timer.now(TimeUnit.NANOSECONDS), Clock.systemUTC(),
				() -> this.timer, () -> this.blocking, () -> 0.5);
		return new CallRetry(policy, retryable, new Deadline(timeout, timing), timing, recovery);
	}

	private long now() {
		return this.timer.now(TimeUnit.MILLISECONDS);
	}

}
