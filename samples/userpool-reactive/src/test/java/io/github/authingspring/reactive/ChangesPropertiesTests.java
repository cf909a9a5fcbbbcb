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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChangesProperties}.
 */
class ChangesPropertiesTests {

	@Test
	void whenNothingIsSetThenDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new ChangesProperties(Duration.ofSeconds(5), Duration.ofSeconds(15)));
	}

	@Test
	void whenSetThenBound() {
		assertThat(bind(Map.of("userpool.changes.interval", "1m", "userpool.changes.heartbeat", "30s")))
			.isEqualTo(new ChangesProperties(Duration.ofMinutes(1), Duration.ofSeconds(30)));
	}

	@Test
	void whenNotPositiveThenRejected() {
		for (String name : new String[] { "interval", "heartbeat" }) {
			for (String value : new String[] { "0s", "-1s" }) {
				assertThatExceptionOfType(BindException.class)
					.isThrownBy(() -> bind(Map.of("userpool.changes." + name, value)))
					.havingRootCause()
					.withMessage("'" + name + "' must be positive");
			}
		}
	}

	private static ChangesProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("userpool.changes",
				ChangesProperties.class);
	}

}
