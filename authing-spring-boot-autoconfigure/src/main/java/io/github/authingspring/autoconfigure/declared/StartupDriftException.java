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

package io.github.authingspring.autoconfigure.declared;

import java.util.List;

import io.github.authingspring.userpool.AuthingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ExitCodeGenerator;

/**
 * Thrown where the application must not start, since the user pool is not as declared or
 * cannot be read. It holds names and no values.
 */
final class StartupDriftException extends RuntimeException implements ExitCodeGenerator {

	private final int exitCode;

	private final String action;

	private StartupDriftException(String message, String action, int exitCode) {
		super(message);
		this.action = action;
		this.exitCode = exitCode;
	}

	static StartupDriftException drift(@Nullable String userpoolId, List<String> names) {
		return new StartupDriftException(
				pool(userpoolId) + " differs from what is declared: " + String.join(", ", names),
				"Change the user pool or what is declared below 'authing.declared'. An application that runs "
						+ "shows both values of a setting at the actuator endpoint 'authing-userpool'.",
				2);
	}

	/**
	 * Of an exception that is not ours only the type is told: nobody knows what its
	 * message holds.
	 */
	static StartupDriftException unreadable(@Nullable String userpoolId, Throwable failure) {
		return new StartupDriftException(
				pool(userpoolId) + " could not be compared with what is declared: "
						+ ((failure instanceof AuthingException) ? failure.getMessage() : failure.getClass().getName()),
				"See the reason. With 'authing.declared.on-startup' set to 'report' the application starts "
						+ "nevertheless.",
				3);
	}

	private static String pool(@Nullable String userpoolId) {
		return "The user pool" + ((userpoolId != null) ? " " + userpoolId : "");
	}

	String action() {
		return this.action;
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
