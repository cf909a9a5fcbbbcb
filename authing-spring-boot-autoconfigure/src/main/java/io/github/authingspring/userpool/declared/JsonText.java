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

package io.github.authingspring.userpool.declared;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that may be written in several ways.
 */
final class JsonText {

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** By which 1.0 and 1 are the same number. */
	private static final Comparator<JsonNode> BY_VALUE = (node, other) -> {
		if (node.isNumber() && other.isNumber()) {
			return node.decimalValue().compareTo(other.decimalValue());
		}
		return node.equals(other) ? 0 : 1;
	};

	private JsonText() {
	}

	static JsonNode of(Object value) {
		return mapper.valueToTree(value);
	}

	/**
	 * Return what a text says, or {@code null} if it is no JSON.
	 */
	static @Nullable JsonNode parse(String text) {
		try {
			JsonNode json = mapper.readTree(text);
			return json.isMissingNode() ? null : json;
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	static boolean isSame(@Nullable JsonNode json, @Nullable JsonNode other) {
		return json != null && other != null && json.equals(BY_VALUE, other);
	}

}
