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
import java.util.List;
import java.util.concurrent.Semaphore;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.model.UserPool;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Interim responses, as front ends send them for {@code Early Hints}, on a connection
 * that clients of two pools share.
 */
class InterimResponseTests {

	private static final String EARLY_HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

	private static String pool(String id) {
		return "{\"code\":200,\"data\":{\"id\":\"" + id + "\",\"secret\":\"secret-of-" + id + "\"}}";
	}

	private static UserpoolManagementClient client(RawServer server, String pool, HttpConnection connection) {
		return UserpoolManagementClient.builder()
			.host(server.host())
			.userpoolId(pool)
			.secret("secret")
			.httpConnection(connection)
			.build();
	}

	@ParameterizedTest
	@CsvSource({ "103, 1", "102, 1", "103, 3" })
	void whenInterimResponsesComeFirstThenEachPoolGetsItsOwnResponse(int status, int times) {
		String interim = ("HTTP/1.1 " + status + " Interim\r\nLink: </a>\r\n\r\n").repeat(times);
		RawServer.Responder responder = (connection, head, pool) -> {
			RawServer.write(connection, interim);
			RawServer.write(connection, RawServer.response(200, pool(pool)));
		};
		try (RawServer server = new RawServer(responder);
				HttpConnection connection = HttpConnection.create((client) -> client,
						(provider) -> provider.maxConnections(1));
				UserpoolManagementClient first = client(server, "a", connection);
				UserpoolManagementClient second = client(server, "b", connection)) {
			for (int i = 0; i < 5; i++) {
				assertThat(first.detail()).extracting(UserPool::id, UserPool::secret)
					.containsExactly("a", "secret-of-a");
				assertThat(second.detail()).extracting(UserPool::id, UserPool::secret)
					.containsExactly("b", "secret-of-b");
			}
			assertThat(server.connections()).isEqualTo(1);
			assertThat(server.requests()).hasSize(10);
		}
	}

	@Test
	void whenInterimAndFinalResponseComeInOnePacketThenItIsRead() {
		RawServer.Responder responder = (connection, head, pool) -> RawServer.write(connection,
				EARLY_HINTS + RawServer.response(200, pool(pool)));
		try (RawServer server = new RawServer(responder);
				HttpConnection connection = HttpConnection.create();
				UserpoolManagementClient client = client(server, "a", connection)) {
			assertThat(client.detail().id()).isEqualTo("a");
			assertThat(client.detail().id()).isEqualTo("a");
		}
	}

	@Test
	void whenFinalResponseComesAfterOtherTrafficThenChangeIsMadeOnce() {
		RawServer.Responder responder = (connection, head, pool) -> {
			if (head.startsWith("DELETE")) {
				RawServer.write(connection, EARLY_HINTS);
				RawServer.write(connection, RawServer.response(200, "{\"code\":200,\"message\":\"ok\"}"));
			}
			else {
				RawServer.write(connection, RawServer.response(200, "{\"code\":200,\"data\":[]}"));
			}
		};
		try (RawServer server = new RawServer(responder);
				HttpConnection connection = HttpConnection.create();
				UserpoolManagementClient client = client(server, "a", connection)) {
			assertThat(client.removeEnv("KEY")).isEmpty();
			assertThat(server.requests()).containsExactly("DELETE /api/v2/env/KEY a", "GET /api/v2/env a");
		}
	}

	@Test
	void whenOnlyInterimResponsesComeThenReadTimeoutHolds() {
		RawServer.Responder responder = (connection, head, pool) -> RawServer.write(connection, EARLY_HINTS);
		try (RawServer server = new RawServer(responder);
				HttpConnection connection = HttpConnection
					.create((client) -> client.responseTimeout(Duration.ofMillis(100)));
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.host(server.host())
					.userpoolId("a")
					.secret("secret")
					.maxAttempts(1)
					.httpConnection(connection)
					.build()) {
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
				.withMessageContaining("no response came within authing.http.read-timeout");
		}
	}

	@Test
	void whenManyCallsMeetInterimResponsesThenNoneGetsAnothersResponse() {
		RawServer.Responder responder = (connection, head, pool) -> {
			RawServer.write(connection, EARLY_HINTS);
			RawServer.write(connection, RawServer.response(200, pool(pool)));
		};
		try (RawServer server = new RawServer(responder); HttpConnection connection = HttpConnection.create()) {
			List<String> pools = List.of("p0", "p1", "p2", "p3");
			Flux<Boolean> right = Flux.fromIterable(pools).flatMap((pool) -> {
				ReactiveUserpoolManagementClient client = UserpoolManagementClient.builder()
					.host(server.host())
					.userpoolId(pool)
					.secret("secret")
					.httpConnection(connection)
					.buildReactive();
				return Flux.range(0, 50).flatMap((i) -> client.detail(), 4).map((detail) -> pool.equals(detail.id()));
			});
			assertThat(right.collectList().block(Duration.ofSeconds(60))).hasSize(200).containsOnly(true);
		}
	}

	/**
	 * A front end sends its hints while the server still works.
	 */
	@ParameterizedTest
	@EnumSource(names = { "DETAIL", "LIST_ENV", "UPDATE", "ADD_ENV", "REMOVE_ENV" })
	void whenFinalResponseComesAfterInterimOneIsReadThenOperationSucceedsOnce(Column operation) {
		Semaphore read = new Semaphore(0);
		ServerResponse interim = ServerResponse.executed((request, exchange) -> {
			exchange.write(EARLY_HINTS);
			read.acquireUninterruptibly();
			return ServerResponse.HEALTHY.action().respond(request, exchange);
		});
		try (FaultServer server = new FaultServer();
				HttpConnection connection = HttpConnection.create(
						(client) -> client.doOnConnected((connected) -> probe(connected.channel().pipeline(), read)),
						(pool) -> pool.maxConnections(1));
				UserpoolManagementClient client = client(server, connection)) {
			server.plan(operation.kind(), true, List.of(interim));
			assertThat(operation.call(client)).isNotNull();
			assertThat(server.requests(operation.kind())).isEqualTo(1);
			assertThat(server.acceptedConnections()).isEqualTo(1);
		}
	}

	/**
	 * There interim responses cannot be dropped.
	 */
	@Test
	void whenConnectorIsCallersThenNothingIsLeftForTheNextRequestAndOnlyReadsAreRetried() {
		ConnectionProvider pool = ConnectionProvider.create("caller", 1);
		try (FaultServer server = new FaultServer()) {
			UserpoolManagementClient client = UserpoolManagementClient.builder()
				.userpoolId(Fixtures.USERPOOL_ID)
				.accessToken("to.ke.n")
				.host(server.host())
				.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
				.clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)))
				.build();
			ServerResponse interim = ServerResponse.executed((request, exchange) -> {
				exchange.write(EARLY_HINTS);
				return ServerResponse.HEALTHY.action().respond(request, exchange);
			});
			server.plan(AuthingServer.DETAIL, false, List.of(interim));
			assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
			assertThat(server.requests(AuthingServer.DETAIL)).isEqualTo(2);
			server.plan(AuthingServer.REMOVE_ENV, false, List.of(interim));
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.removeEnv("KEY"))
				.withMessageContaining("the connection was closed, since its connector does not skip interim responses "
						+ "(HTTP 103)")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN));
			assertThat(server.requests(AuthingServer.REMOVE_ENV)).isEqualTo(1);
			assertThat(client.listEnv()).hasSize(3);
			assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
			assertThat(server.acceptedConnections()).isEqualTo(3);
			client.close();
		}
		finally {
			pool.dispose();
		}
	}

	private static UserpoolManagementClient client(FaultServer server, HttpConnection connection) {
		return UserpoolManagementClient.builder()
			.host(server.host())
			.userpoolId(Fixtures.USERPOOL_ID)
			.secret(Fixtures.SECRET)
			.httpConnection(connection)
			.build();
	}

	private static void probe(ChannelPipeline pipeline, Semaphore read) {
		if (pipeline.get("probe") == null) {
			pipeline.addAfter(NettyPipeline.HttpCodec, "probe", new InterimProbe(read));
		}
	}

	/**
	 * Tells when an interim response has been read.
	 */
	private static final class InterimProbe extends ChannelInboundHandlerAdapter {

		private final Semaphore read;

		InterimProbe(Semaphore read) {
			this.read = read;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			context.fireChannelRead(message);
			if (message instanceof HttpResponse response
					&& response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
				this.read.release();
			}
		}

	}

}
