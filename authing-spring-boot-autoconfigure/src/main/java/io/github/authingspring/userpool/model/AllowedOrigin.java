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

import java.util.Collection;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Checks the entries of {@code allowedOrigins}. The server ignores an entry with a query
 * or a fragment, and with it the whole domain (wire contract, section 6), so such a one
 * is refused before it is sent.
 */
final class AllowedOrigin {

	private AllowedOrigin() {
	}

	static void check(String origin) {
		int end = origin.indexOf('?');
		end = (end >= 0) ? end : origin.indexOf('#');
		if (end >= 0) {
			throw new IllegalArgumentException("allowedOrigins: '" + origin.substring(0, end) + "' is followed by a "
					+ ((origin.charAt(end) == '?') ? "query" : "fragment")
					+ ", with which the server silently ignores the whole domain; give scheme, host and port alone");
		}
	}

	static String join(Collection<? extends @Nullable String> origins) {
		StringJoiner joined = new StringJoiner("\n");
		for (String origin : origins) {
			if (origin == null || origin.isBlank() || origin.lines().count() > 1) {
				throw new IllegalArgumentException("allowedOriginList: an origin must be one line of text such as "
						+ "'https://app.example.com', neither null nor blank");
			}
			check(origin);
			joined.add(origin.strip());
		}
		return joined.toString();
	}

}
