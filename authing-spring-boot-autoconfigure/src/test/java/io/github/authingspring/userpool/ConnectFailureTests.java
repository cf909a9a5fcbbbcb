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
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections that this machine itself cannot make, with Netty's native transport and
 * with that of the JDK. In a JVM of its own, since Reactor Netty chooses once.
 */
class ConnectFailureTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenMachineCannotConnectThenChangeIsRetriedAndNotApplied(boolean nativeTransport) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1",
				"-Dreactor.netty.native=" + nativeTransport, Main.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(output.lines().filter((line) -> line.startsWith("Result: "))).as(output)
			.satisfiesExactly((refused) -> assertResult(refused, "refused", "ConnectException"),
					(unreachable) -> assertResult(unreachable, "unreachable",
							"(NoRouteToHost|SocketException: .*unreachable)"),
					(noPort) -> assertResult(noPort, "no local port", "ddress already in use"));
		assertThat(output.contains("Thread: authing-nio")).as(output).isEqualTo(!nativeTransport);
	}

	private static void assertResult(String line, String failure, String text) {
		assertThat(line).startsWith("Result: " + failure + ": NOT_APPLIED after 3 attempts: ")
			.contains(" failed: no connection was made (")
			.containsPattern(text);
	}

	/**
	 * The application has closed what it gave.
	 */
	@Test
	void whenEventLoopsOfCallerHaveEndedThenChangeIsNotApplied() {
		LoopResources loops = LoopResources.create("ended", 1, true);
		try (FaultServer server = new FaultServer()) {
			UserpoolManagementClient client = UserpoolManagementClient.builder()
				.userpoolId(Fixtures.USERPOOL_ID)
				.accessToken("to.ke.n")
				.host(server.host())
				.clientConnector(new ReactorClientHttpConnector(HttpClient.newConnection().runOn(loops)))
				.build();
			client.detail();
			loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.addEnv("KEY", 1))
				.withMessageContaining("Nothing was changed.")
				.withMessageContaining("the transport failed (java.util.concurrent.RejectedExecutionException)")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED));
			assertThat(server.requests(AuthingServer.ADD_ENV)).isZero();
			client.close();
		}
	}

	/**
	 * Fails to connect in every way, and tells of it.
	 */
	static final class Main {

		private Main() {
		}

		public static void main(String[] arguments) throws Exception {
			try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
					ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				String host = "localhost:" + server.getLocalPort();
				call("refused", "localhost:1", HttpConnection.create());
				// The address of a broadcast, to which there is no TCP.
				call("unreachable", "255.255.255.255:80", HttpConnection.create());
				call("no local port", host, HttpConnection.create((client) -> client
					.bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), used.getLocalPort()))));
			}
			System.exit(0);
		}

		private static void call(String name, String host, HttpConnection connection) {
			AtomicInteger attempts = new AtomicInteger();
			try (connection;
					UserpoolManagementClient client = UserpoolManagementClient.builder()
						.userpoolId(Fixtures.USERPOOL_ID)
						.accessToken("to.ke.n")
						.host("http://" + host)
						.allowInsecureHttp(true)
						.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
						.webClientCustomizer((builder) -> builder.filter((request, next) -> next.exchange(request)
							.doOnSubscribe((subscription) -> attempts.incrementAndGet())))
						.httpConnection(connection)
						.build()) {
				try {
					client.addEnv("KEY", 1);
				}
				catch (AuthingException ex) {
					System.out.println("Result: " + name + ": " + ex.outcome() + " after " + attempts + " attempts: "
							+ ex.getMessage());
				}
				Thread.getAllStackTraces()
					.keySet()
					.forEach((thread) -> System.out.println("Thread: " + thread.getName()));
			}
		}

	}

}
