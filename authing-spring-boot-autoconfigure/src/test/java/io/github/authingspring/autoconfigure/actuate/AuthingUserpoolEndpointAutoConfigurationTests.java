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

package io.github.authingspring.autoconfigure.actuate;

import java.util.List;
import java.util.Set;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpointWebExtension;
import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class AuthingUserpoolEndpointAutoConfigurationTests {

	private static final EndpointId ID = EndpointId.of("authingUserpool");

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class,
				AuthingSanitizingAutoConfiguration.class, AuthingUserpoolEndpointAutoConfiguration.class,
				EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
		.withPropertyValues("authing.userpool-id=pool", "authing.secret=secret",
				"management.endpoints.web.exposure.include=*");

	@ParameterizedTest
	@CsvSource({ "authing-userpool,, /actuator/authing-userpool", "authingUserpool,, /actuator/authing-userpool",
			"authinguserpool,, /actuator/authing-userpool",
			"authing-userpool, management.endpoints.web.path-mapping.authing-userpool=pool, /actuator/pool",
			"authing-userpool, management.endpoints.web.path-mapping.authingUserpool=pool, /actuator/pool",
			"authing-userpool, management.endpoints.web.base-path=/manage, /manage/authing-userpool" })
	void whenNameIsSpelledOrPathIsMappedThenEndpointIsThere(String exposed, String setting, String path) {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=" + exposed,
					(setting != null) ? setting : "any=any")
			.run((context) -> assertThat(context.getBean(PathMappedEndpoints.class).getPath(ID)).isEqualTo(path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.authing-userpool.access=NONE",
			"management.endpoints.web.exposure.include=health", "authing.enabled=false", "authing.userpool-id=" })
	void whenEndpointIsNotWantedThenItIsNotThere(String setting) {
		this.contextRunner.withPropertyValues(setting)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AuthingUserpoolEndpoint.class)
				.doesNotHaveBean(AuthingUserpoolEndpointWebExtension.class)
				.doesNotHaveBean("authingUserpoolEndpointPathMapper"));
	}

	@Test
	void whenExposedOverJmxAloneThenThereIsNoWebExtension() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=health", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=authing-userpool")
			.run((context) -> assertThat(context).hasSingleBean(AuthingUserpoolEndpoint.class)
				.doesNotHaveBean(AuthingUserpoolEndpointWebExtension.class));
	}

	@Test
	void whenApplicationHasEndpointThenOursBacksOff() {
		AuthingUserpoolEndpoint endpoint = new AuthingUserpoolEndpoint(mock(ReactiveUserpoolManagementClient.class),
				Show.NEVER, List.of(), null);
		AuthingUserpoolEndpointWebExtension extension = new AuthingUserpoolEndpointWebExtension(endpoint, Show.NEVER,
				Set.of());
		this.contextRunner.withBean(AuthingUserpoolEndpoint.class, () -> endpoint)
			.withBean(AuthingUserpoolEndpointWebExtension.class, () -> extension)
			.run((context) -> {
				assertThat(context).getBean(AuthingUserpoolEndpoint.class).isSameAs(endpoint);
				assertThat(context).getBean(AuthingUserpoolEndpointWebExtension.class).isSameAs(extension);
			});
	}

	@Test
	void whenApplicationHasSanitizingFunctionOfThatNameThenOursBacksOff() {
		SanitizingFunction function = (data) -> data;
		this.contextRunner.withBean("authingSanitizingFunction", SanitizingFunction.class, () -> function)
			.run((context) -> assertThat(context).getBean(SanitizingFunction.class).isSameAs(function));
	}

}
