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

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretScrubberTests {

	@Test
	void whenTextHoldsSecretsThenTheyAreMasked() {
		assertThat(SecretScrubber.clean("bad a\"b-secret and 12, not 123", Set.of("a\"b-secret", "12")))
			.isEqualTo("bad ****** and ******, not 123");
		assertThat(SecretScrubber.clean("{\"x\":\"a\\\"b-secret\"}", Set.of("a\"b-secret")))
			.isEqualTo("{\"x\":\"******\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			got invalid value "kY3/vW+9 ö7Qz!5"          | got invalid value "******"
			{\"a\":\"kY3\\/vW+9 \\u00f67Qz!5\"}   | {\"a\":\"******\"}
			{\\"a\\":\\"kY3\\\\/vW+9 ö7Qz!5\\"} | {\\"a\\":\\"******\\"}
			/env?v=kY3%2FvW%2B9+%C3%B67Qz!5&x            | /env?v=******&x
			/env?v=kY3%2fvW%2b9%20%c3%b67Qz%215&x        | /env?v=******&x
			Basic a1kzL3ZXKzkgw7Y3UXohNQ==               | Basic ******Q==
			Basic eGtZMy92Vys5IMO2N1F6ITV4               | Basic eG******V4
			Basic eHhrWTMvdlcrOSDDtjdReiE1               | Basic eHh******
			starts with kY3/vW+9…                        | starts with ******…
			it is …9 ö7Qz!5                              | it is …******
			it is kY3/vW+                                | it is kY3/vW+
			""")
	void whenServerWritesSecretInOtherFormThenItIsMasked(String text, String cleaned) {
		assertThat(SecretScrubber.clean(text, Set.of("kY3/vW+9 ö7Qz!5"))).isEqualTo(cleaned);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Pz4/Pj8+Pz4", "Pz4_Pj8-Pz4" })
	void whenServerWritesSecretInEitherBase64ThenItIsMasked(String text) {
		assertThat(SecretScrubber.clean("got " + text, Set.of("?>?>?>?>"))).isEqualTo("got ******");
	}

	@Test
	void whenServerEscapesSecretAgainAndAgainThenItIsMasked() {
		String text = "a\"b-secret";
		for (int i = 0; i < 3; i++) {
			text = text.replace("\\", "\\\\").replace("\"", "\\\"");
			assertThat(SecretScrubber.clean("got " + text, Set.of("a\"b-secret"))).isEqualTo("got ******");
		}
	}

	@Test
	void whenSecretIsUrlThenOtherUrlsAreShown() {
		assertThat(SecretScrubber.clean("https://a.example.com is no https://open.feishu.cn/1",
				Set.of("https://open.feishu.cn/1")))
			.isEqualTo("https://a.example.com is no ******");
	}

	@Test
	void whenSecretIsDocumentThenNamesInItAreShown() {
		Set<String> secrets = Secrets.in(Json.toTree("{\"accessKeySecret\":\"kY3vW9\",\"pin\":12}"));
		assertThat(SecretScrubber.clean("accessKeySecret: got kY3vW9, pin: got 12, not 123", secrets))
			.isEqualTo("accessKeySecret: got ******, pin: got ******, not 123");
		assertThat(SecretScrubber.clean("config eyJhY2Nlc3NLZXlTZWNyZXQiOiJrWTN2VzkiLCJwaW4iOjEyfQ==", secrets))
			.isEqualTo("config ******Q==");
	}

	@Test
	void whenSecretIsShortThenItIsMaskedAsAWordAlone() {
		assertThat(SecretScrubber.clean("xabcdx abc xabcx", Set.of("abcd", "abc"))).isEqualTo("x******x ****** xabcx");
		assertThat(SecretScrubber.clean("a - - b", Set.of(" ", ""))).isEqualTo("a - - b");
	}

	@Test
	void whenTextHasControlCharactersThenTheyAreGone() {
		assertThat(SecretScrubber.clean("a\r\nERROR forged\u202e\u2028b", Set.of())).isEqualTo("a ERROR forged b");
	}

	@Test
	void whenTextIsLongThenItsStartIsShown() {
		assertThat(SecretScrubber.clean("x".repeat(1_000_000), Set.of())).isEqualTo("x".repeat(500) + "…");
		assertThat(SecretScrubber.clean("x".repeat(500), Set.of())).isEqualTo("x".repeat(500));
		assertThat(SecretScrubber.clean("x".repeat(499) + "😀", Set.of())).isEqualTo("x".repeat(499) + "…");
	}

	@Test
	void whenPartThatIsLookedAtEndsWithinSecretThenNothingOfItIsShown() {
		String secret = "s".repeat(100) + "e".repeat(9_700) + "t";
		String text = secret + " and " + secret;
		assertThat(SecretScrubber.clean(text, Set.of(secret))).isEqualTo("****** and ******");
		assertThat(SecretScrubber.clean("s".repeat(9_996) + "secret", Set.of("s".repeat(9_996), "secret")))
			.isEqualTo("******");
	}

	@Test
	void whenPartThatIsLookedAtEndsWithinSecretAsJsonWritesItThenNothingOfItIsShown() {
		String secret = "s".repeat(100) + "\"".repeat(5_000) + "t";
		String escaped = secret.replace("\"", "\\\"");
		assertThat(SecretScrubber.clean(secret + " and " + secret, Set.of(secret))).isEqualTo("****** and ******");
		assertThat(SecretScrubber.clean(escaped + " and " + escaped, Set.of(secret))).isEqualTo("******");
	}

	@Test
	void whenThereAreTooManyOrTooLongSecretsThenTextIsWithheld() {
		Set<String> secrets = IntStream.range(0, 1001).mapToObj(Integer::toString).collect(Collectors.toSet());
		String withheld = "(withheld, since it may repeat what was sent)";
		assertThat(SecretScrubber.clean("7 is bad", secrets)).isEqualTo(withheld);
		assertThat(SecretScrubber.clean("7 is bad", Set.of("x".repeat(100_001)))).isEqualTo(withheld);
		secrets.remove("1000");
		assertThat(SecretScrubber.clean("7 is bad", secrets)).isEqualTo("****** is bad");
	}

}
