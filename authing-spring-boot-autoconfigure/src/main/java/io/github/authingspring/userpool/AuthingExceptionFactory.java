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

/**
 * Makes the exceptions that callers get: which kind, and what its message says.
 */
final class AuthingExceptionFactory {

	private static final String CREDENTIALS_ACTION = "Check authing.userpool-id and authing.secret; Authing's console "
			+ "shows both under Settings > Basic settings > Key management (设置 > 基础设置 > 密钥管理).";

	private final BaseUrl host;

	private final boolean tokenConfigured;

	AuthingExceptionFactory(BaseUrl host, boolean tokenConfigured) {
		this.host = host;
		this.tokenConfigured = tokenConfigured;
	}

	RequestFailure timeLimit(Duration limit, Call call) {
		RequestFailure last = call.lastFailure();
		return new RequestFailure(Kind.TIME_LIMIT,
				"it did not end within authing.call-timeout (" + text(limit) + ")"
						+ ((last != null) ? "; before that, " + last.description() : ""),
				(last != null) ? last.getCause() : null);
	}

	AuthingException toException(RequestFailure failure, Call call) {
		Outcome outcome = call.outcome(failure);
		String message = message(failure, call, outcome);
		ApiError error = failure.error();
		return switch (failure.kind()) {
			case INVALID_RESPONSE, REDIRECT -> new AuthingInvalidResponseException(message, failure, outcome);
			case THROTTLED -> new AuthingRateLimitException(message, failure, outcome);
			case TOKEN_REFUSED, NO_CREDENTIALS -> new AuthingAuthenticationException(message, failure, outcome);
			case REFUSED -> (failure.isOfTokenRequest() || error == null)
					? new AuthingAuthenticationException(message, failure, outcome)
					: new AuthingApiException(message, failure, outcome);
			case NOT_CONNECTED, TLS, NO_ANSWER, TIME_LIMIT, SERVER_TROUBLE, GATEWAY_TROUBLE, REROUTED, CLOSED ->
				new AuthingUnavailableException(message, failure, outcome);
		};
	}

	/**
	 * Make the exception of a caller whose thread was interrupted.
	 */
	static AuthingException interrupted(Operation operation, InterruptedException cause) {
		Outcome outcome = operation.isReadOnly() ? Outcome.NOT_APPLIED : Outcome.UNKNOWN;
		RequestFailure failure = new RequestFailure(Kind.NO_ANSWER, "the thread was interrupted", cause);
		return new AuthingUnavailableException(operation + " failed: the thread was interrupted while it waited."
				+ (operation.isReadOnly() ? "" : " " + text(outcome)), failure, outcome);
	}

	private String message(RequestFailure failure, Call call, Outcome outcome) {
		return call.operation() + " at " + this.host + " failed: "
				+ (failure.isOfTokenRequest() ? "there is no access token, since " : "") + failure.description() + "."
				+ (call.operation().isReadOnly() ? "" : " " + text(outcome)) + " " + action(failure);
	}

	private static String text(Outcome outcome) {
		return switch (outcome) {
			case NOT_APPLIED -> "Nothing was changed.";
			case APPLIED -> "The change itself was made; what failed came after it.";
			case UNKNOWN -> "Whether the change was made is unknown: read before you repeat it.";
		};
	}

	private String action(RequestFailure failure) {
		return switch (failure.kind()) {
			case NOT_CONNECTED -> "Check authing.host and the network, proxy and firewall on the way to it.";
			case TLS -> "Check that this application trusts the server's certificate; "
					+ "authing.http.ssl.bundle names a bundle that trusts a private CA.";
			case NO_ANSWER -> "Check the network and the server; try again later.";
			case TIME_LIMIT -> "Check the network and the server, or allow more time.";
			case THROTTLED -> retryAction(failure.error());
			case SERVER_TROUBLE, GATEWAY_TROUBLE -> "The trouble is on the server's side: try again later.";
			case TOKEN_REFUSED -> failure.isOfTokenRequest() ? CREDENTIALS_ACTION : refusedTokenAction();
			case NO_CREDENTIALS -> CREDENTIALS_ACTION;
			case REFUSED -> refusalAction(failure);
			case REDIRECT -> "A redirect is never followed, since it would carry the secret to another place: "
					+ "set authing.host to the address that answers itself.";
			case REROUTED -> "The token goes to authing.host alone: remove that filter, or set authing.host.";
			case INVALID_RESPONSE -> "Check that authing.host is the address of Authing, "
					+ "and that no proxy or login page answers in its place.";
			case CLOSED -> "Do not use a client after closing it or its application context.";
		};
	}

	private static String retryAction(@Nullable ApiError error) {
		Duration wait = (error != null) ? error.retryAfter() : null;
		return (wait != null) ? "The server asks to wait " + text(wait) + " before the next call."
				: "Call less often, or try again later.";
	}

	private String refusedTokenAction() {
		if (this.tokenConfigured) {
			return "The token is the configured authing.access-token, which nothing can renew: "
					+ "configure a new one, or authing.secret in its place.";
		}
		return "A new access token did not help: check that authing.userpool-id names the pool "
				+ "that authing.secret belongs to.";
	}

	/**
	 * Return what to do about a code of the wire contract (section 4).
	 */
	private static String refusalAction(RequestFailure failure) {
		ApiError error = failure.error();
		Integer code = (error != null) ? error.code() : null;
		return switch ((code != null) ? code : 0) {
			case 402, 4021 -> "Check the plan and the quota of the user pool.";
			case 501 -> "This server does not support the operation.";
			case 2224 -> "Check authing.userpool-id.";
			case 403, 1001, 2018, 2202, 2209, 2333 -> failure.isOfTokenRequest() ? CREDENTIALS_ACTION
					: "These credentials may not do that: check authing.userpool-id and what its secret allows.";
			default -> failure.isOfTokenRequest() ? CREDENTIALS_ACTION : "The server's text says what to correct.";
		};
	}

	/**
	 * Return a duration as people and properties write it: {@code 500ms}, {@code 30s}.
	 */
	static String text(Duration duration) {
		return (duration.toMillisPart() == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
	}

}
