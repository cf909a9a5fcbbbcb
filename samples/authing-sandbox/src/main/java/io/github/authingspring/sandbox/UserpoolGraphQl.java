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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import graphql.GraphQLError;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;

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

	WebGraphQlHandler toHandler() {
		GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(parseSchema(), wiring());
		GraphQlSource source = GraphQlSource.builder(schema).exceptionResolvers(List.of(new RefusalResolver())).build();
		return WebGraphQlHandler.builder(new DefaultExecutionGraphQlService(source)).build();
	}

	/**
	 * Spring would read the file as well, but leave a line in the log of the application.
	 */
	private static TypeDefinitionRegistry parseSchema() {
		try (InputStream stream = UserpoolGraphQl.class.getResourceAsStream("authing.graphqls")) {
			return new SchemaParser().parse(Objects.requireNonNull(stream, "authing.graphqls is missing"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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

	private static final class RefusalResolver extends DataFetcherExceptionResolverAdapter {

		@Override
		protected @Nullable GraphQLError resolveToSingleError(Throwable ex, DataFetchingEnvironment environment) {
			return (ex instanceof ApiException refusal)
					? new RefusalError(refusal, caller(environment).language(), environment) : null;
		}

	}

}
