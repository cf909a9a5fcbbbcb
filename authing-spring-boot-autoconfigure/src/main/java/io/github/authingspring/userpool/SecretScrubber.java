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

import java.util.BitSet;
import java.util.Collection;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes text of the server fit for messages and logs: without control characters (a line
 * break could forge a log entry), without the secrets that the call sent (servers echo
 * what they refuse), and short.
 */
final class SecretScrubber {

	private static final int MAX_LENGTH = 500;

	/** So much of a text is looked at, to find 500 characters that can be shown. */
	private static final int MAX_EXAMINED_LENGTH = 10_000;

	/** More secrets, or longer ones, would take too long to look for. */
	private static final int MAX_SECRETS = 1000;

	private static final int MAX_LENGTH_OF_SECRETS = 100_000;

	private static final String WITHHELD = "(withheld, since it may repeat what was sent)";

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

	private SecretScrubber() {
	}

	static String plain(String text) {
		return cut(CONTROL.matcher(text).replaceAll(" ").strip());
	}

	static String clean(String text, Collection<String> secrets) {
		if (secrets.size() > MAX_SECRETS || secrets.stream().mapToLong(String::length).sum() > MAX_LENGTH_OF_SECRETS) {
			return WITHHELD;
		}
		String start = text.substring(0, Math.min(text.length(), MAX_EXAMINED_LENGTH));
		BitSet secret = EchoedSecrets.find(start, secrets);
		if (start.length() < text.length()) {
			// The beginning of a secret, too short to be recognized.
			secret.set(start.length() - EchoedSecrets.MIN_PART + 1, start.length());
		}
		return plain(mask(start, secret));
	}

	private static String mask(String text, BitSet masked) {
		StringBuilder result = new StringBuilder();
		int end = 0;
		for (int start = masked.nextSetBit(0); start >= 0; start = masked.nextSetBit(end)) {
			result.append(text, end, start).append(Masking.MASK);
			end = masked.nextClearBit(start);
		}
		return result.append(text, end, text.length()).toString();
	}

	private static String cut(String text) {
		if (text.length() <= MAX_LENGTH) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return text.substring(0, end) + "…";
	}

}
