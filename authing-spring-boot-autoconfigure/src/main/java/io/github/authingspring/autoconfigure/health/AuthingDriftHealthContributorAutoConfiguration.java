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

import io.github.authingspring.autoconfigure.declared.AuthingDeclaredAutoConfiguration;
import io.github.authingspring.health.AuthingDriftHealthIndicator;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link AuthingDriftHealthIndicator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AuthingDeclaredAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnSingleCandidate(UserpoolDriftMonitor.class)
@ConditionalOnEnabledHealthIndicator("authing-drift")
@EnableConfigurationProperties(AuthingDriftHealthProperties.class)
public final class AuthingDriftHealthContributorAutoConfiguration {

	AuthingDriftHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnSingleCandidate(ReactiveUserpoolManagementClient.class)
	@ConditionalOnMissingBean(name = { "authingDriftHealthIndicator", "authingDriftHealthContributor" })
	HealthContributor authingDriftHealthContributor(ReactiveUserpoolManagementClient client,
			UserpoolDriftMonitor monitor, AuthingDriftHealthProperties properties) {
		return new AuthingDriftHealthIndicator(client, monitor, new Status(properties.getStatus()));
	}

}
