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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings that are declared, as a pool that has nothing else. Both that pool and the
 * one it is compared with are seen as JSON, value by value.
 */
final class DeclaredSettings {

	private static final String ORIGINS = "allowedOrigins";

	private static final String TYPES = "userpoolTypes";

	/** The one setting that is a secret. */
	private static final String SECRET = "customSMSProvider.config";

	static final DeclaredSettings NONE = new DeclaredSettings(newObject());

	private final ObjectNode wanted;

	private DeclaredSettings(ObjectNode wanted) {
		this.wanted = wanted;
	}

	/**
	 * Take over what an update would set.
	 * @throws IllegalArgumentException if it has what cannot be declared
	 */
	static DeclaredSettings of(UpdateUserpoolInput settings) {
		ObjectNode input = (ObjectNode) JsonText.of(settings);
		input.properties().forEach((field) -> check(field.getKey(), field.getValue()));
		if (input.get(TYPES) instanceof ArrayNode codes) {
			ArrayNode types = input.putArray(TYPES);
			codes.values().forEach((code) -> types.addObject().put("code", code.asString().strip()));
		}
		return new DeclaredSettings((ObjectNode) JsonText.of(UserPool.fromJson(input)));
	}

	private static void check(String name, JsonNode value) {
		if (value.isNull()) {
			throw new IllegalArgumentException("'" + name + "' must not be null: null cannot be declared");
		}
		if (value.isContainer() && value.isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' must not be empty");
		}
		if (name.equals(ORIGINS) && lines(value).isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' must not be empty");
		}
		if (name.equals(SECRET) && value.asString().isBlank()) {
			throw new IllegalArgumentException("'" + name + "' must not be blank");
		}
		if (value.isArray() && value.valueStream().anyMatch((element) -> element.asString().isBlank())) {
			throw new IllegalArgumentException("'" + name + "' must not hold a blank element");
		}
		if (!value.isObject() && isMask(value)) {
			throw new IllegalArgumentException("'" + name + "' must not be a mask ('******')");
		}
		if (value.isObject()) {
			value.properties().forEach((field) -> check(name + "." + field.getKey(), field.getValue()));
		}
	}

	private static ObjectNode newObject() {
		return JsonNodeFactory.instance.objectNode();
	}

	private static boolean isMask(JsonNode value) {
		return Mask.isMask(value.isString() ? value.stringValue() : value.toString());
	}

	int count() {
		return this.wanted.properties()
			.stream()
			.mapToInt((field) -> field.getValue().isObject() ? field.getValue().size() : 1)
			.sum();
	}

	Comparison compare(UserPool pool) {
		ObjectNode actual = (ObjectNode) JsonText.of(pool);
		// An odd field stands there in a form that cannot be compared.
		actual.remove(pool.additionalFields().keySet());
		actual.remove(pool.nullFields());
		Comparison comparison = new Comparison(pool);
		for (Map.Entry<String, JsonNode> field : this.wanted.properties()) {
			JsonNode value = actual.get(field.getKey());
			if (field.getValue() instanceof ObjectNode declared) {
				comparison.compareObject(field.getKey(), declared,
						(value instanceof ObjectNode object) ? object : newObject());
			}
			else {
				comparison.compareValue(field.getKey(), field.getValue(), value);
			}
		}
		return comparison;
	}

	/**
	 * Return the names.
	 */
	@Override
	public String toString() {
		return this.wanted.propertyNames().toString();
	}

	private static Set<String> lines(JsonNode text) {
		Set<String> lines = new LinkedHashSet<>();
		text.asString().lines().map(String::strip).filter((line) -> !line.isEmpty()).forEach(lines::add);
		return lines;
	}

	private static Set<String> codes(JsonNode types) {
		Set<String> codes = new LinkedHashSet<>();
		types.values().forEach((type) -> codes.add(type.path("code").asString("").strip()));
		return codes;
	}

	/**
	 * Collects what differs and what would mend it.
	 */
	static final class Comparison {

		private final UserPool pool;

		private final List<Difference> differences = new ArrayList<>();

		/** Values that keep an object out of the update without being declared. */
		private int undeclaredDifferences;

		private final ObjectNode mended = newObject();

		private Comparison(UserPool pool) {
			this.pool = pool;
		}

		private void compareValue(String name, JsonNode declared, @Nullable JsonNode actual) {
			if (compare(name, declared, actual, isNull(name)) == State.DIFFERS) {
				this.mended.set(name, declared);
			}
		}

		private void compareObject(String name, ObjectNode declared, ObjectNode actual) {
			boolean differs = false;
			for (Map.Entry<String, JsonNode> field : declared.properties()) {
				String path = name + "." + field.getKey();
				State state = compare(path, field.getValue(), actual.get(field.getKey()), isNull(name) || isNull(path));
				differs |= (state == State.DIFFERS);
			}
			if (differs && !hasMask(name, declared, actual)) {
				this.mended.set(name, actual.deepCopy().setAll(declared));
			}
		}

		private boolean isNull(String name) {
			return this.pool.nullFields().contains(name);
		}

		private @Nullable State compare(String name, JsonNode declared, @Nullable JsonNode actual, boolean isNull) {
			State state = state(name, declared, actual, isNull);
			if (state != null) {
				this.differences.add(new Difference(name, state, toJava(name, declared),
						(state == State.DIFFERS && actual != null) ? toJava(name, actual) : null));
			}
			return state;
		}

		private static @Nullable State state(String name, JsonNode declared, @Nullable JsonNode actual,
				boolean isNull) {
			if (actual == null) {
				if (!isNull) {
					return State.NOT_SHOWN;
				}
				return (declared.isString() && declared.stringValue().isEmpty()) ? null : State.DIFFERS;
			}
			if (isMask(actual)) {
				return State.NOT_SHOWN;
			}
			boolean same = switch (name) {
				case ORIGINS -> lines(declared).equals(lines(actual));
				case TYPES -> codes(declared).equals(codes(actual));
				case SECRET -> declared.equals(actual) || JsonText.isSame(JsonText.parse(declared.stringValue()),
						JsonText.parse(actual.stringValue()));
				default -> declared.equals(actual);
			};
			return same ? null : State.DIFFERS;
		}

		/**
		 * Return whether a value of an object came as a mask, with which the object must
		 * not be completed. Such a value is named.
		 */
		private boolean hasMask(String name, ObjectNode declared, ObjectNode actual) {
			Set<String> masks = new LinkedHashSet<>();
			actual.properties()
				.stream()
				.filter((field) -> isMask(field.getValue()))
				.forEach((field) -> masks.add(name + "." + field.getKey()));
			this.pool.additionalFields().forEach((path, value) -> {
				if (path.startsWith(name + ".") && isMask(JsonText.of(value))) {
					masks.add(path);
				}
			});
			masks.stream().filter((path) -> !declared.has(path.substring(name.length() + 1))).forEach((path) -> {
				this.differences.add(new Difference(path, State.NOT_SHOWN, null, null));
				this.undeclaredDifferences++;
			});
			return !masks.isEmpty();
		}

		private static Object toJava(String name, JsonNode value) {
			return switch (name) {
				case SECRET -> Mask.MASK;
				case ORIGINS -> List.copyOf(lines(value));
				case TYPES -> List.copyOf(codes(value));
				default -> scalar(value);
			};
		}

		private static Object scalar(JsonNode value) {
			if (value.isBoolean()) {
				return value.booleanValue();
			}
			return value.isInt() ? value.intValue() : value.asString();
		}

		List<Difference> differences() {
			return this.differences;
		}

		int declaredDifferences() {
			return this.differences.size() - this.undeclaredDifferences;
		}

		@Nullable UpdateUserpoolInput update() {
			return this.mended.isEmpty() ? null : UpdateUserpoolInput.of(UserPool.fromJson(this.mended));
		}

	}

}
