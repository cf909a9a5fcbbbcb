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

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SandboxConfiguration}.
 */
class SandboxConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(SandboxConfiguration.class);

	@Test
	void whenNoUserPoolIsConfiguredThenSandbox() {
		this.contextRunner.run((context) -> assertThat(context.getBean(AuthingConnectionDetails.class).getHost())
			.isEqualTo(context.getBean(AuthingSandbox.class).host()));
	}

	@Test
	void whenIdOfUserPoolIsEmptyThenSandbox() {
		this.contextRunner.withPropertyValues("authing.userpool-id=")
			.run((context) -> assertThat(context).hasSingleBean(AuthingSandbox.class));
	}

	@Test
	void whenUserPoolIsConfiguredThenNoSandbox() {
		this.contextRunner.withPropertyValues("authing.userpool-id=59f86b4832eb28071bdd9214")
			.run((context) -> assertThat(context).doesNotHaveBean(AuthingSandbox.class)
				.doesNotHaveBean(AuthingConnectionDetails.class));
	}

}
