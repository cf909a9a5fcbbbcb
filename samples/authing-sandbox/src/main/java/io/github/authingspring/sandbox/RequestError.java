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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;

/**
 * Errors of a GraphQL request that was not executed, in the words of Apollo Server, which
 * Authing runs: clients recognise an unknown field by them.
 */
final class RequestError {

	private static final List<Wording> WORDINGS = List.of(
			new Wording("Field '(?<field>\\w+)' in type '(?<type>\\w+)' is undefined",
					"Cannot query field \"%s\" on type \"%s\"."),
			new Wording("contains a field not in '(?<type>\\w+)': '(?<field>\\w+)'",
					"Field \"%s\" is not defined by type \"%s\"."));

	private RequestError() {
	}

	static Map<String, Object> toResponse(List<GraphQLError> errors, GraphQLSchema schema) {
		return Map.of("errors", errors.stream().map((error) -> toJson(error, schema)).toList());
	}

	static Map<String, Object> toResponse(String message) {
		return Map.of("errors", List.of(Map.of("message", message)));
	}

	private static Map<String, Object> toJson(GraphQLError error, GraphQLSchema schema) {
		Map<String, Object> json = new LinkedHashMap<>(error.toSpecification());
		json.put("message", inApolloWording(error.getMessage(), schema));
		json.put("extensions", Map.of("code", code(error)));
		return json;
	}

	private static String code(GraphQLError error) {
		if (error.getErrorType() == VariableReader.BAD_USER_INPUT) {
			return "BAD_USER_INPUT";
		}
		return (error.getErrorType() == ErrorType.InvalidSyntax) ? "GRAPHQL_PARSE_FAILED" : "GRAPHQL_VALIDATION_FAILED";
	}

	private static String inApolloWording(String message, GraphQLSchema schema) {
		for (Wording wording : WORDINGS) {
			Matcher matcher = wording.pattern().matcher(message);
			if (matcher.matches()) {
				String field = matcher.group("field");
				String type = matcher.group("type");
				return String.format(Locale.ROOT, wording.text(), field, type)
						+ Suggestions.didYouMean(field, schema.getType(type));
			}
		}
		return message;
	}

	/**
	 * How Apollo Server says something that graphql-java says differently.
	 *
	 * @param pattern the message of graphql-java
	 * @param text the message of Apollo Server, for the field and its type
	 */
	private record Wording(Pattern pattern, String text) {

		Wording(String part, String text) {
			this(Pattern.compile(".*" + part + ".*", Pattern.DOTALL), text);
		}

	}

}
