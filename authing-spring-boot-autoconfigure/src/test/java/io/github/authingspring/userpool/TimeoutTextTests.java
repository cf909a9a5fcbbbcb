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
import java.util.function.UnaryOperator;

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a call waited for when it timed out.
 */
class TimeoutTextTests {

	private static final String TIMED_OUT = "it timed out after 300ms \\(authing\\.call-timeout\\)";

	private final FaultServer server = new FaultServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenCallTimesOutThenItSaysWhatItWaitedForAndWhatThatMeans(Awaited awaited) {
		try (HttpConnection connection = HttpConnection.create(UnaryOperator.identity(),
				(pool) -> pool.maxConnections(1));
				ReactiveUserpoolManagementClient client = client(awaited, connection, Duration.ofMillis(300))) {
			Disposable other = () -> {
			};
			this.server.plan(awaited.kind, true, List.of(ServerResponse.executed(ServerResponse.stall())));
			if (awaited == Awaited.CONNECTION) {
				// Of a client that has a token and time.
				other = client(awaited, connection, Duration.ofDays(1)).detail().onErrorComplete().subscribe();
				await().until(() -> this.server.requests(AuthingServer.DETAIL) == 1);
			}
			assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(() -> UserpoolManagementClient.of(client).addEnv("KEY", 1))
				.withMessageMatching(".*" + awaited.text + ".*")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(awaited.outcome));
			other.dispose();
		}
	}

	/**
	 * The token request began with another call and times out before this one does, which
	 * then waits for the next token.
	 */
	@Test
	void whenTokenRequestOfAnotherCallTimesOutFirstThenItStillWaitsForTheToken() {
		this.server.plan(AuthingServer.TOKEN, true, List.of(ServerResponse.executed(ServerResponse.stall())));
		try (HttpConnection connection = HttpConnection.create(UnaryOperator.identity());
				ReactiveUserpoolManagementClient client = client(Awaited.TOKEN, connection, Duration.ofMillis(300))) {
			Disposable other = client.detail().onErrorComplete().subscribe();
			await().pollInterval(Duration.ofMillis(10)).until(() -> this.server.requests(AuthingServer.TOKEN) == 1);
			assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(() -> UserpoolManagementClient.of(client).addEnv("KEY", 1))
				.withMessageMatching(".*" + Awaited.TOKEN.text + ".*")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED));
			other.dispose();
		}
	}

	private ReactiveUserpoolManagementClient client(Awaited awaited, HttpConnection connection, Duration callTimeout) {
		UserpoolManagementClient.Builder builder = UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.host(this.server.host())
			.callTimeout(callTimeout)
			.httpConnection(connection);
		return ((awaited == Awaited.TOKEN) ? builder.secret(Fixtures.SECRET) : builder.accessToken("to.ke.n"))
			.buildReactive();
	}

	private enum Awaited {

		/** The token request, which has as much time, may be the first to time out. */
		TOKEN(AuthingServer.TOKEN,
				"(" + TIMED_OUT + ", waiting for the access token\\.|there is no access token, since " + TIMED_OUT
						+ ")",
				Outcome.NOT_APPLIED),

		CONNECTION(AuthingServer.DETAIL, TIMED_OUT + ", waiting for a connection\\.", Outcome.NOT_APPLIED),

		RESPONSE(AuthingServer.ADD_ENV, TIMED_OUT + ", waiting for the response\\.", Outcome.UNKNOWN);

		private final String kind;

		private final String text;

		private final Outcome outcome;

		Awaited(String kind, String text, Outcome outcome) {
			this.kind = kind;
			this.text = text;
			this.outcome = outcome;
		}

	}

}
