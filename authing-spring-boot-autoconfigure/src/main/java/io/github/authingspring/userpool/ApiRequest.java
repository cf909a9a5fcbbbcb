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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;

/**
 * A request of the <a href="{@docRoot}/authing-api.md">API contract</a> (section 1),
 * before its headers.
 *
 * @param method the HTTP method
 * @param path the path below the host, a URI template
 * @param pathVariable the value of the template's one variable, encoded when the request
 * is sent
 * @param body the JSON to send
 * @param graphQlField the field of {@code data} that holds the result of a GraphQL
 * request; {@code null} for a REST request
 * @param retryable whether executing it twice is harmless
 * @param secrets the JSON in the body that is secret, which no message may show should
 * the server echo it
 */
record ApiRequest(HttpMethod method, String path, @Nullable String pathVariable, byte @Nullable [] body,
		@Nullable String graphQlField, boolean retryable, @Nullable JsonNode secrets) {

	private static final String KEY_VARIABLE = "{key}";

	private static final String ACCESS_TOKEN_FIELD = "accessToken";

	private static final String ACCESS_TOKEN_DOCUMENT = "query accessToken($userPoolId: String!, $secret: String!) "
			+ "{ accessToken(userPoolId: $userPoolId, secret: $secret) { accessToken exp iat } }";

	private static final String UPDATE_FIELD = "updateUserpool";

	static ApiRequest accessToken(String userpoolId, String secret) {
		return graphQl(ACCESS_TOKEN_FIELD, ACCESS_TOKEN_DOCUMENT, Map.of("userPoolId", userpoolId, "secret", secret),
				true, JsonNodeFactory.instance.stringNode(secret));
	}

	static ApiRequest detail() {
		return new ApiRequest(HttpMethod.GET, "/api/v2/userpools/detail", null, null, null, true, null);
	}

	static ApiRequest update(UpdateUserpoolInput updates, UserPoolSelection selection) {
		JsonNode input = Json.toTree(updates);
		return graphQl(UPDATE_FIELD, selection.updateDocument(), Map.of("input", input), false,
				input.path("customSMSProvider").get("config"));
	}

	private static ApiRequest graphQl(String field, String document, Map<String, ?> variables, boolean retryable,
			@Nullable JsonNode secrets) {
		byte[] body = Json.write(Map.of("query", document, "operationName", field, "variables", variables));
		return new ApiRequest(HttpMethod.POST, "/graphql/v2", null, body, field, retryable, secrets);
	}

	static ApiRequest listEnv() {
		return new ApiRequest(HttpMethod.GET, "/api/v2/env", null, null, null, true, null);
	}

	/**
	 * Return the request that sets an environment variable.
	 * @param key its name
	 * @param value its value
	 * @param mapper writes the value; {@code null} for a plain one
	 * @param maxSize how large a response may be, and so a value that is to be listed
	 */
	static ApiRequest addEnv(@Nullable String key, @Nullable Object value, @Nullable JsonMapper mapper, int maxSize) {
		String checkedKey = checkKey(key);
		try {
			byte[] json = Json.writeValue(value, (mapper != null) ? mapper : Json.plainMapper());
			if (json.length > maxSize) {
				throw new IllegalArgumentException("'value' must not take more than " + maxSize
						+ " bytes as JSON (authing.http.max-response-size), or it could not be listed");
			}
			JsonNode tree = Json.readListed(json);
			byte[] body = Json.write(JsonNodeFactory.instance.objectNode().put("key", checkedKey).set("value", tree));
			return new ApiRequest(HttpMethod.POST, "/api/v2/env", null, body, null, false, tree);
		}
		catch (StreamConstraintsException ex) {
			throw new IllegalArgumentException("'value' must not be nested deeper than " + Json.MAX_VALUE_DEPTH
					+ " levels or in a circle, nor have a number of more than 1000 or a name of more than 50000 "
					+ "characters: it could not be listed");
		}
		catch (JacksonException ex) {
			// Its message may quote the value, which is a secret.
			throw new IllegalArgumentException("'value' must be something that Jackson can write as JSON ("
					+ ex.getClass().getSimpleName() + "): strings, numbers, booleans, lists, maps or objects");
		}
	}

	static ApiRequest removeEnv(@Nullable String key) {
		return new ApiRequest(HttpMethod.DELETE, "/api/v2/env/" + KEY_VARIABLE, checkKey(key), null, null, false, null);
	}

	/**
	 * Check the key of an environment variable. It becomes one segment of a URL path, so
	 * only a key that arrives at the server exactly as given is let through.
	 */
	private static String checkKey(@Nullable String key) {
		if (key == null || key.isEmpty()) {
			throw new IllegalArgumentException("'key' must not be " + ((key == null) ? "null" : "empty"));
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
			throw new IllegalArgumentException("'key' must not hold half of a surrogate pair, which has no encoding");
		}
		if (Arrays.stream(key.split("/", -1)).anyMatch((segment) -> segment.equals(".") || segment.equals(".."))) {
			throw new IllegalArgumentException("'key' must not be or contain the path segment '.' or '..', "
					+ "which URLs cannot carry; give the variable another name");
		}
		return key;
	}

	/**
	 * Return the URL that a template becomes with the value of its variable.
	 */
	URI expand(String template) {
		return URI.create((this.pathVariable != null)
				? template.replace(KEY_VARIABLE, UriUtils.encode(this.pathVariable, StandardCharsets.UTF_8))
				: template);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
