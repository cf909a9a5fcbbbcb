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

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks credentials. Their values never get into a message.
 */
final class Credentials {

	static final String SECRET = "secret";

	static final String ACCESS_TOKEN = "access-token";

	/** What jasypt and Spring Cloud Config leave where they do not decrypt. */
	private static final Pattern UNDECRYPTED = Pattern.compile("^(ENC\\(.*\\)|\\{cipher}.*)$", Pattern.DOTALL);

	private Credentials() {
	}

	/**
	 * Read and check a credential.
	 * @param setting the name of the setting, for messages
	 * @param supplier supplies the value; it may block, asking a vault, for example
	 * @return the value
	 * @throws RequestFailure if there is no usable value
	 */
	static String read(String setting, Supplier<? extends @Nullable String> supplier) {
		String value;
		try {
			value = supplier.get();
		}
		catch (Exception ex) {
			throw new RequestFailure(Kind.NO_CREDENTIALS,
					"authing." + setting + " could not be read (" + ex.getClass().getName() + ")",
					new WithoutMessage(ex), false);
		}
		try {
			return setting.equals(ACCESS_TOKEN) ? checkHeaderValue(setting, value) : check(setting, value);
		}
		catch (InvalidSettingException ex) {
			throw new RequestFailure(Kind.NO_CREDENTIALS, "authing." + ex.setting() + " " + ex.reason());
		}
	}

	/**
	 * Check the value of a setting that is sent as it is.
	 * @throws InvalidSettingException if it is missing, surrounded by white space, an
	 * unresolved placeholder or cannot be encoded
	 */
	static String check(String setting, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			throw new InvalidSettingException(setting, "is not set (or empty)", "Give it a value.");
		}
		if (!value.equals(value.strip())) {
			throw new InvalidSettingException(setting, "begins or ends with white space", "Remove the white space.");
		}
		if (value.contains("${")) {
			throw new InvalidSettingException(setting, "holds a placeholder '${…}' that nothing resolves",
					"Define the property or environment variable that the placeholder names.");
		}
		if (UNDECRYPTED.matcher(value).find()) {
			throw new InvalidSettingException(setting, "is encrypted, and nothing has decrypted it",
					"Add the library that decrypts 'ENC(…)' or '{cipher}…', or check that it takes part in this context.");
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
			throw new InvalidSettingException(setting, "holds half of a surrogate pair, which has no encoding",
					"Give whole characters.");
		}
		return value;
	}

	/**
	 * Check the value of a setting that goes into an HTTP header.
	 * @throws InvalidSettingException as {@link #check}, and if a character cannot be in
	 * a header
	 */
	static String checkHeaderValue(String setting, @Nullable String value) {
		String checked = check(setting, value);
		for (int i = 0; i < checked.length(); i++) {
			if (checked.charAt(i) <= ' ' || checked.charAt(i) >= 0x7f) {
				throw new InvalidSettingException(setting,
						"holds a character that an HTTP header cannot carry (only visible ASCII characters can be sent)",
						"Remove the character.");
			}
		}
		return checked;
	}

	/**
	 * Stands for an exception of the application's, with its type, stack trace and
	 * causes. What it says is left out: it may quote a credential, and exceptions are
	 * logged.
	 */
	private static final class WithoutMessage extends RuntimeException {

		private static final int MAX_DEPTH = 20;

		private WithoutMessage(Throwable original) {
			this(original, MAX_DEPTH);
		}

		private WithoutMessage(Throwable original, int depth) {
			super(original.getClass().getName(), (original.getCause() != null && depth > 0)
					? new WithoutMessage(original.getCause(), depth - 1) : null, false, true);
			setStackTrace(original.getStackTrace());
		}

		@Override
		public String toString() {
			return getMessage() + " (its message is left out, since it may hold a secret)";
		}

	}

}
