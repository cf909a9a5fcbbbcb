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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variables of a GraphQL request by the rules and in the words of graphql-js
 * 15, which Authing's server runs on. Those of graphql-java differ: for JavaScript a list
 * is an object, and PHP writes an object without fields as an empty list.
 */
final class VariableReader {

	static final ErrorClassification BAD_USER_INPUT = ErrorClassification.errorClassification("BAD_USER_INPUT");

	private final GraphQLSchema schema;

	private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

	private final List<GraphQLError> errors = new ArrayList<>();

	private VariableReader(GraphQLSchema schema) {
		this.schema = schema;
	}

	/**
	 * Read the variables that an operation declares.
	 * @param schema the schema
	 * @param operation the operation, valid by that schema
	 * @param variables the variables of the request
	 * @return the values and the errors
	 */
	static VariableReader read(GraphQLSchema schema, OperationDefinition operation,
			Map<String, @Nullable Object> variables) {
		VariableReader reader = new VariableReader(schema);
		operation.getVariableDefinitions().forEach((definition) -> reader.read(definition, variables));
		return reader;
	}

	Map<String, @Nullable Object> values() {
		return this.values;
	}

	List<GraphQLError> errors() {
		return this.errors;
	}

	private void read(VariableDefinition definition, Map<String, @Nullable Object> variables) {
		String name = definition.getName();
		GraphQLType type = type(definition.getType());
		Object value = variables.get(name);
		if (!variables.containsKey(name)) {
			if (definition.getDefaultValue() == null && type instanceof GraphQLNonNull) {
				reject(definition, "of required type \"" + text(type) + "\" was not provided.");
			}
		}
		else if (value == null && type instanceof GraphQLNonNull) {
			reject(definition, "of non-null type \"" + text(type) + "\" must not be null.");
		}
		else {
			this.values.put(name, read(new Place(definition, ""), value, type));
		}
	}

	private GraphQLType type(Type<?> type) {
		if (type instanceof NonNullType nonNull) {
			return GraphQLNonNull.nonNull(type(nonNull.getType()));
		}
		if (type instanceof ListType list) {
			return GraphQLList.list(type(list.getType()));
		}
		return Objects.requireNonNull(this.schema.getType(((TypeName) type).getName()));
	}

	private @Nullable Object read(Place place, @Nullable Object value, GraphQLType type) {
		if (type instanceof GraphQLNonNull nonNull) {
			return (value != null) ? read(place, value, nonNull.getWrappedType())
					: reject(place, null, "Expected non-nullable type \"" + text(type) + "\" not to be null.");
		}
		if (value == null) {
			return null;
		}
		if (type instanceof GraphQLList list) {
			return readList(place, value, list.getWrappedType());
		}
		if (type instanceof GraphQLInputObjectType object) {
			return readObject(place, value, object);
		}
		return readScalar(place, value, text(type));
	}

	private List<@Nullable Object> readList(Place place, Object value, GraphQLType type) {
		if (!(value instanceof List<?> elements)) {
			return Collections.singletonList(read(place, value, type));
		}
		List<@Nullable Object> list = new ArrayList<>();
		for (int i = 0; i < elements.size(); i++) {
			list.add(read(place.element(i), elements.get(i), type));
		}
		return list;
	}

	private @Nullable Object readObject(Place place, Object value, GraphQLInputObjectType type) {
		Map<String, @Nullable Object> given = properties(value);
		if (given == null) {
			return reject(place, value, "Expected type \"" + type.getName() + "\" to be an object.");
		}
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
			String name = field.getName();
			if (given.containsKey(name)) {
				object.put(name, read(place.field(name), given.get(name), field.getType()));
			}
			else if (field.getType() instanceof GraphQLNonNull) {
				reject(place, value,
						"Field \"" + name + "\" of required type \"" + text(field.getType()) + "\" was not provided.");
			}
		}
		for (String name : given.keySet()) {
			if (type.getField(name) == null) {
				reject(place, value, "Field \"" + name + "\" is not defined by type \"" + type.getName() + "\"."
						+ Suggestions.didYouMean(name, type));
			}
		}
		return object;
	}

	/**
	 * Return the properties that a value has in JavaScript, which a list has as well.
	 */
	private static @Nullable Map<String, @Nullable Object> properties(Object value) {
		Map<String, @Nullable Object> properties = new LinkedHashMap<>();
		if (value instanceof Map<?, ?> map) {
			map.forEach((name, property) -> properties.put((String) name, property));
			return properties;
		}
		if (value instanceof List<?> list) {
			list.forEach((element) -> properties.put(String.valueOf(properties.size()), element));
			return properties;
		}
		return null;
	}

	private @Nullable Object readScalar(Place place, Object value, String type) {
		return switch (type) {
			case "Int" -> readInteger(place, value);
			case "String" -> (value instanceof String) ? value
					: reject(place, value, "String cannot represent a non string value: " + JavaScriptText.of(value));
			case "Boolean" -> (value instanceof Boolean) ? value
					: reject(place, value, "Boolean cannot represent a non boolean value: " + JavaScriptText.of(value));
			default -> value;
		};
	}

	private @Nullable Object readInteger(Place place, Object value) {
		BigDecimal number = (value instanceof Number) ? new BigDecimal(value.toString()).stripTrailingZeros() : null;
		if (number == null || number.scale() > 0) {
			return reject(place, value, "Int cannot represent non-integer value: " + JavaScriptText.of(value));
		}
		try {
			return number.intValueExact();
		}
		catch (ArithmeticException ex) {
			return reject(place, value,
					"Int cannot represent non 32-bit signed integer value: " + JavaScriptText.of(value));
		}
	}

	private @Nullable Object reject(Place place, @Nullable Object value, String reason) {
		String path = place.path().isEmpty() ? "" : " at \"" + place.definition().getName() + place.path() + "\"";
		reject(place.definition(), "got invalid value " + JavaScriptText.of(value) + path + "; " + reason);
		return null;
	}

	private void reject(VariableDefinition definition, String reason) {
		this.errors.add(GraphQLError.newError()
			.errorType(BAD_USER_INPUT)
			.message("Variable \"$%s\" %s", definition.getName(), reason)
			.location(definition.getSourceLocation())
			.build());
	}

	private static String text(GraphQLType type) {
		return GraphQLTypeUtil.simplePrint(type);
	}

	/**
	 * A place within a variable.
	 *
	 * @param definition the definition of the variable
	 * @param path where in its value, empty for the whole of it
	 */
	private record Place(VariableDefinition definition, String path) {

		Place field(String name) {
			return new Place(this.definition, this.path + "." + name);
		}

		Place element(int index) {
			return new Place(this.definition, this.path + "[" + index + "]");
		}

	}

}
