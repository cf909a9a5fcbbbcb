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

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

import static org.assertj.core.api.Assertions.assertThat;
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

}
