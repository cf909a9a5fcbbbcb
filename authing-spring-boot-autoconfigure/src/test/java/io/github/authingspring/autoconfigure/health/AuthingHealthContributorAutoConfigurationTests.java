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

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.health.AuthingHealthIndicator;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AuthingHealthContributorAutoConfigurationTests {

	private final AuthingServer server = new AuthingServer();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				AuthingHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				ApplicationAvailabilityAutoConfiguration.class))
		.withPropertyValues("authing.userpool-id=59f86b4832eb28071bdd9214", "authing.secret=fixture-pool-secret",
				"authing.host=" + this.server.host(), "management.endpoints.web.exposure.include=health",
				"management.endpoint.health.show-details=always");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenPoolIsSetThenItIsPartOfHealth() {
		this.contextRunner.run((context) -> {
			assertThat(context).getBean("authingHealthContributor").isInstanceOf(AuthingHealthIndicator.class);
			IndicatedHealthDescriptor health = (IndicatedHealthDescriptor) context.getBean(HealthEndpoint.class)
				.healthForPath("authing");
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsOnlyKeys("userpoolId", "host");
		});
	}

	@Test
	void whenContextStartsThenNothingIsSent() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasBean("authingHealthContributor");
			assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
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
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class).hasBean(name));
	}

	@Test
	void whenThereAreSeveralClientsThenEachIsShownWithItsPool() {
		this.contextRunner.withUserConfiguration(SecondPool.class).run((context) -> {
			assertThat(context).getBean("authingHealthContributor")
				.isInstanceOf(CompositeReactiveHealthContributor.class);
			CompositeHealthDescriptor health = (CompositeHealthDescriptor) context.getBean(HealthEndpoint.class)
				.healthForPath("authing");
			assertThat(health.getComponents()).containsOnlyKeys("reactiveUserpoolManagementClient", "second");
			assertThat(userpoolId(health, "reactiveUserpoolManagementClient")).isEqualTo("59f86b4832eb28071bdd9214");
			assertThat(userpoolId(health, "second")).isEqualTo("000000000000000000000002");
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
