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
import io.github.authingspring.sandbox.Operation;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a WebFlux application on the sandbox.
 */
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "spring.main.web-application-type=reactive")
@AutoConfigureAuthingSandbox
class ReactiveApplicationTests {

	@Autowired
	private AuthingSandbox sandbox;

	@LocalServerPort
	private int port;

	@Test
	void whenPoolIsSetUpThenApplicationReturnsIt() {
		this.sandbox.updateUserpool(Map.of("name", "Of the test"));
		assertThat(WebClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/name")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(30))).isEqualTo("Of the test");
		assertThat(this.sandbox.requests(Operation.DETAIL)).hasSize(1);
		assertThat(this.port).isNotEqualTo(this.sandbox.port());
	}

}
