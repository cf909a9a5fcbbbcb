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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The wait that a server asks for, however it writes it.
 */
class RetryAfterTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T14:00:00Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource({ "0, 0", "7, 7", "' 7 ', 7", "999999999, 999999999",
			// Nobody waits so long, whatever the number.
			"1000000000, 2147483647", "99999999999999999999999999, 2147483647" })
	void whenServerGivesSecondsThenItIsThatWait(String value, long seconds) {
		assertThat(RetryAfter.of(headers(value, null), CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Wed, 25 Nov 2026 14:01:30 GMT | | 90", "' Wed, 25 Nov 2026 14:01:30 GMT ' | | 90",
					"Wed, 25 Nov 2026 13:59:59 GMT | | 0",
					// The server's clock is an hour behind, as is the date that it gives.
					"Wed, 25 Nov 2026 13:01:30 GMT | Wed, 25 Nov 2026 13:00:00 GMT | 90",
					"Wed, 25 Nov 2026 14:01:30 GMT | today | 90" })
	void whenServerGivesDateThenItIsTheWaitByItsOwnClock(String value, String date, long seconds) {
		assertThat(RetryAfter.of(headers(value, date), CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1", "1.5", "2026-11-25T14:01:30Z" })
	void whenServerGivesNeitherThenThereIsNoWait(String value) {
		assertThat(RetryAfter.of(headers(value, null), CLOCK)).isNull();
	}

	@Test
	void whenServerAsksForNoWaitThenThereIsNone() {
		assertThat(RetryAfter.of(new HttpHeaders(), CLOCK)).isNull();
	}

	private static HttpHeaders headers(String retryAfter, String date) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
		if (date != null) {
			headers.set(HttpHeaders.DATE, date);
		}
		return headers;
	}

}
