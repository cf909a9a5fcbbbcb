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

package io.github.authingspring.actuate.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UserPoolSanitizerTests {

	private static final String MASK = "******";

	private final UserPoolSanitizer sanitizer = new UserPoolSanitizer(List.of());

	@ParameterizedTest
	@ValueSource(strings = { "name.secret", "logo.x", "customSMSProvider.enabled", "unknown" })
	void whenFieldIsUnknownThenItIsMaskedWhateverItsNameLooksLike(String name) {
		assertThat(configuration("{\"" + name + "\":\"value\"}", false).values()).containsExactly(MASK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"apiKey\":\"x\"}", "{\"a\\nSecret\":\"x\"}", "{\"name.password\":\"x\"}",
			"{\"tokens\":{\"a\":\"x\"}}", "{\"unknown\":{\"clientSecret\":\"x\"}}",
			"{\"unknown\":[{\"clientSecret\":\"x\"}]}", "{\"unknown\":[[null,{\"a\":[{\"privateKey\":\"x\"}]}]]}",
			"{\"secret\":\"x\"}", "{\"jwtSecret\":\"x\"}", "{\"secret\":{\"v\":\"x\"}}", "{\"jwtSecret\":[\"x\"]}",
			"{\"customSMSProvider\":{\"config\":{\"accessKeySecret\":\"x\"}}}" })
	void whenFieldIsNamedLikeCredentialThenItIsMaskedThoughValuesAreShown(String json) {
		assertThat(configuration(json, true).toString()).contains(MASK).doesNotContain("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret.v2", "password.hint", "password.old", "salt", "pwd", "passphrase", "otp",
			"sentryDsn", "Authorization", "setCookie", "signature", "x-api-key" })
	void whenAnyPartOfUnknownNameIsOfCredentialThenItIsMaskedThoughValuesAreShown(String name) {
		assertThat(configuration("{\"" + name + "\":\"x\"}", true)).containsExactly(Map.entry(name, MASK));
		assertThat(configuration("{\"nested\":{\"" + name + "\":\"x\"}}", true).toString()).doesNotContain("x}");
	}

	@Test
	void whenUnknownValueHoldsUserAndPasswordThenItIsMaskedThoughValuesAreShown() {
		assertThat(configuration("{\"database\":\"mysql://u:p@h/db\",\"cache\":\"redis://u:p/w@x@h\","
				+ "\"site\":\"https://example.com:443/a\"}", true))
			.isEqualTo(Map.of("database", MASK, "cache", MASK, "site", "https://example.com:443/a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"description\":{\"a\":\"odd\"}}", "{\"tokenExpiresAfter\":\"odd\"}",
			"{\"loginFailCheck\":{\"limit\":[\"odd\"]}}", "{\"whitelist\":\"odd\"}" })
	void whenListedFieldHasFormThatNobodyKnowsThenItIsMasked(String json) {
		assertThat(configuration(json, false).toString()).contains(MASK).doesNotContain("odd");
	}

	@Test
	void whenValuesAreShownThenUnknownFieldsAreShown() {
		assertThat(configuration("{\"unknown\":{\"list\":[1,{\"a\":\"b\"},null]}}", true))
			.isEqualTo(Map.of("unknown", Map.of("list", Arrays.asList(1, Map.of("a", "b"), null))));
	}

	@Test
	void whenDescriptorIsDescribedThenNothingThatWasOpenedIsInIt() {
		AuthingUserpoolDescriptor descriptor = new AuthingUserpoolDescriptor(
				"pool", "https://example.com", configuration("{\"unknown\":\"opened-field\"}", true), this.sanitizer
					.environmentVariables(List.of(Env.fromJson("{\"key\":\"A\",\"value\":\"opened-value\"}")), true),
				null, null);
		assertThat(descriptor.getConfiguration()).containsEntry("unknown", "opened-field");
		assertThat(descriptor.getEnvironmentVariables().get(0).getValue()).isEqualTo("opened-value");
		assertThat(descriptor.toString()).doesNotContain("opened");
		assertThat(descriptor.getEnvironmentVariables().toString()).contains("A").doesNotContain("opened");
	}

	private Map<String, Object> configuration(String json, boolean showUnsanitized) {
		return this.sanitizer.configuration(UserPool.fromJson(json), showUnsanitized);
	}

}
