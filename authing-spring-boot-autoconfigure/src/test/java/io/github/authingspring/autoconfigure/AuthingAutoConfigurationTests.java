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

import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.autoconfigure.actuate.AuthingSanitizingAutoConfiguration;
import io.github.authingspring.autoconfigure.actuate.AuthingUserpoolEndpointAutoConfiguration;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.InvalidSettingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.web.reactive.function.client.ClientRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class AuthingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(AuthingAutoConfiguration.class, AuthingSanitizingAutoConfiguration.class,
					AuthingUserpoolEndpointAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class));

	private final String[] pool = { "authing.userpool-id=59f86b4832eb28071bdd9214",
			"authing.secret=fixture-pool-secret" };

	@Test
	void whenNothingIsSetThenOnlyBuilderIsThere() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(UserpoolManagementClient.class)
			.doesNotHaveBean(ReactiveUserpoolManagementClient.class)
			.doesNotHaveBean(AuthingConnectionDetails.class)
			.hasSingleBean(UserpoolManagementClient.Builder.class));
	}

	@Test
	void whenUserpoolIdIsEmptyThenNothingIsConfigured() {
		this.contextRunner.withPropertyValues("authing.userpool-id=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UserpoolManagementClient.class));
	}

	@Test
	void whenDisabledThenNothingIsConfigured() {
		this.contextRunner.withPropertyValues(this.pool)
			.withPropertyValues("authing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UserpoolManagementClient.class)
				.doesNotHaveBean(UserpoolManagementClient.Builder.class));
	}

	@Test
	void whenPoolIsSetThenBothClientsAreThere() {
		this.contextRunner.withPropertyValues(this.pool)
			.run((context) -> assertThat(context).hasSingleBean(UserpoolManagementClient.class)
				.hasSingleBean(ReactiveUserpoolManagementClient.class)
				.doesNotHaveBean(AuthingUserpoolEndpoint.class));
	}

	@Test
	void whenApplicationHasReactiveClientThenBlockingOneIsItsView() {
		ReactiveUserpoolManagementClient client = mock(ReactiveUserpoolManagementClient.class);
		this.contextRunner.withBean(ReactiveUserpoolManagementClient.class, () -> client)
			.run((context) -> assertThat(context).hasSingleBean(UserpoolManagementClient.class)
				.getBean(ReactiveUserpoolManagementClient.class)
				.isSameAs(client));
	}

	@Test
	void whenApplicationHasBlockingClientThenOursBacksOff() {
		UserpoolManagementClient client = mock(UserpoolManagementClient.class);
		this.contextRunner.withPropertyValues(this.pool)
			.withBean(UserpoolManagementClient.class, () -> client)
			.run((context) -> assertThat(context).getBean(UserpoolManagementClient.class).isSameAs(client));
	}

	@Test
	void whenThereIsNoActuatorThenClientsAreThere() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class))
			.withPropertyValues(this.pool)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(UserpoolManagementClient.class));
	}

	@ParameterizedTest
	@CsvSource({ "authing.secret=, secret", "authing.access-token=token, access-token", "authing.host=ftp://x, host",
			"authing.host=https://u:p@x, host", "authing.host=http://example.com, host",
			"authing.secret=${MISSING_VARIABLE}, secret", "authing.call-timeout=-1s, call-timeout",
			"authing.http.read-timeout=0s, http.read-timeout", "authing.http.ssl.bundle=none, http.ssl.bundle",
			"authing.retry.max-attempts=0, retry.max-attempts" })
	void whenSettingIsUnusableThenStartFailsAndNamesIt(String property, String setting) {
		this.contextRunner.withPropertyValues(this.pool).withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.setting()).isEqualTo(setting))
				.hasMessageNotContaining("u:p");
		});
	}

	@Test
	void whenApplicationCustomizesItsWebClientsThenNothingLeadsElsewhere() {
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean(WebClientCustomizer.class,
						() -> (builder) -> builder.baseUrl("http://localhost:1")
							.defaultHeader("X-Application", "application")
							.defaultRequest((request) -> request.header("X-Request", "application"))
							.filter((request, next) -> next.exchange(
									ClientRequest.from(request).header("Authorization", "Bearer application").build())))
				.run((context) -> {
					context.getBean(UserpoolManagementClient.class).detail();
					RecordedRequest token = server.requests(AuthingServer.TOKEN).get(0);
					RecordedRequest detail = server.requests(AuthingServer.DETAIL).get(0);
					assertThat(token.getHeaders().get("Authorization")).isNull();
					assertThat(detail.getHeaders().values("Authorization")).singleElement()
						.asString()
						.doesNotContain("application");
					assertThat(detail.getHeaders().get("X-Application")).isNull();
					assertThat(detail.getHeaders().get("X-Request")).isNull();
				});
		}
	}

}
