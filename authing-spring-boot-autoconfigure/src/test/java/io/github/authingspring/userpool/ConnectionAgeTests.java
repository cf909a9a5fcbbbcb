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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

import io.netty.channel.ChannelOption;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that have been idle or open for long, by a clock that the test sets ahead.
 */
class ConnectionAgeTests {

	private static final String VARIABLES = "{\"code\":200,\"data\":[]}";

	private final Resolver resolver = new Resolver();

	private volatile Duration idleTime = Duration.ZERO;

	private volatile Duration lifeTime = Duration.ZERO;

	private final HttpConnection connection = HttpConnection.create((client) -> client.resolver(this.resolver),
			(pool) -> withClock(pool.maxConnections(1)));

	private final UserpoolManagementClient client = UserpoolManagementClient.builder()
		.userpoolId(Fixtures.USERPOOL_ID)
		.accessToken("to.ke.n")
		.host("http://authing.test")
		.allowInsecureHttp(true)
		.httpConnection(this.connection)
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.connection.close();
	}

	/**
	 * A client that is never idle has to follow, too.
	 */
	@Test
	void whenNameMovesThenItIsFollowedWithinFiveMinutes() {
		RawServer.Responder responder = (connection, head, pool) -> RawServer.write(connection,
				RawServer.response(200, VARIABLES));
		try (RawServer first = new RawServer(responder); RawServer second = new RawServer(responder)) {
			this.resolver.moveTo(first);
			this.client.listEnv();
			this.resolver.moveTo(second);
			this.lifeTime = Duration.ofMinutes(4);
			this.client.listEnv();
			assertThat(first.requests()).hasSize(2);
			assertThat(first.connections()).isEqualTo(1);
			this.lifeTime = Duration.ofMinutes(5);
			this.client.removeEnv("KEY");
			this.client.listEnv();
			assertThat(first.requests()).hasSize(2);
			assertThat(second.requests()).hasSize(2);
		}
	}

	/**
	 * What a firewall drops or a server closes in the meantime is not met: the change is
	 * made.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			X: y                    | 20 | 1
			X: y                    | 30 | 2
			Keep-Alive: timeout=600 | 20 | 1
			Keep-Alive: timeout=600 | 30 | 2
			Keep-Alive: timeout=15  | 10 | 1
			Keep-Alive: timeout=15  | 14 | 2
			Keep-Alive: timeout=5   | 4  | 2
			""")
	void whenConnectionHasBeenIdleForLongThenItIsNotUsedAgain(String header, int seconds, int connections) {
		Set<Socket> dead = ConcurrentHashMap.newKeySet();
		RawServer.Responder responder = (connection, head, pool) -> {
			if (connections == 2 && !dead.add(connection)) {
				connection.setSoLinger(true, 0);
				connection.close();
				return;
			}
			RawServer.write(connection, RawServer.response(200, VARIABLES, header));
		};
		try (RawServer server = new RawServer(responder)) {
			this.resolver.moveTo(server);
			this.client.listEnv();
			this.idleTime = Duration.ofSeconds(seconds);
			assertThat(this.client.removeEnv("KEY")).isEmpty();
			assertThat(server.connections()).isEqualTo(connections);
			assertThat(server.requests()).hasSize(2);
		}
	}

	@Test
	void whenClientIsBuiltWithoutBootThenItHasTimeouts() {
		try (HttpConnection withoutBoot = HttpConnection.create()) {
			withoutBoot.timer();
			Object resources = ReflectionTestUtils.getField(withoutBoot, "resources");
			Object connector = ReflectionTestUtils.getField(resources, "connector");
			HttpClient httpClient = (HttpClient) ReflectionTestUtils.getField(connector, "httpClient");
			assertThat(httpClient.configuration().responseTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat((Object) httpClient.configuration().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS))
				.isEqualTo(5000);
		}
	}

	/**
	 * Tell what decides on a connection that it is later than it is.
	 */
	@SuppressWarnings("unchecked")
	private ConnectionProvider.Builder withClock(ConnectionProvider.Builder pool) {
		BiPredicate<Connection, ConnectionMetadata> eviction = (BiPredicate<Connection, ConnectionMetadata>) ReflectionTestUtils
			.getField(pool, "evictionPredicate");
		return pool.evictionPredicate((connection, metadata) -> eviction.test(connection, later(metadata)));
	}

	private ConnectionMetadata later(ConnectionMetadata metadata) {
		return new ConnectionMetadata() {

			@Override
			public int acquireCount() {
				return metadata.acquireCount();
			}

			@Override
			public long idleTime() {
				return metadata.idleTime() + ConnectionAgeTests.this.idleTime.toMillis();
			}

			@Override
			public long lifeTime() {
				return metadata.lifeTime() + ConnectionAgeTests.this.lifeTime.toMillis();
			}

			@Override
			public long releaseTimestamp() {
				return metadata.releaseTimestamp();
			}

			@Override
			public long allocationTimestamp() {
				return metadata.allocationTimestamp();
			}

		};
	}

	/**
	 * Knows one server, whatever its name.
	 */
	private static final class Resolver extends AddressResolverGroup<InetSocketAddress> {

		private volatile int port;

		private void moveTo(RawServer server) {
			this.port = URI.create(server.host()).getPort();
		}

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

				@Override
				protected boolean doIsResolved(InetSocketAddress address) {
					return !address.isUnresolved();
				}

				@Override
				protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
					promise.setSuccess(resolved());
				}

				@Override
				protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
					promise.setSuccess(List.of(resolved()));
				}

			};
		}

		private InetSocketAddress resolved() {
			return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port);
		}

	}

}
