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

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.authingspring.userpool.Fault.Limits;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The connections of a test, made as an application's are.
 */
interface TestConnections extends AutoCloseable {

	ClientHttpConnector connector();

	/**
	 * Return how many connections are in use or waited for, {@code 0} where the connector
	 * does not tell.
	 */
	int inUse();

	/**
	 * Return how many connections at the most may be open when none is in use.
	 */
	int idle();

	@Override
	void close();

	/**
	 * The connectors that the starter is tested with.
	 */
	enum Kind {

		/** The default, whose requests are counted. */
		REACTOR_NETTY {

			@Override
			TestConnections open(Limits limits) {
				return new ReactorNettyConnections(limits);
			}

		},

		/** Repeats a GET by itself. */
		JDK {

			@Override
			TestConnections open(Limits limits) {
				return JdkConnections.SHARED.computeIfAbsent(limits, JdkConnections::new);
			}

		};

		abstract TestConnections open(Limits limits);

		private static HttpClientSettings settings(Limits limits) {
			return HttpClientSettings.defaults()
				.withTimeouts(Duration.ofSeconds(5), limits.readTimeout())
				.withRedirects(HttpRedirects.DONT_FOLLOW);
		}

	}

	/**
	 * A pool of its own for each test, on event loops that all share.
	 */
	final class ReactorNettyConnections implements TestConnections {

		private static final LoopResources LOOP_RESOURCES = LoopResources.create("test-loop", 2, true);

		private static final int MAX_CONNECTIONS = 512;

		private final Queue<ConnectionPoolMetrics> pools = new ConcurrentLinkedQueue<>();

		private final ReactorResourceFactory resourceFactory = new ReactorResourceFactory();

		private final ClientHttpConnector connector;

		private ReactorNettyConnections(Limits limits) {
			this.resourceFactory.setUseGlobalResources(false);
			this.resourceFactory.setLoopResources(LOOP_RESOURCES);
			this.resourceFactory.setConnectionProviderSupplier(() -> ConnectionProvider.builder("test")
				.maxConnections(MAX_CONNECTIONS)
				.metrics(true, () -> (name, id, address, metrics) -> this.pools.add(metrics))
				.build());
			this.resourceFactory.start();
			this.connector = ClientHttpConnectorBuilder.reactor()
				.withReactorResourceFactory(this.resourceFactory)
				.withHttpClientCustomizer((client) -> client.compress(false))
				.build(Kind.settings(limits));
		}

		@Override
		public ClientHttpConnector connector() {
			return this.connector;
		}

		@Override
		public int inUse() {
			return this.pools.stream().mapToInt((pool) -> pool.acquiredSize() + pool.pendingAcquireSize()).sum();
		}

		@Override
		public int idle() {
			return this.pools.stream().mapToInt(ConnectionPoolMetrics::idleSize).sum();
		}

		@Override
		public void close() {
			this.resourceFactory.stop();
		}

	}

	/**
	 * An {@code HttpClient} cannot be closed before Java 21, so tests share it.
	 */
	final class JdkConnections implements TestConnections {

		private static final Map<Limits, JdkConnections> SHARED = new ConcurrentHashMap<>();

		private final ClientHttpConnector connector;

		private JdkConnections(Limits limits) {
			this.connector = ClientHttpConnectorBuilder.jdk().build(Kind.settings(limits));
		}

		@Override
		public ClientHttpConnector connector() {
			return this.connector;
		}

		@Override
		public int inUse() {
			return 0;
		}

		/**
		 * What a client needs that makes one request after the other.
		 */
		@Override
		public int idle() {
			return 1;
		}

		@Override
		public void close() {
		}

	}

}
