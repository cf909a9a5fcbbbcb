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
 * Thrown when Authing does not accept the credentials: the token request was rejected, a
 * call was rejected although its token was new, or a configured access token is no longer
 * valid. Also thrown where there are no credentials that could be sent.
 *
 * @since 0.1.0
 */
public class AuthingAuthenticationException extends AuthingException {

	AuthingAuthenticationException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure, outcome);
	}

	/**
	 * Create an exception, for example for a mock.
	 * @param message the message
	 * @param code the code of the response, or {@code null}
	 */
	public AuthingAuthenticationException(String message, @Nullable Integer code) {
		super(message, code, Outcome.NOT_APPLIED);
	}

}
