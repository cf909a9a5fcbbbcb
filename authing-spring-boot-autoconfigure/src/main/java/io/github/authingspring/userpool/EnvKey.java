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
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Checks the key of an environment variable. It becomes one segment of a URL path, so
 * only a key that arrives at the server exactly as given is let through (wire contract,
 * section 1).
 */
final class EnvKey {

	private EnvKey() {
	}

	static String check(@Nullable String key) {
		if (key == null || key.isEmpty()) {
			throw new IllegalArgumentException(
					"key: must not be " + ((key == null) ? "null" : "empty") + "; give the name of the variable");
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
			throw new IllegalArgumentException(
					"key: holds half of a surrogate pair, which has no encoding; give whole characters");
		}
		if (Arrays.stream(key.split("/", -1)).anyMatch((segment) -> segment.equals(".") || segment.equals(".."))) {
			throw new IllegalArgumentException("key: must not be or contain the path segment '.' or '..', "
					+ "which URLs cannot carry; give the variable another name");
		}
		return key;
	}

}
