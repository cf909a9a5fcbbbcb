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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;

/**
 * The GraphQL schema: that of the service, and that of an older server, as private
 * deployments have it.
 */
final class AuthingSchema {

	/** Fields of the user pool that an older server does not know, over REST either. */
	static final Set<String> LATER_FIELDS = Set.of("loginFailStrategy", "loginPasswordFailCheck",
			"passwordUpdatePolicy", "verifyCodeMaxAttempts");

	private AuthingSchema() {
	}

	static TypeDefinitionRegistry current() {
		try (InputStream stream = AuthingSchema.class.getResourceAsStream("authing.graphqls")) {
			return new SchemaParser().parse(Objects.requireNonNull(stream, "authing.graphqls is missing"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static TypeDefinitionRegistry older() {
		TypeDefinitionRegistry registry = current();
		ObjectTypeDefinition userpool = Objects
			.requireNonNull(registry.getTypeOrNull("UserPool", ObjectTypeDefinition.class));
		InputObjectTypeDefinition input = Objects
			.requireNonNull(registry.getTypeOrNull("UpdateUserpoolInput", InputObjectTypeDefinition.class));
		registry.remove(userpool);
		registry.add(userpool.transform((builder) -> builder.fieldDefinitions(userpool.getFieldDefinitions()
			.stream()
			.filter((field) -> !LATER_FIELDS.contains(field.getName()))
			.toList())));
		registry.remove(input);
		registry.add(input.transform((builder) -> builder.inputValueDefinitions(input.getInputValueDefinitions()
			.stream()
			.filter((field) -> !LATER_FIELDS.contains(field.getName()))
			.toList())));
		return registry;
	}

	static Set<String> inputTypes() {
		return current().getTypes(InputObjectTypeDefinition.class)
			.stream()
			.map(InputObjectTypeDefinition::getName)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Return the names of all fields, nested ones included, that an update can set.
	 * @return the names
	 */
	static Set<String> inputFields() {
		return current().getTypes(InputObjectTypeDefinition.class)
			.stream()
			.flatMap((type) -> type.getInputValueDefinitions().stream())
			.map(InputValueDefinition::getName)
			.collect(Collectors.toUnmodifiableSet());
	}

}
