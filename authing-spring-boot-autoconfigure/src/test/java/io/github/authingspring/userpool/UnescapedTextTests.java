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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnescapedTextTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "a\\nb\\t\\r\\f\\bc, `a\nb\t\r\f\bc`", "\\\\\\\"\\/x, \\\"/x",
			"\\u0041, A", "\\u00e9\\u0000, `é\u0000`", "a\\, a\\", "\\u004, u004", "\\u00g1, u00g1", "plain, plain" })
	void whenTextHasEscapesOfJsonThenTheyAreUndone(String text, String unescaped) {
		assertThat(UnescapedText.of(text).fromJson().text()).isEqualTo(unescaped);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "a%41, aA", "%7ea%7E, ~a~", "%00x, `\u0000x`", "%C3%A9, Ã©",
			"100%, 100%", "%4, %4", "%4x, %4x", "%%41, %A" })
	void whenTextHasOctetsOfUrlThenTheyAreUndone(String text, String unescaped) {
		assertThat(UnescapedText.of(text).fromUrl().text()).isEqualTo(unescaped);
	}

	@Test
	void whenEscapesAreUndoneThenEachCharacterKnowsWhereItCameFrom() {
		UnescapedText text = UnescapedText.of("a%5Cu0041b").fromUrl().fromJson();
		assertThat(text.text()).isEqualTo("aAb");
		assertThat(text.origin(0)).isZero();
		assertThat(text.origin(1)).isEqualTo(1);
		assertThat(text.origin(2)).isEqualTo(9);
		assertThat(text.origin(3)).isEqualTo(10);
	}

}
