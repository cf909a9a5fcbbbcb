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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test that looks for secrets must be able to find one.
 */
class SecretScannerTests {

	private final SecretScanner scanner = new SecretScanner();

	static Stream<Arguments> markers() {
		return Markers.all().entrySet().stream().map((marker) -> Arguments.of(marker.getKey(), marker.getValue()));
	}

	@ParameterizedTest
	@MethodSource("markers")
	void whenSecretIsPlantedThenItIsFoundInEachForm(String name, String secret) {
		for (String text : Arrays.asList("before " + secret + " after", secret.substring(0, 8),
				secret.substring(secret.length() / 3, 2 * secret.length() / 3 + 2),
				secret.substring(secret.length() - 8), JsonMapper.shared().writeValueAsString(Map.of("a", secret)),
				"x=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&y",
				"https://example.com/" + UriUtils.encode(secret, StandardCharsets.UTF_8),
				"https://example.com/?x=" + UriUtils.encodeQueryParam(secret, StandardCharsets.UTF_8))) {
			assertThat(this.scanner.find(text)).as(text).anyMatch((find) -> find.startsWith(name));
		}
		for (int before = 0; before < 6; before++) {
			byte[] bytes = ("u".repeat(before) + secret + ":p".repeat(before)).getBytes(StandardCharsets.UTF_8);
			for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder(),
					Base64.getEncoder().withoutPadding())) {
				assertThat(this.scanner.find("Basic " + encoder.encodeToString(bytes)))
					.anyMatch((find) -> find.startsWith(name));
			}
		}
	}

	@Test
	void whenThereIsNoSecretThenNothingIsFound() {
		String text = Stream.of("detail/rest.json", "env/list.json", "token/graphql.json", "requests.json")
			.map(Fixtures::read)
			.reduce("", String::concat);
		// Both are JSON Web Tokens, which begin alike.
		assertThat(this.scanner.find(text)).allMatch((find) -> find.startsWith("access token"));
		assertThat(this.scanner.find(text.replace("eyJhbGciOiJIUzI1NiI", ""))).isEqualTo(Set.of());
	}

}
