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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings that would fail at the first call, or at the server, are rejected when the
 * client is made.
 */
class SettingRulesTests {

	private final UserpoolManagementClient.Builder builder = UserpoolManagementClient.builder()
		.userpoolId("pool")
		.secret("secret");

	@ParameterizedTest
	@ValueSource(
			strings = { "ENC(bm90IGRlY3J5cHRlZA==)", "{cipher}682bc583f4641835fa2db009355293665d2647dade3375c0ee20" })
	void whenNothingDecryptedSecretThenItIsRejectedAndNotQuoted(String secret) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.builder.secret(secret))
			.withMessageStartingWith("'authing.secret' is encrypted, and nothing has decrypted it.")
			.withMessageNotContaining(secret);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.builder.accessToken(secret));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.builder.userpoolId(secret));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ENC", "ENC(", "x-ENC(y)", "cipher", "{cipherx}" })
	void whenSecretOnlyLooksEncryptedThenItIsTaken(String secret) {
		assertThat(this.builder.secret(secret)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "x-authing-lang, Authorization, lang, the access token",
			"x-authing-userpool-id, content-type, userpool-id, the content type",
			"x-authing-app-tenant-id, X-Authing-Request-From, tenant-id, 'authing.header-names.request-from'" })
	void whenHeaderGetsNameOfAnotherThenItIsRejected(String header, String name, String setting, String other) {
		this.builder.renameHeader(header, name);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.builder::build)
			.withMessageContainingAll("header-names." + setting, other)
			.withMessageContaining("which is the header of ");
	}

	@Test
	void whenTwoHeadersExchangeTheirNamesThenTheyAreTaken() {
		this.builder.renameHeader("x-authing-lang", "x-authing-app-id")
			.renameHeader("x-authing-app-id", "x-authing-lang");
		this.builder.build().close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://auth_ing.example.com | has a host name with '_', which URLs do not allow
			https://[fe80::1%25eth0] | is an IPv6 address with a scope, which HTTP cannot carry
			https://[fe80::1%eth0]:8443 | is
			https://authing.example.com:99999 | has a port above 65535
			https://authing.example.com:65536/base | has a port above 65535
			""")
	void whenHostCannotBeReachedThenReasonIsTold(String host, String reason) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.builder.host(host)::build)
			.withMessageStartingWith("'authing.host' " + reason);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://认证.example.com | https://xn--zc3a6b.example.com
			https://bücher.example:8443/base/ | https://xn--bcher-kva.example:8443/base
			https://authing.example.com/bäse/認証 | https://authing.example.com/b%C3%A4se/%E8%AA%8D%E8%A8%BC
			https://authing.example.com/b%C3%A4se/ä | https://authing.example.com/b%C3%A4se/%C3%A4
			https://authing.example.com:65535 | https://authing.example.com:65535
			""")
	void whenHostIsNotAsciiThenItIsTakenInItsEncodedForm(String host, String expected) {
		try (ReactiveUserpoolManagementClient client = this.builder.host(host).buildReactive()) {
			assertThat(client.host()).isEqualTo(expected);
		}
	}

}
