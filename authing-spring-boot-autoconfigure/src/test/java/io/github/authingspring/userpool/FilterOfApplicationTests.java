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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Filters that an application adds for its own reasons: what was sent is known all the
 * same, and what was executed is not sent again.
 */
class FilterOfApplicationTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	private AuthingException fail(ExchangeFilterFunction filter) {
		try (UserpoolManagementClient client = this.server.clientBuilder()
			.webClientCustomizer((builder) -> builder.filter(filter))
			.build()) {
			return catchThrowableOfType(AuthingException.class, () -> client.removeEnv("KEY"));
		}
	}

	private static boolean isToken(ClientRequest request) {
		return request.url().getPath().endsWith("/graphql/v2");
	}

	@Test
	void whenFilterMakesFreshRequestThenWhatWasSentIsKnown() {
		ExchangeFilterFunction fresh = (request, next) -> next
			.exchange(ClientRequest.create(request.method(), request.url()).body(request.body()).build());
		try (UserpoolManagementClient client = this.server.clientBuilder()
			.webClientCustomizer((builder) -> builder.filter(fresh))
			.build()) {
			assertThat(client.removeEnv("KEY")).isNotEmpty();
		}
		assertThat(this.server.requests(AuthingServer.REMOVE_ENV).get(0).getHeaders().get("Authorization"))
			.isEqualTo("Bearer " + Fixtures.TOKEN);
		this.server.always(AuthingServer.REMOVE_ENV, AuthingServer.json(503, "{}"));
		AuthingException ex = fail(fresh);
		assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN);
		assertThat(this.server.count(AuthingServer.REMOVE_ENV)).isEqualTo(2);
	}

	@Test
	void whenFilterSendsAgainAndRateIsLimitedThenChangeIsUnknownAndNotRetried() {
		this.server.always(AuthingServer.REMOVE_ENV, AuthingServer.json(429, "{}"));
		AuthingException ex = fail((request, next) -> isToken(request) ? next.exchange(request) : next.exchange(request)
			.flatMap((response) -> response.releaseBody().then(Mono.defer(() -> next.exchange(request)))));
		assertThat(ex).isInstanceOf(AuthingRateLimitException.class);
		assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN);
		assertThat(this.server.count(AuthingServer.REMOVE_ENV)).isEqualTo(2);
	}

	@Test
	void whenFilterFailsBeforeTheExchangeThenItIsNamedAndNothingIsSent() {
		AuthingException ex = fail((request, next) -> isToken(request) ? next.exchange(request)
				: Mono.error(new IOException("the application's own server is down")));
		assertThat(ex).isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("a filter of the application's WebClient failed (java.io.IOException)")
			.hasMessageContaining("Nothing was changed.");
		assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED);
		assertThat(this.server.count(AuthingServer.REMOVE_ENV)).isZero();
	}

	/**
	 * The server that a filter asks for a token of its own is down, or responds with an
	 * error.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 500, 503, 429 })
	void whenServerOfFilterFailsThenItIsNeitherRetriedNorTakenForAuthing(int status) throws IOException {
		try (FaultServer other = new FaultServer(); Socket unused = new Socket()) {
			unused.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			String host = (status == 0) ? "http://localhost:" + unused.getLocalPort() : other.host();
			other.plan(AuthingServer.LIST_ENV, true,
					List.of(ServerResponse.notExecuted(ServerResponse.json(status, "{}"))));
			WebClient webClient = WebClient.create(host);
			AuthingException ex = fail((request, next) -> isToken(request) ? next.exchange(request)
					: webClient.get().uri("/token").retrieve().bodyToMono(String.class).then(next.exchange(request)));
			assertThat(ex).isInstanceOf(AuthingUnavailableException.class)
				.hasMessageContaining(
						"a filter of the application's WebClient failed (" + WebClientException.class.getPackageName())
				.hasMessageContaining("The cause is in the application, not in Authing or the network.");
			assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED);
			assertThat(this.server.count(AuthingServer.REMOVE_ENV)).isZero();
			assertThat(other.requests(AuthingServer.LIST_ENV)).isEqualTo((status == 0) ? 0 : 1);
		}
	}

	/**
	 * As one does whose author copies what is needed.
	 */
	@Test
	void whenFilterMakesFreshRequestAndConnectionIsLostThenChangeIsUnknownAndNotSentAgain() {
		try (FaultServer lossy = new FaultServer();
				UserpoolManagementClient client = this.server.clientBuilder()
					.host(lossy.host())
					.webClientCustomizer((builder) -> builder.filter((request, next) -> next
						.exchange(ClientRequest.create(request.method(), request.url()).body(request.body()).build())))
					.build()) {
			lossy.plan(AuthingServer.REMOVE_ENV, true, List.of(ServerResponse.executed(ServerResponse.close())));
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.removeEnv("KEY"))
				.withMessageContaining("the connection was lost (")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN));
			assertThat(lossy.executions(AuthingServer.REMOVE_ENV)).isEqualTo(1);
		}
	}

}
