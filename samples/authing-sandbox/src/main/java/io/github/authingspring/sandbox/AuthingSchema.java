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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The GraphQL schema: that of the service, and those of older servers, as private
 * deployments have them. What an older server does not know is not there over REST
 * either.
 */
enum AuthingSchema {

	CURRENT(null, Set.of()),

	OLDER(null, Set.of("loginFailStrategy", "loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts")),

	EARLY_2021("authing-early-2021.graphqls",
			Set.of("loginFailStrategy", "loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts",
					"ownerId", "appSsoEnabled", "packageType", "useCustomUserStore", "loginRequireEmailVerified",
					"verifyCodeLength"));

	private static final String SMS_PROVIDER = "customSMSProvider";

	private final @Nullable String differences;

	private final Set<String> missingFields;

	AuthingSchema(@Nullable String differences, Set<String> missingFields) {
		this.differences = differences;
		this.missingFields = missingFields;
	}

	TypeDefinitionRegistry definitions() {
		TypeDefinitionRegistry definitions = read("authing.graphqls");
		ObjectTypeDefinition userpool = Objects
			.requireNonNull(definitions.getTypeOrNull("UserPool", ObjectTypeDefinition.class));
		InputObjectTypeDefinition input = Objects
			.requireNonNull(definitions.getTypeOrNull("UpdateUserpoolInput", InputObjectTypeDefinition.class));
		definitions.remove(userpool);
		definitions.add(userpool.transform((builder) -> builder.fieldDefinitions(userpool.getFieldDefinitions()
			.stream()
			.filter((field) -> !this.missingFields.contains(field.getName()))
			.toList())));
		definitions.remove(input);
		definitions.add(input.transform((builder) -> builder.inputValueDefinitions(input.getInputValueDefinitions()
			.stream()
			.filter((field) -> !this.missingFields.contains(field.getName()))
			.toList())));
		return (this.differences != null) ? changed(definitions, read(this.differences)) : definitions;
	}

	private static TypeDefinitionRegistry changed(TypeDefinitionRegistry definitions,
			TypeDefinitionRegistry differences) {
		differences.types().forEach((name, type) -> {
			TypeDefinition<?> replaced = definitions.getTypeOrNull(name);
			if (replaced != null) {
				definitions.remove(replaced);
			}
		});
		return definitions.merge(differences);
	}

	/**
	 * Return what of a user pool the server knows.
	 * @param userpool the fields by their REST names
	 * @return the fields, a copy
	 */
	Map<String, @Nullable Object> known(Map<String, @Nullable Object> userpool) {
		Map<String, @Nullable Object> known = new LinkedHashMap<>(userpool);
		known.keySet().removeAll(this.missingFields);
		if (this == EARLY_2021 && known.get(SMS_PROVIDER) instanceof Map<?, ?> current) {
			Map<String, @Nullable Object> provider = new LinkedHashMap<>();
			List.of("enabled", "provider", "config253").forEach((name) -> provider.put(name, current.get(name)));
			known.put(SMS_PROVIDER, provider);
		}
		return known;
	}

	private static TypeDefinitionRegistry read(String resource) {
		try (InputStream stream = AuthingSchema.class.getResourceAsStream(resource)) {
			return new SchemaParser().parse(Objects.requireNonNull(stream, () -> resource + " is missing"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Set<String> inputTypes() {
		return CURRENT.definitions()
			.getTypes(InputObjectTypeDefinition.class)
			.stream()
			.map(InputObjectTypeDefinition::getName)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Return the names of all fields, nested ones included, that an update can set.
	 * @return the names
	 */
	static Set<String> inputFields() {
		return CURRENT.definitions()
			.getTypes(InputObjectTypeDefinition.class)
			.stream()
			.flatMap((type) -> type.getInputValueDefinitions().stream())
			.map(InputValueDefinition::getName)
			.collect(Collectors.toUnmodifiableSet());
	}

}
