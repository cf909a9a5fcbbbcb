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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.authingspring.userpool.Fault.Limits;
import io.netty.channel.ChannelOption;
import reactor.netty.resources.ConnectionPoolMetrics;

/**
 * An {@link HttpConnection} that tells how many of its connections are in use.
 */
final class TestConnections implements AutoCloseable {

	private static final int MAX_CONNECTIONS = 500;

	private final Queue<ConnectionPoolMetrics> pools = new ConcurrentLinkedQueue<>();

	private final HttpConnection httpConnection;

	private TestConnections(Limits limits, int maxConnections) {
		this.httpConnection = HttpConnection.create(
				(client) -> client.responseTimeout(limits.readTimeout())
					.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connectTimeout().toMillis()),
				(pool) -> pool.maxConnections(maxConnections)
					.metrics(true, () -> (name, id, address, metrics) -> this.pools.add(metrics)));
	}

	static TestConnections open(Limits limits) {
		return new TestConnections(limits, MAX_CONNECTIONS);
	}

	static TestConnections open(Limits limits, int maxConnections) {
		return new TestConnections(limits, maxConnections);
	}

	HttpConnection httpConnection() {
		return this.httpConnection;
	}

	/**
	 * Return how many connections are in use or waited for.
	 */
	int inUse() {
		return this.pools.stream().mapToInt((pool) -> pool.acquiredSize() + pool.pendingAcquireSize()).sum();
	}

	int idle() {
		return this.pools.stream().mapToInt(ConnectionPoolMetrics::idleSize).sum();
	}

	@Override
	public void close() {
		this.httpConnection.close();
	}

}
