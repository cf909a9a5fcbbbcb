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

import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * The paths and methods of the API, and the responses to all others and to failures.
 */
final class ApiRoutes {

	private static final Log logger = LogFactory.getLog(ApiRoutes.class);

	static final String GRAPHQL = "/graphql/v2";

	static final String ACCESS_TOKEN = "/api/v2/userpools/access-token";

	static final String LEGACY_ACCESS_TOKEN = "/api/v2/userpools/accessToken";

	static final String DETAIL = "/api/v2/userpools/detail";

	static final String ENV = "/api/v2/env";

	private static final String CONTROL = "/__sandbox";

	private ApiRoutes() {
	}

	static RouterFunction<ServerResponse> create(SandboxState state, String userpoolId, HeaderNames headerNames) {
		Authenticator authenticator = new Authenticator(userpoolId, state.accessTokens());
		GraphQlHandler graphQl = new GraphQlHandler(
				new UserpoolGraphQl(authenticator, state.accessTokens(), state.userpool()));
		AccessTokenHandler accessTokens = new AccessTokenHandler(state.accessTokens());
		UserpoolHandler userpool = new UserpoolHandler(authenticator, state.accessTokens(), state.userpool());
		EnvHandler env = new EnvHandler(authenticator, state.variables());
		RouterFunction<ServerResponse> api = RouterFunctions.route()
			.add(resource(GRAPHQL, Map.of(HttpMethod.POST, graphQl::handle)))
			.add(resource(ACCESS_TOKEN, Map.of(HttpMethod.POST, accessTokens::create)))
			.add(resource(LEGACY_ACCESS_TOKEN, Map.of(HttpMethod.GET, accessTokens::createFromQuery)))
			.add(resource(DETAIL, Map.of(HttpMethod.GET, userpool::detail)))
			.add(resource(ENV, Map.of(HttpMethod.GET, env::list, HttpMethod.POST, env::set)))
			.add(resource(EnvHandler::hasKey, Map.of(HttpMethod.DELETE, env::remove)))
			.route(RequestPredicates.all(), ApiRoutes::notFound)
			.onError(ApiException.class, ApiRoutes::reject)
			.onError(ResponseStatusException.class, (ex, request) -> fail(ex))
			.onError((ex) -> true, (ex, request) -> failUnexpectedly(ex))
			.build();
		HomePage homePage = new HomePage(state, userpoolId);
		return resource("/", Map.of(HttpMethod.GET, homePage::show)).and(control(new ControlHandler(state)))
			.and(api.filter(new CallFilter(state.faults(), state.requests(), headerNames)));
	}

	private static RouterFunction<ServerResponse> control(ControlHandler control) {
		return RouterFunctions.route()
			.add(resource(CONTROL + "/requests",
					Map.of(HttpMethod.GET, control::listRequests, HttpMethod.DELETE, control::clearRequests)))
			.add(resource(CONTROL + "/faults",
					Map.of(HttpMethod.GET, control::listFaults, HttpMethod.POST, control::addFault, HttpMethod.DELETE,
							control::clearFaults)))
			.add(resource(CONTROL + "/tokens", Map.of(HttpMethod.DELETE, control::revokeTokens)))
			.add(resource(CONTROL + "/secret", Map.of(HttpMethod.PUT, control::rotateSecret)))
			.add(resource(CONTROL + "/nested-objects", Map.of(HttpMethod.PUT, control::replaceNestedObjects)))
			.add(resource(CONTROL + "/schema", Map.of(HttpMethod.PUT, control::useSchemaOfEarly2021)))
			.add(resource(CONTROL + "/env-list", Map.of(HttpMethod.PUT, control::lagEnvList)))
			.add(resource(CONTROL + "/reset", Map.of(HttpMethod.POST, control::reset)))
			.onError(ResponseStatusException.class, (ex, request) -> fail(ex))
			.build();
	}

	private static RouterFunction<ServerResponse> resource(String path,
			Map<HttpMethod, HandlerFunction<ServerResponse>> methods) {
		return resource(RequestPredicates.path(path), methods);
	}

	private static RouterFunction<ServerResponse> resource(RequestPredicate path,
			Map<HttpMethod, HandlerFunction<ServerResponse>> methods) {
		return RouterFunctions.route(path, (request) -> {
			HandlerFunction<ServerResponse> handler = methods.get(request.method());
			return (handler != null) ? Mono.defer(() -> handler.handle(request)) : methodNotAllowed(methods.keySet());
		});
	}

	private static Mono<ServerResponse> methodNotAllowed(Set<HttpMethod> allowed) {
		return Json.respond(ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(allowed),
				RestEnvelope.httpError(HttpStatus.METHOD_NOT_ALLOWED, "Method Not Allowed"));
	}

	private static Mono<ServerResponse> notFound(ServerRequest request) {
		return Json.respond(HttpStatus.NOT_FOUND, RestEnvelope.httpError(HttpStatus.NOT_FOUND,
				"Cannot " + request.method() + " " + request.uri().getRawPath()));
	}

	private static Mono<ServerResponse> reject(ApiException ex, ServerRequest request) {
		Language language = ApiCall.of(request).caller().language();
		return Json.respond(HttpStatus.OK, RestEnvelope.rejection(ex, language));
	}

	private static Mono<ServerResponse> fail(ResponseStatusException ex) {
		return Json.respond(ex.getStatusCode(), RestEnvelope.httpError(ex.getStatusCode(), ex.getReason()));
	}

	private static Mono<ServerResponse> failUnexpectedly(Throwable ex) {
		logger.error("The sandbox failed to respond to a request", ex);
		return Json.respond(HttpStatus.INTERNAL_SERVER_ERROR,
				RestEnvelope.httpError(HttpStatus.INTERNAL_SERVER_ERROR, "Internal Server Error"));
	}

}
