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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

/**
 * An HTTP server with threads of its own.
 */
final class SandboxServer implements AutoCloseable {

	static final String LOOPBACK = "127.0.0.1";

	private static final int EVENT_LOOP_THREADS = 2;

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

	private final LoopResources threads;

	private final ChannelGroup connections;

	private final DisposableServer server;

	private SandboxServer(LoopResources threads, ChannelGroup connections, DisposableServer server) {
		this.threads = threads;
		this.connections = connections;
		this.server = server;
	}

	static SandboxServer start(String host, int port, RouterFunction<?> routes) {
		// The threads are daemons: an application can end without closing its sandbox.
		LoopResources threads = LoopResources.create("authing-sandbox", EVENT_LOOP_THREADS, true);
		ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
		try {
			return new SandboxServer(threads, connections, HttpServer.create()
				.runOn(threads)
				.host(host)
				.port(port)
				.doOnConnection((connection) -> connections.add(connection.channel()))
				.handle(new ReactorHttpHandlerAdapter(new QueryHidingHttpHandler(RouterFunctions.toWebHandler(routes))))
				.bindNow());
		}
		catch (RuntimeException ex) {
			stop(threads);
			throw new IllegalStateException("Port " + port + " of " + host + " is taken or not permitted", ex);
		}
	}

	int port() {
		return this.server.port();
	}

	/**
	 * Return where a client on this machine finds the server.
	 * @return the host as it is written in a URL
	 */
	String host() {
		InetAddress address = address();
		if (address.isAnyLocalAddress()) {
			return LOOPBACK;
		}
		return (address instanceof Inet6Address) ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
				: address.getHostAddress();
	}

	/**
	 * Return whether other machines can reach the server.
	 */
	boolean isOpen() {
		return !address().isLoopbackAddress();
	}

	private InetAddress address() {
		return ((InetSocketAddress) this.server.address()).getAddress();
	}

	/**
	 * Wait until the server is closed.
	 */
	void awaitClose() {
		this.server.onDispose().block();
	}

	/**
	 * Close the port and every connection: a client must notice, rather than write into a
	 * connection that nobody reads any more.
	 */
	@Override
	public void close() {
		this.server.disposeNow(SHUTDOWN_TIMEOUT);
		this.connections.close().awaitUninterruptibly();
		stop(this.threads);
	}

	private static void stop(LoopResources threads) {
		threads.disposeLater(Duration.ZERO, SHUTDOWN_TIMEOUT).block(SHUTDOWN_TIMEOUT);
	}

	/**
	 * Keeps the query out of log lines. In one form of the token request it holds the
	 * secret.
	 */
	private static final class QueryHidingHttpHandler extends HttpWebHandlerAdapter {

		QueryHidingHttpHandler(WebHandler delegate) {
			super(delegate);
		}

		@Override
		protected String formatRequest(ServerHttpRequest request) {
			return "HTTP " + request.getMethod() + " \"" + request.getPath() + "\"";
		}

	}

}
