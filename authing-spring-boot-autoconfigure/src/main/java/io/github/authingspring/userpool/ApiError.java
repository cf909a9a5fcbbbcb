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

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An error as the server reports it, in whichever shape.
 *
 * @param status the HTTP status
 * @param code the code of Authing or else the status; {@code null} where neither tells
 * @param apiMessage the server's text, scrubbed
 * @param requestId the id of the request, for support
 * @param data the details as Java has them
 * @param retryAfter how long the server asks to wait
 * @param unknownFields the fields that a GraphQL server says it does not have
 */
record ApiError(int status, @Nullable Integer code, @Nullable String apiMessage, @Nullable String requestId,
		@Nullable Object data, @Nullable Duration retryAfter, Set<UnknownField> unknownFields) {

	/**
	 * Return a description without the details, which may hold secrets.
	 */
	@Override
	public String toString() {
		return "the server responded " + ((this.code != null) ? "with code " + this.code : "with an error")
				+ ((this.apiMessage != null) ? " and the text \"" + this.apiMessage + "\"" : "") + " (HTTP "
				+ this.status + ((this.requestId != null) ? ", request id " + this.requestId : "") + ")";
	}

	/**
	 * A field that the server's GraphQL schema lacks.
	 *
	 * @param type the GraphQL type that lacks it
	 * @param field its name
	 * @param position where the document names it, counted from 0; {@code null} where the
	 * server does not tell
	 */
	record UnknownField(String type, String field, @Nullable Integer position) {

	}

}
