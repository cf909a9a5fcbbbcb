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

package io.github.authingspring.userpool.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EnvTests {

	@Test
	void whenServerSaysNothingThenThereIsNull() {
		assertThat(Env.fromJson("{}")).isEqualTo(new Env(null, null, null, null, null, null, Map.of()))
			.isEqualTo(Env.fromJson("{\"key\":null,\"value\":null,\"createdAt\":null}"));
	}

	@Test
	void whenValueIsReadThenItIsAnyJsonOfWhichNoDigitIsLost() {
		Object value = Env.fromJson("""
				{"value": {"text": "x", "yes": true, "nothing": null, "int": 1, "long": 4294967296,
				"big": 12345678901234567890123, "decimal": 1.10, "exact": 0.12345678901234567890123,
				"huge": 1e999999999, "list": [[], {}, null]}}""").value();
		assertThat(value).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.isUnmodifiable()
			.containsEntry("text", "x")
			.containsEntry("yes", true)
			.containsEntry("nothing", null)
			.containsEntry("int", 1)
			.containsEntry("long", 4294967296L)
			.containsEntry("big", new BigInteger("12345678901234567890123"))
			.containsEntry("decimal", new BigDecimal("1.10"))
			.containsEntry("exact", new BigDecimal("0.12345678901234567890123"))
			.containsEntry("huge", new BigDecimal("1e999999999"))
			.containsEntry("list", Arrays.asList(List.of(), Map.of(), null))
			.hasSize(10);
	}

	@Test
	void whenVariableHasUnknownFieldThenItIsKept() {
		Env variable = Env.fromJson("{\"key\":\"K\",\"new\":{\"a\":[1]}}");
		assertThat(variable.additionalFields()).isEqualTo(Map.of("new", Map.of("a", List.of(1)))).isUnmodifiable();
	}

	@Test
	void whenVariableIsDescribedThenItsValueIsMaskedAndOfUnknownFieldsOnlyNamesAreShown() {
		assertThat(Env.fromJson("{\"key\":\"K\",\"value\":\"s1\",\"new\":\"s2\"}"))
			.hasToString("Env[key=K, value=******, additionalFields=[new]]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "[{}]", "\"secret\"", "1", "{", "{\"value\":\"secret\"", "{}secret",
			"{\"value\":secret}", "{\"value\":1e2147483648}", "{\"value\":1E99999999999999999999}" })
	void whenTextIsNoVariableThenItIsRejectedAndNotQuoted(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> Env.fromJson(json))
			.withMessage("'json' must be a JSON object with the fields of Env")
			.withNoCause();
	}

	@Test
	void whenJsonIsNullThenItIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Env.fromJson((String) null))
			.withMessage("'json' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> Env.fromJson((JsonNode) null))
			.withMessage("'json' must not be null");
	}

}
