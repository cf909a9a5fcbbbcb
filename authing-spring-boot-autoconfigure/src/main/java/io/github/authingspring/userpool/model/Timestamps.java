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
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Reads timestamps. Most are of one form, {@code 2021-09-08T05:42:22.498Z}. For these the
 * JDK's general parser takes longer than reading all the rest of a response does.
 */
final class Timestamps {

	private static final String USUAL = "dddd-dd-ddTdd:dd:dd.dddZ";

	private Timestamps() {
	}

	/**
	 * Read a timestamp.
	 * @param text the text
	 * @return the timestamp, or {@code null} where the text is none
	 */
	static @Nullable Instant parse(String text) {
		try {
			return isUsual(text) ? parseUsual(text) : OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static boolean isUsual(String text) {
		if (text.length() != USUAL.length()) {
			return false;
		}
		for (int i = 0; i < USUAL.length(); i++) {
			char expected = USUAL.charAt(i);
			char actual = text.charAt(i);
			if ((expected == 'd') ? actual < '0' || actual > '9' : actual != expected) {
				return false;
			}
		}
		return true;
	}

	private static Instant parseUsual(String text) {
		return LocalDateTime
			.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16),
					number(text, 17, 19), number(text, 20, 23) * 1_000_000)
			.toInstant(ZoneOffset.UTC);
	}

	private static int number(String text, int begin, int end) {
		return Integer.parseInt(text, begin, end, 10);
	}

}
