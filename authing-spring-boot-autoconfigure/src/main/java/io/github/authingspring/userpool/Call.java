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
import tools.jackson.databind.JsonNode;

/**
 * One call of an operation, from its subscription to its end: gives its requests their
 * token, has them retried, and knows whether the change was made.
 */
final class Call {

	private final Operation operation;

	private final ApiExchange exchange;

	private final AccessTokenProvider tokens;

	private final CallRetry.Policy retryPolicy;

	private final TimeSource timing;

	private final Deadline deadline;

	private volatile @Nullable CallAttempt attempt;

	private volatile boolean tokenReplaced;

	private volatile boolean changeMade;

	private volatile @Nullable RequestFailure lastFailure;

	Call(Operation operation, ApiExchange exchange, AccessTokenProvider tokens, CallRetry.Policy retryPolicy,
			Duration timeout, TimeSource timing) {
		this.operation = operation;
		this.exchange = exchange;
		this.tokens = tokens;
		this.retryPolicy = retryPolicy;
		this.timing = timing;
		this.deadline = new Deadline(timeout, timing);
	}

	/**
	 * Get a token that the server has not rejected, without using it.
	 */
	Mono<Void> authenticate() {
		return retry(true, this.tokens.get().flatMap((token) -> {
			RequestFailure rejection = token.standingRejection();
			return (rejection != null) ? Mono.error(rejection) : Mono.empty();
		}));
	}

	/**
	 * Send a request, with retries if need be.
	 * @param request the request
	 * @return the value in the envelope of the response, or a {@link RequestFailure}
	 */
	Mono<JsonNode> send(ApiRequest request) {
		return retry(request.retryable(), this.tokens.get().flatMap((token) -> {
			CallAttempt attempt = new CallAttempt(token);
			this.attempt = attempt;
			return this.exchange.send(request, attempt).doOnNext((value) -> token.markProven());
		}));
	}

	private <T> Mono<T> retry(boolean retryable, Mono<T> attempt) {
		return new CallRetry(this.retryPolicy, retryable, this.deadline, this.timing, this::recover).retry(attempt);
	}

	/**
	 * Return whether the request that failed has to be sent again at once: with a new
	 * token in place of a rejected one, or because a token request that others began
	 * reached its timeout before this call does.
	 */
	private boolean recover(RequestFailure failure) {
		CallAttempt attempt = this.attempt;
		this.attempt = null;
		this.lastFailure = failure;
		AccessToken token = (attempt != null) ? attempt.token() : null;
		if (token == null) {
			return failure.isOfTokenRequest() && failure.kind() == Kind.TIMED_OUT
					&& this.deadline.remaining().compareTo(Duration.ZERO) > 0;
		}
		if (failure.kind() != Kind.TOKEN_REJECTED || !this.tokens.reject(token, failure)
				|| failure.outcome() != Outcome.NOT_APPLIED) {
			return false;
		}
		// A token that was requested before the rejection is no replacement.
		boolean again = !this.tokenReplaced || !token.isReplacement();
		this.tokenReplaced = true;
		return again;
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
	 * Return the failure that this call ends with when it times out.
	 */
	RequestFailure timeout() {
		CallAttempt attempt = this.attempt;
		RequestFailure last = this.lastFailure;
		if (last != null && last.isOfTokenRequest()) {
			// The token request of others has timed out, and another one is under way.
			last = null;
		}
		String awaited = "the access token";
		if (attempt != null) {
			awaited = attempt.isSent() ? "the response" : "a connection";
		}
		else if (last != null) {
			awaited = "the next attempt";
		}
		return new RequestFailure(Kind.TIMED_OUT,
				this.deadline.description() + ", waiting for " + awaited
						+ ((last != null) ? "; before that, " + last.description() : ""),
				(last != null) ? last.getCause() : null, isSent());
	}

	/**
	 * Return the failure that this call ends with when its connections are closed.
	 */
	RequestFailure connectionsClosed() {
		return HttpConnection.closedFailure(isSent());
	}

	private boolean isSent() {
		CallAttempt attempt = this.attempt;
		return attempt != null && attempt.isSent();
	}

	Outcome outcome(RequestFailure failure) {
		if (this.operation.isReadOnly()) {
			return Outcome.NOT_APPLIED;
		}
		if (this.changeMade) {
			return Outcome.APPLIED;
		}
		return failure.outcome();
	}

}
