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
import java.util.function.Predicate;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UserpoolReactiveApplication} with a user pool that is configured as
 * one of the real service is.
 */
@ExtendWith(OutputCaptureExtension.class)
class RealServiceTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String SECRET = "secret-of-the-pool";

	private static final String TOKEN = """
			{"data": {"accessToken": {"accessToken": "token", "iat": 0, "exp": 3600}}}""";

	private AuthingSandbox server;

	private ConfigurableApplicationContext application;

	@BeforeEach
	void start() {
		this.server = AuthingSandbox.builder().secret(SECRET).start();
		this.application = run(this.server.host());
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.server.close();
	}

	@Test
	void whenStartedThenNoSandboxAndHintSaysWhereTheUserPoolIs(CapturedOutput output) {
		assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
			.isThrownBy(() -> this.application.getBean(AuthingSandbox.class));
		assertThat(output)
			.contains("User pool 59f86b4832eb28071bdd9214 on " + this.server.host() + ". There is no login")
			.doesNotContain("PATCH", "WARN", "ERROR", SECRET);
	}

	@Test
	void whenPatchedThenRejected() {
		http(this.application).patch()
			.uri("/userpool")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"registerDisabled\": true}")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
	}

	@Test
	void whenServerStopsThenListenerIsToldAndToldOfItsReturnAndOfWhatChanged(CapturedOutput output) {
		closeRegistration();
		StepVerifier.create(ServerSentEvents.of(http(this.application)))
			.expectNext(":watching")
			.then(this.server::close)
			.assertNext((event) -> assertThat(event).startsWith("unavailable {\"type\":\"AuthingUnavailableException\"")
				.contains(this.server.host())
				.doesNotContain(SECRET))
			.then(() -> assertThatReadingReturns(HttpStatus.SERVICE_UNAVAILABLE))
			.then(this::restartServer)
			.expectNextMatches(startsWith("recovered {\"failedPolls\":"))
			.expectNext("changed {\"field\":\"jwtSecret\",\"oldValue\":\"******\",\"newValue\":\"******\"}")
			.expectNext("changed {\"field\":\"registerDisabled\",\"oldValue\":true,\"newValue\":false}")
			.thenCancel()
			.verify(TIMEOUT);
		assertThat(output).containsOnlyOnce("The user pool cannot be read")
			.containsOnlyOnce("The user pool can be read again");
	}

	@Test
	void whenServerRejectsCredentialsThenListenerIsToldWithoutThem() {
		StepVerifier.create(ServerSentEvents.of(http(this.application)))
			.expectNext(":watching")
			.then(() -> this.server.rotateSecret("another"))
			.assertNext(
					(event) -> assertThat(event).startsWith("unavailable {\"type\":\"AuthingAuthenticationException\"")
						.doesNotContain(SECRET, "another"))
			.then(() -> assertThatReadingReturns(HttpStatus.BAD_GATEWAY))
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void whenListenerLeavesThenRequestUnderWayIsCancelled() {
		// Whatever uses Reactor Netty's event loops ends with the first application that
		// is closed: one at a time, and what it speaks to before it.
		this.application.close();
		Sinks.Empty<Void> requested = Sinks.empty();
		Sinks.Empty<Void> cancelled = Sinks.empty();
		DisposableServer silent = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			if (request.path().equals("graphql/v2")) {
				return response.header("Content-Type", "application/json").sendString(Mono.just(TOKEN));
			}
			requested.tryEmitEmpty();
			return Mono.<Void>never().doOnCancel(cancelled::tryEmitEmpty);
		}).bindNow();
		try (ConfigurableApplicationContext application = run("http://127.0.0.1:" + silent.port(),
				"--userpool.changes.heartbeat=20ms")) {
			Disposable listener = ServerSentEvents.of(http(application)).subscribe();
			StepVerifier.create(requested.asMono()).expectComplete().verify(TIMEOUT);
			listener.dispose();
			StepVerifier.create(cancelled.asMono()).expectComplete().verify(TIMEOUT);
			silent.disposeNow();
		}
	}

	@Test
	void whenApplicationIsClosedThenStreamEndsAtOnce() {
		StepVerifier.create(ServerSentEvents.of(http(this.application)))
			.expectNext(":watching")
			.then(this.application::close)
			.expectComplete()
			.verify(TIMEOUT);
	}

	private void closeRegistration() {
		try (UserpoolManagementClient client = UserpoolManagementClient.builder()
			.userpoolId(this.server.userpoolId())
			.secret(SECRET)
			.host(this.server.host())
			.build()) {
			client.update((updates) -> updates.registerDisabled(true));
		}
	}

	private void restartServer() {
		this.server = AuthingSandbox.builder().port(this.server.port()).secret(SECRET).start();
	}

	private void assertThatReadingReturns(HttpStatus status) {
		http(this.application).get()
			.uri("/userpool")
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains(this.server.host()).doesNotContain(SECRET));
	}

	private static Predicate<String> startsWith(String prefix) {
		return (event) -> event.startsWith(prefix);
	}

	private static ConfigurableApplicationContext run(String host, String... arguments) {
		return SpringApplication.run(UserpoolReactiveApplication.class,
				StringUtils.concatenateStringArrays(new String[] { "--server.port=0", "--management.server.port=0",
						"--authing.host=" + host, "--authing.userpool-id=59f86b4832eb28071bdd9214",
						"--authing.secret=" + SECRET, "--authing.retry.max-attempts=1",
						"--userpool.changes.interval=20ms", "--spring.reactor.netty.shutdown-quiet-period=0s" },
						arguments));
	}

	private static WebTestClient http(ConfigurableApplicationContext application) {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port"))
			.responseTimeout(TIMEOUT)
			.build();
	}

}
