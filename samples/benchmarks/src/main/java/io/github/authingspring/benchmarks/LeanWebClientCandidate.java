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

package io.github.authingspring.benchmarks;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The least that one writes with a WebClient: bytes in, one reader, the token in a
 * header, a timeout. It retries nothing, judges no response and is not observed.
 */
final class LeanWebClientCandidate implements Candidate {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final JsonMapper mapper = BareMapper.create();

	private final ObjectReader listReader = reader(new TypeReference<Response<List<Env>>>() {
	}.getType());

	private final ObjectReader userPoolReader = reader(new TypeReference<Response<UserPool>>() {
	}.getType());

	private final PlainConnector connector = new PlainConnector();

	private final WebClient webClient;

	/** One token for all: it lives longer than any measurement. */
	private final Mono<String> token;

	LeanWebClientCandidate(String host) {
		this.webClient = this.connector.webClientBuilder(host).build();
		this.token = Mono.defer(this::requestToken).cache();
	}

	private ObjectReader reader(Type type) {
		return this.mapper.readerFor(this.mapper.constructType(type));
	}

	private Mono<String> requestToken() {
		byte[] body = this.mapper
			.writeValueAsBytes(Map.of("query", "query accessToken { accessToken(userPoolId: \"\") }"));
		return this.webClient.post()
			.uri("/graphql/v2")
			.headers(RequestHeaders::addTo)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchangeToMono((response) -> response.bodyToMono(byte[].class))
			.map((bytes) -> {
				JsonNode data = this.mapper.readTree(bytes).path("data");
				return "Bearer " + data.path("accessToken").path("accessToken").asString();
			});
	}

	private <T> Mono<T> get(String path, ObjectReader reader) {
		return this.token.flatMap((token) -> this.webClient.get().uri(path).headers((headers) -> {
			RequestHeaders.addTo(headers);
			headers.set(HttpHeaders.AUTHORIZATION, token);
		}).exchangeToMono((response) -> response.bodyToMono(byte[].class)).map((bytes) -> {
			Response<T> response = reader.readValue(bytes);
			return response.data();
		})).timeout(TIMEOUT);
	}

	@Override
	public Object listEnv() {
		return Objects.requireNonNull(reactiveListEnv().block());
	}

	@Override
	public Object detail() {
		return Objects.requireNonNull(get("/api/v2/userpools/detail", this.userPoolReader).block());
	}

	@Override
	public Mono<?> reactiveListEnv() {
		return get("/api/v2/env", this.listReader);
	}

	@Override
	public void close() {
		this.connector.close();
	}

}
