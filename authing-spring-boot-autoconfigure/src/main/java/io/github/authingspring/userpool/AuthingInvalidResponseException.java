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

/**
 * Thrown when a response cannot be understood: HTML of a proxy, JSON of another shape, a
 * redirect, a response that is too large. The message gives its content type, its length
 * and where it redirects to, never its content.
 *
 * @since 0.1.0
 */
public class AuthingInvalidResponseException extends AuthingException {

	AuthingInvalidResponseException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure, outcome);
	}

	/**
	 * Create an exception, for example for a mock.
	 * @param message the message
	 * @param outcome whether the change was made
	 */
	public AuthingInvalidResponseException(String message, Outcome outcome) {
		super(message, (Integer) null, outcome);
	}

}
