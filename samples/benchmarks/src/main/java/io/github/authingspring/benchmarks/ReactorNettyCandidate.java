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
import java.util.Objects;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Reactor Netty alone, with the settings that Spring Boot gives it. It decodes nothing:
 * what any client on it can at best come near to.
 */
final class ReactorNettyCandidate implements Candidate {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ConnectionProvider connectionProvider = ConnectionProvider.builder("bare")
		.maxConnections(500)
		.pendingAcquireMaxCount(-1)
		.build();

	private final HttpClient httpClient;

	ReactorNettyCandidate(String host) {
		this.httpClient = HttpClient.create(this.connectionProvider)
			.compress(true)
			.responseTimeout(Duration.ofSeconds(10))
			.baseUrl(host)
			.headers((headers) -> RequestHeaders.ALL.forEach(headers::set));
	}

	private Object get(String path) {
		return Objects
			.requireNonNull(this.httpClient.get().uri(path).responseContent().aggregate().asByteArray().block(TIMEOUT));
	}

	@Override
	public Object listEnv() {
		return get("/api/v2/env");
	}

	@Override
	public Object detail() {
		return get("/api/v2/userpools/detail");
	}

	@Override
	public void close() {
		this.connectionProvider.dispose();
	}

}
