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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;

import org.springframework.web.util.UriUtils;

/**
 * Makes text of the server fit for messages and logs: without control characters (a line
 * break could forge a log entry), without the secrets that the call sent (servers echo
 * what they reject), and short.
 */
final class SecretScrubber {

	static final String MASK = "******";

	private static final int MAX_LENGTH = 500;

	/** A shorter secret is masked as a word only, or the text would be lost. */
	private static final int MIN_LENGTH_WITHIN_WORDS = 4;

	/** Number of secrets times length of the text: more would take seconds. */
	private static final int MAX_EFFORT = 10_000_000;

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

	private SecretScrubber() {
	}

	/**
	 * Scrub a text of the response to a request.
	 * @param text the text
	 * @param secrets the JSON that was sent and is secret
	 * @param token the token that was sent
	 * @return the text without them
	 */
	static String scrub(String text, @Nullable JsonNode secrets, @Nullable AccessToken token) {
		Set<String> values = new HashSet<>();
		if (secrets != null) {
			collect(secrets, values);
		}
		if (token != null) {
			values.add(token.value());
		}
		Set<String> forms = new HashSet<>();
		values.stream().filter((value) -> !value.isBlank()).forEach((value) -> addForms(value, forms));
		if ((long) forms.size() * text.length() > MAX_EFFORT) {
			return "(withheld, since it may hold what was sent)";
		}
		List<String> longestFirst = new ArrayList<>(forms);
		longestFirst.sort(Comparator.comparingInt(String::length).reversed());
		String scrubbed = text;
		for (String form : longestFirst) {
			scrubbed = mask(form, scrubbed);
		}
		return plain(scrubbed);
	}

	/**
	 * Return a text without control characters, cut at 500 characters.
	 */
	static String plain(String text) {
		String plain = CONTROL.matcher(text).replaceAll(" ").strip();
		if (plain.length() <= MAX_LENGTH) {
			return plain;
		}
		int end = Character.isHighSurrogate(plain.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return plain.substring(0, end) + "…";
	}

	/**
	 * Collect the texts and numbers of a value. A text may be JSON in turn, as the
	 * configuration of an SMS provider is, and so deep that a recursion would not end
	 * well.
	 */
	private static void collect(JsonNode secrets, Set<String> values) {
		Deque<JsonNode> nodes = new ArrayDeque<>(List.of(secrets));
		while (!nodes.isEmpty()) {
			JsonNode node = nodes.pop();
			if (node.isContainer()) {
				node.values().forEach(nodes::push);
			}
			else if (node.isString() || node.isNumber()) {
				String value = node.asString();
				values.add(value);
				if (value.startsWith("{") || value.startsWith("[")) {
					try {
						nodes.push(Json.read(value.getBytes(StandardCharsets.UTF_8)));
					}
					catch (JacksonException ex) {
						// It only looks like JSON; as a whole it is among the values.
					}
				}
			}
		}
	}

	private static void addForms(String value, Set<String> forms) {
		forms.add(value);
		forms.add(new String(JsonStringEncoder.getInstance().quoteAsCharArray(value)));
		String encoded = UriUtils.encode(value, StandardCharsets.UTF_8);
		forms.add(encoded);
		// As JavaScript's encodeURIComponent does.
		forms.add(encoded.replace("%21", "!")
			.replace("%27", "'")
			.replace("%28", "(")
			.replace("%29", ")")
			.replace("%2A", "*"));
		forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
	}

	private static String mask(String form, String text) {
		if (form.length() >= MIN_LENGTH_WITHIN_WORDS) {
			return text.replace(form, MASK);
		}
		return text.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(form) + "(?![\\p{L}\\p{N}])", MASK);
	}

}
