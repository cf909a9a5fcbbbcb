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

import graphql.GraphQLError;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * GraphQL over HTTP, as Apollo Server does it. Spring's own handler is not used: it logs
 * the variables of a request, the secret of the user pool among them.
 */
final class GraphQlHandler {

	private final WebGraphQlHandler graphQl;

	GraphQlHandler(WebGraphQlHandler graphQl) {
		this.graphQl = graphQl;
	}

	Mono<ServerResponse> handle(ServerRequest request) {
		return Json.readBody(request)
			.map((body) -> toGraphQlRequest(request, body))
			.flatMap(this.graphQl::handleRequest)
			.flatMap(GraphQlHandler::respond)
			.onErrorResume(ResponseStatusException.class, (ex) -> Json.respond(ex.getStatusCode(),
					RequestError.toResponse((ex.getReason() != null) ? ex.getReason() : ex.getMessage())));
	}

	@SuppressWarnings("NullAway") // Spring's map is declared without null values
	private static WebGraphQlRequest toGraphQlRequest(ServerRequest request, Map<String, @Nullable Object> body) {
		// Authing's own messages have a header for their language. Those of the engine
		// must not depend on the machine.
		WebGraphQlRequest graphQlRequest = new WebGraphQlRequest(request.uri(), request.headers().asHttpHeaders(), null,
				null, request.attributes(), body, request.exchange().getRequest().getId(), Locale.ENGLISH);
		Caller caller = Caller.of(request.headers().asHttpHeaders());
		graphQlRequest
			.configureExecutionInput((input, builder) -> builder.graphQLContext(Map.of(Caller.class, caller)).build());
		return graphQlRequest;
	}

	private static Mono<ServerResponse> respond(WebGraphQlResponse response) {
		List<GraphQLError> errors = response.getExecutionResult().getErrors();
		if (!response.getExecutionResult().isDataPresent()) {
			return Json.respond(HttpStatus.BAD_REQUEST, RequestError.toResponse(errors));
		}
		boolean accessDenied = errors.stream()
			.anyMatch((error) -> error instanceof RefusalError refusal && refusal.isAccessDenied());
		Map<String, @Nullable Object> body = new LinkedHashMap<>(response.toMap());
		if (accessDenied) {
			body.put("data", null);
		}
		return Json.respond(HttpStatus.OK, body);
	}

}
