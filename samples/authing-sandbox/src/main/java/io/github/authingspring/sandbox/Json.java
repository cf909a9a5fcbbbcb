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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * Reads and writes bodies. Spring's JSON codecs are left out because they log what they
 * read and write, secrets included.
 */
final class Json {

	private static final MediaType APPLICATION_JSON_UTF8 = new MediaType(MediaType.APPLICATION_JSON,
			StandardCharsets.UTF_8);

	private static final int MAX_BODY_SIZE = 1024 * 1024;

	private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {
	};

	private static final int MAX_DEPTH = 100;

	// An environment variable comes back with every digit that was sent. Its depth is
	// limited because it is written further down than it was read.
	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private Json() {
	}

	/**
	 * Read the body of a request off the connection, which is possible once.
	 * @param request the request
	 * @return the body, empty if there is none or if it is too large
	 */
	static Mono<Optional<byte[]>> readBytes(ServerRequest request) {
		return DataBufferUtils.join(request.exchange().getRequest().getBody(), MAX_BODY_SIZE)
			.map(Json::toBytes)
			.defaultIfEmpty(new byte[0])
			.map(Optional::of)
			.onErrorReturn(DataBufferLimitException.class, Optional.empty());
	}

	static Map<String, @Nullable Object> readObject(byte[] json) {
		Map<String, @Nullable Object> object;
		try {
			object = MAPPER.readValue(json, OBJECT);
		}
		catch (JacksonException ex) {
			throw malformed();
		}
		if (object == null) {
			throw malformed();
		}
		return object;
	}

	static String write(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	static @Nullable Object read(String json) {
		return MAPPER.readValue(json, Object.class);
	}

	/**
	 * Return a value as it would be read from JSON: maps, lists and scalars of its own.
	 * @param value the value
	 * @return the copy
	 */
	static @Nullable Object copy(@Nullable Object value) {
		return read(MAPPER.writeValueAsString(value));
	}

	static Mono<ServerResponse> respond(HttpStatusCode status, Object body) {
		return respond(ServerResponse.status(status), body);
	}

	static Mono<ServerResponse> respond(ServerResponse.BodyBuilder response, Object body) {
		// Jackson does not write half a surrogate pair as bytes, and a key or a value can
		// have one.
		byte[] json = write(body).getBytes(StandardCharsets.UTF_8);
		return response.contentType(APPLICATION_JSON_UTF8).bodyValue(json);
	}

	private static byte[] toBytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static ResponseStatusException malformed() {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, "The body is not a JSON object");
	}

}
