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
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for the secrets of {@link Markers} in a text: eight characters of one in a row
 * are a find, in clear, and as JSON, URLs and Base64 write them.
 */
public final class SecretScanner {

	private static final int LENGTH = 8;

	/** What each part of a secret is a part of. */
	private final Map<String, String> parts = new HashMap<>();

	public SecretScanner() {
		Markers.all().forEach(this::addForms);
	}

	private void addForms(String name, String secret) {
		add(name + " in clear", secret);
		add(name + " in JSON", json(JsonMapper.builder().build(), secret));
		add(name + " in JSON of ASCII",
				json(JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(), secret));
		add(name + " in JSON with escaped slashes", secret.replace("\\", "\\\\").replace("/", "\\/"));
		String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
		String url = form.replace("+", "%20");
		for (String encoded : new String[] { form, url, UriUtils.encode(secret, StandardCharsets.UTF_8),
				UriUtils.encodeQueryParam(secret, StandardCharsets.UTF_8) }) {
			add(name + " in a URL", encoded);
			add(name + " in a URL",
					Pattern.compile("%..")
						.matcher(encoded)
						.replaceAll((octet) -> octet.group().toLowerCase(Locale.ROOT)));
		}
		for (int before = 0; before < 3; before++) {
			byte[] bytes = ("-".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
			int start = (before * 8 + 5) / 6;
			int end = bytes.length * 8 / 6;
			add(name + " in Base64", Base64.getEncoder().encodeToString(bytes).substring(start, end));
			add(name + " in Base64 for URLs", Base64.getUrlEncoder().encodeToString(bytes).substring(start, end));
		}
	}

	private void add(String name, String text) {
		for (int i = 0; i + LENGTH <= text.length(); i++) {
			this.parts.putIfAbsent(text.substring(i, i + LENGTH), name);
		}
	}

	private static String json(JsonMapper mapper, String text) {
		String json = mapper.writeValueAsString(text);
		return json.substring(1, json.length() - 1);
	}

	/**
	 * Return what was found, each with the text around it.
	 */
	public Set<String> find(String text) {
		Set<String> found = new LinkedHashSet<>();
		Set<String> names = new LinkedHashSet<>();
		for (int i = 0; i + LENGTH <= text.length(); i++) {
			String name = this.parts.get(text.substring(i, i + LENGTH));
			if (name != null && names.add(name)) {
				found.add(name + ": …" + text.substring(Math.max(0, i - 100), Math.min(text.length(), i + 60)) + "…");
			}
		}
		return found;
	}

	public void assertNone(String channel, String text) {
		assertThat(find(text)).as(channel).isEmpty();
	}

}
