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

import org.jspecify.annotations.Nullable;

/**
 * Why an exchange with the server failed, for the decisions within this package: repeat
 * it, get a new token, give up. It has no stack trace and may be shared by many callers;
 * what a caller gets is an {@link AuthingException} of its own, made by
 * {@link AuthingExceptionFactory}.
 */
final class RequestFailure extends RuntimeException {

	private final Kind kind;

	private final transient @Nullable ApiError error;

	private final boolean ofTokenRequest;

	RequestFailure(Kind kind, String description, @Nullable Throwable cause) {
		this(kind, description, cause, null, false);
	}

	RequestFailure(Kind kind, String description) {
		this(kind, description, null, null, false);
	}

	RequestFailure(Kind kind, ApiError error) {
		this(kind, error.toString(), null, error, false);
	}

	private RequestFailure(Kind kind, String description, @Nullable Throwable cause, @Nullable ApiError error,
			boolean ofTokenRequest) {
		super(description, cause, false, false);
		this.kind = kind;
		this.error = error;
		this.ofTokenRequest = ofTokenRequest;
	}

	/**
	 * Return the same failure as one of the token request, which a call had to wait for.
	 */
	RequestFailure asFailureOfTokenRequest() {
		return new RequestFailure(this.kind, description(), getCause(), this.error, true);
	}

	Kind kind() {
		return this.kind;
	}

	String description() {
		String message = getMessage();
		return (message != null) ? message : this.kind.toString();
	}

	/**
	 * Return the server's error, or {@code null} where it sent none that can be read.
	 */
	@Nullable ApiError error() {
		return this.error;
	}

	boolean isOfTokenRequest() {
		return this.ofTokenRequest;
	}

	/**
	 * The kinds, each with what is known of the request: whether the server can have
	 * executed it.
	 */
	enum Kind {

		/** No connection was made. */
		NOT_CONNECTED(false),

		/** The TLS handshake failed, which waiting does not mend. */
		TLS(false),

		/** The connection was lost, or nothing came in time. */
		NO_ANSWER(true),

		/** The whole call took too long. */
		TIME_LIMIT(true),

		/** The server throttles; nothing was executed. */
		THROTTLED(false),

		/** The server, or a proxy before it, is in trouble. */
		SERVER_TROUBLE(true),

		/**
		 * Trouble that the contract does not name: what gateways send (520, 524, say).
		 */
		GATEWAY_TROUBLE(true),

		/** The token is missing, expired or revoked. */
		TOKEN_REFUSED(false),

		/** There are no usable credentials. */
		NO_CREDENTIALS(false),

		/** Any other error of the server. */
		REFUSED(false),

		/** The server redirects, which is never followed. */
		REDIRECT(false),

		/** The request was about to go to another server than the configured one. */
		REROUTED(false),

		/** The answer cannot be understood. */
		INVALID_RESPONSE(true),

		/** The client was closed. */
		CLOSED(false);

		private final boolean possiblyExecuted;

		Kind(boolean possiblyExecuted) {
			this.possiblyExecuted = possiblyExecuted;
		}

		boolean isPossiblyExecuted() {
			return this.possiblyExecuted;
		}

	}

}
