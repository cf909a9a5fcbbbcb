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

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One call of an operation, from its subscription to its end: gives its requests their
 * token, repeats what may be repeated, and knows whether the change was made.
 */
final class Call {

	private final Operation operation;

	private final ApiExchange exchange;

	private final AccessTokenProvider tokens;

	private final RetryPolicy retryPolicy;

	private final Timing timing;

	private final Deadline deadline;

	private volatile boolean tokenReplaced;

	private volatile boolean requestUnderWay;

	private volatile boolean changeMade;

	private volatile @Nullable RequestFailure lastFailure;

	Call(Operation operation, ApiExchange exchange, AccessTokenProvider tokens, RetryPolicy retryPolicy,
			Duration timeLimit, Timing timing) {
		this.operation = operation;
		this.exchange = exchange;
		this.tokens = tokens;
		this.retryPolicy = retryPolicy;
		this.timing = timing;
		this.deadline = new Deadline(timeLimit, timing);
	}

	/**
	 * Get a token that the server has not refused, without using it.
	 */
	Mono<Void> authenticate() {
		return token().flatMap((token) -> {
			RequestFailure refusal = token.standingRefusal();
			return (refusal != null) ? Mono.error(refusal) : Mono.empty();
		});
	}

	/**
	 * A token request that others began may reach its time limit long before this call
	 * does; then there is time for another.
	 */
	private Mono<AccessToken> token() {
		return Mono.defer(this.tokens::get)
			.onErrorResume(RequestFailure.class,
					(failure) -> (failure.kind() == Kind.TIME_LIMIT
							&& this.deadline.remaining().compareTo(Duration.ZERO) > 0) ? this.tokens.get()
									: Mono.error(failure));
	}

	/**
	 * Send a request, repeatedly if need be.
	 * @param request the request
	 * @param reader reads its answer
	 * @return the value in the answer's envelope, or a {@link RequestFailure}
	 */
	<T> Mono<T> send(ApiRequest request, AnswerReader<T> reader) {
		return attempt(request, reader,
				new CallRetry(this.retryPolicy, this.deadline, request.repeatable(), this.timing));
	}

	private <T> Mono<T> attempt(ApiRequest request, AnswerReader<T> reader, CallRetry attempts) {
		return token().flatMap((token) -> exchange(request, reader, token, attempts));
	}

	private <T> Mono<T> exchange(ApiRequest request, AnswerReader<T> reader, AccessToken token, CallRetry attempts) {
		this.requestUnderWay = true;
		return this.exchange.send(request, token, reader)
			.doOnNext((value) -> token.markProven())
			.onErrorResume(RequestFailure.class, (failure) -> recover(failure, request, reader, token, attempts));
	}

	private <T> Mono<T> recover(RequestFailure failure, ApiRequest request, AnswerReader<T> reader, AccessToken token,
			CallRetry attempts) {
		this.requestUnderWay = false;
		this.lastFailure = failure;
		if (failure.kind() == Kind.TOKEN_REFUSED) {
			boolean replaceable = this.tokens.refuse(token, failure);
			if (!replaceable || (this.tokenReplaced && token.isReplacement())) {
				return Mono.error(failure);
			}
			this.tokenReplaced = true;
			return token().flatMap((replacement) -> exchange(request, reader, replacement, attempts));
		}
		return attempts.waitForNext(failure).then(attempt(request, reader, attempts));
	}

	/**
	 * Note that the server has confirmed the change: whatever fails from now on.
	 */
	void changeMade() {
		this.changeMade = true;
	}

	Operation operation() {
		return this.operation;
	}

	Duration elapsed() {
		return this.deadline.elapsed();
	}

	/**
	 * Return the failure before the one that ends the call, if there was any.
	 */
	@Nullable RequestFailure lastFailure() {
		return this.lastFailure;
	}

	Outcome outcome(RequestFailure failure) {
		if (this.operation.isReadOnly()) {
			return Outcome.NOT_APPLIED;
		}
		if (this.changeMade) {
			return Outcome.APPLIED;
		}
		boolean possiblyExecuted = failure.kind().isPossiblyExecuted() && !failure.isOfTokenRequest()
				&& (failure.kind() != Kind.TIME_LIMIT || this.requestUnderWay);
		return possiblyExecuted ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
	}

}
