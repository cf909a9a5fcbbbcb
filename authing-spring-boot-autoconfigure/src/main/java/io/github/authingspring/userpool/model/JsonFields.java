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

package io.github.authingspring.userpool.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the fields of a JSON object. A field that is missing, {@code null} or in a form
 * that its type cannot hold reads as {@code null}; in the last case it is kept among the
 * {@link #others()}, together with the fields that nobody asked for. Which of them are
 * {@code null} is kept among the {@link #nulls()}.
 */
final class JsonFields {

	private final JsonNode object;

	private final List<String> names;

	private @Nullable Map<String, Object> others;

	private @Nullable Set<String> nulls;

	private int found;

	private JsonFields(JsonNode object) {
		this.object = object;
		this.names = new ArrayList<>(object.size());
	}

	static JsonNode parse(String json, String type) {
		checkNotNull(json);
		try {
			return Mapper.INSTANCE.readTree(json);
		}
		catch (JacksonException | NumberFormatException ex) {
			// Its message may quote the text, which may hold secrets.
			throw notAnObject(type);
		}
	}

	static JsonFields of(JsonNode json, String type) {
		checkNotNull(json);
		if (!json.isObject()) {
			throw notAnObject(type);
		}
		return new JsonFields(json);
	}

	private static void checkNotNull(@Nullable Object json) {
		if (json == null) {
			throw new IllegalArgumentException("'json' must not be null");
		}
	}

	private static IllegalArgumentException notAnObject(String type) {
		return new IllegalArgumentException("'json' must be a JSON object with the fields of " + type);
	}

	private <T> @Nullable T read(String name, Function<JsonNode, @Nullable T> reader) {
		this.names.add(name);
		JsonNode node = this.object.get(name);
		if (node == null) {
			return null;
		}
		this.found++;
		T value = node.isNull() ? null : reader.apply(node);
		if (value == null) {
			addOther(name, toJava(node));
		}
		return value;
	}

	@Nullable String text(String name) {
		return read(name, JsonFields::text);
	}

	private static @Nullable String text(JsonNode node) {
		return node.isContainer() ? null : node.asString();
	}

	@Nullable Boolean bool(String name) {
		return read(name, (node) -> {
			String text = (node.isBoolean() || node.isString()) ? node.asString() : "";
			return switch (text) {
				case "true" -> Boolean.TRUE;
				case "false" -> Boolean.FALSE;
				default -> null;
			};
		});
	}

	@Nullable Integer integer(String name) {
		return read(name, (node) -> {
			if (node.isIntegralNumber()) {
				return node.canConvertToInt() ? Integer.valueOf(node.intValue()) : null;
			}
			try {
				return node.isString() ? Integer.valueOf(node.stringValue()) : null;
			}
			catch (NumberFormatException ex) {
				return null;
			}
		});
	}

	/**
	 * Read a number that has two spellings of its name.
	 */
	@Nullable Integer integer(String name, String otherName) {
		Integer value = integer(name);
		Integer otherValue = integer(otherName);
		if (this.nulls != null && this.nulls.remove(otherName)) {
			this.nulls.add(name);
		}
		return (value != null) ? value : otherValue;
	}

	@Nullable Instant instant(String name) {
		return read(name, (node) -> node.isString() ? Timestamps.parse(node.stringValue()) : null);
	}

	@Nullable Object any(String name) {
		return read(name, JsonFields::toJava);
	}

	<T> @Nullable T object(String name, Function<JsonFields, T> reader) {
		return read(name, (node) -> node.isObject() ? nested(name, node, reader) : null);
	}

	<T> @Nullable List<T> list(String name, Function<JsonFields, T> reader) {
		return read(name, (node) -> {
			if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isObject)) {
				return null;
			}
			List<T> list = new ArrayList<>(node.size());
			for (JsonNode element : node.values()) {
				list.add(nested(name + "[" + list.size() + "]", element, reader));
			}
			return Collections.unmodifiableList(list);
		});
	}

	private <T> T nested(String path, JsonNode node, Function<JsonFields, T> reader) {
		JsonFields fields = new JsonFields(node);
		T value = reader.apply(fields);
		fields.others().forEach((name, other) -> addOther(path + "." + name, other));
		fields.nulls().forEach((name) -> addOther(path + "." + name, null));
		return value;
	}

	@Nullable List<@Nullable String> texts(String name) {
		return this.<List<@Nullable String>>read(name, (node) -> {
			if (!node.isArray() || node.valueStream().anyMatch(JsonNode::isContainer)) {
				return null;
			}
			List<@Nullable String> texts = new ArrayList<>(node.size());
			node.values().forEach((element) -> texts.add(element.isNull() ? null : element.asString()));
			return Collections.unmodifiableList(texts);
		});
	}

	/**
	 * Return the fields that were not read and are not {@code null}, by name. To be
	 * called last but for {@link #nulls()}.
	 */
	Map<String, Object> others() {
		if (this.found < this.object.size()) {
			Set<String> read = new HashSet<>(this.names);
			this.object.properties().forEach((field) -> {
				if (!read.contains(field.getKey())) {
					addOther(field.getKey(), toJava(field.getValue()));
				}
			});
		}
		return (this.others != null) ? Collections.unmodifiableMap(this.others) : Collections.emptyMap();
	}

	/**
	 * Return the names of the fields that are {@code null}. To be called last.
	 */
	Set<String> nulls() {
		return (this.nulls != null) ? Collections.unmodifiableSet(this.nulls) : Collections.emptySet();
	}

	private void addOther(String name, @Nullable Object value) {
		if (value == null) {
			this.nulls = (this.nulls != null) ? this.nulls : new LinkedHashSet<>();
			this.nulls.add(name);
		}
		else {
			this.others = (this.others != null) ? this.others : new LinkedHashMap<>();
			this.others.put(name, value);
		}
	}

	private static @Nullable Object toJava(JsonNode node) {
		if (node.isObject()) {
			Map<String, @Nullable Object> map = new LinkedHashMap<>();
			node.properties().forEach((field) -> map.put(field.getKey(), toJava(field.getValue())));
			return Collections.unmodifiableMap(map);
		}
		if (node.isArray()) {
			List<@Nullable Object> list = new ArrayList<>(node.size());
			node.values().forEach((element) -> list.add(toJava(element)));
			return Collections.unmodifiableList(list);
		}
		if (node.isNumber()) {
			return node.numberValue();
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		return node.isNull() ? null : node.asString();
	}

	/**
	 * Reads the tree for an application's mapper as our own does: by its own settings
	 * numbers would lose digits.
	 */
	static final class TreeDeserializer extends ValueDeserializer<JsonNode> {

		@Override
		public JsonNode deserialize(JsonParser parser, DeserializationContext context) {
			return Mapper.INSTANCE.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(parser);
		}

	}

	/**
	 * By which no digit of a number is lost.
	 */
	private static final class Mapper {

		private static final JsonMapper INSTANCE = JsonMapper.builder()
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.build();

	}

}
