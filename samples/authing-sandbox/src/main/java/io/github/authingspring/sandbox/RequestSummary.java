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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * What may be told of a request: only what is known to be no secret stands in clear.
 *
 * @param operation the operation, {@code null} if it is none of the known ones
 * @param method the HTTP method
 * @param path the path with its query
 * @param headers the headers
 * @param body the body, or the fields of the form, as JSON, {@code null} if there is none
 */
record RequestSummary(@Nullable Operation operation, String method, String path, Map<String, String> headers,
		@Nullable String body) {

	private static final Set<String> CLEAR_HEADERS = Set.of("accept", "accept-encoding", "accept-language",
			"connection", "content-length", "content-type", "host", "traceparent", "transfer-encoding", "user-agent");

	private static final Set<String> CLEAR_FIELDS = Set.of("userPoolId", "key");

	private static final int MAX_BODY_LENGTH = 16 * 1024;

	static RequestSummary of(ServerRequest request, HeaderNames names, byte @Nullable [] body) {
		HttpHeaders headers = request.headers().asHttpHeaders();
		Map<String, @Nullable Object> fields = fields(headers, body);
		boolean isGraphQl = request.path().equals(ApiRoutes.GRAPHQL);
		GraphQlRequest graphQl = (isGraphQl && fields != null) ? graphQl(fields) : null;
		return new RequestSummary((graphQl != null) ? graphQl.operation() : operation(request), request.method().name(),
				path(request), headers(headers, names), body(body, fields, graphQl));
	}

	private static @Nullable Map<String, @Nullable Object> fields(HttpHeaders headers, byte @Nullable [] body) {
		try {
			return (body != null) ? BodyFields.read(headers, body) : null;
		}
		catch (ResponseStatusException ex) {
			return null;
		}
	}

	private static @Nullable GraphQlRequest graphQl(Map<String, @Nullable Object> fields) {
		try {
			return GraphQlRequest.of(fields);
		}
		catch (ResponseStatusException ex) {
			return null;
		}
	}

	private static @Nullable Operation operation(ServerRequest request) {
		return switch (request.method() + " " + request.path()) {
			case "POST " + ApiRoutes.ACCESS_TOKEN, "GET " + ApiRoutes.LEGACY_ACCESS_TOKEN -> Operation.AUTHENTICATE;
			case "GET " + ApiRoutes.DETAIL -> Operation.DETAIL;
			case "GET " + ApiRoutes.ENV -> Operation.LIST_ENV;
			case "POST " + ApiRoutes.ENV -> Operation.ADD_ENV;
			default -> (request.method().equals(HttpMethod.DELETE) && EnvHandler.hasKey(request)) ? Operation.REMOVE_ENV
					: null;
		};
	}

	private static String path(ServerRequest request) {
		MultiValueMap<String, String> query = request.queryParams();
		return request.uri().getRawPath() + (query.isEmpty() ? ""
				: query.keySet()
					.stream()
					.map((name) -> name + "=" + (CLEAR_FIELDS.contains(name) ? query.getFirst(name) : Masks.MASK))
					.collect(Collectors.joining("&", "?", "")));
	}

	private static Map<String, String> headers(HttpHeaders headers, HeaderNames names) {
		Map<String, String> summary = new TreeMap<>();
		headers.forEach((name, values) -> {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			summary.put(lowerCase, (CLEAR_HEADERS.contains(lowerCase) || names.isAuthings(lowerCase))
					? String.join(", ", values) : mask(values.get(0)));
		});
		return summary;
	}

	/**
	 * The scheme of an {@code Authorization} is what a client may have got wrong.
	 */
	private static String mask(String value) {
		return value.startsWith("Bearer ") ? "Bearer " + Masks.MASK : Masks.MASK;
	}

	private static @Nullable String body(byte @Nullable [] body, @Nullable Map<String, @Nullable Object> fields,
			@Nullable GraphQlRequest graphQl) {
		if (body == null) {
			return Json.write("(too large)");
		}
		if (body.length == 0) {
			return null;
		}
		if (fields == null) {
			return Json.write("(" + body.length + " bytes, not a JSON object)");
		}
		Map<String, @Nullable Object> masked = Masks.mask(fields, CLEAR_FIELDS);
		if (graphQl != null) {
			masked = new LinkedHashMap<>(masked);
			masked.putAll(Masks.mask(graphQl));
		}
		String text = Json.write(masked);
		return (text.length() <= MAX_BODY_LENGTH) ? text : Json.write("(" + body.length + " bytes)");
	}

}
