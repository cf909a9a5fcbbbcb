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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the connections to Authing protect from, whatever a customizer sets.
 */
class HttpConnectionTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenCustomizerFollowsRedirectsThenTheyAreNotFollowed() {
		this.server.always(AuthingServer.DETAIL,
				new MockResponse.Builder().code(302).addHeader("Location", this.server.host() + "/api/v2/env").build());
		try (HttpConnection connection = HttpConnection.create((client) -> client.followRedirect(true));
				UserpoolManagementClient client = client(connection)) {
			assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(client::detail)
				.withMessageContaining("the server redirects to " + this.server.host() + " (HTTP 302)");
			assertThat(this.server.count(AuthingServer.LIST_ENV)).isZero();
		}
	}

	/**
	 * Inside of a network that needs a proxy, the proxy alone may know the name.
	 */
	@Test
	void whenCustomizerSetsProxyThenProxyResolvesTheName() throws Exception {
		try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				HttpConnection connection = HttpConnection.create((client) -> client
					.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP).host("localhost").port(proxy.getLocalPort())));
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.userpoolId(Fixtures.USERPOOL_ID)
					.accessToken("t.o.k")
					.host("http://authing.invalid")
					.allowInsecureHttp(true)
					.maxAttempts(1)
					.httpConnection(connection)
					.build()) {
			CompletableFuture<String> requestLine = CompletableFuture.supplyAsync(() -> rejectOneRequest(proxy));
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail);
			assertThat(requestLine).succeedsWithin(Duration.ofSeconds(30))
				.isEqualTo("CONNECT authing.invalid:80 HTTP/1.1");
		}
	}

	private static String rejectOneRequest(ServerSocket proxy) {
		try (Socket socket = proxy.accept()) {
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			String requestLine = reader.readLine();
			String line = requestLine;
			while (!line.isEmpty()) {
				line = reader.readLine();
			}
			socket.getOutputStream()
				.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return requestLine;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Else the event loops that resolve names would be Reactor Netty's, which the end of
	 * another application context in the JVM ends.
	 */
	@Test
	void whenNoResolverIsSetThenNamesAreResolvedOnOwnEventLoops() {
		try (HttpConnection connection = HttpConnection.create();
				UserpoolManagementClient client = client(connection)) {
			client.detail();
			Object resources = ReflectionTestUtils.getField(connection, "resources");
			Object connector = ReflectionTestUtils.getField(resources, "connector");
			HttpClient httpClient = (HttpClient) ReflectionTestUtils.getField(connector, "httpClient");
			assertThat(httpClient.configuration().resolver()).isNotNull();
			assertThat(httpClient.configuration().loopResources())
				.isSameAs(ReflectionTestUtils.getField(resources, "loops"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 9, 63 })
	void whenHeadersAreLargeThenResponseIsRead(int kilobytes) {
		this.server.always(AuthingServer.DETAIL, withHeader(kilobytes));
		try (UserpoolManagementClient client = this.server.client()) {
			assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
		}
	}

	@Test
	void whenHeadersAreLargerThanLimitThenFailureSaysSo() {
		this.server.always(AuthingServer.DETAIL, withHeader(64));
		try (UserpoolManagementClient client = this.server.client()) {
			assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(client::detail)
				.withMessageContaining(" failed: the headers of the response are larger than 64 kB. ");
		}
	}

	private static MockResponse withHeader(int kilobytes) {
		return AuthingServer.json("detail/rest.json")
			.newBuilder()
			.addHeader("X-Large", "x".repeat(kilobytes * 1024))
			.build();
	}

	/**
	 * Reactor Netty would wait for the rest of the body until the read timeout.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenBodyIsNotCompressedAsItsHeaderSaysThenCallEndsAtOnceAndConnectionIsNotKept(boolean complete) {
		ServerResponse undecodable = ServerResponse.executed((request, exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"
					+ (complete ? "This is uncompressed" : "This is uncomp"));
			exchange.stall();
			return false;
		});
		// One connection serves all requests in turn.
		try (FaultServer faults = new FaultServer().plan(AuthingServer.DETAIL, false, List.of(undecodable));
				LogRecorder log = LogRecorder.ofWarnings();
				HttpConnection connection = HttpConnection.create(
						(httpClient) -> httpClient.responseTimeout(Duration.ofDays(1)),
						(pool) -> pool.maxConnections(1));
				UserpoolManagementClient client = this.server.clientBuilder()
					.host(faults.host())
					.httpConnection(connection)
					.build()) {
			assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(client::detail)
				.withMessageContaining(" failed: the response is not compressed as its header says. ");
			assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
			assertThat(faults.acceptedConnections()).isEqualTo(2);
			assertThat(log.text()).isEmpty();
		}
	}

	private UserpoolManagementClient client(HttpConnection connection) {
		return this.server.clientBuilder().httpConnection(connection).build();
	}

}
