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

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Decides whether a request may read or change the user pool.
 */
final class Authenticator {

	private final String userpoolId;

	private final AccessTokens accessTokens;

	Authenticator(String userpoolId, AccessTokens accessTokens) {
		this.userpoolId = userpoolId;
		this.accessTokens = accessTokens;
	}

	Caller authenticate(ServerRequest request) {
		Caller caller = ApiCall.of(request).caller();
		authenticate(caller);
		return caller;
	}

	void authenticate(Caller caller) {
		if (caller.tokenRevoked()) {
			throw new ApiException(ApiResult.TOKEN_REVOKED);
		}
		this.accessTokens.verify(caller.accessToken());
		if (!this.userpoolId.equals(caller.userpoolId())) {
			throw new ApiException(ApiResult.USERPOOL_NOT_FOUND);
		}
	}

}
