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

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

/**
 * Who sent a request, as far as its headers say.
 *
 * @param accessToken the access token
 * @param userpoolId the user pool that the request is about
 * @param language the language of the response
 * @param tokenRevoked whether the token counts as revoked, whichever it is
 */
record Caller(@Nullable String accessToken, @Nullable String userpoolId, Language language, boolean tokenRevoked) {

	private static final String BEARER = "Bearer ";

	static Caller of(HttpHeaders headers, HeaderNames names, boolean tokenRevoked) {
		return new Caller(accessToken(headers.getFirst(HttpHeaders.AUTHORIZATION)),
				headers.getFirst(names.of("x-authing-userpool-id")),
				Language.of(headers.getFirst(names.of("x-authing-lang"))), tokenRevoked);
	}

	/**
	 * Servers of Authing take the token without the name of its scheme as well.
	 */
	private static @Nullable String accessToken(@Nullable String authorization) {
		if (authorization == null || !StringUtils.startsWithIgnoreCase(authorization, BEARER)) {
			return authorization;
		}
		return authorization.substring(BEARER.length()).trim();
	}

	@Override
	public String toString() {
		return "Caller[userpoolId=" + this.userpoolId + ", language=" + this.language + "]";
	}

}
