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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AuthingDriftHealthIndicatorTests {

	private static final UserPool DRIFTED = UserPool.fromJson("{\"name\":\"another\"}");

	private final AuthingServer server = new AuthingServer();

	private final ReactiveUserpoolManagementClient client = this.server.clientBuilder().maxAttempts(1).buildReactive();

	private final AtomicLong nanoTime = new AtomicLong();

	private final UserpoolDriftMonitor monitor = new UserpoolDriftMonitor(UserpoolDeclaration.builder()
		.settings((settings) -> settings.name("Fixture pool"))
		.absentVariable("OLD")
		.build(), this.nanoTime::get);

	private final AuthingDriftHealthIndicator indicator = new AuthingDriftHealthIndicator(this.client, this.monitor,
			Status.OUT_OF_SERVICE);

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenPoolIsAsDeclaredThenUpAndItIsReadOnceInTenMinutes() {
		for (int i = 0; i < 3; i++) {
			Health health = this.indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).isEqualTo(Map.of("userpoolId", Fixtures.USERPOOL_ID, "inSync", 2));
		}
		this.nanoTime.addAndGet(Duration.ofMinutes(10).toNanos());
		this.indicator.health();
		assertThat(this.server.count(AuthingServer.DETAIL)).isOne();
		this.nanoTime.incrementAndGet();
		this.indicator.health();
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(2);
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isEqualTo(2);
	}

	@Test
	void whenPoolDiffersThenStatusIsTheOneThatIsSetAndNamesAreTold() {
		this.monitor.compare(DRIFTED, List.of());
		Health health = this.indicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails())
			.isEqualTo(Map.of("userpoolId", Fixtures.USERPOOL_ID, "inSync", 1, "drifted", List.of("name")));
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	@Test
	void whenReadEndsAfterOneThatBeganLaterThenTheLaterOneCounts() {
		Sinks.One<UserPool> slow = Sinks.one();
		List<UserpoolDrift> read = new ArrayList<>();
		this.monitor.compare(slow.asMono(), Mono.just(List.of())).subscribe(read::add);
		this.nanoTime.incrementAndGet();
		UserpoolDrift later = this.monitor.compare(UserPool.fromJson("{\"name\":\"Fixture pool\"}"), List.of());
		slow.tryEmitValue(DRIFTED);
		assertThat(read).singleElement().isNotEqualTo(later);
		assertThat(this.monitor.drift()).contains(later);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void whenPoolCannotBeReadThenUnknownAndItCountsAsCompared() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		for (int i = 0; i < 3; i++) {
			Health health = this.indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).isEqualTo(Map.of("userpoolId", Fixtures.USERPOOL_ID, "error",
					Map.of("type", "AuthingApiException", "code", 2333)));
		}
		assertThat(this.server.count(AuthingServer.DETAIL)).isOne();
		this.monitor.compare(DRIFTED, List.of());
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void whenServerHangsThenUnknownWithinTimeoutAndManyCallersMakeOneComparison() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.DETAIL, (request) -> {
			awaitUninterruptibly(end);
			return AuthingServer.json("detail/rest.json");
		});
		AuthingDriftHealthIndicator impatient = new AuthingDriftHealthIndicator(this.client, this.monitor,
				Status.OUT_OF_SERVICE, Duration.ofMillis(500));
		ExecutorService callers = Executors.newFixedThreadPool(16);
		try {
			List<CompletableFuture<Health>> checks = IntStream.range(0, 16)
				.mapToObj((i) -> CompletableFuture.supplyAsync(impatient::health, callers))
				.toList();
			assertThat(checks).allSatisfy((check) -> {
				assertThat(check.join().getStatus()).isEqualTo(Status.UNKNOWN);
				assertThat(check.join().getDetails()).containsEntry("error", Map.of("type", "TimeoutException"));
			});
			assertThat(this.server.count(AuthingServer.DETAIL)).isOne();
		}
		finally {
			end.countDown();
			callers.shutdownNow();
		}
	}

	@Test
	void whenAnotherComparisonIsMadeMeanwhileThenTimeoutDoesNotReplaceIt() {
		ReactiveUserpoolManagementClient hanging = mock(ReactiveUserpoolManagementClient.class);
		given(hanging.listEnv()).willReturn(Mono.never());
		given(hanging.detail()).willReturn(Mono.defer(() -> {
			this.monitor.compare(DRIFTED, List.of());
			return Mono.never();
		}));
		AuthingDriftHealthIndicator impatient = new AuthingDriftHealthIndicator(hanging, this.monitor,
				Status.OUT_OF_SERVICE, Duration.ofMillis(1));
		assertThat(impatient.health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(impatient.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void whenClientOfTheApplicationHasNoPoolThenUnknown() {
		ReactiveUserpoolManagementClient empty = mock(ReactiveUserpoolManagementClient.class);
		given(empty.detail()).willReturn(Mono.empty());
		given(empty.listEnv()).willReturn(Mono.empty());
		Health health = new AuthingDriftHealthIndicator(empty, this.monitor, Status.DOWN).health();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).isEqualTo(Map.of("error", Map.of("type", "NoSuchElementException")));
	}

	@Test
	void whenNothingIsSetThenTimeoutIsFiveSeconds() {
		assertThat(this.indicator).extracting("timeout").isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void whenThreadIsInterruptedThenUnknownAndThreadStaysInterrupted() {
		Thread.currentThread().interrupt();
		Health health = this.indicator.health();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
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
