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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the API speaks it, read and written by a mapper of our own: the Jackson
 * settings of the application can neither break it nor be broken by it.
 */
final class Json {

	/**
	 * What Jackson's bound on the depth of what is read (500) leaves for a value that the
	 * list of variables wraps.
	 */
	static final int MAX_VALUE_DEPTH = 497;

	/** As deep as the list of variables wraps a value. */
	private static final String LIST_START = "[[[";

	private static final String LIST_END = "]]]";

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Json() {
	}

	static JsonMapper plainMapper() {
		return mapper;
	}

	static JsonNode read(byte[] json) throws JacksonException {
		return read(new ByteArrayInputStream(json));
	}

	/**
	 * Read a JSON text.
	 * @param json the text
	 * @return the tree, a missing node where there is nothing
	 */
	static JsonNode read(InputStream json) throws JacksonException {
		try {
			return mapper.readTree(json);
		}
		catch (NumberFormatException ex) {
			// A number beyond the bounds of BigDecimal; the message may quote it.
			throw new StreamReadException("NumberFormatException");
		}
	}

	static byte[] write(Object value) throws JacksonException {
		return mapper.writeValueAsBytes(value);
	}

	/**
	 * Write a value of the application.
	 * @param value the value
	 * @param mapper the mapper that knows its type
	 * @return its JSON
	 * @throws JacksonException if it cannot be written, or would be written as an empty
	 * object for want of a serializer
	 */
	static byte[] writeValue(@Nullable Object value, JsonMapper mapper) throws JacksonException {
		try {
			return mapper.writer()
				.with(SerializationFeature.FAIL_ON_EMPTY_BEANS)
				// Read back and rejected: a number must not arrive as the text "NaN".
				.without(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
				.writeValueAsBytes(value);
		}
		catch (StackOverflowError ex) {
			throw new StreamReadException("StackOverflowError");
		}
	}

	/**
	 * Read a value as it will have to be read again, within the list of variables. What a
	 * serializer of the application wrote must be one value.
	 */
	static JsonNode readListed(byte[] json) throws JacksonException {
		ByteArrayOutputStream list = new ByteArrayOutputStream(json.length + LIST_START.length() + LIST_END.length());
		list.writeBytes(LIST_START.getBytes(StandardCharsets.UTF_8));
		list.writeBytes(json);
		list.writeBytes(LIST_END.getBytes(StandardCharsets.UTF_8));
		JsonNode values = read(list.toByteArray()).get(0).get(0);
		if (values.size() != 1) {
			throw new StreamReadException("not one value");
		}
		return values.get(0);
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
