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

package io.github.authingspring.sandbox.test;

import java.time.Duration;
import java.util.Map;

import io.github.authingspring.app.ExampleApplication;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.sandbox.RecordedRequest;
import io.github.authingspring.userpool.AuthingRateLimitException;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a servlet application on the sandbox.
 */
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=servlet", "authing.retry.initial-backoff=1ms" })
@AutoConfigureAuthingSandbox
class ServletApplicationTests {

	@Autowired
	private AuthingSandbox sandbox;

	@Autowired
	private UserpoolManagementClient client;

	@LocalServerPort
	private int port;

	@BeforeEach
	void resetSandbox() {
		this.sandbox.reset();
	}

	@Test
	void whenPoolIsSetUpThenApplicationReturnsIt(@Autowired WebServerApplicationContext context) {
		this.sandbox.updateUserpool(Map.of("name", "Of the test"));
		assertThat(RestClient.create("http://127.0.0.1:" + this.port).get().uri("/name").retrieve().body(String.class))
			.isEqualTo("Of the test");
		assertThat(context.getWebServer()).isNotNull();
		assertThat(this.port).isNotEqualTo(this.sandbox.port());
	}

	@Test
	void whenServerIsBusyOnceThenReadIsRetried() {
		this.sandbox.addFault(Fault.status(503).on(Operation.DETAIL).times(1));
		assertThat(this.client.detail().name()).isEqualTo("Sandbox pool");
		assertThat(this.sandbox.requests(Operation.DETAIL)).extracting(RecordedRequest::status)
			.containsExactly(503, 200);
	}

	@Test
	void whenResponseToChangeIsLostThenChangeIsNotRetried() {
		this.sandbox.addFault(Fault.dropConnection().on(Operation.ADD_ENV).afterExecution());
		assertThatExceptionOfType(AuthingUnavailableException.class)
			.isThrownBy(() -> this.client.addEnv("KEY", "value"));
		assertThat(this.sandbox.env()).containsEntry("KEY", "value");
		assertThat(this.sandbox.requests(Operation.ADD_ENV)).hasSize(1);
	}

	@Test
	void whenRateLimitedForLongThenClientSaysHowLong() {
		this.sandbox.addFault(Fault.rateLimit(Duration.ofMinutes(10)));
		assertThatExceptionOfType(AuthingRateLimitException.class).isThrownBy(this.client::listEnv)
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
	}

	@Test
	void whenServerIsOlderThenClientUpdatesAllTheSame() {
		this.sandbox.addFault(Fault.olderSchema());
		assertThat(this.client.update((updates) -> updates.registerDisabled(true)).registerDisabled()).isTrue();
		assertThat(this.sandbox.requests(Operation.UPDATE)).extracting(RecordedRequest::status)
			.containsExactly(400, 200);
	}

	@Test
	void whenTokensAreRevokedThenClientGetsANewOne() {
		this.client.listEnv();
		this.sandbox.revokeTokens();
		this.sandbox.clearRequests();
		assertThat(this.client.listEnv()).hasSize(2);
		assertThat(this.sandbox.requests()).extracting(RecordedRequest::operation)
			.containsExactly(Operation.LIST_ENV, Operation.AUTHENTICATE, Operation.LIST_ENV);
	}

}
