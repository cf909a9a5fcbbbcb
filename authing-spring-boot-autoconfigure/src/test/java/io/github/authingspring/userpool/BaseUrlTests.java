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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which addresses are taken, and which URLs belong to them.
 */
class BaseUrlTests {

	@ParameterizedTest
	@CsvSource({ "https://core.authing.cn, https://core.authing.cn",
			"HTTPS://Core.Authing.CN/, https://core.authing.cn",
			"https://a.example.com:443/base//, https://a.example.com/base",
			"https://a.example.com:8443/Base/x, https://a.example.com:8443/Base/x",
			"http://localhost:80, http://localhost", "http://localhost:443, http://localhost:443" })
	void whenAddressCanBeUsedThenItIsNormalized(String value, String host) {
		assertThat(BaseUrl.parse(value, false)).hasToString(host);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1", "http://127.8.9.1:1",
			"http://[::1]:8080" })
	void whenPlainHttpIsToThisMachineThenItIsAllowed(String value) {
		assertThat(BaseUrl.parse(value, false)).hasToString(value.toLowerCase());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://10.0.0.1", "http://[2001:db8::1]", "http://localhost.example.com",
			"http://127.example.com" })
	void whenPlainHttpIsToAnotherMachineThenItNeedsConsent(String value) {
		assertRejected(value,
				"is a plain 'http://' address of another machine, over which anyone could read the secret");
		assertThat(BaseUrl.parse(value, true)).hasToString(value);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "core.authing.cn, has no 'https://' before it", "//core.authing.cn, has no 'https://' before it",
					"ftp://x, `begins with 'ftp:', which is not HTTP`",
					"https://u:p@x, holds a user name or password before '@'",
					"https://u@x, holds a user name or password before '@'",
					"https://u:p@x_y, holds a user name or password before '@'", "https:///x, names no host",
					"https:x, names no host", "https://x?y=z, has a query or a fragment",
					"https://x#y, has a query or a fragment", "https://x y, is not a URL" })
	void whenAddressCannotBeUsedThenReasonIsGiven(String value, String reason) {
		assertRejected(value, reason);
	}

	@Test
	void whenUrlHasSameSchemeHostAndPortThenItBelongsToTheHost() {
		BaseUrl host = BaseUrl.parse("https://authing.example.com/base", false);
		assertThat(host.isOriginOf(URI.create("https://authing.example.com/graphql/v2"))).isTrue();
		assertThat(host.isOriginOf(URI.create("HTTPS://Authing.example.com:443/"))).isTrue();
		assertThat(host.isOriginOf(URI.create("http://authing.example.com/"))).isFalse();
		assertThat(host.isOriginOf(URI.create("https://authing.example.com:80/"))).isFalse();
		assertThat(host.isOriginOf(URI.create("https://authing.example.com.evil.example/"))).isFalse();
		assertThat(host.isOriginOf(URI.create("/relative"))).isFalse();
	}

	private static void assertRejected(String value, String reason) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> BaseUrl.parse(value, false))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("host"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

}
