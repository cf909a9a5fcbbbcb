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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that a sandbox got. Secrets in it are masked: {@code ******} stands for the
 * secret of the user pool, for tokens, for the values of environment variables, for the
 * configuration of an SMS provider, for text within a GraphQL document, and for whatever
 * the sandbox does not know.
 *
 * @param time when it came, by the clock of the sandbox
 * @param operation what it asked for, {@code null} if it is none of the operations
 * @param method the HTTP method
 * @param path the path as it was sent, with the query
 * @param headers the headers, their names in lower case
 * @param body the body, or the fields of the form, as JSON, {@code null} if there was
 * none
 * @param status the HTTP status of the response, {@code null} if there is none yet or the
 * connection was dropped
 * @since 0.1.0
 */
public record RecordedRequest(Instant time, @Nullable Operation operation, String method, String path,
		Map<String, String> headers, @Nullable String body, @Nullable Integer status) {

	/**
	 * Keep a copy of the headers.
	 */
	public RecordedRequest {
		headers = Map.copyOf(headers);
	}

	Map<String, @Nullable Object> toJson() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("time", Timestamps.rest(this.time));
		json.put("operation", (this.operation != null) ? this.operation.toString() : null);
		json.put("method", this.method);
		json.put("path", this.path);
		json.put("status", this.status);
		json.put("headers", this.headers);
		json.put("body", (this.body != null) ? Json.read(this.body) : null);
		return json;
	}

}
