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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Executes the calls of a client: bounds each by the timeout, turns its failure into the
 * exception that the caller gets, observes and logs it.
 */
final class CallExecutor {

	private static final Log logger = LogFactory.getLog(UserpoolManagementClient.class);

	private final ApiExchange exchange;

	private final AccessTokenProvider tokens;

	private final CallRetry.Policy retryPolicy;

	private final Duration timeout;

	private final AuthingExceptionFactory exceptions;

	private final TimeSource timing;

	private final PendingCalls pending;

	private final Observations observations;

	private final AtomicInteger underWay = new AtomicInteger();

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile boolean closed;

	CallExecutor(ApiExchange exchange, AccessTokenProvider tokens, CallRetry.Policy retryPolicy, Duration timeout,
			AuthingExceptionFactory exceptions, TimeSource timing, Observations observations, PendingCalls pending) {
		this.exchange = exchange;
		this.tokens = tokens;
		this.retryPolicy = retryPolicy;
		this.timeout = timeout;
		this.exceptions = exceptions;
		this.timing = timing;
		this.pending = pending;
		this.observations = observations;
	}

	/**
	 * Return a call that happens anew at each subscription.
	 * @param operation the operation
	 * @param steps what to send
	 * @param <T> the type of the result
	 * @return the result, or an {@link AuthingException}
	 */
	<T> Mono<T> execute(Operation operation, Function<Call, Mono<T>> steps) {
		return Mono.defer(() -> {
			Call call = new Call(operation, this.exchange, this.tokens, this.retryPolicy, this.timeout, this.timing);
			boolean begun = begin();
			Mono<T> result = begun ? Mono.defer(() -> {
				this.exchange.open();
				return bounded(call, steps.apply(call));
			}) : Mono.error(new RequestFailure(Kind.CLOSED, "the client is closed"));
			Mono<T> translated = result
				.onErrorMap(RequestFailure.class, (failure) -> this.exceptions.create(failure, call))
				.doOnSuccess((value) -> log(call, null))
				.doOnError((ex) -> log(call, ex));
			Mono<T> observed = this.observations.observeCall(operation, translated);
			return begun ? endBeforeCallerGetsResult(observed) : observed;
		});
	}

	/**
	 * End a call before its caller gets the result, and may close the client: closing
	 * would wait for that call. A caller that cancels once it has the result is no second
	 * end.
	 */
	private <T> Mono<T> endBeforeCallerGetsResult(Mono<T> call) {
		AtomicBoolean ended = new AtomicBoolean();
		Runnable end = () -> {
			if (ended.compareAndSet(false, true)) {
				end();
			}
		};
		return call.doOnTerminate(end).doOnCancel(end);
	}

	/**
	 * Bound a call by the timeout and by the life of the client and its connections.
	 */
	private <T> Mono<T> bounded(Call call, Mono<T> result) {
		return result.timeout(this.pending.end(this.timeout),
				this.timing.fail(() -> this.pending.isClosed() ? call.connectionsClosed() : call.timeout()));
	}

	private boolean begin() {
		this.underWay.incrementAndGet();
		if (this.closed) {
			end();
			return false;
		}
		return true;
	}

	private void end() {
		if (this.underWay.decrementAndGet() == 0 && this.closed) {
			this.ended.countDown();
		}
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

	/**
	 * Reject new calls and wait for those that are under way, but not on a thread that
	 * must not block: they may need it.
	 * @param timeout how long to wait at most
	 */
	void close(Duration timeout) {
		this.closed = true;
		if (this.underWay.get() == 0) {
			this.ended.countDown();
		}
		try {
			if (!Schedulers.isInNonBlockingThread()) {
				this.ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// Whoever closes again does not wait again.
		this.ended.countDown();
		this.tokens.close();
		this.pending.close();
	}

}
