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

package io.github.authingspring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebFlux applications end the event loops that Reactor Netty shares within a JVM when
 * their context stops: the client has its own.
 */
class WebFluxApplicationLifecycleTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenContextIsStoppedAndStartedAgainThenClientWorks() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(get(context)).isEqualTo("Fixture pool");
			for (int i = 0; i < 2; i++) {
				context.stop();
				assertThat(context.getBean(UserpoolManagementClient.class).addEnv("KEY", i)).hasSize(3);
				context.start();
				assertThat(get(context)).isEqualTo("Fixture pool");
				assertThat(context.getBean(UserpoolManagementClient.class).addEnv("KEY", i)).hasSize(3);
			}
		}
		assertThat(this.server.count(AuthingServer.ADD_ENV)).isEqualTo(4);
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenNeighbourInJvmIsClosedThenClientWorks(boolean calledBefore) throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			try (ConfigurableApplicationContext neighbour = start()) {
				assertThat(get(neighbour)).isEqualTo("Fixture pool");
				if (calledBefore) {
					assertThat(get(context)).isEqualTo("Fixture pool");
				}
			}
			assertThat(context.getBean(UserpoolManagementClient.class).detail().name()).isEqualTo("Fixture pool");
			assertThat(context.getBean(UserpoolManagementClient.class).addEnv("KEY", 1)).hasSize(3);
		}
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.registerShutdownHook(false)
			.run("--server.port=0", "--spring.main.banner-mode=off", "--spring.jmx.enabled=false",
					"--spring.reactor.netty.shutdown-quiet-period=0s", "--authing.userpool-id=" + Fixtures.USERPOOL_ID,
					"--authing.secret=" + Fixtures.SECRET, "--authing.host=" + this.server.host(),
					"--authing.retry.max-attempts=1");
	}

	private static String get(ConfigurableApplicationContext context) throws Exception {
		URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/pool");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		private final ReactiveUserpoolManagementClient client;

		Application(ReactiveUserpoolManagementClient client) {
			this.client = client;
		}

		@GetMapping("/pool")
		Mono<String> pool() {
			return this.client.detail().map(UserPool::name);
		}

	}

}
