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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Group;
import io.netty.resolver.NoopAddressResolverGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Faults that meet the connections of an application: what its settings must not undo,
 * and what a connector of its own changes.
 */
class FaultsInApplicationTests {

	private void run(BiConsumer<UserpoolManagementClient.Builder, FaultServer> test) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			// The last is of the resources of Reactor Netty that an application shares.
			.withPropertyValues("spring.http.clients.redirects=follow", "authing.call-timeout=10s",
					"spring.reactor.netty.shutdown-quiet-period=0s")
			.run((context) -> {
				try (FaultServer server = new FaultServer()) {
					test.accept(context.getBean(UserpoolManagementClient.Builder.class)
						.userpoolId(Fixtures.USERPOOL_ID)
						.secret(Fixtures.SECRET)
						.host(server.host()), server);
				}
			});
	}

	@Test
	void whenApplicationFollowsRedirectsThenClientDoesNot() {
		run((builder, server) -> {
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

	@Test
	void whenContextIsClosedThenItsConnectionsAndThreadsEndAndTheNextContextWorks() {
		Set<Thread> othersThreads = threads();
		Set<Thread> threads = new HashSet<>();
		try (FaultServer server = new FaultServer()) {
			for (int i = 0; i < 2; i++) {
				run((builder, other) -> {
					try (UserpoolManagementClient client = builder.host(server.host()).build()) {
						assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
						assertThat(server.openConnections()).isPositive();
						threads.addAll(threads());
					}
				});
				await().until(() -> server.openConnections() == 0);
			}
		}
		threads.removeAll(othersThreads);
		assertThat(threads).isNotEmpty();
		await().until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("authing"))
			.collect(Collectors.toSet());
	}

	static Stream<Arguments> connectFailures() {
		UnaryOperator<HttpClient> unresolving = (client) -> client.resolver(NoopAddressResolverGroup.INSTANCE);
		return Stream.of(Arguments.of("localhost", UnaryOperator.identity(), ConnectException.class),
				Arguments.of("authing.invalid", UnaryOperator.identity(), UnknownHostException.class),
				Arguments.of("authing.invalid", unresolving, UnresolvedAddressException.class));
	}

	/**
	 * As on systems that have neither epoll nor kqueue.
	 */
	@ParameterizedTest
	@MethodSource("connectFailures")
	void whenConnectorOfCallerUsesNioAndCannotConnectThenNothingIsChanged(String host,
			UnaryOperator<HttpClient> customizer, Class<? extends Throwable> cause) throws Exception {
		Set<Thread> othersThreads = threads();
		LoopResources loops = LoopResources.create("nio", 1, true);
		AtomicInteger attempts = new AtomicInteger();
		HttpClient httpClient = customizer.apply(
				HttpClient.create().runOn(loops, false).doOnRequestError((request, ex) -> attempts.incrementAndGet()));
		try (Socket unused = new Socket()) {
			unused.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			UserpoolManagementClient client = UserpoolManagementClient.builder()
				.userpoolId(Fixtures.USERPOOL_ID)
				.accessToken("token-0")
				.host("https://" + host + ":" + unused.getLocalPort())
				.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
				.clientConnector(new ReactorClientHttpConnector(httpClient))
				.build();
			assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(() -> client.update((updates) -> updates.registerDisabled(true)))
				.withMessageContaining("no connection was made")
				.withCauseInstanceOf(cause)
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED));
			assertThat(attempts).hasValue(3);
			client.close();
		}
		finally {
			loops.dispose();
		}
		await().until(() -> othersThreads.containsAll(threads()));
	}

}
