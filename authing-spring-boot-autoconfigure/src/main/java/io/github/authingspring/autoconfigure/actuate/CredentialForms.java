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

package io.github.authingspring.autoconfigure.actuate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.springframework.web.util.UriUtils;

/**
 * The forms in which a credential stands in the configuration of an application: as it
 * is, in a JSON text, in a URL, or in Base64, as HTTP's basic authentication has it.
 */
final class CredentialForms {

	private static final Pattern OCTET = Pattern.compile("%[0-9A-F]{2}");

	private CredentialForms() {
	}

	static Set<String> of(String credential) {
		Set<String> forms = new LinkedHashSet<>();
		forms.add(credential);
		forms.add(credential.replace("\\", "\\\\").replace("\"", "\\\""));
		addUrlForms(forms, URLEncoder.encode(credential, StandardCharsets.UTF_8));
		addUrlForms(forms, UriUtils.encode(credential, StandardCharsets.UTF_8));
		addBase64Forms(forms, credential.getBytes(StandardCharsets.UTF_8));
		return forms;
	}

	private static void addUrlForms(Set<String> forms, String encoded) {
		forms.add(encoded);
		forms.add(OCTET.matcher(encoded).replaceAll((octet) -> lowerCase(octet)));
	}

	private static String lowerCase(MatchResult octet) {
		return octet.group().toLowerCase(Locale.ROOT);
	}

	/**
	 * Add Base64 of a text in which the credential follows others. The first and the last
	 * digit may depend on these as well and are left out.
	 */
	private static void addBase64Forms(Set<String> forms, byte[] credential) {
		for (int before = 0; before < 3; before++) {
			byte[] bytes = new byte[before + credential.length];
			System.arraycopy(credential, 0, bytes, before, credential.length);
			int start = (before * 8 + 5) / 6;
			int end = bytes.length * 8 / 6;
			forms.add(Base64.getEncoder().encodeToString(bytes).substring(start, end));
			forms.add(Base64.getUrlEncoder().encodeToString(bytes).substring(start, end));
		}
	}

}
