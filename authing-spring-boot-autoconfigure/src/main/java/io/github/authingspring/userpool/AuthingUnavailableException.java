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
 * Thrown when there was no usable response: no connection, a connection that was lost, a
 * timeout, a server error that lasted beyond the last attempt, a filter of the
 * application's that failed, or an interrupted thread. Whether a change was made says
 * {@link #outcome()}.
 *
 * @since 0.1.0
 */
public class AuthingUnavailableException extends AuthingException {

	AuthingUnavailableException(String message, RequestFailure failure, Outcome outcome) {
		super(message, failure, outcome);
	}

	/**
	 * Create an exception, for example for a mock.
	 * @param message the message
	 * @param outcome whether the change was made
	 */
	public AuthingUnavailableException(String message, Outcome outcome) {
		super(message, (Integer) null, outcome);
	}

}
