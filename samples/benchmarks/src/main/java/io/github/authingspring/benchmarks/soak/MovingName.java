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

package io.github.authingspring.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * A host name whose address changes between two servers, and a client that calls it all
 * the time, so that its connection is never idle. First the server that the name leaves
 * ends; then both stay, and the client has to follow all the same.
 */
final class MovingName implements Runnable {

	/** The most that a client may be late, and what the machine may add to it. */
	private static final Duration LONGEST_LAG = Duration.ofMinutes(5).plusSeconds(5);

	private static final Duration PAUSE = Duration.ofMillis(100);

	/** Should there be more than one connection, each has its turn. */
	private static final int CALLS_IN_TURN = 10;

	private static final String HOST = "http://authing.soak.test";

	private final List<String> violations = new ArrayList<>();

	private final RunClock clock;

	private final Thread thread = new Thread(this, "soak-moving-name");

	private volatile InetSocketAddress address = InetSocketAddress.createUnresolved("nowhere", 0);

	private int calls;

	private int endings;

	private int moves;

	private Duration longestLag = Duration.ZERO;

	MovingName(RunClock clock) {
		this.clock = clock;
	}

	void start() {
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void run() {
		try (HttpConnection connection = HttpConnection.create((client) -> client.resolver(new Resolver()));
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.userpoolId("59f86b4832eb28071bdd9214")
					.accessToken("token")
					.host(HOST)
					.allowInsecureHttp(true)
					.httpConnection(connection)
					.build()) {
			move(client);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			this.violations.add("A call failed: " + ex + ", cause " + ex.getCause());
		}
	}

	private void move(UserpoolManagementClient client) throws InterruptedException {
		String[] names = { "first", "second" };
		for (; this.endings < 2; this.endings++) {
			// The name is there and a connection open before it moves away.
			try (Server server = moveTo(names[this.endings % 2])) {
				expect(client, server);
			}
		}
		try (Server first = moveTo(names[0]); Server second = Server.start(names[1])) {
			expect(client, first);
			while (follow(client, (this.moves % 2 == 0) ? second : first)) {
				this.moves++;
			}
		}
	}

	private Server moveTo(String name) {
		Server server = Server.start(name);
		this.address = server.address();
		return server;
	}

	private void expect(UserpoolManagementClient client, Server server) throws InterruptedException {
		String name = call(client);
		if (!server.name().equals(name)) {
			this.violations.add("The " + name + " server responded after the name had moved to the " + server.name());
		}
	}

	/**
	 * Move the name and wait until the client has followed. A way back that has begun is
	 * waited for after the run.
	 * @return whether it has; if not, the run is over or it is too late
	 */
	private boolean follow(UserpoolManagementClient client, Server server) throws InterruptedException {
		this.address = server.address();
		long begin = this.clock.now();
		Duration lag = Duration.ZERO;
		for (int inTurn = 0; inTurn < CALLS_IN_TURN; inTurn++) {
			if (!this.clock.isRunning() && this.moves % 2 == 0) {
				return false;
			}
			if (!call(client).equals(server.name())) {
				inTurn = -1;
				lag = Duration.ofNanos(this.clock.now() - begin);
			}
			if (lag.compareTo(LONGEST_LAG) > 0) {
				this.violations.add("The client has not followed the name for " + lag.toSeconds() + " s");
				return false;
			}
		}
		this.longestLag = (lag.compareTo(this.longestLag) > 0) ? lag : this.longestLag;
		return true;
	}

	/**
	 * Call the name.
	 * @return the name of the server that responded
	 */
	private String call(UserpoolManagementClient client) throws InterruptedException {
		// So that the connection of the last call is free again.
		Thread.sleep(PAUSE.toMillis());
		this.calls++;
		return String.valueOf(client.listEnv().get(0).key());
	}

	/**
	 * Wait for the end.
	 */
	List<String> stop() throws InterruptedException {
		this.thread.join(LONGEST_LAG.multipliedBy(2).toMillis());
		return this.thread.isAlive() ? List.of("The caller of the name that moves has not ended") : this.violations;
	}

	@Override
	public String toString() {
		String followed = (this.moves > 0)
				? this.moves + " while it stayed, at most " + this.longestLag.toSeconds() + " s later"
				: "none while it stayed, which takes up to five minutes";
		return this.calls + " calls followed " + this.endings + " moves as the old server ended, and " + followed;
	}

	/**
	 * A server that tells its name as the key of an environment variable. It is not one
	 * of Netty, whose leak detector is to watch the clients alone.
	 *
	 * @param name the name
	 * @param server the server
	 */
	private record Server(String name, HttpServer server) implements AutoCloseable {

		static Server start(String name) {
			try {
				HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
				byte[] body = ("{\"code\":200,\"message\":\"ok\",\"data\":[{\"key\":\"" + name + "\",\"value\":1}]}")
					.getBytes(StandardCharsets.UTF_8);
				server.createContext("/", (exchange) -> respond(exchange, body));
				server.start();
				return new Server(name, server);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void respond(HttpExchange exchange, byte[] body) throws IOException {
			try (exchange) {
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, body.length);
				exchange.getResponseBody().write(body);
			}
		}

		InetSocketAddress address() {
			return this.server.getAddress();
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

	/**
	 * Resolves every name to where it is now.
	 */
	private final class Resolver extends AddressResolverGroup<InetSocketAddress> {

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

				@Override
				protected boolean doIsResolved(InetSocketAddress address) {
					return !address.isUnresolved();
				}

				@Override
				protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
					promise.setSuccess(MovingName.this.address);
				}

				@Override
				protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
					promise.setSuccess(List.of(MovingName.this.address));
				}

			};
		}

	}

}
