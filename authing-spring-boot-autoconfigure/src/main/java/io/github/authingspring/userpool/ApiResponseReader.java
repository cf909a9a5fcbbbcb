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

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.authingspring.userpool.ApiError.UnknownField;
import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads a response: takes the value out of its envelope, or says which failure it is. It
 * alone does so, and it knows every envelope of the
 * <a href="{@docRoot}/authing-api.md">API contract</a> (section 3) and its codes (section
 * 4).
 */
final class ApiResponseReader {

	private static final Set<Integer> TOKEN_REJECTED = Set.of(401, 2020, 2206, 2207);

	private static final Set<Integer> SERVER_ERROR = Set.of(1000, 500, 502, 503, 504);

	private static final int RATE_LIMITED = 429;

	/** The other codes of section 4. */
	private static final Set<Integer> OTHER_NAMED = Set.of(403, 1001, 2018, 2202, 2209, 2333, 501, 2224, 2039, 2040,
			3829, 2231, 400, 422, 402, 4021, 404, 409, 413, 499);

	/** What a proxy reports that stopped waiting for the server. */
	private static final Set<Integer> POSSIBLY_EXECUTED = Set.of(408, 499);

	private static final Set<String> VALIDATION = Set.of("GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED",
			"BAD_USER_INPUT");

	private static final Pattern VALIDATION_MESSAGE = Pattern
		.compile("^(Cannot query field \"|Variable \"\\$|Unknown (argument|type|fragment|directive) \"|Syntax Error"
				+ "|Field \"\\w+\" (of (required )?type|is not defined|argument|must not have) )");

	private static final Pattern UNKNOWN_FIELD = Pattern.compile("Cannot query field \"(\\w+)\" on type \"(\\w+)\"");

	private final ApiResponse response;

	private final ApiRequest request;

	private final @Nullable AccessToken token;

	private final Clock clock;

	private ApiResponseReader(ApiResponse response, ApiRequest request, @Nullable AccessToken token, Clock clock) {
		this.response = response;
		this.request = request;
		this.token = token;
		this.clock = clock;
	}

	/**
	 * Return the value that a response holds.
	 * @param response the response
	 * @param request the request that it belongs to
	 * @param token the token that was sent with it
	 * @param clock for a {@code Retry-After} that is a date
	 * @return the value: of a GraphQL request always an object, of a REST request a
	 * missing node where there is none
	 * @throws RequestFailure if the response is anything but a success
	 */
	static JsonNode read(ApiResponse response, ApiRequest request, @Nullable AccessToken token, Clock clock) {
		return new ApiResponseReader(response, request, token, clock).read();
	}

	private JsonNode read() {
		if (this.response.isRedirect()) {
			// 303 leads to the result of what was executed.
			throw new RequestFailure(Kind.REDIRECTED,
					"the server redirects to " + scrub(this.response.redirectOrigin()) + " (HTTP "
							+ this.response.status() + ")",
					(this.response.status() == 303) ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
		}
		JsonNode root = this.response.body();
		List<JsonNode> errors = errors(root);
		if (!this.response.isSuccess() || !errors.isEmpty()) {
			throw failure(root, errors);
		}
		if (!root.isObject()) {
			throw invalid();
		}
		String field = this.request.graphQlField();
		if (field != null) {
			JsonNode value = root.path("data").path(field);
			if (value.isObject()) {
				return value;
			}
		}
		else if (number(root.path("code"), 0) == 200 || number(root.path("statusCode"), 0) == 200) {
			return root.path("data");
		}
		throw failure(root, errors);
	}

	private RequestFailure invalid() {
		return new RequestFailure(Kind.INVALID_RESPONSE,
				"the response is not one of Authing's (" + scrub(this.response.toString()) + ")", null, true);
	}

	private RequestFailure failure(JsonNode root, List<JsonNode> errors) {
		JsonNode first = errors.isEmpty() ? root : detail(errors.get(0));
		Integer named = firstNumber(first.path("apiCode"), first.path("code"));
		Integer statusCode = firstNumber(first.path("statusCode"));
		Integer code = code(named, statusCode);
		if (errors.isEmpty() && code == null) {
			return invalid();
		}
		Kind kind = kind(named, statusCode, this.response.status());
		if (errors.stream().anyMatch(ApiResponseReader::isRevokedToken)) {
			kind = Kind.TOKEN_REJECTED;
		}
		else if (named == null && errors.stream().anyMatch(ApiResponseReader::isInternal)) {
			kind = Kind.SERVER_ERROR;
		}
		Outcome outcome = outcome(kind, code, root, errors);
		return new RequestFailure(kind,
				new ApiError(this.response.status(), code,
						scrubIfPresent(text(first.path("message"), first.path("messgae"))), requestId(first, root),
						data(first), this.response.retryAfter(this.clock),
						(outcome == Outcome.NOT_APPLIED) ? unknownFields(errors) : Set.of()),
				outcome);
	}

	/**
	 * Return whether the change was made, as far as the response tells. A GraphQL server
	 * that reports an error may have executed the mutation before it (section 6).
	 */
	private Outcome outcome(Kind kind, @Nullable Integer code, JsonNode root, List<JsonNode> errors) {
		String field = this.request.graphQlField();
		if (field != null && root.path("data").path(field).isObject()) {
			return Outcome.APPLIED;
		}
		boolean executing = code != null && POSSIBLY_EXECUTED.contains(code);
		boolean before = this.response.status() / 100 == 4
				|| errors.stream().allMatch(ApiResponseReader::isBeforeExecution);
		return (executing || !before) ? Outcome.UNKNOWN : kind.outcome();
	}

	/**
	 * Return whether a GraphQL error surely came before anything was executed: it has a
	 * code of Authing's and concerns the operation as a whole, or it is one of
	 * validation, which has no path.
	 */
	private static boolean isBeforeExecution(JsonNode error) {
		JsonNode detail = detail(error);
		String message = text(detail.path("message"));
		JsonNode path = error.path("path");
		if (firstNumber(detail.path("apiCode"), detail.path("code")) != null) {
			return path.size() <= 1 && !path.isString();
		}
		boolean validation = VALIDATION.contains(error.path("extensions").path("code").asString(""))
				|| (message != null && VALIDATION_MESSAGE.matcher(message).find());
		return validation && (path.isMissingNode() || path.isNull());
	}

	private static boolean isInternal(JsonNode error) {
		return "INTERNAL_SERVER_ERROR".equals(error.path("extensions").path("code").asString(""));
	}

	private static Kind kind(@Nullable Integer named, @Nullable Integer statusCode, int status) {
		int code = status;
		if (named != null && isNamed(named)) {
			code = named;
		}
		else if (statusCode != null && statusCode != 200) {
			code = statusCode;
		}
		if (TOKEN_REJECTED.contains(code)) {
			return Kind.TOKEN_REJECTED;
		}
		if (SERVER_ERROR.contains(code)) {
			return Kind.SERVER_ERROR;
		}
		if (code > 504 && code < 600) {
			return Kind.GATEWAY_ERROR;
		}
		return (code == RATE_LIMITED) ? Kind.RATE_LIMITED : Kind.REJECTED;
	}

	private static boolean isNamed(int code) {
		return TOKEN_REJECTED.contains(code) || SERVER_ERROR.contains(code) || code == RATE_LIMITED
				|| OTHER_NAMED.contains(code);
	}

	private @Nullable Integer code(@Nullable Integer named, @Nullable Integer statusCode) {
		return Stream.of((named != null) ? named : 200, (statusCode != null) ? statusCode : 200, this.response.status())
			.filter((code) -> code < 200 || code >= 300)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the entries of {@code errors}; a server that sends one alone is understood.
	 */
	private static List<JsonNode> errors(JsonNode root) {
		JsonNode errors = root.path("errors");
		if (errors.isArray()) {
			return new ArrayList<>(errors.values());
		}
		return (errors.isObject() || errors.isString()) ? List.of(errors) : List.of();
	}

	/**
	 * Return what a GraphQL error says: in its {@code message} where that is an object,
	 * else in the error itself, which may also be a mere text.
	 */
	private static JsonNode detail(JsonNode error) {
		if (error.isObject()) {
			return error.path("message").isObject() ? error.path("message") : error;
		}
		return JsonNodeFactory.instance.objectNode().set("message", error);
	}

	private static boolean isRevokedToken(JsonNode error) {
		return "TokenInBlackListError".equals(text(error.path("extensions").path("exception").path("name")));
	}

	private static Set<UnknownField> unknownFields(List<JsonNode> errors) {
		Set<UnknownField> fields = new LinkedHashSet<>();
		for (JsonNode error : errors) {
			String message = text(detail(error).path("message"));
			// The document is one line.
			Integer column = firstNumber(error.path("locations").path(0).path("column"));
			Matcher matcher = UNKNOWN_FIELD.matcher((message != null) ? message : "");
			while (matcher.find()) {
				fields.add(new UnknownField(matcher.group(2), matcher.group(1), (column != null) ? column - 1 : null));
			}
		}
		return fields;
	}

	private @Nullable String requestId(JsonNode first, JsonNode root) {
		return scrubIfPresent(
				text(first.path("requestId"), first.path("uniqueId"), root.path("requestId"), root.path("uniqueId")));
	}

	private @Nullable String scrubIfPresent(@Nullable String text) {
		return (text != null) ? scrub(text) : null;
	}

	private String scrub(String text) {
		return SecretScrubber.scrub(text, this.request.secrets(), this.token);
	}

	private static @Nullable Object data(JsonNode first) {
		JsonNode data = first.path("data");
		return (data.isMissingNode() || data.isNull()) ? null : Json.toJava(data);
	}

	private static @Nullable String text(JsonNode... candidates) {
		for (JsonNode candidate : candidates) {
			if (candidate.isString()) {
				return candidate.asString();
			}
		}
		return null;
	}

	private static @Nullable Integer firstNumber(JsonNode... candidates) {
		for (JsonNode candidate : candidates) {
			int number = number(candidate, Integer.MIN_VALUE);
			if (number != Integer.MIN_VALUE) {
				return number;
			}
		}
		return null;
	}

	private static int number(JsonNode node, int defaultValue) {
		return (node.isNumber() || node.isString()) ? node.asInt(defaultValue) : defaultValue;
	}

}
