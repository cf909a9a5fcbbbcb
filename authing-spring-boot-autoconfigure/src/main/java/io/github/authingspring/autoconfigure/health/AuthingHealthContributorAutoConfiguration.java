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
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link AuthingHealthIndicator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AuthingAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(ReactiveUserpoolManagementClient.class)
@ConditionalOnEnabledHealthIndicator("authing")
@ConditionalOnBooleanProperty(name = "authing.enabled", matchIfMissing = true)
public final class AuthingHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<AuthingHealthIndicator, ReactiveUserpoolManagementClient> {

	AuthingHealthContributorAutoConfiguration() {
		super(AuthingHealthIndicator::new);
	}

	@Bean
	@ConditionalOnMissingBean(name = { "authingHealthIndicator", "authingHealthContributor" })
	HealthContributor authingHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(beanFactory, ReactiveUserpoolManagementClient.class);
	}

}
