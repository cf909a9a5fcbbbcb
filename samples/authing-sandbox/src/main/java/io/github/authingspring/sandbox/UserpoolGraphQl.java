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

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The user pool over GraphQL: the operations of the schema, and where the GraphQL form of
 * a field differs from the REST one.
 */
final class UserpoolGraphQl {

	private final Authenticator authenticator;

	private final AccessTokens accessTokens;

	private final Userpool userpool;

	UserpoolGraphQl(Authenticator authenticator, AccessTokens accessTokens, Userpool userpool) {
		this.authenticator = authenticator;
		this.accessTokens = accessTokens;
		this.userpool = userpool;
	}

	AuthingSchema schema() {
		return this.userpool.schema();
	}

	GraphQL build(AuthingSchema authingSchema) {
		GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(authingSchema.definitions(), wiring());
		return GraphQL.newGraphQL(schema)
			.preparsedDocumentProvider(
					(input, parser) -> CompletableFuture.completedFuture(prepare(schema, input, parser)))
			.defaultDataFetcherExceptionHandler(new RejectionHandler())
			.build();
	}

	/**
	 * Read the variables between the validation of the document and its execution.
	 */
	@SuppressWarnings("NullAway") // graphql-java declares variables without null values
	private static PreparsedDocumentEntry prepare(GraphQLSchema schema, ExecutionInput input,
			Function<ExecutionInput, PreparsedDocumentEntry> parser) {
		PreparsedDocumentEntry entry = parser.apply(input);
		OperationDefinition operation = entry.hasErrors() ? null
				: GraphQlRequest.selected(Objects.requireNonNull(entry.getDocument()), input.getOperationName())
					.orElse(null);
		if (operation == null) {
			return entry;
		}
		VariableReader variables = VariableReader.read(schema, operation, input.getVariables());
		if (!variables.errors().isEmpty()) {
			return new PreparsedDocumentEntry(variables.errors());
		}
		// Variables that are changed here reach the execution through the parser alone.
		return variables.values().equals(input.getVariables()) ? entry
				: parser.apply(input.transform((builder) -> builder.variables(variables.values())));
	}

	private RuntimeWiring wiring() {
		return RuntimeWiring.newRuntimeWiring()
			.type("Query",
					(type) -> type.dataFetcher("accessToken", this::accessToken)
						.dataFetcher("userpool", authenticated((environment) -> this.userpool.fields())))
			.type("Mutation", (type) -> type.dataFetcher("updateUserpool", authenticated(this::updateUserpool)))
			.type("UserPool",
					(type) -> type.dataFetcher("secret", (environment) -> this.accessTokens.secret())
						.dataFetcher("createdAt", (environment) -> timestamp(environment, "createdAt"))
						.dataFetcher("updatedAt", (environment) -> timestamp(environment, "updatedAt")))
			.type("App2WxappLoginStrategy",
					(type) -> type.dataFetcher("ticketExpriresAfter",
							(environment) -> field(environment, "ticketExpiresAfter")))
			.build();
	}

	private AccessToken accessToken(DataFetchingEnvironment environment) {
		return this.accessTokens.issue(environment.getArgument("userPoolId"), environment.getArgument("secret"));
	}

	private Object updateUserpool(DataFetchingEnvironment environment) {
		return this.userpool
			.update(Objects.requireNonNull(environment.<Map<String, @Nullable Object>>getArgument("input")));
	}

	private DataFetcher<Object> authenticated(DataFetcher<Object> operation) {
		return (environment) -> {
			this.authenticator.authenticate(caller(environment));
			return operation.get(environment);
		};
	}

	private static Caller caller(DataFetchingEnvironment environment) {
		return environment.getGraphQlContext().get(Caller.class);
	}

	private static @Nullable String timestamp(DataFetchingEnvironment environment, String name) {
		return (field(environment, name) instanceof Instant instant) ? Timestamps.graphQl(instant) : null;
	}

	private static @Nullable Object field(DataFetchingEnvironment environment, String name) {
		return (environment.getSource() instanceof Map<?, ?> source) ? source.get(name) : null;
	}

	private static final class RejectionHandler implements DataFetcherExceptionHandler {

		@Override
		public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
				DataFetcherExceptionHandlerParameters parameters) {
			if (parameters.getException() instanceof ApiException rejection) {
				DataFetchingEnvironment environment = parameters.getDataFetchingEnvironment();
				return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult
					.newResult(new RejectionError(rejection, caller(environment).language(), environment))
					.build());
			}
			return CompletableFuture.failedFuture(parameters.getException());
		}

	}

}
