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

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTests {

	@ParameterizedTest
	@CsvSource({ "60, 1 minute", "90, 1 minute 30 seconds", "300, 5 minutes", "86401, 1 day 1 second",
			"1296000, 15 days", "97260, 1 day 3 hours 1 minute" })
	void whenDurationHasMinutesThenItIsSpelledOut(long seconds, String text) {
		assertThat(Texts.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
	}

	@Test
	void whenDurationIsUnderAMinuteThenThereIsNoText() {
		assertThat(Texts.duration(Duration.ofSeconds(59))).isNull();
		assertThat(Texts.duration(Duration.ZERO)).isNull();
	}

	@Test
	void whenMomentIsGivenThenItIsInUtc() {
		assertThat(Texts.moment(Instant.parse("2021-09-08T05:42:22.498Z"), false))
			.isEqualTo("8 September 2021, 05:42 UTC");
		assertThat(Texts.moment(null, false)).isNull();
		assertThat(Texts.moment(null, true)).isEqualTo("at a time that cannot be shown");
	}

}
