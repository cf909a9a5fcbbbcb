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
import java.util.function.Function;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs the calls of a client: bounds each by the time limit, turns its failure into the
 * exception that the caller gets, and logs it.
 */
final class CallExecutor {

	private static final Log logger = LogFactory.getLog(UserpoolManagementClient.class);

	private final ApiExchange exchange;

	private final AccessTokenProvider tokens;

	private final RetryPolicy retryPolicy;

	private final Duration timeLimit;

	private final AuthingExceptionFactory failures;

	private final Timing timing;

	private final Observations observations;

	private volatile boolean closed;

	CallExecutor(ApiExchange exchange, AccessTokenProvider tokens, RetryPolicy retryPolicy, Duration timeLimit,
			AuthingExceptionFactory failures, Timing timing, Observations observations) {
		this.exchange = exchange;
		this.tokens = tokens;
		this.retryPolicy = retryPolicy;
		this.timeLimit = timeLimit;
		this.failures = failures;
		this.timing = timing;
		this.observations = observations;
	}

	/**
	 * Return a call that happens anew at each subscription.
	 * @param operation the operation
	 * @param steps what to send
	 * @param <T> the type of the result
	 * @return the result, or an {@link AuthingException}
	 */
	<T> Mono<T> perform(Operation operation, Function<Call, Mono<T>> steps) {
		return Mono.defer(() -> {
			Call call = new Call(operation, this.exchange, this.tokens, this.retryPolicy, this.timeLimit, this.timing);
			Mono<T> result = this.closed ? Mono.error(new RequestFailure(Kind.CLOSED, "the client is closed"))
					: steps.apply(call);
			Mono<T> bounded = result
				.timeout(this.timeLimit, Mono.error(() -> this.failures.timeLimit(this.timeLimit, call)),
						this.timing.scheduler())
				.onErrorMap(RequestFailure.class, (failure) -> this.failures.toException(failure, call))
				.doOnSuccess((value) -> log(call, null))
				.doOnError((ex) -> log(call, ex));
			return this.observations.observe(operation, bounded);
		});
	}

	private void log(Call call, @Nullable Throwable ex) {
		if (logger.isDebugEnabled()) {
			logger.debug(call.operation() + ((ex != null) ? " failed" : " succeeded") + " after "
					+ call.elapsed().toMillis() + " ms" + ((ex != null) ? ": " + describe(ex) : ""));
		}
	}

	private static String describe(Throwable ex) {
		if (ex instanceof AuthingException failure) {
			return failure.getClass().getSimpleName() + ", code " + failure.code() + ", outcome " + failure.outcome()
					+ ", request id " + failure.requestId();
		}
		return ex.getClass().getName();
	}

	void close() {
		this.closed = true;
		this.tokens.close();
	}

}
