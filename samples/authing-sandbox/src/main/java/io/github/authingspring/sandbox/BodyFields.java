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

package io.github.authingspring.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ResponseStatusException;

/**
 * The fields of a body over REST: those of a JSON object, or of a form, which some SDKs
 * send. The values of a form are texts.
 */
final class BodyFields {

	private BodyFields() {
	}

	static Map<String, @Nullable Object> read(HttpHeaders headers, byte[] body) {
		String contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		String text = new String(body, StandardCharsets.UTF_8);
		// Without a header of the user's, curl calls JSON a form, too.
		boolean isForm = StringUtils.startsWithIgnoreCase(contentType, MediaType.APPLICATION_FORM_URLENCODED_VALUE)
				&& !text.stripLeading().startsWith("{");
		return isForm ? readForm(text) : Json.readObject(body);
	}

	private static Map<String, @Nullable Object> readForm(String text) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (String field : StringUtils.tokenizeToStringArray(text, "&")) {
			int equals = field.indexOf('=');
			if (equals == -1) {
				throw malformed();
			}
			fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
		}
		return fields;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw malformed();
		}
	}

	private static ResponseStatusException malformed() {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, "The body is not a form");
	}

}
