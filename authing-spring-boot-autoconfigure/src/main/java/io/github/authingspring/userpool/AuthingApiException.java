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
 * Thrown when the server responds that it rejects an operation: a domain that is taken, a
 * missing permission, an invalid value.
 *
 * @since 0.1.0
 */
public class AuthingApiException extends AuthingException {

	private final int status;

	private final @Nullable String apiMessage;

	private final transient @Nullable Object data;

	AuthingApiException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure, outcome);
		ApiError error = failure.error();
		this.status = (error != null) ? error.status() : 0;
		this.apiMessage = (error != null) ? error.apiMessage() : null;
		this.data = (error != null) ? error.data() : null;
	}

	/**
	 * Create an exception, for example for a mock.
	 * @param message the message
	 * @param status the HTTP status
	 * @param code the code of the response, or {@code null}
	 * @param apiMessage the server's text, or {@code null}
	 * @param outcome whether the change was made
	 */
	public AuthingApiException(String message, int status, @Nullable Integer code, @Nullable String apiMessage,
			Outcome outcome) {
		super(message, code, outcome);
		this.status = status;
		this.apiMessage = apiMessage;
		this.data = null;
	}

	/**
	 * Return the HTTP status of the response. The API sends many errors with 200.
	 * @return the status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Return the server's text, in the language of {@code x-authing-lang}, without
	 * control characters and secrets that the call sent, cut at 500 characters.
	 * @return the text, or {@code null} where there was none
	 */
	public @Nullable String apiMessage() {
		return this.apiMessage;
	}

	/**
	 * Return the details of the server's response (its {@code data}) as Java has them:
	 * {@code Map}, {@code List}, {@code String}, a number or {@code Boolean}. They are as
	 * the server sent them and may echo what the call sent: do not log them. Lost when
	 * the exception is serialized.
	 * @return the details, or {@code null} where there were none
	 */
	public @Nullable Object data() {
		return this.data;
	}

}
