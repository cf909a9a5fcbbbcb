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

package io.github.authingspring.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class AuthingHealthIndicatorTests {

	private final AuthingServer server = new AuthingServer();

	private final ReactiveUserpoolManagementClient client = this.server.clientBuilder().buildReactive();

	private final AuthingHealthIndicator indicator = new AuthingHealthIndicator(this.client);

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenCredentialsAreAcceptedThenUpAndOneTokenServesAllChecks() {
		for (int i = 0; i < 3; i++) {
			Health health = this.indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails())
				.isEqualTo(Map.of("userpoolId", Fixtures.USERPOOL_ID, "host", this.server.host()));
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
		assertThat(this.server.count(AuthingServer.DETAIL)).isZero();
	}

	@Test
	void whenCredentialsAreRejectedThenDownWithTypeAndCode(CapturedOutput output) {
		this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-number.json"));
		Health health = this.indicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).isEqualTo(Map.of("userpoolId", Fixtures.USERPOOL_ID, "host", this.server.host(),
				"error", Map.of("type", "AuthingAuthenticationException", "code", 2333)));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void whenServerIsBackThenUpAgain() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"))
			.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"))
			.next(AuthingServer.TOKEN, AuthingServer.json("errors/rest-busy.json"));
		assertThat(this.indicator.health()).satisfies((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("error",
					Map.of("type", "AuthingUnavailableException", "code", 1000));
		});
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void whenTokenIsRejectedAndNoOtherIsGrantedThenDown() {
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"))
			.next(AuthingServer.TOKEN, AuthingServer.json("token/graphql.json"))
			.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-number.json"));
		assertThat(this.client.detail().onErrorComplete().block()).isNull();
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenServerDoesNotRespondThenDownWithinTimeout() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.TOKEN, (request) -> {
			awaitUninterruptibly(end);
			return AuthingServer.json("token/graphql.json");
		});
		Health health = new AuthingHealthIndicator(this.client, Duration.ofMillis(100)).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("error", Map.of("type", "TimeoutException"));
		// Those who wait for the token still get it.
		end.countDown();
		this.client.authenticate().block();
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(1);
	}

	@Test
	void whenTimeoutEndsThenCallIsCancelledByCallingThread() {
		AtomicReference<Thread> cancelling = new AtomicReference<>();
		ReactiveUserpoolManagementClient hanging = mock(ReactiveUserpoolManagementClient.class);
		given(hanging.authenticate())
			.willReturn(Mono.<Void>never().doOnCancel(() -> cancelling.set(Thread.currentThread())));
		Health health = new AuthingHealthIndicator(hanging, Duration.ofMillis(1)).health();
		assertThat(health.getDetails()).isEqualTo(Map.of("error", Map.of("type", "TimeoutException")));
		assertThat(cancelling.get()).isSameAs(Thread.currentThread());
	}

	@Test
	void whenNothingIsSetThenTimeoutIsFiveSeconds() {
		assertThat(this.indicator).extracting("timeout").isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void whenThreadIsInterruptedThenDownAndThreadStaysInterrupted() {
		ReactiveUserpoolManagementClient hanging = mock(ReactiveUserpoolManagementClient.class);
		given(hanging.authenticate()).willReturn(Mono.never());
		Thread.currentThread().interrupt();
		Health health = new AuthingHealthIndicator(hanging).health();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).isEqualTo(Map.of("error", Map.of("type", "InterruptedException")));
	}

	@Test
	void whenExceptionIsForeignThenItsMessageIsNeitherShownNorLogged(CapturedOutput output) {
		ReactiveUserpoolManagementClient broken = mock(ReactiveUserpoolManagementClient.class);
		given(broken.authenticate()).willReturn(Mono.error(new IllegalStateException("password=some-secret")));
		Health health = new AuthingHealthIndicator(broken).health();
		assertThat(health.getDetails()).isEqualTo(Map.of("error", Map.of("type", "IllegalStateException")));
		given(broken.authenticate()).willThrow(new IllegalStateException("password=some-secret"));
		health = new AuthingHealthIndicator(broken).health();
		assertThat(health.getDetails()).isEqualTo(Map.of("error", Map.of("type", "IllegalStateException")));
		assertThat(output).doesNotContain("some-secret");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
