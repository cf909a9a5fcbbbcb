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

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes text of the server fit for messages and logs: without control characters (a line
 * break could forge a log entry), without the secrets that the call sent (servers echo
 * what they refuse), and short.
 */
final class ServerText {

	private static final int MAX_LENGTH = 500;

	/**
	 * Below this length a secret is replaced as a word only, or the text would be lost.
	 */
	private static final int MIN_LENGTH_WITHIN_WORDS = 4;

	/** So much of a text is looked at, to find 500 characters that can be shown. */
	private static final int MAX_EXAMINED_LENGTH = 10_000;

	/** More secrets than this would take too long to look for. */
	private static final int MAX_SECRETS = 1000;

	private static final String WITHHELD = "(withheld, since it may repeat what was sent)";

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

	private ServerText() {
	}

	static String plain(String text) {
		return cut(CONTROL.matcher(text).replaceAll(" ").strip());
	}

	static @Nullable String clean(@Nullable String text, Collection<String> secrets) {
		if (text == null) {
			return null;
		}
		if (secrets.size() > MAX_SECRETS) {
			return WITHHELD;
		}
		String cleaned = start(text, secrets);
		for (String secret : secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
			cleaned = mask(cleaned, secret);
			cleaned = mask(cleaned, jsonEscaped(secret));
		}
		return plain(cleaned);
	}

	/**
	 * Return the part of a text to look at, which must not end within a secret: half of
	 * one would not be recognized.
	 */
	private static String start(String text, Collection<String> secrets) {
		if (text.length() <= MAX_EXAMINED_LENGTH) {
			return text;
		}
		String start = text.substring(0, MAX_EXAMINED_LENGTH);
		int end = start.length();
		for (String secret : secrets) {
			end = Math.min(end, start.length() - endWithin(start, secret));
			end = Math.min(end, start.length() - endWithin(start, jsonEscaped(secret)));
		}
		return start.substring(0, end);
	}

	/**
	 * Return how many characters at the end of a text are the beginning of a secret.
	 */
	private static int endWithin(String text, String secret) {
		for (int length = Math.min(text.length(), secret.length() - 1); length > 0; length--) {
			if (text.regionMatches(text.length() - length, secret, 0, length)) {
				return length;
			}
		}
		return 0;
	}

	private static String mask(String text, String secret) {
		if (secret.isBlank()) {
			return text;
		}
		if (secret.length() >= MIN_LENGTH_WITHIN_WORDS) {
			return text.replace(secret, Masking.MASK);
		}
		return text.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])", Masking.MASK);
	}

	private static String jsonEscaped(String secret) {
		String quoted = Json.toTree(secret).toString();
		return quoted.substring(1, quoted.length() - 1);
	}

	private static String cut(String text) {
		if (text.length() <= MAX_LENGTH) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return text.substring(0, end) + "…";
	}

}
