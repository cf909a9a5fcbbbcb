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

import static org.assertj.core.api.Assertions.assertThat;

class ServerTextTests {

	@Test
	void whenTextHoldsSecretsThenTheyAreMasked() {
		assertThat(ServerText.clean("bad a\"b-secret and 12, not 123", Set.of("a\"b-secret", "12")))
			.isEqualTo("bad ****** and ******, not 123");
		assertThat(ServerText.clean("{\"x\":\"a\\\"b-secret\"}", Set.of("a\"b-secret")))
			.isEqualTo("{\"x\":\"******\"}");
	}

	@Test
	void whenSecretIsShortThenItIsMaskedAsAWordAlone() {
		assertThat(ServerText.clean("xabcdx abc xabcx", Set.of("abcd", "abc"))).isEqualTo("x******x ****** xabcx");
		assertThat(ServerText.clean("a b", Set.of(" ", ""))).isEqualTo("a b");
	}

	@Test
	void whenThereIsNoTextThenThereIsNone() {
		assertThat(ServerText.clean(null, Set.of("secret"))).isNull();
	}

	@Test
	void whenTextHasControlCharactersThenTheyAreGone() {
		assertThat(ServerText.clean("a\r\nERROR forged\u202e\u2028b", Set.of())).isEqualTo("a ERROR forged b");
	}

	@Test
	void whenTextIsLongThenItsStartIsShown() {
		assertThat(ServerText.clean("x".repeat(1_000_000), Set.of())).isEqualTo("x".repeat(500) + "…");
		assertThat(ServerText.clean("x".repeat(500), Set.of())).isEqualTo("x".repeat(500));
		assertThat(ServerText.clean("x".repeat(499) + "😀", Set.of())).isEqualTo("x".repeat(499) + "…");
	}

	@Test
	void whenPartThatIsLookedAtEndsWithinSecretThenNothingOfItIsShown() {
		String secret = "s".repeat(100) + "e".repeat(9_700) + "t";
		String text = secret + " and " + secret;
		assertThat(ServerText.clean(text, Set.of(secret))).isEqualTo("****** and");
	}

	@Test
	void whenPartThatIsLookedAtEndsWithinSecretAsJsonWritesItThenNothingOfItIsShown() {
		String secret = "s".repeat(100) + "\"".repeat(5_000) + "t";
		String escaped = secret.replace("\"", "\\\"");
		assertThat(ServerText.clean(secret + " and " + secret, Set.of(secret))).isEqualTo("****** and");
		assertThat(ServerText.clean(escaped + " and " + escaped, Set.of(secret))).isEqualTo("");
	}

	@Test
	void whenThereAreTooManySecretsThenTextIsWithheld() {
		Set<String> secrets = IntStream.range(0, 1001).mapToObj(Integer::toString).collect(Collectors.toSet());
		assertThat(ServerText.clean("7 is bad", secrets)).isEqualTo("(withheld, since it may repeat what was sent)");
		secrets.remove("1000");
		assertThat(ServerText.clean("7 is bad", secrets)).isEqualTo("****** is bad");
	}

}
