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

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GzipTests {

	@ParameterizedTest
	@CsvSource({ "gzip, true", "' X-GZIP ', true", "br, false", "'gzip, br', false", ", false" })
	void whenHeaderNamesGzipThenBodyIsPacked(String encoding, boolean packed) {
		HttpHeaders headers = new HttpHeaders();
		if (encoding != null) {
			headers.set(HttpHeaders.CONTENT_ENCODING, encoding);
		}
		assertThat(Gzip.isEncoding(headers)).isEqualTo(packed);
	}

	@Test
	void whenBodyFitsOnceUnpackedThenItIsRead() {
		byte[] unpacked = Gzip.unpack(ServerResponse.gzip("x".repeat(1000)), 1000);
		assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo("x".repeat(1000));
		assertThat(Gzip.unpack(ServerResponse.gzip(""), 1000)).isEmpty();
		assertThat(Gzip.unpack(new byte[0], 1000)).isEmpty();
	}

	@Test
	void whenBodyIsTooLargeOnceUnpackedThenItIsRefused() {
		byte[] body = ServerResponse.gzip("x".repeat(1001));
		assertThatExceptionOfType(DataBufferLimitException.class).isThrownBy(() -> Gzip.unpack(body, 1000));
	}

	@Test
	void whenBodyIsNotPackedThenItIsRefused() {
		byte[] body = "{\"code\":200}".getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(RequestFailure.class).isThrownBy(() -> Gzip.unpack(body, 1000))
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(Kind.INVALID_RESPONSE));
	}

}
