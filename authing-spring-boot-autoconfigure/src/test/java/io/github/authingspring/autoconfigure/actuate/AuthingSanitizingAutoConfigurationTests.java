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

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class AuthingSanitizingAutoConfigurationTests {

	private static final String SECRET = "secret-of-the-test";

	/**
	 * However Boot lets a property be spelled.
	 */
	@ParameterizedTest
	@CsvSource({ "authing.declared.variables.lark.value", "authing.declared.variables.lark.Value",
			"authing.declared.variables.LARK.VALUE", "authing.declared.variables.lark.va-lue",
			"authing.declared.settings.customSmsProvider.config",
			"authing.declared.settings.custom-sms-provider.config" })
	void whenSecretIsDeclaredThenItIsMaskedByItsKeyAndByItsValue(String key) {
		assertThat(sanitize(Map.of(key, SECRET), key, SECRET)).isEqualTo("******");
		assertThat(sanitize(Map.of(key, SECRET), "other", "x " + SECRET)).isEqualTo("******");
		assertThat(sanitize(Map.of(key, SECRET), "other", "harmless")).isEqualTo("harmless");
	}

	/**
	 * It stops the start elsewhere, unless all is switched off.
	 */
	@ParameterizedTest
	@CsvSource({ "authing.declared.variables, x", "authing.declared.variables, ''",
			"authing.secret, ${authing.secret}" })
	void whenPropertyCannotBeBoundThenTheOthersAreShown(String key, String value) {
		assertThat(sanitize(Map.of(key, value), "other", "harmless")).isEqualTo("harmless");
	}

	@Test
	void whenValueIsOfTheUserPoolThenDeclaredSecretsDoNotMaskIt() {
		Map<String, Object> properties = Map.of("authing.declared.variables.lark.value", SECRET);
		assertThat(sanitize(properties, "environmentVariables.LARK", SECRET)).isEqualTo(SECRET);
		assertThat(sanitize(properties, "configuration.name", SECRET)).isEqualTo(SECRET);
	}

	private static Object sanitize(Map<String, Object> properties, String key, String value) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("properties", new HashMap<>(properties)));
		return new AuthingSanitizingAutoConfiguration().authingSanitizingFunction(environment)
			.apply(new SanitizableData(null, key, value))
			.getValue();
	}

}
