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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The two REST forms of the token request. Both respond without an envelope.
 */
final class AccessTokenHandler {

	private final AccessTokens accessTokens;

	AccessTokenHandler(AccessTokens accessTokens) {
		this.accessTokens = accessTokens;
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Map<String, @Nullable Object> body = ApiCall.of(request).fields(request);
		return Json.respond(HttpStatus.CREATED,
				this.accessTokens.issue(text(body.get("userPoolId")), text(body.get("secret"))));
	}

	Mono<ServerResponse> createFromQuery(ServerRequest request) {
		return Json.respond(HttpStatus.OK, this.accessTokens.issue(request.queryParam("userPoolId").orElse(null),
				request.queryParam("secret").orElse(null)));
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

}
