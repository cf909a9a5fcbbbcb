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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

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
		return this.observations.observeCall(operation, Mono.create((sink) -> {
			Call call = new Call(operation, this.exchange, this.tokens, this.retryPolicy, this.timeout, this.timing);
			new Execution<>(call, sink).start(steps);
		}));
	}

	/**
	 * Reject new calls and wait for those that are under way.
	 * @param timeout how long to wait at most
	 */
	void close(Duration timeout) {
		this.pending.drain(timeout);
		this.tokens.close();
		this.pending.close();
	}

	private static void log(Call call, @Nullable Throwable ex) {
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
	 * A call under way. It ends once, by the first to come: its result, its failure, its
	 * timeout, a closing, or a caller that cancels; what comes after that tells nobody
	 * anything. Reactor's {@code timeout} logs such a late failure as an error, and a
	 * chain of its operators has more than one way past the one that translates.
	 */
	private final class Execution<T> implements CoreSubscriber<T> {

		private final Call call;

		private final MonoSink<T> sink;

		private final PendingCalls.Key key;

		/** Cancelled once the call has ended. */
		private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

		Execution(Call call, MonoSink<T> sink) {
			this.call = call;
			this.sink = sink;
			this.key = CallExecutor.this.pending.key(CallExecutor.this.timeout);
		}

		void start(Function<Call, Mono<T>> steps) {
			this.sink.onDispose(this::cancel);
			try {
				CallExecutor.this.pending.begin(this.key, this::interrupt);
				CallExecutor.this.exchange.open();
				steps.apply(this.call).subscribe(this);
			}
			catch (RuntimeException ex) {
				onError(ex);
			}
		}

		@Override
		public Context currentContext() {
			return Context.of(this.sink.contextView());
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (this.subscription.compareAndSet(null, subscription)) {
				subscription.request(Long.MAX_VALUE);
			}
			else {
				subscription.cancel();
			}
		}

		@Override
		public void onNext(T value) {
			if (end(false)) {
				log(this.call, null);
				this.sink.success(value);
			}
		}

		@Override
		public void onComplete() {
			if (end(false)) {
				log(this.call, null);
				this.sink.success();
			}
		}

		@Override
		public void onError(Throwable ex) {
			if (end(false)) {
				fail(ex);
			}
		}

		private void cancel() {
			end(true);
		}

		/**
		 * Fail on a thread that may block: the code of the caller runs on it, and on the
		 * timer's it could delay the timeouts of others.
		 */
		private void interrupt() {
			RequestFailure failure = CallExecutor.this.pending.isClosed() ? this.call.connectionsClosed()
					: this.call.timeout();
			if (!end(true)) {
				return;
			}
			try {
				CallExecutor.this.timing.blocking().get().schedule(() -> fail(failure));
			}
			catch (RejectedExecutionException ex) {
				fail(failure);
			}
		}

		/**
		 * End the call unless it has ended.
		 * @param cancel whether something of it may be under way
		 * @return whether it ends now
		 */
		private boolean end(boolean cancel) {
			Subscription subscription = this.subscription.getAndSet(Operators.cancelledSubscription());
			if (subscription == Operators.cancelledSubscription()) {
				return false;
			}
			if (cancel && subscription != null) {
				subscription.cancel();
			}
			CallExecutor.this.pending.end(this.key);
			return true;
		}

		private void fail(Throwable ex) {
			Throwable translated = (ex instanceof RequestFailure failure)
					? CallExecutor.this.exceptions.create(failure, this.call) : ex;
			log(this.call, translated);
			this.sink.error(translated);
		}

	}

}
