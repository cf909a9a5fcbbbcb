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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Faults that meet the connector of an application: what its settings must not undo.
 */
class FaultsInApplicationTests {

	private static final String JSON = "Content-Type: application/json\r\n";

	private void run(String connector, BiConsumer<UserpoolManagementClient.Builder, FaultServer> test) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			.withPropertyValues("spring.http.clients.reactive.connector=" + connector,
					"spring.http.clients.redirects=follow", "authing.call-timeout=10s", "authing.http.read-timeout=60s")
			.run((context) -> {
				try (FaultServer server = new FaultServer()) {
					test.accept(context.getBean(UserpoolManagementClient.Builder.class)
						.userpoolId(Fixtures.USERPOOL_ID)
						.secret(Fixtures.SECRET)
						.host(server.host())
						.backoff(Duration.ofMillis(1), Duration.ofMillis(10)), server);
				}
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenApplicationFollowsRedirectsThenClientDoesNot(String connector) {
		run(connector, (builder, server) -> {
			try (FaultServer other = new FaultServer(); UserpoolManagementClient client = builder.build()) {
				for (int status : new int[] { 301, 302, 303, 307, 308 }) {
					assertNotFollowed(status, other.host(), builder, client, server);
				}
				String otherName = other.host().replace("localhost", "127.0.0.1");
				String otherScheme = server.host().replace("http:", "https:");
				for (String target : List.of(otherName, otherScheme, other.host().replace("http:", "https:"))) {
					assertNotFollowed(307, target, builder, client, server);
				}
				assertThat(other.acceptedConnections()).isZero();
			}
		});
	}

	private static void assertNotFollowed(int status, String target, UserpoolManagementClient.Builder builder,
			UserpoolManagementClient client, FaultServer server) {
		for (Column column : Column.values()) {
			server.plan(column.kind(), true, List.of(ServerResponse
				.notExecuted(ServerResponse.response(status, "Location: " + target + "/graphql/v2\r\n", ""))));
			// One client asks for its token once; the fault is to hit each request.
			UserpoolManagementClient caller = (column.group() == Group.TOKEN_REQUEST) ? builder.build() : client;
			assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(() -> column.call(caller))
				.withMessageContaining(target + " (HTTP " + status + ")");
			server.heal();
		}
	}

	/**
	 * More answers than the pool has connections.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenAnswersCannotBeUnpackedThenConnectionsAreGivenBack(String connector) {
		run(connector, (builder, server) -> {
			try (UserpoolManagementClient client = builder.build()) {
				server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse
					.executed(ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n", String::getBytes))));
				for (int i = 0; i < 50; i++) {
					assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(client::detail);
				}
				server.heal();
				assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenFilterOfApplicationTakesTheAnswerThenCallFails(String connector) {
		run(connector, (builder, server) -> {
			try (UserpoolManagementClient client = builder.webClientCustomizer((webClient) -> webClient.filter((request,
					next) -> next.exchange(request).flatMap((response) -> response.releaseBody().then(Mono.empty()))))
				.build()) {
				assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
					.withMessageContaining("the exchange failed (java.lang.IllegalStateException)");
			}
		});
	}

	@Test
	void whenContextIsClosedThenThreadOfItsConnectionPoolEnds() {
		Set<Thread> othersThreads = connectionPoolThreads();
		Set<Thread> threads = new HashSet<>();
		run("reactor", (builder, server) -> {
			try (UserpoolManagementClient client = builder.build()) {
				client.detail();
				threads.addAll(connectionPoolThreads());
			}
		});
		threads.removeAll(othersThreads);
		assertThat(threads).hasSize(1);
		await().until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static Set<Thread> connectionPoolThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("authing-connections"))
			.collect(Collectors.toSet());
	}

	@Test
	void whenContextIsClosedThenItsConnectionsAreClosedAndTheNextContextWorks() {
		try (FaultServer server = new FaultServer()) {
			for (int i = 0; i < 2; i++) {
				run("reactor", (builder, other) -> {
					try (UserpoolManagementClient client = builder.host(server.host()).build()) {
						assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
						assertThat(server.openConnections()).isPositive();
					}
				});
				await().until(() -> server.openConnections() == 0);
			}
		}
	}

}
