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

package io.github.authingspring.console;

import io.github.authingspring.userpool.AuthingApiException;
import io.github.authingspring.userpool.AuthingAuthenticationException;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.AuthingRateLimitException;
import io.github.authingspring.userpool.AuthingUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Something that failed, as the page says it.
 *
 * @param title what it comes to
 * @param message what happened and what to do
 * @param details what Authing's support asks for, or {@code null}
 * @param status the status of the page
 */
record Failure(String title, String message, @Nullable String details, HttpStatus status) {

	/**
	 * Describe why the user pool cannot be read.
	 * @param ex the exception
	 * @return the description
	 */
	static Failure ofReading(AuthingException ex) {
		return new Failure(title(ex), String.valueOf(ex.getMessage()), details(ex), HttpStatus.SERVICE_UNAVAILABLE);
	}

	/**
	 * Describe why a change failed.
	 * @param ex the exception
	 * @return the description
	 */
	static Failure ofChange(AuthingException ex) {
		if (ex instanceof AuthingApiException rejection && rejection.apiMessage() != null
				&& rejection.outcome() == Outcome.NOT_APPLIED) {
			return new Failure("Authing rejects this", rejection.apiMessage() + ". Nothing was changed.",
					details(rejection), HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return new Failure(title(ex), String.valueOf(ex.getMessage()), details(ex), HttpStatus.BAD_GATEWAY);
	}

	/**
	 * Describe why a change was not sent.
	 * @param ex what is wrong with the input
	 * @return the description
	 */
	static Failure ofInput(IllegalArgumentException ex) {
		return new Failure("Not sent", String.valueOf(ex.getMessage()), null, HttpStatus.BAD_REQUEST);
	}

	/**
	 * Describe that a change of which it was not known whether it was made is not there.
	 * @return the description
	 */
	static Failure ofMissingChange() {
		return new Failure("Not changed", "The pool was read again and does not have the change. "
				+ "If it does not come with a slow server either, send it again.", null, HttpStatus.OK);
	}

	/**
	 * Describe that nobody can see whether a change was made.
	 * @return the description
	 */
	static Failure ofUnknownChange() {
		return new Failure("Still unknown", "The pool cannot be read, so nobody can tell whether the change was made.",
				null, HttpStatus.BAD_GATEWAY);
	}

	private static String title(AuthingException ex) {
		if (ex instanceof AuthingUnavailableException) {
			return "Authing is out of reach";
		}
		if (ex instanceof AuthingRateLimitException) {
			return "Authing limits the rate of requests";
		}
		if (ex instanceof AuthingAuthenticationException) {
			return "Authing does not accept the credentials";
		}
		return (ex instanceof AuthingApiException) ? "Authing rejects the request"
				: "Authing's response cannot be understood";
	}

	private static @Nullable String details(AuthingException ex) {
		String code = (ex.code() != null) ? "code " + ex.code() : null;
		String request = (ex.requestId() != null) ? "request " + ex.requestId() : null;
		return (code != null && request != null) ? code + ", " + request : (code != null) ? code : request;
	}

}
