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

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed, for the decisions within this package: retry it, get a new token,
 * stop. It has no stack trace and may be shared by many callers; what a caller gets is an
 * {@link AuthingException} of its own, made by {@link AuthingExceptionFactory}.
 */
final class RequestFailure extends RuntimeException {

	private final Kind kind;

	private final transient @Nullable ApiError error;

	private final Outcome outcome;

	private final boolean ofTokenRequest;

	/**
	 * Create a failure that no response tells of.
	 * @param kind the kind
	 * @param description what happened, as a part of a sentence
	 * @param cause the cause
	 * @param sent whether the request was handed to a connected channel
	 */
	RequestFailure(Kind kind, String description, @Nullable Throwable cause, boolean sent) {
		this(kind, description, cause, null, sent ? kind.outcome : Outcome.NOT_APPLIED, false);
	}

	/**
	 * Create a failure of a request that was not sent.
	 */
	RequestFailure(Kind kind, String description) {
		this(kind, description, null, false);
	}

	/**
	 * Create a failure that a response without an error tells of.
	 */
	RequestFailure(Kind kind, String description, Outcome outcome) {
		this(kind, description, null, null, outcome, false);
	}

	/**
	 * Create a failure that a response tells of.
	 * @param kind the kind
	 * @param error what the server says
	 * @param outcome whether the change that was asked for was made
	 */
	RequestFailure(Kind kind, ApiError error, Outcome outcome) {
		this(kind, error.toString(), null, error, outcome, false);
	}

	private RequestFailure(Kind kind, String description, @Nullable Throwable cause, @Nullable ApiError error,
			Outcome outcome, boolean ofTokenRequest) {
		super(description, cause, false, false);
		this.kind = kind;
		this.error = error;
		this.outcome = outcome;
		this.ofTokenRequest = ofTokenRequest;
	}

	/**
	 * Return the same failure as one of the token request, which a call had to wait for.
	 */
	RequestFailure asFailureOfTokenRequest() {
		return new RequestFailure(this.kind, description(), getCause(), this.error, Outcome.NOT_APPLIED, true);
	}

	/**
	 * Return the same failure for a request that was sent before, which may have been
	 * executed then.
	 */
	RequestFailure asPossiblyExecuted() {
		return (this.outcome != Outcome.NOT_APPLIED) ? this : new RequestFailure(this.kind, description(), getCause(),
				this.error, Outcome.UNKNOWN, this.ofTokenRequest);
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
	 * Return whether the server has executed what the call asked for.
	 */
	Outcome outcome() {
		return this.outcome;
	}

	/**
	 * The kinds, each with what it says of a request that was sent: whether the server
	 * can have executed it.
	 */
	enum Kind {

		/** No connection was made. */
		CONNECT_FAILED(false),

		/** The TLS handshake failed, which waiting does not mend. */
		TLS_FAILED(false),

		/** The connection was lost, or no response came in time. */
		CONNECTION_LOST(true),

		/** The whole call timed out. */
		TIMED_OUT(true),

		/** The server limits the rate; nothing was executed. */
		RATE_LIMITED(false),

		/** An error on the server's side, or of a proxy before it. */
		SERVER_ERROR(true),

		/**
		 * An error that the API contract does not name: what gateways send, for example
		 * 520 or 524.
		 */
		GATEWAY_ERROR(true),

		/** The token is missing, expired or revoked. */
		TOKEN_REJECTED(false),

		/** There are no usable credentials. */
		NO_CREDENTIALS(false),

		/** Any other error of the server. */
		REJECTED(false),

		/** The server redirects, which is never followed. */
		REDIRECTED(false),

		/** The request was about to go to another server than the configured one. */
		REROUTED(false),

		/** The response is none of Authing's. */
		INVALID_RESPONSE(true),

		/** The response is Authing's, but its value is not what the API contract says. */
		UNEXPECTED_VALUE(true),

		/** The response is larger than allowed. */
		TOO_LARGE(true),

		/** Neither Authing nor the network failed, but code of the application. */
		APPLICATION_FAILED(true),

		/** The transport failed in a way that is not known. */
		TRANSPORT_FAILED(true),

		/** The client or its connections were closed. */
		CLOSED(true);

		private final Outcome outcome;

		Kind(boolean possiblyExecuted) {
			this.outcome = possiblyExecuted ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
		}

		/**
		 * Return what a failure of this kind says of a change that was sent.
		 */
		Outcome outcome() {
			return this.outcome;
		}

	}

}
