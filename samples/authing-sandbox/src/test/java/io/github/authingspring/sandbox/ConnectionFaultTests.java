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

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a {@link Fault} does to the connection. HTTP clients hide it.
 */
@Timeout(30)
class ConnectionFaultTests {

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@ParameterizedTest
	@CsvSource({ "103, 0, 103 Early Hints", "102, 0, 102 Processing", "103, 300, 103 Early Hints",
			"103, 1000, 103 Early Hints" })
	void whenResponseIsInterimThenResponseComesAfterIt(int status, long delay, String line) throws IOException {
		this.sandbox.addFault(Fault.interimResponse(status, Duration.ofMillis(delay)).times(1));
		try (RawConnection connection = connect()) {
			long start = System.nanoTime();
			request(connection);
			assertThat(connection.readHead()).isEqualTo("HTTP/1.1 " + line + "\r\n\r\n");
			assertThat(connection.readResponse().head()).startsWith("HTTP/1.1 200 OK\r\n");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(delay));
			request(connection);
			assertThat(connection.readResponse().head()).startsWith("HTTP/1.1 200 OK\r\n");
		}
	}

	@Test
	void whenResponseIsLateThenInterimResponseIsNot() throws IOException {
		this.sandbox.addFault(Fault.interimResponse(103, Duration.ofHours(1)));
		try (RawConnection connection = connect()) {
			request(connection);
			assertThat(connection.readHead()).startsWith("HTTP/1.1 103 ");
		}
	}

	@Test
	void whenConnectionIsDroppedThenInterimResponseComesBefore() throws IOException {
		this.sandbox.addFault(Fault.interimResponse(103, Duration.ZERO));
		this.sandbox.addFault(Fault.dropConnection());
		try (RawConnection connection = connect()) {
			request(connection);
			assertThat(connection.readHead()).startsWith("HTTP/1.1 103 ");
			assertThatExceptionOfType(EOFException.class).isThrownBy(connection::readHead);
		}
	}

	@Test
	void whenKeepAliveIsOverThenNextRequestIsReset() throws Exception {
		this.sandbox.addFault(Fault.keepAlive(KEEP_ALIVE).times(1));
		try (RawConnection connection = connect(); RawConnection other = connect()) {
			request(connection);
			assertThat(connection.readResponse().head()).containsIgnoringCase("\r\nkeep-alive: timeout=1\r\n");
			request(other);
			assertThat(other.readResponse().head()).doesNotContainIgnoringCase("keep-alive");
			pause();
			request(connection);
			assertThatExceptionOfType(SocketException.class).isThrownBy(connection::readHead)
				.withMessageContaining("reset");
			request(other);
			assertThat(other.readResponse().head()).startsWith("HTTP/1.1 200 OK\r\n");
		}
		assertThat(this.sandbox.requests()).hasSize(3);
	}

	@Test
	void whenRequestComesInTimeThenConnectionLives() throws Exception {
		this.sandbox.addFault(Fault.keepAlive(KEEP_ALIVE.multipliedBy(60)).times(1));
		try (RawConnection connection = connect()) {
			request(connection);
			assertThat(connection.readResponse().head()).containsIgnoringCase("\r\nkeep-alive: timeout=60\r\n");
			request(connection);
			assertThat(connection.readResponse().head()).startsWith("HTTP/1.1 200 OK\r\n")
				.doesNotContainIgnoringCase("keep-alive");
		}
	}

	@Test
	void whenHeadersAreLargeThenOneMoreHasThatManyBytes() throws IOException {
		try (RawConnection connection = connect()) {
			request(connection);
			int usual = connection.readResponse().head().length();
			this.sandbox.addFault(Fault.largeHeaders(9000));
			request(connection);
			assertThat(connection.readResponse().head().length()).isEqualTo(usual + "X-Padding: \r\n".length() + 9000);
			this.sandbox.addFault(Fault.status(503));
			request(connection);
			String faulty = connection.readResponse().head();
			assertThat(faulty).startsWith("HTTP/1.1 503 ");
			assertThat(faulty.length()).isGreaterThan(9000);
		}
	}

	private RawConnection connect() throws IOException {
		return RawConnection.to(this.sandbox);
	}

	private static void request(RawConnection connection) throws IOException {
		connection.write("GET /api/v2/env HTTP/1.1\r\nHost: localhost\r\n\r\n");
	}

	/**
	 * Lets the connection be idle for longer than announced.
	 */
	private static void pause() throws InterruptedException {
		Thread.sleep(KEEP_ALIVE.plusMillis(100).toMillis());
	}

}
