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

package io.github.authingspring.userpool;

import java.math.BigDecimal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTests {

	@AfterEach
	void restoreDefaults() {
		StreamReadConstraints.overrideDefaultStreamReadConstraints(null);
		StreamWriteConstraints.overrideDefaultStreamWriteConstraints(null);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenDefaultsOfJacksonAreOtherThenBoundsAreTheSame(boolean larger) {
		int bound = larger ? 1_000_000 : 5;
		StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(bound)
			.maxNumberLength(bound)
			.maxNameLength(bound)
			.maxStringLength(bound)
			.maxDocumentLength(bound)
			.maxTokenCount(bound)
			.build());
		StreamWriteConstraints
			.overrideDefaultStreamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(bound).build());
		JsonMapper mapper = Json.createMapper();
		assertBound(mapper, "[".repeat(500) + "]".repeat(500), "[".repeat(501) + "]".repeat(501));
		assertBound(mapper, "[" + "9".repeat(1000) + "]", "[" + "9".repeat(1001) + "]");
		assertBound(mapper, "{\"" + "n".repeat(50_000) + "\":1}", "{\"" + "n".repeat(50_001) + "\":1}");
		assertThat(mapper.readTree("[\"" + "x".repeat(2_000_000) + "\"]").get(0).asString()).hasSize(2_000_000);
		Object deepest = mapper.readValue("[".repeat(498) + "]".repeat(498), Object.class);
		Object tooDeep = mapper.readValue("[".repeat(499) + "]".repeat(499), Object.class);
		assertThat(mapper.writeValueAsString(deepest)).hasSize(996);
		assertThatExceptionOfType(StreamConstraintsException.class)
			.isThrownBy(() -> mapper.writeValueAsString(tooDeep));
	}

	private static void assertBound(JsonMapper mapper, String within, String beyond) {
		assertThat(mapper.readTree(within).size()).isEqualTo(1);
		assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> mapper.readTree(beyond));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e2147483648", "1e-2147483648", "1.5e-2147483648", "1E99999999999999999999" })
	void whenExponentIsBeyondBoundsThenItIsUnreadableJson(String number) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.read("[" + number + "]"))
			.withMessageNotContaining(number);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.read(("[" + number + "]").getBytes()))
			.withMessageNotContaining(number);
	}

	@Test
	void whenExponentIsLargeThenNumberIsKeptAsItIs() {
		assertThat(Env.fromJson("{\"value\":1e999999999}").value()).isEqualTo(new BigDecimal("1e999999999"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "{\"a\":1}", "null", "[]" })
	void whenServerHasFieldNamedAsAdditionalFieldsThenItIsKept(String value) {
		UserPool pool = UserPool.fromJson("{\"id\":\"1\",\"additionalFields\":" + value + ",\"other\":2}");
		assertThat(pool.id()).isEqualTo("1");
		assertThat(pool.additionalFields()).containsOnlyKeys("additionalFields", "other")
			.containsEntry("additionalFields", Json.convert(Json.read(value), Object.class));
	}

	@Test
	void whenServerHasFieldNamedAsNoFieldCanBeThenItIsSkipped() {
		assertThat(UserPool.fromJson("{\"\\u0000\":1,\"other\":2}").additionalFields()).containsOnlyKeys("other");
	}

}
