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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as the API speaks it, read and written by a mapper of our own: the Jackson
 * settings of the application can neither break it nor be broken by it.
 */
final class Json {

	/** What a plain mapper can write again, as an actuator endpoint has to. */
	static final int MAX_DEPTH = 500;

	/** What is left of it for a value that an answer wraps as deep as the list does. */
	static final int MAX_VALUE_DEPTH = MAX_DEPTH - 3;

	static final int MAX_NUMBER_LENGTH = 1000;

	static final int MAX_NAME_LENGTH = 50_000;

	private static final JsonMapper mapper = createMapper();

	private Json() {
	}

	/**
	 * Create a mapper whose bounds are its own: an application can change Jackson's
	 * defaults. The size of an answer bounds all else.
	 */
	static JsonMapper createMapper() {
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxNameLength(MAX_NAME_LENGTH)
				.maxStringLength(Integer.MAX_VALUE)
				.maxDocumentLength(-1)
				.maxTokenCount(-1)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_VALUE_DEPTH + 1).build())
			// Read back and refused: a number must not arrive as the text "NaN".
			.disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
			.build();
		return JsonMapper.builder(factory)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.addModule(new SimpleModule().addDeserializer(Instant.class, new LenientInstantDeserializer()))
			.addMixIn(App2WxappLoginStrategy.class, GraphQlSpelling.class)
			.addMixIn(UserPool.class, NoFieldOfTheServer.class)
			.build();
	}

	static JsonNode read(byte[] json) throws JacksonException {
		return guard(() -> mapper.readTree(json));
	}

	static JsonNode read(String json) throws JacksonException {
		return guard(() -> mapper.readTree(json));
	}

	static <T> T read(byte[] json, ObjectReader reader) throws JacksonException {
		return guard(() -> reader.readValue(json));
	}

	static ObjectReader reader(TypeReference<?> type) {
		return mapper.readerFor(type);
	}

	static <T> T convert(JsonNode node, Class<T> type) throws JacksonException {
		return guard(() -> mapper.treeToValue(node, type));
	}

	static byte[] write(@Nullable Object value) throws JacksonException {
		return guard(() -> mapper.writeValueAsBytes(value));
	}

	/**
	 * Write a value that may be without end.
	 * @param value the value
	 * @param maxSize how many bytes it may take
	 * @return its JSON
	 * @throws StreamConstraintsException if it takes more
	 */
	static byte[] write(@Nullable Object value, int maxSize) throws JacksonException {
		BoundedOutput output = new BoundedOutput(maxSize);
		return guard(() -> {
			mapper.writeValue(output, value);
			return output.bytes.toByteArray();
		});
	}

	static JsonNode toTree(@Nullable Object value) throws JacksonException {
		return mapper.valueToTree(value);
	}

	/**
	 * Jackson lets some exceptions of the JDK and of the application's types through, and
	 * their messages may quote the value: that of a number beyond the bounds of
	 * {@code BigDecimal}, say.
	 */
	private static <T> T guard(Supplier<T> work) throws JacksonException {
		try {
			return work.get();
		}
		catch (JacksonException ex) {
			throw ex;
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new StreamReadException(ex.getClass().getSimpleName());
		}
	}

	static <T> T fromJson(String json, Class<T> type) {
		try {
			JsonNode node = read(json);
			if (node.isObject()) {
				return convert(node, type);
			}
		}
		catch (JacksonException ex) {
			// Its message quotes the text, which may hold secrets.
		}
		throw new IllegalArgumentException(
				"json: must be a JSON object with the fields of " + type.getSimpleName() + " as the API sends them");
	}

	private static final class BoundedOutput extends OutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final int maxSize;

		BoundedOutput(int maxSize) {
			this.maxSize = maxSize;
		}

		@Override
		public void write(int b) {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			if (length > this.maxSize - this.bytes.size()) {
				throw new StreamConstraintsException("more than " + this.maxSize + " bytes");
			}
			this.bytes.write(source, offset, length);
		}

	}

	/**
	 * The GraphQL API misspells a field that the REST API spells right (wire contract,
	 * section 6): written in the first form, read in both.
	 */
	interface GraphQlSpelling {

		@JsonProperty("ticketExpriresAfter")
		@JsonAlias("ticketExpiresAfter")
		@Nullable Integer ticketExpiresAfter();

	}

	/**
	 * Otherwise a field that the server calls {@code additionalFields} would be lost, or
	 * would have to be an object.
	 */
	@JsonIgnoreProperties("\u0000")
	interface NoFieldOfTheServer {

		@JsonProperty("\u0000")
		Map<String, @Nullable Object> additionalFields();

	}

	/**
	 * A timestamp that nobody can parse must not fail a call.
	 */
	private static final class LenientInstantDeserializer extends StdDeserializer<Instant> {

		LenientInstantDeserializer() {
			super(Instant.class);
		}

		@Override
		public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context)
				throws JacksonException {
			if (parser.currentToken() == JsonToken.VALUE_STRING) {
				return Timestamps.parse(parser.getString());
			}
			parser.skipChildren();
			return null;
		}

	}

}
