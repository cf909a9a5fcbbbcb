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
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * What is known of a request before it is handled.
 *
 * @param body the body, empty if it is too large
 * @param caller who sent it
 * @param faults what goes wrong with it
 */
record ApiCall(Optional<byte[]> body, Caller caller, Faults.Taken faults) {

	private static final String ATTRIBUTE = ApiCall.class.getName();

	static ApiCall of(ServerRequest request) {
		return (ApiCall) Objects.requireNonNull(request.attributes().get(ATTRIBUTE));
	}

	void attachTo(ServerRequest request) {
		request.attributes().put(ATTRIBUTE, this);
	}

	Map<String, @Nullable Object> json() {
		return Json.readObject(readBody());
	}

	Map<String, @Nullable Object> fields(ServerRequest request) {
		return BodyFields.read(request.headers().asHttpHeaders(), readBody());
	}

	private byte[] readBody() {
		return this.body
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"));
	}

	@Override
	public String toString() {
		return "ApiCall[]";
	}

}
