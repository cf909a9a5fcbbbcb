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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the server limits the rate of calls (code 429) and retrying did not help or
 * would have taken too long. The operation was not executed.
 *
 * @since 0.1.0
 */
public class AuthingRateLimitException extends AuthingApiException {

	private final @Nullable Duration retryAfter;

	AuthingRateLimitException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure, outcome);
		ApiError error = failure.error();
		this.retryAfter = (error != null) ? error.retryAfter() : null;
	}

	/**
	 * Create an exception, for example for a mock.
	 * @param message the message
	 * @param retryAfter how long the server asks to wait, or {@code null}
	 */
	public AuthingRateLimitException(String message, @Nullable Duration retryAfter) {
		super(message, 429, 429, null, Outcome.NOT_APPLIED);
		this.retryAfter = retryAfter;
	}

	/**
	 * Return how long the server asks to wait before the next call.
	 * @return the wait, counted from the response, or {@code null} where the server named
	 * none
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
