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

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What a user would write without this project: {@code retrieve()} on a WebClient with a
 * connector of the same settings, with the same headers, decoding the same types. It has
 * a token from the start, and neither retries a call nor judges its response.
 */
final class WebClientCandidate implements Candidate {

	private static final ParameterizedTypeReference<Response<List<Env>>> ENV_LIST = new ParameterizedTypeReference<>() {
	};

	private static final ParameterizedTypeReference<Response<UserPool>> USER_POOL = new ParameterizedTypeReference<>() {
	};

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final PlainConnector connector = new PlainConnector();

	private final WebClient webClient;

	WebClientCandidate(String host) {
		this.webClient = this.connector.webClientBuilder(host)
			.codecs((codecs) -> codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(BareMapper.create())))
			.build();
	}

	private <T> Mono<T> get(String path, ParameterizedTypeReference<Response<T>> type) {
		return this.webClient.get()
			.uri(path)
			.headers(RequestHeaders::addTo)
			.retrieve()
			.bodyToMono(type)
			.map(Response::data);
	}

	@Override
	public Object listEnv() {
		return Objects.requireNonNull(reactiveListEnv().block(TIMEOUT));
	}

	@Override
	public Object detail() {
		return Objects.requireNonNull(get("/api/v2/userpools/detail", USER_POOL).block(TIMEOUT));
	}

	@Override
	public Mono<?> reactiveListEnv() {
		return get("/api/v2/env", ENV_LIST);
	}

	@Override
	public void close() {
		this.connector.close();
	}

}
