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

package io.github.authingspring.autoconfigure.health;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.health.AuthingHealthIndicator;
import io.github.authingspring.userpool.AuthingAuthenticationException;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.ReactiveHealthEndpointWebExtension;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AuthingHealthContributorAutoConfigurationTests {

	private final AuthingServer server = new AuthingServer();

	private static final Configurations AUTO_CONFIGURATIONS = AutoConfigurations.of(AuthingAutoConfiguration.class,
			HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, AuthingHealthContributorAutoConfiguration.class,
			HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
			HealthEndpointAutoConfiguration.class, AvailabilityHealthContributorAutoConfiguration.class,
			AvailabilityProbesAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues("authing.userpool-id=59f86b4832eb28071bdd9214", "authing.secret=fixture-pool-secret",
				"authing.host=" + this.server.host(), "management.endpoints.web.exposure.include=health",
				"management.endpoint.health.show-details=always", "spring.reactor.netty.shutdown-quiet-period=0s");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenPoolIsSetThenItIsPartOfHealthAndFirstCheckIsFirstToSend() {
		this.contextRunner.run((context) -> {
			assertThat(context).getBean("authingHealthContributor").isInstanceOf(AuthingHealthIndicator.class);
			assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
			IndicatedHealthDescriptor health = (IndicatedHealthDescriptor) context.getBean(HealthEndpoint.class)
				.healthForPath("authing");
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsOnlyKeys("userpoolId", "host");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.authing.enabled=false", "management.health.defaults.enabled=false",
			"authing.enabled=false", "authing.userpool-id=" })
	void whenSwitchedOffThenThereIsNoContributor(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("authingHealthContributor"));
	}

	@Test
	void whenDefaultsAreOffAndOursIsOnThenThereIsAContributor() {
		this.contextRunner
			.withPropertyValues("management.health.defaults.enabled=false", "management.health.authing.enabled=true")
			.run((context) -> assertThat(context).hasBean("authingHealthContributor"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "authingHealthIndicator", "authingHealthContributor" })
	void whenApplicationHasContributorOfThatNameThenOursBacksOff(String name) {
		this.contextRunner.withBean(name, HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(AuthingHealthIndicator.class).hasBean(name));
	}

	@Test
	void whenThereAreSeveralClientsThenEachIsShownWithItsPool() {
		this.contextRunner.withUserConfiguration(SecondPool.class).run((context) -> {
			assertThat(context).getBean("authingHealthContributor").isInstanceOf(CompositeHealthContributor.class);
			CompositeHealthDescriptor health = (CompositeHealthDescriptor) context.getBean(HealthEndpoint.class)
				.healthForPath("authing");
			assertThat(health.getComponents()).containsOnlyKeys("reactiveUserpoolManagementClient", "second");
			assertThat(userpoolId(health, "reactiveUserpoolManagementClient")).isEqualTo("59f86b4832eb28071bdd9214");
			assertThat(userpoolId(health, "second")).isEqualTo("000000000000000000000002");
		});
	}

	@Test
	void whenApplicationIsReactiveThenIndicatorBlocksNoneOfItsThreads() {
		AtomicReference<Boolean> nonBlocking = new AtomicReference<>();
		ReactiveUserpoolManagementClient client = mock(ReactiveUserpoolManagementClient.class);
		given(client.authenticate()).willAnswer((invocation) -> {
			nonBlocking.set(Schedulers.isInNonBlockingThread());
			return Mono.error(new AuthingAuthenticationException("rejected", 2333));
		});
		new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withBean(ReactiveUserpoolManagementClient.class, () -> client)
			.withPropertyValues("management.endpoints.web.exposure.include=health",
					"management.endpoint.health.show-details=always")
			.run((context) -> {
				WebEndpointResponse<?> response = Mono
					.defer(() -> context.getBean(ReactiveHealthEndpointWebExtension.class)
						.health(ApiVersion.LATEST, WebServerNamespace.SERVER, SecurityContext.NONE, "authing"))
					.subscribeOn(Schedulers.parallel())
					.block();
				assertThat(response.getStatus()).isEqualTo(503);
				assertThat(((IndicatedHealthDescriptor) response.getBody()).getDetails()).containsEntry("error",
						Map.of("type", "AuthingAuthenticationException", "code", 2333));
				assertThat(nonBlocking.get()).isFalse();
			});
	}

	private static Object userpoolId(CompositeHealthDescriptor health, String name) {
		return ((IndicatedHealthDescriptor) health.getComponents().get(name)).getDetails().get("userpoolId");
	}

	@Test
	void whenProbesAreOnThenTheyDoNotAskAuthing() {
		this.contextRunner.withPropertyValues("management.endpoint.health.probes.enabled=true").run((context) -> {
			HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
			assertThat(groups.getNames()).contains("liveness", "readiness");
			assertThat(groups.get("liveness").isMember("authing")).isFalse();
			assertThat(groups.get("readiness").isMember("authing")).isFalse();
			assertThat(groups.getPrimary().isMember("authing")).isTrue();
		});
	}

	@Test
	void whenAddedToReadinessThenItIsPartOfIt() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.probes.enabled=true",
					"management.endpoint.health.group.readiness.include=readinessState,authing")
			.run((context) -> assertThat(
					context.getBean(HealthEndpointGroups.class).get("readiness").isMember("authing"))
				.isTrue());
	}

	@Configuration(proxyBeanMethods = false)
	static class SecondPool {

		@Bean(defaultCandidate = false)
		ReactiveUserpoolManagementClient second(UserpoolManagementClient.Builder builder) {
			return builder.userpoolId("000000000000000000000002").secret("second-secret").buildReactive();
		}

	}

}
