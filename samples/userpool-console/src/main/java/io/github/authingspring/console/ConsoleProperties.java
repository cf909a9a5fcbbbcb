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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the console.
 *
 * @param users who may sign in
 */
@ConfigurationProperties("console")
record ConsoleProperties(@DefaultValue List<User> users) {

	/**
	 * Somebody who may sign in.
	 *
	 * @param name name to sign in with
	 * @param password password, encoded with its encoder's id in front
	 * ({@code {bcrypt}…}) or plain
	 * @param role what the user may do
	 */
	record User(@Nullable String name, @Nullable String password, @Nullable Role role) {

		@Override
		public String toString() {
			return "User[name=" + this.name + ", role=" + this.role + "]";
		}

	}

	/**
	 * What a user may do.
	 */
	enum Role {

		/**
		 * Sees the configuration, and no values that may be secrets.
		 */
		VIEWER,

		/**
		 * Sees and changes everything.
		 */
		ADMIN

	}

}
