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

package io.github.authingspring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * A connection pool of our own on the application's event loops. Of all others, only it
 * knows when a connection has been idle for so long that a server or firewall may have
 * dropped it unnoticed.
 */
final class ReactorNettyResources {

	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	/** As many as Reactor Netty's shared pool has; a pool of one's own gets 16. */
	private static final int MAX_CONNECTIONS = 500;

	private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(10);

	private final ReactorResourceFactory resourceFactory;

	private final Scheduler timer;

	private ReactorNettyResources(ReactorResourceFactory resourceFactory, Scheduler timer) {
		this.resourceFactory = resourceFactory;
		this.timer = timer;
	}

	static boolean canServe(ClientHttpConnectorBuilder<?> builder) {
		return builder instanceof ReactorClientHttpConnectorBuilder;
	}

	static ReactorNettyResources create(BeanFactory beanFactory) {
		ReactorResourceFactory applicationResources = beanFactory.getBeanProvider(ReactorResourceFactory.class)
			.getIfUnique();
		LoopResources loopResources = (applicationResources != null) ? applicationResources.getLoopResources()
				: HttpResources.get();
		ReactorResourceFactory resourceFactory = new ReactorResourceFactory();
		resourceFactory.setUseGlobalResources(false);
		resourceFactory.setLoopResources(loopResources);
		// Has no thread before the first connection, and ends with the pool. The threads
		// of Reactor's own scheduler, the pool's default, never end.
		Scheduler timer = Schedulers.newSingle("authing-connections", true);
		resourceFactory.setConnectionProviderSupplier(() -> connectionProvider(timer));
		resourceFactory.start();
		return new ReactorNettyResources(resourceFactory, timer);
	}

	/**
	 * Callers beyond the number of connections wait, each no longer than its call may
	 * take; so their number needs no limit.
	 */
	private static ConnectionProvider connectionProvider(Scheduler timer) {
		return ConnectionProvider.builder("authing")
			.maxConnections(MAX_CONNECTIONS)
			.maxIdleTime(MAX_IDLE_TIME)
			.evictInBackground(EVICTION_INTERVAL, timer)
			.pendingAcquireMaxCount(-1)
			.pendingAcquireTimer((expiry, timeout) -> timer.schedule(expiry, timeout.toMillis(), TimeUnit.MILLISECONDS))
			.build();
	}

	/**
	 * Reactor Netty keeps a connection whose answer it cannot unpack in use until the
	 * read timeout, so the client unpacks by itself what a server packs unasked.
	 */
	ClientHttpConnectorBuilder<?> serve(ClientHttpConnectorBuilder<?> builder) {
		return ((ReactorClientHttpConnectorBuilder) builder).withReactorResourceFactory(this.resourceFactory)
			.withHttpClientCustomizer((client) -> client.compress(false));
	}

	void stop() {
		this.resourceFactory.stop();
		this.timer.dispose();
	}

}
