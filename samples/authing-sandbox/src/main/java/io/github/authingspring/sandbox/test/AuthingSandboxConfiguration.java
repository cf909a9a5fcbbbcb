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

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Starts an {@link AuthingSandbox} on a free port, and directs the client to it. It can
 * be added to an application in development with
 * {@code SpringApplication.from(App::main).with(AuthingSandboxConfiguration.class)}, and
 * imported into tests that share an application context. An
 * {@link AuthingSandbox.Builder} bean takes the place of the default settings.
 *
 * @since 0.1.0
 * @see AutoConfigureAuthingSandbox
 */
@Configuration(proxyBeanMethods = false)
public final class AuthingSandboxConfiguration {

	AuthingSandboxConfiguration() {
	}

	@Bean
	AuthingSandbox authingSandbox(ObjectProvider<AuthingSandbox.Builder> builder) {
		return builder.getIfAvailable(AuthingSandbox::builder).start();
	}

	/**
	 * Primary, because an application may have details of its own.
	 */
	@Bean
	@Primary
	AuthingConnectionDetails authingSandboxConnectionDetails(AuthingSandbox sandbox) {
		return new SandboxConnectionDetails(sandbox);
	}

	private record SandboxConnectionDetails(AuthingSandbox sandbox) implements AuthingConnectionDetails {

		@Override
		public String getUserpoolId() {
			return this.sandbox.userpoolId();
		}

		@Override
		public String getSecret() {
			return this.sandbox.secret();
		}

		@Override
		public String getHost() {
			return this.sandbox.host();
		}

	}

}
