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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Values as people read them.
 */
final class Texts {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private Texts() {
	}

	/**
	 * Write a moment.
	 * @param instant the moment, or {@code null}
	 * @param odd whether the server sent it in a form that cannot be shown
	 * @return the text, or {@code null} if the server said nothing
	 */
	static @Nullable String moment(@Nullable Instant instant, boolean odd) {
		if (instant == null) {
			return odd ? "at a time that cannot be shown" : null;
		}
		return MOMENT.format(instant);
	}

	/**
	 * Spell out a duration of a minute and more.
	 * @param duration the duration
	 * @return the text, or {@code null} if the seconds are clearer
	 */
	static @Nullable String duration(Duration duration) {
		if (duration.toMinutes() == 0) {
			return null;
		}
		StringJoiner text = new StringJoiner(" ");
		add(text, duration.toDaysPart(), "day");
		add(text, duration.toHoursPart(), "hour");
		add(text, duration.toMinutesPart(), "minute");
		add(text, duration.toSecondsPart(), "second");
		return text.toString();
	}

	private static void add(StringJoiner text, long count, String unit) {
		if (count > 0) {
			text.add(count + " " + unit + ((count > 1) ? "s" : ""));
		}
	}

}
