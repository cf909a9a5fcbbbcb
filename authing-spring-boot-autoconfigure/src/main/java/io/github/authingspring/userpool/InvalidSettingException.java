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
 * Thrown when a client cannot be made of the settings that were given. The message never
 * holds the value of a secret.
 *
 * @since 0.1.0
 */
public class InvalidSettingException extends IllegalArgumentException {

	private final String setting;

	private final String reason;

	private final String action;

	/**
	 * Create an exception.
	 * @param setting name of the setting in the spelling of the properties, below
	 * {@code authing.}: for example {@code call-timeout}
	 * @param reason what is wrong with it, as the end of a sentence that the name begins
	 * @param action what to do about it, as a sentence
	 */
	public InvalidSettingException(String setting, String reason, String action) {
		super("'authing." + setting + "' " + reason + ". " + action);
		this.setting = setting;
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Return the name of the setting.
	 * @return the name below {@code authing.}, never {@code null}
	 */
	public String setting() {
		return this.setting;
	}

	/**
	 * Return what is wrong.
	 * @return the end of a sentence that the name begins, never {@code null}
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Return what to do.
	 * @return a sentence, never {@code null}
	 */
	public String action() {
		return this.action;
	}

}
