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

package io.github.authingspring.userpool;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * A request of the wire contract, before its headers.
 *
 * @param method the HTTP method
 * @param path the path below the host, a URI template
 * @param pathVariable the value of the template's one variable, encoded when the request
 * is sent
 * @param body the JSON to send
 * @param graphQlField the field of {@code data} that holds the answer of a GraphQL
 * request; {@code null} for a REST request
 * @param repeatable whether executing it twice is harmless
 * @param secrets the secrets in the body, which no message may show should the server
 * echo them
 */
record ApiRequest(HttpMethod method, String path, @Nullable String pathVariable, byte @Nullable [] body,
		@Nullable String graphQlField, boolean repeatable, Set<String> secrets) {

	static ApiRequest get(String path) {
		return new ApiRequest(HttpMethod.GET, path, null, null, null, true, Set.of());
	}

	static ApiRequest post(String path, byte[] body, Set<String> secrets) {
		return new ApiRequest(HttpMethod.POST, path, null, body, null, false, secrets);
	}

	static ApiRequest delete(String path, String pathVariable) {
		return new ApiRequest(HttpMethod.DELETE, path, pathVariable, null, null, false, Set.of());
	}

	static ApiRequest graphQl(String field, byte[] body, boolean repeatable, Set<String> secrets) {
		return new ApiRequest(HttpMethod.POST, "/graphql/v2", null, body, field, repeatable, secrets);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
