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

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;

/**
 * The environment variables of the user pool.
 */
final class EnvHandler {

	private static final String KEY_PREFIX = ApiRoutes.ENV + "/";

	private final Authenticator authenticator;

	private final EnvVariables variables;

	EnvHandler(Authenticator authenticator, EnvVariables variables) {
		this.authenticator = authenticator;
		this.variables = variables;
	}

	/**
	 * Whether the path names one variable. A path pattern cannot tell: it would cut a key
	 * at its first semicolon.
	 * @param request the request
	 * @return whether there is one path segment in the place of the key
	 */
	static boolean hasKey(ServerRequest request) {
		String path = request.uri().getRawPath();
		return path.startsWith(KEY_PREFIX) && path.length() > KEY_PREFIX.length()
				&& path.indexOf('/', KEY_PREFIX.length()) == -1;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		Caller caller = this.authenticator.authenticate(request);
		Faults.Taken faults = ApiCall.of(request).faults();
		return Json.respond(HttpStatus.OK, RestEnvelope.envSuccess(ApiResult.ENV_LISTED, caller.language(),
				this.variables.listed().stream().map(EnvVariable::toJson).map(faults::returned).toList()));
	}

	Mono<ServerResponse> set(ServerRequest request) {
		Caller caller = this.authenticator.authenticate(request);
		ApiCall call = ApiCall.of(request);
		Map<String, @Nullable Object> body = call.fields(request);
		if (!(body.get("key") instanceof String key) || !StringUtils.hasLength(key)) {
			throw new ApiException(ApiResult.INVALID_PARAMETERS, Map.of("field", "key"));
		}
		EnvVariable variable = this.variables.set(key, body.get("value"));
		return Json.respond(HttpStatus.CREATED, RestEnvelope.envSuccess(ApiResult.ENV_SET, caller.language(),
				call.faults().returned(variable.toJsonWithoutValue())));
	}

	Mono<ServerResponse> remove(ServerRequest request) {
		Caller caller = this.authenticator.authenticate(request);
		String rawKey = request.uri().getRawPath().substring(KEY_PREFIX.length());
		this.variables.remove(UriUtils.decode(rawKey, StandardCharsets.UTF_8));
		return Json.respond(HttpStatus.OK, RestEnvelope.envSuccess(ApiResult.ENV_REMOVED, caller.language()));
	}

}
