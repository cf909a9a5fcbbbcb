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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a connection may be idle that the server announces to close.
 */
class KeepAliveTests {

	/**
	 * Return how many connections two calls take of a pool of one.
	 */
	private static int connections(String... headers) {
		RawServer.Responder responder = (connection, head, pool) -> RawServer.write(connection,
				RawServer.response(200, "{\"code\":200,\"data\":[]}", headers));
		try (RawServer server = new RawServer(responder);
				HttpConnection connection = HttpConnection.create((client) -> client, (pool) -> pool.maxConnections(1));
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.host(server.host())
					.userpoolId("a")
					.secret("secret")
					.httpConnection(connection)
					.build()) {
			client.listEnv();
			client.listEnv();
			return server.connections();
		}
	}

	@Test
	void whenAnnouncedTimeIsOverThenConnectionIsNotUsedAgain() {
		assertThat(connections("Keep-Alive: timeout=0")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Keep-Alive: timeout=60", "Keep-Alive: max=100", "Keep-Alive: timeout=soon", "X: y" })
	void whenThereIsTimeThenConnectionIsUsedAgain(String header) {
		assertThat(connections(header)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			timeout=5 | PT4S
			timeout=1 | PT0.5S
			timeout=2 | PT1S
			max=100, TIMEOUT = 60 | PT59S
			timeout="10" | PT9S
			max=100 |
			timeout=soon |
			""")
	void whenServerAnnouncesTimeThenASecondLessCountsButHalfOfIt(String header, Duration expected) {
		assertThat(HttpConnection.keepAlive(header)).isEqualTo(expected);
	}

}
