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

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What status and headers of a response say.
 */
class ApiResponseTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T14:00:00Z"), ZoneOffset.UTC);

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "199, false, false", "200, true, false", "299, true, false", "300, false, true", "399, false, true",
			"400, false, false" })
	void whenStatusIsWithinRangeThenResponseIsSuccessOrRedirect(int status, boolean success, boolean redirect) {
		assertThat(response(status).isSuccess()).isEqualTo(success);
		assertThat(response(status).isRedirect()).isEqualTo(redirect);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "https://other.example.com:8443/login?token=x | https://other.example.com:8443",
					"https://u:p@other.example.com/x?y | https://other.example.com",
					"//other.example.com/x | //other.example.com", "/login?token=x | another path",
					"login | another path", "?token=x | another path", "https://other_host/x?y | an unknown place",
					"https://other example | an unknown place", "| an unknown place" })
	void whenServerRedirectsThenPlaceIsNamedWithoutPathAndCredentials(String location, String place) {
		if (location != null) {
			this.headers.set(HttpHeaders.LOCATION, location);
		}
		assertThat(response(302).redirectOrigin()).isEqualTo(place);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "7, 7", "' 7 ', 7", "999999999, 999999999",
			// Nobody waits so long, whatever the number.
			"1000000000, 2147483647", "99999999999999999999999999, 2147483647" })
	void whenServerGivesSecondsThenItIsThatWait(String value, long seconds) {
		this.headers.set(HttpHeaders.RETRY_AFTER, value);
		assertThat(response(429).retryAfter(CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Wed, 25 Nov 2026 14:01:30 GMT | | 90", "' Wed, 25 Nov 2026 14:01:30 GMT ' | | 90",
					"Wed, 25 Nov 2026 13:59:59 GMT | | 0",
					// The server's clock is an hour behind, as is the date that it gives.
					"Wed, 25 Nov 2026 13:01:30 GMT | Wed, 25 Nov 2026 13:00:00 GMT | 90",
					"Wed, 25 Nov 2026 14:01:30 GMT | today | 90" })
	void whenServerGivesDateThenItIsTheWaitByItsOwnClock(String value, String date, long seconds) {
		this.headers.set(HttpHeaders.RETRY_AFTER, value);
		if (date != null) {
			this.headers.set(HttpHeaders.DATE, date);
		}
		assertThat(response(429).retryAfter(CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1", "1.5", "٧", "2026-11-25T14:01:30Z" })
	void whenServerGivesNeitherSecondsNorDateThenThereIsNoWait(String value) {
		this.headers.set(HttpHeaders.RETRY_AFTER, value);
		assertThat(response(429).retryAfter(CLOCK)).isNull();
	}

	@Test
	void whenServerAsksForNoWaitThenThereIsNone() {
		assertThat(response(429).retryAfter(CLOCK)).isNull();
	}

	@Test
	void whenResponseIsDescribedThenContentIsNotShown() {
		assertThat(response(200)).hasToString("HTTP 200, content type unknown, 6 bytes");
		this.headers.set(HttpHeaders.CONTENT_TYPE, "text/html\u202e;charset=utf-8");
		assertThat(response(502)).hasToString("HTTP 502, content type text/html ;charset=utf-8, 6 bytes");
	}

	private ApiResponse response(int status) {
		return ApiResponse.read(status, this.headers,
				DefaultDataBufferFactory.sharedInstance.wrap("secret".getBytes()));
	}

}
