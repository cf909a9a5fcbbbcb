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
import java.util.Objects;
import java.util.Optional;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ResponseStatusException;

/**
 * A GraphQL request, as it comes over HTTP.
 *
 * @param query the document
 * @param operationName which operation of the document is meant
 * @param variables the variables
 */
record GraphQlRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {

	/**
	 * Read a request.
	 * @param body the body of the HTTP request
	 * @return the request
	 * @throws ResponseStatusException if it is none
	 */
	@SuppressWarnings("unchecked")
	static GraphQlRequest of(Map<String, @Nullable Object> body) {
		if (!(body.get("query") instanceof String query) || !StringUtils.hasText(query)) {
			throw malformed("The query is missing");
		}
		Object operationName = body.get("operationName");
		if (operationName != null && !(operationName instanceof String)) {
			throw malformed("The operation name is not a string");
		}
		Object variables = Objects.requireNonNullElse(body.get("variables"), Map.of());
		if (variables instanceof List) {
			// An object for JavaScript, without a property that is the name of a
			// variable.
			variables = Map.of();
		}
		if (!(variables instanceof Map)) {
			throw malformed("The variables are not an object");
		}
		return new GraphQlRequest(query, (String) operationName, (Map<String, @Nullable Object>) variables);
	}

	/**
	 * Return the document in parsed form.
	 * @return the document, or {@code null} if it cannot be parsed
	 */
	@Nullable Document document() {
		try {
			return Parser.parse(this.query);
		}
		catch (InvalidSyntaxException ex) {
			return null;
		}
	}

	/**
	 * Return which operation of the API is asked for.
	 * @return the operation, or {@code null} if it is none of the known ones
	 */
	@Nullable Operation operation() {
		Document document = document();
		return (document != null) ? selected(document, this.operationName).stream()
			.flatMap((definition) -> definition.getSelectionSet().getSelectionsOfType(Field.class).stream())
			.map((field) -> switch (field.getName()) {
				case "accessToken" -> Operation.AUTHENTICATE;
				case "userpool" -> Operation.DETAIL;
				case "updateUserpool" -> Operation.UPDATE;
				default -> null;
			})
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null) : null;
	}

	/**
	 * Return which operation of a document is to be executed.
	 * @param document the document
	 * @param operationName its name, which only a document with several of them needs
	 * @return the operation, empty if there is none
	 */
	static Optional<OperationDefinition> selected(Document document, @Nullable String operationName) {
		List<OperationDefinition> definitions = document.getDefinitionsOfType(OperationDefinition.class);
		return definitions.stream()
			.filter((definition) -> definitions.size() == 1 || Objects.equals(definition.getName(), operationName))
			.findFirst();
	}

	private static ResponseStatusException malformed(String reason) {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
	}

	@Override
	public String toString() {
		return "GraphQlRequest[operationName=" + this.operationName + "]";
	}

}
