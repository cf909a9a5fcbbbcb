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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.schema.idl.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in the body of a request.
 */
final class Masks {

	static final String MASK = "******";

	private static final Pattern GRAPHQL_STRING = Pattern
		.compile("\"\"\"(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\\r\\n]|\\\\.)*+\"", Pattern.DOTALL);

	private static final Set<String> INPUT_TYPES = AuthingSchema.inputTypes();

	/** The configuration of an SMS provider holds its credentials. */
	private static final Set<String> INPUT_FIELDS = AuthingSchema.inputFields()
		.stream()
		.filter(Predicate.not("config"::equals))
		.collect(Collectors.toUnmodifiableSet());

	private Masks() {
	}

	/**
	 * Mask every value but those of the given fields.
	 * @param json the object
	 * @param clear the names of the fields that are shown, nested ones too
	 * @return the masked object
	 */
	static Map<String, @Nullable Object> mask(Map<?, ?> json, Set<String> clear) {
		Map<String, @Nullable Object> masked = new LinkedHashMap<>();
		json.forEach((name, value) -> masked.put((String) name, clear.contains(name) ? show(value, clear) : MASK));
		return masked;
	}

	private static @Nullable Object show(@Nullable Object value, Set<String> clear) {
		if (value instanceof Map<?, ?> object) {
			return mask(object, clear);
		}
		return (value instanceof List<?> list) ? list.stream().map((element) -> show(element, clear)).toList() : value;
	}

	/**
	 * Mask text within the document, and all variables but inputs of an update.
	 * @param request the request
	 * @return the parts of the masked request that are there
	 */
	static Map<String, @Nullable Object> mask(GraphQlRequest request) {
		Map<String, @Nullable Object> masked = new LinkedHashMap<>();
		Document document = request.document();
		masked.put("query", (document != null) ? GRAPHQL_STRING.matcher(request.query()).replaceAll("\"" + MASK + "\"")
				: "(cannot be parsed)");
		if (request.operationName() != null) {
			masked.put("operationName", request.operationName());
		}
		if (!request.variables().isEmpty()) {
			Set<String> inputs = (document != null) ? inputs(document) : Set.of();
			Map<String, @Nullable Object> variables = new LinkedHashMap<>();
			request.variables()
				.forEach((name, value) -> variables.put(name,
						(inputs.contains(name) && value instanceof Map<?, ?> input) ? mask(input, INPUT_FIELDS)
								: (name.equals("userPoolId") && value instanceof String) ? value : MASK));
			masked.put("variables", variables);
		}
		return masked;
	}

	private static Set<String> inputs(Document document) {
		return document.getDefinitionsOfType(OperationDefinition.class)
			.stream()
			.flatMap((definition) -> definition.getVariableDefinitions().stream())
			.filter((variable) -> INPUT_TYPES.contains(TypeInfo.typeInfo(variable.getType()).getName()))
			.map(VariableDefinition::getName)
			.collect(Collectors.toSet());
	}

}
