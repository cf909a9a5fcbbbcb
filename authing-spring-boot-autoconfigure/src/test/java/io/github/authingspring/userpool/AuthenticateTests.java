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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Whether a token is good, as far as the server has told.
 */
class AuthenticateTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenTokenLivesThenNothingIsSent() {
		try (ReactiveUserpoolManagementClient client = this.server.clientBuilder().buildReactive()) {
			client.authenticate().block();
			client.authenticate().block();
			assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
			assertThat(this.server.count(AuthingServer.DETAIL)).isZero();
		}
	}

	@Test
	void whenConfiguredTokenIsRejectedThenAuthenticationFailsUntilItWorksOrIsAnother() {
		String[] token = { "first" };
		try (ReactiveUserpoolManagementClient client = this.server.clientBuilderWithoutCredentials()
			.accessToken(() -> token[0])
			.buildReactive()) {
			assertThatNoException().isThrownBy(() -> client.authenticate().block());
			this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			assertRejected(() -> client.detail().block());
			assertRejected(() -> client.authenticate().block());
			client.detail().block();
			assertThatNoException().isThrownBy(() -> client.authenticate().block());
			this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			assertRejected(() -> client.detail().block());
			token[0] = "second";
			assertThatNoException().isThrownBy(() -> client.authenticate().block());
			assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
		}
	}

	private static void assertRejected(Runnable call) {
		assertThatExceptionOfType(AuthingAuthenticationException.class).isThrownBy(call::run)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(2020));
	}

}
