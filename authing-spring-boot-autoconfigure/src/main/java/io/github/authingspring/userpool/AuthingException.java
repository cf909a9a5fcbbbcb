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
 * Thrown when an operation on a user pool fails. Its kinds say what went wrong:
 * {@link AuthingApiException} is an error that the server reports,
 * {@link AuthingAuthenticationException} says that the credentials are not accepted,
 * {@link AuthingUnavailableException} that the connection or the server failed,
 * {@link AuthingInvalidResponseException} that the response cannot be understood.
 * <p>
 * The message names the operation, the host, the code, the server's text and what to do.
 * Neither it nor the causes hold a secret that the call sent.
 *
 * @since 0.1.0
 */
public abstract class AuthingException extends RuntimeException {

	private final @Nullable Integer code;

	private final @Nullable String requestId;

	private final Outcome outcome;

	AuthingException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure.getCause());
		ApiError error = failure.error();
		this.code = (error != null) ? error.code() : null;
		this.requestId = (error != null) ? error.requestId() : null;
		this.outcome = outcome;
	}

	AuthingException(String message, @Nullable Integer code, Outcome outcome) {
		super(message);
		this.code = code;
		this.requestId = null;
		this.outcome = outcome;
	}

	/**
	 * Return the code of the server's response.
	 * @return the code of Authing (<a href="{@docRoot}/authing-api.md">API contract</a>,
	 * section 4) or, where the response has none, the HTTP status; {@code null} where
	 * there was no response or it names no code
	 */
	public @Nullable Integer code() {
		return this.code;
	}

	/**
	 * Return the id under which the server knows the request, for Authing's support.
	 * @return the id, or {@code null} where the response names none or there was none
	 */
	public @Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Return whether the change that was asked for was made.
	 * @return the outcome, never {@code null}; {@link Outcome#NOT_APPLIED} for an
	 * operation that changes nothing
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether the change that a failed operation asked for was made. Further values may
	 * be added: have a default where you switch.
	 */
	public enum Outcome {

		/**
		 * Nothing was changed.
		 */
		NOT_APPLIED,

		/**
		 * The change was made; what failed came after it.
		 */
		APPLIED,

		/**
		 * The request may or may not have been executed: read before sending it again.
		 */
		UNKNOWN

	}

}
