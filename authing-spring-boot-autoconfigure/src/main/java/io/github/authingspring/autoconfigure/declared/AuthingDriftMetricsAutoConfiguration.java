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

package io.github.authingspring.autoconfigure.declared;

import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the gauge
 * {@code authing.declared.drift}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AuthingDeclaredAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSingleCandidate(UserpoolDriftMonitor.class)
public final class AuthingDriftMetricsAutoConfiguration {

	AuthingDriftMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "authingDriftMeterBinder")
	MeterBinder authingDriftMeterBinder(UserpoolDriftMonitor monitor) {
		return (registry) -> Gauge
			.builder("authing.declared.drift", monitor, AuthingDriftMetricsAutoConfiguration::count)
			.description("Settings and variables of the user pool that differ from what is declared")
			.register(registry);
	}

	private static double count(UserpoolDriftMonitor monitor) {
		return monitor.drift().map(UserpoolDrift::count).map(Integer::doubleValue).orElse(Double.NaN);
	}

}
