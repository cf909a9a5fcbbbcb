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
import java.util.Objects;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions that callers get: which kind, and what its message says.
 */
final class AuthingExceptionFactory {

	private static final String CREDENTIALS_ACTION = "Check authing.userpool-id and authing.secret; Authing's console "
			+ "shows both under Settings > Basic settings > Key management (设置 > 基础设置 > 密钥管理).";

	private static final String ADDRESS_ACTION = "Check that authing.host is the address of Authing, "
			+ "and that no proxy or login page responds in its place.";

	private final BaseUrl baseUrl;

	private final boolean tokenConfigured;

	AuthingExceptionFactory(BaseUrl baseUrl, boolean tokenConfigured) {
		this.baseUrl = baseUrl;
		this.tokenConfigured = tokenConfigured;
	}

	AuthingException create(RequestFailure failure, Call call) {
		Outcome outcome = call.outcome(failure);
		String message = message(failure, call.operation(), outcome);
		return switch (failure.kind()) {
			case INVALID_RESPONSE, UNEXPECTED_VALUE, TOO_LARGE, REDIRECTED ->
				new AuthingInvalidResponseException(message, failure, outcome);
			case RATE_LIMITED -> new AuthingRateLimitException(message, failure, outcome);
			case TOKEN_REJECTED, NO_CREDENTIALS -> new AuthingAuthenticationException(message, failure, outcome);
			case REJECTED -> failure.isOfTokenRequest() ? new AuthingAuthenticationException(message, failure, outcome)
					: new AuthingApiException(message, failure, outcome);
			case CONNECT_FAILED, TLS_FAILED, CONNECTION_LOST, TIMED_OUT, SERVER_ERROR, GATEWAY_ERROR, REROUTED,
					APPLICATION_FAILED, TRANSPORT_FAILED, CLOSED ->
				new AuthingUnavailableException(message, failure, outcome);
		};
	}

	/**
	 * Make the exception of a caller whose thread was interrupted.
	 */
	static AuthingException interrupted(Operation operation, InterruptedException cause) {
		Outcome outcome = operation.isReadOnly() ? Outcome.NOT_APPLIED : Outcome.UNKNOWN;
		RequestFailure failure = new RequestFailure(Kind.CONNECTION_LOST, "the thread was interrupted", cause, true);
		return new AuthingUnavailableException(operation + " failed: the thread was interrupted while it waited."
				+ (operation.isReadOnly() ? "" : " " + text(outcome)), failure, outcome);
	}

	private String message(RequestFailure failure, Operation operation, Outcome outcome) {
		return operation + " at " + this.baseUrl + " failed: "
				+ (failure.isOfTokenRequest() ? "there is no access token, since " : "") + failure.description() + "."
				+ (operation.isReadOnly() ? "" : " " + text(outcome)) + " " + action(failure);
	}

	private static String text(Outcome outcome) {
		return switch (outcome) {
			case NOT_APPLIED -> "Nothing was changed.";
			case APPLIED -> "The change itself was made; what failed came after it.";
			case UNKNOWN -> "Whether the change was made is unknown: read before you send it again.";
		};
	}

	private String action(RequestFailure failure) {
		return switch (failure.kind()) {
			case CONNECT_FAILED -> "Check authing.host and the network, proxy and firewall on the way to it.";
			case TLS_FAILED -> "Check that this application trusts the server's certificate; "
					+ "authing.http.ssl.bundle names a bundle that trusts a private CA.";
			case CONNECTION_LOST -> "Check the network and the server; try again later.";
			case TIMED_OUT -> "Check the network and the server, or allow more time.";
			case RATE_LIMITED -> retryAction(failure.error());
			case SERVER_ERROR, GATEWAY_ERROR -> "The error is on the server's side: try again later.";
			case TOKEN_REJECTED -> failure.isOfTokenRequest() ? CREDENTIALS_ACTION : rejectedTokenAction();
			case NO_CREDENTIALS -> CREDENTIALS_ACTION;
			case REJECTED -> isOfAuthing(failure.error()) ? rejectionAction(failure) : ADDRESS_ACTION;
			case REDIRECTED -> "A redirect is never followed, since it would carry the secret to another place: "
					+ "set authing.host to the address that responds itself.";
			case REROUTED -> "The token goes to authing.host alone: remove that filter, or set authing.host.";
			case INVALID_RESPONSE -> ADDRESS_ACTION;
			case UNEXPECTED_VALUE ->
				"The server responds otherwise than its API says: check its version and report it.";
			case TOO_LARGE -> "Raise authing.http.max-response-size if so much is expected.";
			case APPLICATION_FAILED -> "The cause is in the application, not in Authing or the network.";
			case TRANSPORT_FAILED -> "The cause says what failed below WebClient.";
			case CLOSED -> "Do not use a client after closing it or its application context.";
		};
	}

	private static String retryAction(@Nullable ApiError error) {
		Duration wait = (error != null) ? error.retryAfter() : null;
		return (wait != null) ? "The server asks to wait " + text(wait) + " before the next call."
				: "Call less often, or try again later.";
	}

	private String rejectedTokenAction() {
		if (this.tokenConfigured) {
			return "The token is the configured authing.access-token, which nothing can renew: "
					+ "configure a new one, or authing.secret in its place.";
		}
		return "A new access token did not help: check that authing.userpool-id names the pool "
				+ "that authing.secret belongs to.";
	}

	/**
	 * Return whether an error has a text or a code of Authing's, and not the status of
	 * HTTP alone.
	 */
	private static boolean isOfAuthing(@Nullable ApiError error) {
		return error != null && (error.apiMessage() != null || !Objects.equals(error.code(), error.status()));
	}

	/**
	 * Return what to do about a code of the
	 * <a href="{@docRoot}/authing-api.md">API contract</a> (section 4).
	 */
	private static String rejectionAction(RequestFailure failure) {
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
