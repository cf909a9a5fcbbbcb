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

package io.github.authingspring.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A JSON value as graphql-js prints it in its messages: the keys without quotes, long
 * lists cut, and nothing below the second level.
 */
final class JavaScriptText {

	private static final int MAX_ELEMENTS = 10;

	private static final int MAX_DEPTH = 2;

	private JavaScriptText() {
	}

	static String of(@Nullable Object value) {
		return of(value, 1);
	}

	private static String of(@Nullable Object value, int depth) {
		if (value instanceof Map<?, ?> object) {
			return ofObject(object, depth);
		}
		if (value instanceof List<?> list) {
			return ofList(list, depth);
		}
		return (value instanceof String text) ? Json.write(text) : String.valueOf(value);
	}

	private static String ofObject(Map<?, ?> object, int depth) {
		if (object.isEmpty()) {
			return "{}";
		}
		return (depth > MAX_DEPTH) ? "[Object]"
				: object.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + ": " + of(entry.getValue(), depth + 1))
					.collect(Collectors.joining(", ", "{ ", " }"));
	}

	private static String ofList(List<?> list, int depth) {
		if (depth > MAX_DEPTH && !list.isEmpty()) {
			return "[Array]";
		}
		int more = list.size() - MAX_ELEMENTS;
		String rest = (more > 0) ? ", ... " + more + ((more == 1) ? " more item" : " more items") : "";
		return list.stream()
			.limit(MAX_ELEMENTS)
			.map((element) -> of(element, depth + 1))
			.collect(Collectors.joining(", ", "[", rest + "]"));
	}

}
