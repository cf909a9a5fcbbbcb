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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a sandbox over a socket, with nothing but the headers that it was told to
 * send.
 */
final class SandboxClient {

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private final String host;

	private final Map<String, String> headers;

	private SandboxClient(String host, Map<String, String> headers) {
		this.host = host;
		this.headers = headers;
	}

	/**
	 * Return a client without a token.
	 * @param sandbox the sandbox to talk to
	 * @return the client
	 */
	static SandboxClient anonymous(AuthingSandbox sandbox) {
		return new SandboxClient(sandbox.host(), Map.of()).with("x-authing-userpool-id", sandbox.userpoolId());
	}

	/**
	 * Return a client with a fresh token.
	 * @param sandbox the sandbox to talk to
	 * @return the client
	 */
	static SandboxClient authenticated(AuthingSandbox sandbox) {
		SandboxClient anonymous = anonymous(sandbox);
		return anonymous.withToken(anonymous.requestToken(sandbox.userpoolId(), sandbox.secret())
			.body()
			.required("accessToken")
			.asString());
	}

	static JsonNode json(String json) {
		return MAPPER.readTree(json);
	}

	SandboxClient withToken(String accessToken) {
		return with("Authorization", "Bearer " + accessToken);
	}

	SandboxClient with(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new SandboxClient(this.host, headers);
	}

	SandboxClient without(String name) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.remove(name);
		return new SandboxClient(this.host, headers);
	}

	Response requestToken(String userpoolId, String secret) {
		return post("/api/v2/userpools/access-token",
				MAPPER.writeValueAsString(Map.of("userPoolId", userpoolId, "secret", secret)));
	}

	Response get(String path) {
		return send("GET", path, null);
	}

	Response post(String path, String body) {
		return send("POST", path, body);
	}

	Response delete(String path) {
		return send("DELETE", path, null);
	}

	Response graphQl(String query) {
		return post("/graphql/v2", MAPPER.writeValueAsString(Map.of("query", query)));
	}

	Response graphQl(String query, String variables) {
		return post("/graphql/v2",
				MAPPER.writeValueAsString(Map.of("query", query, "variables", MAPPER.readTree(variables))));
	}

	Response update(String input, String... selection) {
		return graphQl("mutation update($input: UpdateUserpoolInput!) { updateUserpool(input: $input) { "
				+ String.join(" ", selection) + " } }", "{ \"input\": " + input + " }");
	}

	Response setEnv(String key, @Nullable Object value) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("key", key);
		body.put("value", value);
		return post("/api/v2/env", MAPPER.writeValueAsString(body));
	}

	/**
	 * Return the value of an environment variable.
	 * @param key the key
	 * @return the value, or {@code null} if there is no such key
	 */
	@Nullable JsonNode envValue(String key) {
		for (JsonNode variable : get("/api/v2/env").body().required("data")) {
			if (variable.required("key").asString().equals(key)) {
				return variable.required("value");
			}
		}
		return null;
	}

	Response send(String method, String path, @Nullable String body) {
		BodyPublisher publisher = (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.host + path))
			.method(method, publisher)
			.timeout(Duration.ofSeconds(30));
		if (body != null && !this.headers.containsKey("Content-Type")) {
			request.header("Content-Type", "application/json");
		}
		this.headers.forEach(request::header);
		try {
			HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
			return new Response(response.statusCode(), response.headers(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A response of the sandbox.
	 *
	 * @param status the HTTP status
	 * @param headers the HTTP headers
	 * @param text the body
	 */
	record Response(int status, HttpHeaders headers, String text) {

		JsonNode body() {
			return MAPPER.readTree(this.text);
		}

		JsonNode at(Object... path) {
			JsonNode node = body();
			for (Object step : path) {
				node = (step instanceof Integer index) ? node.required(index) : node.required((String) step);
			}
			return node;
		}

		@Override
		public String toString() {
			return Arrays.asList(this.status, this.text).toString();
		}

	}

}
