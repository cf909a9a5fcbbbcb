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

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Observations and metrics in a Spring Boot application.
 */
class ObservabilityTests {

	private final AuthingServer server = new AuthingServer();

	private final ApplicationContextRunner withoutMetrics = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
		.withPropertyValues("authing.userpool-id=59f86b4832eb28071bdd9214", "authing.secret=fixture-pool-secret",
				"authing.host=" + this.server.host(), "spring.reactor.netty.shutdown-quiet-period=0s");

	private final ApplicationContextRunner contextRunner = this.withoutMetrics
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				ObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenOperationsAreCalledThenTheyAreTimed() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		this.contextRunner.run((context) -> {
			UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
			client.removeEnv("LARK_WEBHOOK");
			client.removeEnv("OTHER");
			assertThatExceptionOfType(AuthingException.class).isThrownBy(client::detail);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("authing.userpool")
				.tags("operation", "removeEnv", "outcome", "SUCCESS", "error", "none")
				.timer()
				.count()).isEqualTo(2);
			assertThat(registry.get("authing.userpool")
				.tags("operation", "detail", "outcome", "NOT_APPLIED", "error", "AuthingApiException")
				.timer()
				.count()).isEqualTo(1);
			assertThat(registry.get("authing.userpool").timers()).hasSize(2)
				.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting(Tag::getKey)
					.containsExactlyInAnyOrder("operation", "outcome", "error"));
		});
	}

	@Test
	void whenRequestsAreSentThenTheirTagsHoldTemplates() {
		this.contextRunner.run((context) -> {
			UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
			client.detail();
			client.update((updates) -> updates.registerDisabled(true));
			client.addEnv("LARK_WEBHOOK", "some-value");
			client.removeEnv("LARK_WEBHOOK");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().untilAsserted(() -> {
				assertThat(count(registry, "GET", "/api/v2/userpools/detail")).isEqualTo(1);
				assertThat(count(registry, "POST", "/graphql/v2")).isEqualTo(2);
				assertThat(count(registry, "POST", "/api/v2/env")).isEqualTo(1);
				assertThat(count(registry, "DELETE", "/api/v2/env/{key}")).isEqualTo(1);
				assertThat(count(registry, "GET", "/api/v2/env")).isEqualTo(2);
			});
			assertThat(registry.getMeters()).extracting(Meter::getId)
				.asString()
				.doesNotContain("LARK_WEBHOOK", "some-value", "fixture-pool-secret");
		});
	}

	private static long count(MeterRegistry registry, String method, String uri) {
		return registry.get("http.client.requests").tags("method", method, "uri", uri, "status", "200").timer().count();
	}

	@Test
	void whenApplicationHasConventionThenItIsUsed() {
		this.contextRunner.withBean(NamedConvention.class).run((context) -> {
			context.getBean(UserpoolManagementClient.class).detail();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(registry.find("named.by.application").timers()).hasSize(2));
		});
	}

	@Test
	void whenTokensAreRequestedThenTheyAreTimedByReason() {
		this.server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
		this.contextRunner.run((context) -> {
			context.getBean(UserpoolManagementClient.class).detail();
			context.getBean(UserpoolManagementClient.class).detail();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("authing.token").timers()).allSatisfy((timer) -> {
				assertThat(timer.getId().getTags()).contains(Tag.of("outcome", "SUCCESS"), Tag.of("error", "none"));
				assertThat(timer.count()).isEqualTo(1);
			}).extracting((timer) -> timer.getId().getTag("reason")).containsExactlyInAnyOrder("first", "rejected");
		});
	}

	@Test
	void whenThereIsNoRegistryThenClientWorks() {
		this.withoutMetrics.run((context) -> {
			assertThat(context).doesNotHaveBean(ObservationRegistry.class);
			assertThat(context.getBean(UserpoolManagementClient.class).detail()).isNotNull();
		});
	}

	static class NamedConvention extends DefaultClientRequestObservationConvention {

		@Override
		public String getName() {
			return "named.by.application";
		}

	}

}
