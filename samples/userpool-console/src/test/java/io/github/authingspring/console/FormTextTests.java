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

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FormTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " x ", "a\nb\n", "a\r\nb\r\n", "\nx", "\n\n", "\r", "a\rb\nc\r\nd", "\r\r\n\n",
			"\0", "a\0b", "\uD83D\uDE00", "\uD83D", "x\uDE00y", "\uDE00\uD83D", "\uFFFD", "\uFEFFx",
			"\u2028\u0085\u000B", "\u0001\u001F\u007F\uFFFE" })
	void whenTextIsNotEditedThenItStaysAsItWas(String original) {
		FormText text = FormText.of(sent(FormText.shown(original)), FormText.encode(original));
		assertThat(text.text()).isEqualTo(original);
		assertThat(text.isEdited()).isFalse();
		assertThat(FormText.of(null, FormText.encode(original)).text()).isEqualTo(original);
	}

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { "a_b_,a_b_c,a_b_c", "~b,~b_c,~b~c", "a~b_c,a_B_c,a~B_c", "a~,a,a", "a_b,b,b", "^a~b,_a_b_,^a~b^",
					"0a,0b,0b", "a0,xa0,xa0", "a_b~c,a_b__c,a_b~_c", "a^x_b,a__b,a^^b", "aa,aaa,aaa", "😀,😁,😁",
					"a~b,,''" })
	void whenTextIsEditedThenTheRestStaysAsItWas(String original, String shown, String edited) {
		FormText text = FormText.of(sent(spelled(shown).replace('\0', '\uFFFD')), FormText.encode(spelled(original)));
		assertThat(text.text()).isEqualTo(spelled((edited != null) ? edited : ""));
		assertThat(text.isEdited()).isTrue();
	}

	/**
	 * Write line breaks that a table can hold: LF as _, CR LF as ~, CR as ^.
	 */
	private static String spelled(String text) {
		return (text != null) ? text.replace("_", "\n").replace("~", "\r\n").replace("^", "\r").replace('0', '\0') : "";
	}

	@Test
	void whenAnyTextIsEditedThenNothingOfTheEditIsLost() {
		Random random = new Random(1);
		for (int i = 0; i < 20_000; i++) {
			String original = randomText(random);
			String shown = FormText.shown(original);
			int start = random.nextInt(shown.length() + 1);
			int end = start + random.nextInt(shown.length() - start + 1);
			String edited = shown.substring(0, start) + randomText(random) + shown.substring(end);
			String text = FormText.of(sent(edited), FormText.encode(original)).text();
			assertThat(FormText.shown(text)).isEqualTo(FormText.shown(edited));
		}
	}

	private static String randomText(Random random) {
		String alphabet = "ab \n\n\r\r\0\uD83D\uDE00";
		return random.ints(random.nextInt(7), 0, alphabet.length())
			.collect(StringBuilder::new, (text, index) -> text.append(alphabet.charAt(index)), StringBuilder::append)
			.toString();
	}

	@Test
	void whenFormDoesNotTellTheOriginalThenTextIsTakenAsItCame() {
		FormText text = FormText.of("a\r\nb", null);
		assertThat(text.text()).isEqualTo("a\r\nb");
		assertThat(text.isEdited()).isTrue();
		assertThat(FormText.of("", null).isEdited()).isTrue();
	}

	@Test
	void whenThereIsNoTextOrNoEncodingThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FormText.of(null, null));
		assertThatIllegalArgumentException().isThrownBy(() -> FormText.of("x", "?"));
	}

	@Test
	void whenTextIsDescribedThenItIsNotInIt() {
		assertThat(FormText.of("fixture-value", null)).hasToString("FormText[edited=true]");
		assertThat(FormText.unedited("fixture-value")).hasToString("FormText[edited=false]");
	}

	/**
	 * What a browser sends.
	 */
	private static String sent(String shown) {
		return shown.replaceAll("\r\n|\r|\n", "\r\n");
	}

}
