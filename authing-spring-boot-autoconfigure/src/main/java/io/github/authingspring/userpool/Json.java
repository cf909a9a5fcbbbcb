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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the API speaks it, read and written by a mapper of our own: the Jackson
 * settings of the application can neither break it nor be broken by it.
 */
final class Json {

	/**
	 * What Jackson's bound on the depth of what is read (500) leaves for a value that a
	 * response wraps as deep as the list of variables does.
	 */
	static final int MAX_VALUE_DEPTH = 497;

	private static final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_VALUE_DEPTH + 1).build())
			// Read back and rejected: a number must not arrive as the text "NaN".
			.disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Json() {
	}

	/**
	 * Read a JSON text.
	 * @param json the text
	 * @return the tree, a missing node where there is nothing
	 */
	static JsonNode read(byte[] json) throws JacksonException {
		try {
			return mapper.readTree(json);
		}
		catch (NumberFormatException ex) {
			// A number beyond the bounds of BigDecimal; the message may quote it.
			throw new StreamReadException("NumberFormatException");
		}
	}

	static byte[] write(@Nullable Object value) throws JacksonException {
		try {
			return mapper.writeValueAsBytes(value);
		}
		catch (StackOverflowError ex) {
			throw new StreamReadException("StackOverflowError");
		}
	}

	static JsonNode toTree(Object value) throws JacksonException {
		return mapper.valueToTree(value);
	}

	/**
	 * Return what a tree holds as Java has it: maps, lists, texts, numbers, booleans.
	 */
	static @Nullable Object toJava(JsonNode node) throws JacksonException {
		return mapper.treeToValue(node, Object.class);
	}

}
