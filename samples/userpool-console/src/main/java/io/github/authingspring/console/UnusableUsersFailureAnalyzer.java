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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains how to configure who may sign in.
 */
class UnusableUsersFailureAnalyzer extends AbstractFailureAnalyzer<UnusableUsersException> {

	private static final String ACTION = """
			Give each user a name, a password and a role (admin changes, viewer reads), as properties
			console.users[0].name, .password and .role, or in the environment:

			    CONSOLE_USERS_0_NAME=ops
			    CONSOLE_USERS_0_PASSWORD={bcrypt}$2y$10$...
			    CONSOLE_USERS_0_ROLE=admin

			A password without an encoder's id such as {bcrypt} in front is taken as it is.
			To try the console without users, leave authing.userpool-id (AUTHING_USERPOOL_ID) unset: \
			it then runs on the sandbox.""";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableUsersException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", ACTION, cause);
	}

}
