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
 * The user pool over REST.
 */
final class UserpoolHandler {

	private final Authenticator authenticator;

	private final AccessTokens accessTokens;

	private final Userpool userpool;

	UserpoolHandler(Authenticator authenticator, AccessTokens accessTokens, Userpool userpool) {
		this.authenticator = authenticator;
		this.accessTokens = accessTokens;
		this.userpool = userpool;
	}

	Mono<ServerResponse> detail(ServerRequest request) {
		Caller caller = this.authenticator.authenticate(request);
		Faults.Taken faults = ApiCall.of(request).faults();
		Map<String, @Nullable Object> json = faults.schema(this.userpool.schema())
			.known(this.userpool.toJson(this.accessTokens.secret()));
		return Json.respond(HttpStatus.OK,
				RestEnvelope.success(ApiResult.USERPOOL_FOUND, caller.language(), faults.returned(json)));
	}

}
