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

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The {@code Retry-After} header: seconds or a date.
 */
final class RetryAfter {

	/** More digits than this need not be counted. */
	private static final int MAX_DIGITS = 10;

	private static final Duration FOR_EVER = Duration.ofSeconds(Integer.MAX_VALUE);

	private RetryAfter() {
	}

	/**
	 * Return the wait that the server asks for. A date is compared with the server's own
	 * {@code Date} where there is one, so that the local clock does not matter.
	 */
	static @Nullable Duration of(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		if (value.strip().matches("\\d+")) {
			String seconds = value.strip();
			return (seconds.length() < MAX_DIGITS) ? Duration.ofSeconds(Long.parseLong(seconds)) : FOR_EVER;
		}
		Instant until = date(value);
		if (until == null) {
			return null;
		}
		String date = headers.getFirst(HttpHeaders.DATE);
		Instant sent = (date != null) ? date(date) : null;
		Duration wait = Duration.between((sent != null) ? sent : clock.instant(), until);
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	private static @Nullable Instant date(String text) {
		try {
			return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
