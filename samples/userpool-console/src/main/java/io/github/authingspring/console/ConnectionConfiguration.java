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

package io.github.authingspring.console;

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.test.AuthingSandboxConfiguration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Which user pool the console talks to: the configured one, or one of a sandbox that it
 * starts for itself.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

	@Configuration(proxyBeanMethods = false)
	@Conditional(UserpoolConfigured.class)
	static class ConfiguredUserpool {

		@Bean
		PoolConnection poolConnection(AuthingConnectionDetails connectionDetails) {
			return PoolConnection.to(connectionDetails.getUserpoolId(), connectionDetails.getHost());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(NoUserpoolConfigured.class)
	@Import(AuthingSandboxConfiguration.class)
	@PropertySource("classpath:sandbox-declaration.properties")
	static class Sandbox {

		@Bean
		PoolConnection poolConnection(AuthingSandbox sandbox) {
			return PoolConnection.toSandbox(sandbox.userpoolId(), sandbox.host());
		}

	}

	/**
	 * An environment variable that is set to nothing counts as not set, as it does for
	 * the starter.
	 */
	static class UserpoolConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("authing.userpool-id"));
		}

	}

	static class NoUserpoolConfigured extends UserpoolConfigured {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !super.matches(context, metadata);
		}

	}

}
