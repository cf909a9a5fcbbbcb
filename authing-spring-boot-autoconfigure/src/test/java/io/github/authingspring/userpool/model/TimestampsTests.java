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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every text is read as the JDK reads it.
 */
class TimestampsTests {

	@ParameterizedTest
	@ValueSource(strings = { "2021-09-08T05:42:22.498Z", "2021-09-08T05:42:22+00:00", "2021-09-08T05:42:22Z",
			"2021-09-08T05:42:22.498123Z", "2021-09-08T05:42:22.498+08:00", "2024-02-29T23:59:59.999Z",
			"0001-01-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
			"2021-09-08T05:42+00:00", "+12021-09-08T05:42:22.4Z" })
	void whenTextIsTimestampThenItIsRead(String text) {
		assertThat(Timestamps.parse(text)).isNotNull().isEqualTo(byJdk(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "2021-02-29T05:42:22.498Z", "2021-13-08T05:42:22.498Z",
			"2021-09-08T25:42:22.498Z", "2021-09-08T24:00:00.000Z", "2021-09-08T05:42:60.000Z",
			"2021-09-08 05:42:22.498Z", "2021-09-08T05:42:22.498", "2021-09-08T05:42:22,498Z",
			"2021-09-08T05:42:22.49xZ", "\u0662\u0660\u0662\u0661-09-08T05:42:22.498Z", "2021-09-08T05:42:-2.498Z" })
	void whenTextIsNoTimestampThenNull(String text) {
		assertThat(Timestamps.parse(text)).isNull();
		assertThat(byJdk(text)).isNull();
	}

	private static @Nullable Instant byJdk(String text) {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
