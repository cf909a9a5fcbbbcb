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

import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

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

}
