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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * GraphQL over HTTP, as Apollo Server does it.
 */
final class GraphQlHandler {

	private final Map<AuthingSchema, GraphQL> graphQls = new ConcurrentHashMap<>();

	private final UserpoolGraphQl userpool;

	GraphQlHandler(UserpoolGraphQl userpool) {
		this.userpool = userpool;
	}

	Mono<ServerResponse> handle(ServerRequest request) {
		ApiCall call = ApiCall.of(request);
		GraphQlRequest graphQlRequest;
		try {
			graphQlRequest = GraphQlRequest.of(call.json());
		}
		catch (ResponseStatusException ex) {
			return Json.respond(ex.getStatusCode(), RequestError.toResponse(String.valueOf(ex.getReason())));
		}
		GraphQL graphQl = this.graphQls.computeIfAbsent(call.faults().schema(this.userpool.schema()),
				this.userpool::build);
		return Mono.fromFuture(() -> graphQl.executeAsync(input(graphQlRequest, call.caller())))
			.flatMap((result) -> respond(result, graphQl.getGraphQLSchema(), call.faults()));
	}

	@SuppressWarnings("NullAway") // graphql-java declares a map without null values
	private static ExecutionInput input(GraphQlRequest request, Caller caller) {
		// Authing's own messages have a header for their language. Those of the engine
		// must not depend on the machine.
		return ExecutionInput.newExecutionInput(request.query())
			.operationName(request.operationName())
			.variables(request.variables())
			.graphQLContext(Map.of(Caller.class, caller))
			.locale(Locale.ENGLISH)
			.build();
	}

	private static Mono<ServerResponse> respond(ExecutionResult result, GraphQLSchema schema, Faults.Taken faults) {
		if (!result.isDataPresent()) {
			return Json.respond(HttpStatus.BAD_REQUEST, RequestError.toResponse(result.getErrors(), schema));
		}
		Map<String, @Nullable Object> body = new LinkedHashMap<>(result.toSpecification());
		if (result.getData() instanceof Map<?, ?> data) {
			body.put("data", returned(data, faults));
		}
		return Json.respond(HttpStatus.OK, body);
	}

	private static Map<String, @Nullable Object> returned(Map<?, ?> data, Faults.Taken faults) {
		Map<String, @Nullable Object> returned = new LinkedHashMap<>();
		data.forEach((field, value) -> returned.put((String) field,
				(value instanceof Map<?, ?> userpool) ? faults.returned(userpool) : value));
		return returned;
	}

}
