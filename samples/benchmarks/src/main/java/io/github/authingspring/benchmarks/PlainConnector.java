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

import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A connector as someone writes it who gives Reactor Netty the settings of this project:
 * a pool, event loops and timeouts of its own. It adds no handler of ours.
 */
final class PlainConnector implements AutoCloseable {

	private final ConnectionProvider pool = ConnectionProvider.builder("plain")
		.maxConnections(500)
		.maxIdleTime(Duration.ofSeconds(30))
		.maxLifeTime(Duration.ofMinutes(5))
		.pendingAcquireMaxCount(-1)
		.build();

	private final LoopResources loops = LoopResources.create("plain", Runtime.getRuntime().availableProcessors(), true);

	WebClient.Builder webClientBuilder(String host) {
		HttpClient client = HttpClient.create(this.pool)
			.runOn(this.loops)
			.compress(true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5000)
			.responseTimeout(Duration.ofSeconds(10));
		return WebClient.builder().clientConnector(new ReactorClientHttpConnector(client)).baseUrl(host);
	}

	@Override
	public void close() {
		this.pool.dispose();
		this.loops.disposeLater().block();
	}

}
