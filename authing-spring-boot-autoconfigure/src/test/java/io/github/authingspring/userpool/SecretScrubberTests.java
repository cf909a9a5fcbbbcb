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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of the server's text, should it echo what was sent.
 */
class SecretScrubberTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			got invalid value "kY3/vW+9 ö"7Qz!5"      | got invalid value "******"
			{"a":"kY3/vW+9 ö\\"7Qz!5"}                | {"a":"******"}
			/env?v=kY3%2FvW%2B9+%C3%B6%227Qz%215&x    | /env?v=******&x
			/env?v=kY3%2FvW%2B9%20%C3%B6%227Qz%215&x  | /env?v=******&x
			/env?v=kY3%2FvW%2B9%20%C3%B6%227Qz!5&x    | /env?v=******&x
			kY3/vW+9 ö"7Qz!5kY3/vW+9 ö"7Qz!5, twice   | ************, twice
			xkY3/vW+9 ö"7Qz!5x                        | x******x
			it is kY3/vW+9 ö                          | it is kY3/vW+9 ö
			""")
	void whenServerEchoesSecretAsItIsOrEscapedOrEncodedThenItIsMasked(String text, String scrubbed) {
		assertThat(SecretScrubber.scrub(text, text("kY3/vW+9 ö\"7Qz!5"), null)).isEqualTo(scrubbed);
	}

	@Test
	void whenServerEchoesTokenThenItIsMasked() {
		AccessToken token = new AccessToken("t.o.k", 0, Duration.ofHours(1), 0, 0);
		assertThat(SecretScrubber.scrub("Bearer t.o.k of s3cret", text("s3cret"), token))
			.isEqualTo("Bearer ****** of ******");
		assertThat(SecretScrubber.scrub("Bearer t.o.k", null, token)).isEqualTo("Bearer ******");
		assertThat(SecretScrubber.scrub("Bearer t.o.k", null, null)).isEqualTo("Bearer t.o.k");
	}

	@Test
	void whenSecretIsUrlThenOtherUrlsAreShown() {
		assertThat(SecretScrubber.scrub("https://a.example.com is no https://open.feishu.cn/1",
				text("https://open.feishu.cn/1"), null))
			.isEqualTo("https://a.example.com is no ******");
	}

	@Test
	void whenValueIsNestedThenItsTextsAndNumbersAreMasked() {
		JsonNode value = json("{'name':'first','list':[12.50,{'a':'second'},true,null]}");
		assertThat(SecretScrubber.scrub("name, list: first, 12.50, second, true, null", value, null))
			.isEqualTo("name, list: ******, ******, ******, true, null");
	}

	/**
	 * As the configuration of an SMS provider is sent.
	 */
	@Test
	void whenTextIsJsonThenItsPartsAreMaskedToo() {
		JsonNode config = text("{\"accessKeySecret\":\"kY3vW9\",\"nested\":\"[\\\"inner\\\"]\",\"pin\":12}");
		assertThat(SecretScrubber.scrub("accessKeySecret: got kY3vW9 and inner, pin: got 12, not 123", config, null))
			.isEqualTo("accessKeySecret: got ****** and ******, pin: got ******, not 123");
		assertThat(SecretScrubber.scrub("got " + config.asString(), config, null)).isEqualTo("got ******");
		assertThat(SecretScrubber.scrub("got [no JSON", text("[no JSON"), null)).isEqualTo("got ******");
	}

	@Test
	void whenTextsHoldJsonAgainAndAgainThenTheInnermostIsMasked() {
		String value = "innermost";
		for (int i = 0; i < 10; i++) {
			value = "[".repeat(500) + new String(Json.write(value), StandardCharsets.UTF_8) + "]".repeat(500);
		}
		assertThat(SecretScrubber.scrub("got innermost", text(value), null)).isEqualTo("got ******");
	}

	@Test
	void whenSecretHoldsAnotherThenTheLongestIsMasked() {
		assertThat(SecretScrubber.scrub("inside, outside", json("['side','inside','outside']"), null))
			.isEqualTo("******, ******");
	}

	@Test
	void whenSecretIsShortThenItIsMaskedAsAWordAlone() {
		assertThat(SecretScrubber.scrub("xabcdx abc xabcx abc1 öabc abc_", json("['abcd','abc']"), null))
			.isEqualTo("x******x ****** xabcx abc1 öabc ******_");
		assertThat(SecretScrubber.scrub("axb a.b $1", json("['a.b','$1']"), null)).isEqualTo("axb ****** ******");
		assertThat(SecretScrubber.scrub("a - - b", json("['',' ','\\n']"), null)).isEqualTo("a - - b");
	}

	@Test
	void whenTextHasControlCharactersThenTheyAreGoneButThoseOfSecretsAreFoundFirst() {
		assertThat(SecretScrubber.plain("a\r\nERROR forged\u202e\u2028b\u0000")).isEqualTo("a ERROR forged b");
		assertThat(SecretScrubber.scrub("got line 1\nline 2", json("'line 1\\nline 2'"), null)).isEqualTo("got ******");
	}

	@Test
	void whenTextIsLongThenItsStartIsShown() {
		assertThat(SecretScrubber.plain("x".repeat(1_000_000))).isEqualTo("x".repeat(500) + "…");
		assertThat(SecretScrubber.plain("x".repeat(500))).isEqualTo("x".repeat(500));
		assertThat(SecretScrubber.plain("x".repeat(499) + "😀")).isEqualTo("x".repeat(499) + "…");
		assertThat(SecretScrubber.plain("x".repeat(498) + "😀")).isEqualTo("x".repeat(498) + "😀");
	}

	@Test
	void whenTextIsCutWithinSecretThenNothingOfItIsShown() {
		assertThat(SecretScrubber.scrub("x".repeat(490) + "s3cret".repeat(50), text("s3cret".repeat(50)), null))
			.isEqualTo("x".repeat(490) + "******");
		assertThat(SecretScrubber.scrub("x".repeat(497) + "s3cret", text("s3cret"), null))
			.isEqualTo("x".repeat(497) + "***…");
	}

	@Test
	void whenThereAreTooManySecretsForTheLengthOfTheTextThenItIsWithheld() {
		JsonNode secrets = json(
				IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
		String text = "7 is bad " + "x".repeat(991);
		assertThat(SecretScrubber.scrub(text, secrets, null)).startsWith("****** is bad xxx");
		assertThat(SecretScrubber.scrub(text + "x", secrets, null))
			.isEqualTo("(withheld, since it may hold what was sent)");
	}

	private static JsonNode text(String text) {
		return JsonNodeFactory.instance.stringNode(text);
	}

	private static JsonNode json(String json) {
		return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
