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
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTests {

	@Test
	void whenJsonIsReadThenNoDigitIsLost() {
		JsonNode json = read("[1.10, 0.12345678901234567890123, 12345678901234567890123, 1e999999999]");
		assertThat(Json.toJava(json))
			.isEqualTo(List.of(new BigDecimal("1.10"), new BigDecimal("0.12345678901234567890123"),
					new BigInteger("12345678901234567890123"), new BigDecimal("1e999999999")));
		assertThat(new String(Json.write(json), StandardCharsets.UTF_8))
			.startsWith("[1.10,0.12345678901234567890123,12345678901234567890123,");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e2147483648", "1e-2147483648", "1.5e-2147483648", "1E99999999999999999999" })
	void whenExponentIsBeyondBoundsThenItIsUnreadableJson(String number) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read("[" + number + "]"))
			.withMessageNotContaining(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void whenThereIsNothingThenNodeIsMissing(String json) {
		assertThat(read(json).isMissingNode()).isTrue();
	}

	@Test
	void whenValueIsAsDeepAsResponseMayWrapItThenItIsWritten() {
		Object deepest = nested(Json.MAX_VALUE_DEPTH);
		byte[] json = Json.write(Map.of("value", deepest));
		assertThat(read("{\"data\":[" + new String(json, StandardCharsets.UTF_8) + "]}").size()).isEqualTo(1);
		assertThat(Json.readListed(Json.write(deepest)).isArray()).isTrue();
		byte[] tooDeep = Json.write(nested(Json.MAX_VALUE_DEPTH + 1));
		assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> Json.readListed(tooDeep));
	}

	@Test
	void whenNumberIsNoneThenItIsWrittenAsNoText() {
		assertThat(new String(Json.writeValue(Double.NaN, Json.plainMapper()), StandardCharsets.UTF_8))
			.isEqualTo("NaN");
	}

	private static Object nested(int depth) {
		return (depth == 0) ? 1 : List.of(nested(depth - 1));
	}

	private static JsonNode read(String json) {
		return Json.read(json.getBytes(StandardCharsets.UTF_8));
	}

}
