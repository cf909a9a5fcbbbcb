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

package io.github.authingspring.sandbox.test;

import io.github.authingspring.app.ExampleApplication;
import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureAuthingSandbox} and {@link AuthingSandboxConfiguration}.
 */
class AutoConfigureAuthingSandboxTests {

	@Test
	void whenTestClassesDifferThenEachHasItsSandbox() throws Exception {
		AuthingSandbox sandbox = sandbox(Annotated.class);
		sandbox.addEnv("KEY", "of the first class");
		AuthingSandbox other = sandbox(AnnotatedToo.class);
		assertThat(other.port()).isNotEqualTo(sandbox.port());
		assertThat(other.env()).doesNotContainKey("KEY");
		assertThat(sandbox(InheritsAnnotation.class)).isNotIn(sandbox, other);
		assertThat(sandbox(Annotated.class)).isSameAs(sandbox);
		assertThat(sandbox(Annotated.Inner.class)).isSameAs(sandbox);
	}

	@Test
	void whenNotAnnotatedThenThereIsNoSandbox() throws Exception {
		assertThat(context(NotAnnotated.class).getBeanNamesForType(AuthingSandbox.class)).isEmpty();
		assertThat(context(NotAnnotated.class).getBeanNamesForType(UserpoolManagementClient.class)).isEmpty();
	}

	@Test
	void whenImportedThenClassesShareTheSandbox() throws Exception {
		assertThat(sandbox(Imports.class)).isSameAs(sandbox(ImportsToo.class));
	}

	@Test
	void whenApplicationHasItsOwnPoolThenClientStillTalksToTheSandbox() throws Exception {
		ApplicationContext context = context(OwnConnection.class);
		assertThat(context.getBeansOfType(AuthingConnectionDetails.class)).hasSize(2);
		UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
		AuthingSandbox sandbox = context.getBean(AuthingSandbox.class);
		assertThat(client.detail().id()).isEqualTo(sandbox.userpoolId());
		assertThat(sandbox.requests()).hasSize(2);
	}

	@Test
	void whenThereIsABuilderThenItIsUsed() throws Exception {
		assertThat(sandbox(OwnBuilder.class).userpoolId()).isEqualTo("0123456789abcdef01234567");
	}

	@Test
	void whenContextIsClosedThenSandboxIs() throws Exception {
		ApplicationContext context = context(ClosedSoon.class);
		AuthingSandbox sandbox = context.getBean(AuthingSandbox.class);
		((ConfigurableApplicationContext) context).close();
		try (AuthingSandbox successor = AuthingSandbox.builder().port(sandbox.port()).start()) {
			assertThat(successor.port()).isEqualTo(sandbox.port());
		}
	}

	@Test
	void whenSecretIsRotatedThenClientUsesTheNewOne() throws Exception {
		ApplicationContext context = context(Rotates.class);
		UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
		client.listEnv();
		context.getBean(AuthingSandbox.class).rotateSecret("new secret");
		assertThat(client.detail().secret()).isEqualTo("new secret");
	}

	@Test
	void whenAddedInDevelopmentThenApplicationRunsOnTheSandbox() {
		try (ConfigurableApplicationContext context = SpringApplication.from(ExampleApplication::main)
			.with(AuthingSandboxConfiguration.class)
			.run("--server.port=0", "--authing.userpool-id=another", "--authing.secret=another")
			.getApplicationContext()) {
			AuthingSandbox sandbox = context.getBean(AuthingSandbox.class);
			assertThat(context.getBean(UserpoolManagementClient.class).detail().id()).isEqualTo(sandbox.userpoolId());
		}
	}

	private static AuthingSandbox sandbox(Class<?> testClass) throws Exception {
		return context(testClass).getBean(AuthingSandbox.class);
	}

	private static ApplicationContext context(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureAuthingSandbox
	static class Annotated {

		@Nested
		class Inner {

		}

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureAuthingSandbox
	static class AnnotatedToo {

	}

	static class InheritsAnnotation extends Annotated {

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	static class NotAnnotated {

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@Import(AuthingSandboxConfiguration.class)
	static class Imports {

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@Import(AuthingSandboxConfiguration.class)
	static class ImportsToo {

	}

	@SpringBootTest(classes = { Empty.class, OwnConnection.Configuration.class }, webEnvironment = WebEnvironment.NONE,
			properties = { "authing.userpool-id=another", "authing.access-token=another",
					"authing.host=https://authing.example.com" })
	@AutoConfigureAuthingSandbox
	static class OwnConnection {

		static class Configuration {

			@Bean
			AuthingConnectionDetails vaultConnectionDetails() {
				return new AuthingConnectionDetails() {

					@Override
					public String getUserpoolId() {
						return "another";
					}

					@Override
					public String getSecret() {
						throw new IllegalStateException("The vault is not there in a test");
					}

				};
			}

		}

	}

	@SpringBootTest(classes = { Empty.class, OwnBuilder.Configuration.class }, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureAuthingSandbox
	static class OwnBuilder {

		static class Configuration {

			@Bean
			AuthingSandbox.Builder authingSandboxBuilder() {
				return AuthingSandbox.builder().userpoolId("0123456789abcdef01234567");
			}

		}

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureAuthingSandbox
	@DirtiesContext
	static class ClosedSoon {

	}

	@SpringBootTest(classes = Empty.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureAuthingSandbox
	static class Rotates {

	}

	@EnableAutoConfiguration
	static class Empty {

	}

}
