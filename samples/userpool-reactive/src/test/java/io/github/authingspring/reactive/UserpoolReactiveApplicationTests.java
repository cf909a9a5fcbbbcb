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

package io.github.authingspring.reactive;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.test.AutoConfigureAuthingSandbox;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UserpoolReactiveApplication} on the sandbox.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "userpool.changes.interval=20ms" })
@AutoConfigureWebTestClient
@AutoConfigureAuthingSandbox
class UserpoolReactiveApplicationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final ParameterizedTypeReference<Map<String, Object>> MAP = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient http;

	@Autowired
	private AuthingSandbox sandbox;

	@LocalManagementPort
	private int managementPort;

	@Test
	void whenRegistrationIsSwitchedOffThenListenerIsTold() {
		StepVerifier.create(ServerSentEvents.of(this.http))
			.expectNext(":watching")
			.then(() -> patch("{\"registerDisabled\": true}").isOk())
			.expectNext("changed {\"field\":\"registerDisabled\",\"oldValue\":false,\"newValue\":true}")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void whenTokenIsRevokedThenListenerNoticesNothing() {
		StepVerifier.create(ServerSentEvents.of(this.http))
			.expectNext(":watching")
			.then(this.sandbox::revokeTokens)
			.then(() -> patch("{\"description\": \"after\"}").isOk())
			.expectNext("changed {\"field\":\"description\",\"oldValue\":\"The user pool of a local Authing sandbox\","
					+ "\"newValue\":\"after\"}")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void whenSecretIsRotatedThenListenerIsToldWithoutIt() {
		StepVerifier.create(ServerSentEvents.of(this.http))
			.expectNext(":watching")
			.then(() -> this.sandbox.rotateSecret("rotated"))
			.expectNext("changed {\"field\":\"secret\",\"oldValue\":\"******\",\"newValue\":\"******\"}")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void whenConfigurationIsReadThenItMasksAndShowsWhatTheActuatorDoes() {
		Map<String, Object> configuration = get(this.http, "/userpool");
		assertThat(configuration).containsEntry("secret", "******").containsEntry("loginFailCheck.limit", 3);
		Map<String, Object> actuator = get(management(), "/actuator/authing-userpool");
		assertThat(configuration).isEqualTo(flat((Map<?, ?>) actuator.get("configuration")));
	}

	@Test
	void whenDomainIsTakenThenServersTextIsTheResponse() {
		patch("{\"domain\": \"taken\"}").isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("2039", "Nothing was changed"));
	}

	@Test
	void whenUpdateIsEmptyThenBadRequest() {
		patch("{}").isBadRequest()
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("'updates' must set at least one field"));
	}

	@Test
	void whenActuatorIsAskedThenItRespondsOnItsOwnPortAlone() {
		assertThat(get(management(), "/actuator/health")).containsEntry("status", "UP");
		this.http.get().uri("/actuator/health").exchange().expectStatus().isNotFound();
		management().get().uri("/userpool").exchange().expectStatus().isNotFound();
	}

	private StatusAssertions patch(String body) {
		return this.http.patch()
			.uri("/userpool")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus();
	}

	private WebTestClient management() {
		return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.managementPort).build();
	}

	private static Map<String, Object> get(WebTestClient http, String path) {
		return http.get().uri(path).exchange().expectStatus().isOk().expectBody(MAP).returnResult().getResponseBody();
	}

	private static Map<String, Object> flat(Map<?, ?> nested) {
		Map<String, Object> flat = new TreeMap<>();
		nested.forEach((name, value) -> {
			if (value instanceof Map<?, ?> fields) {
				flat(fields).forEach((field, fieldValue) -> flat.put(name + "." + field, fieldValue));
			}
			else {
				flat.put((String) name, value);
			}
		});
		return flat;
	}

}
