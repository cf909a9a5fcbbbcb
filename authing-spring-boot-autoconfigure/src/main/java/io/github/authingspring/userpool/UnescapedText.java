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

import java.util.Arrays;

/**
 * A text with its escapes undone, that still knows where each character came from.
 */
final class UnescapedText {

	private final String text;

	/**
	 * The position in the original text of each character, and of the end.
	 */
	private final int[] origins;

	private UnescapedText(String text, int[] origins) {
		this.text = text;
		this.origins = origins;
	}

	static UnescapedText of(String text) {
		int[] origins = new int[text.length() + 1];
		Arrays.setAll(origins, (index) -> index);
		return new UnescapedText(text, origins);
	}

	String text() {
		return this.text;
	}

	int origin(int index) {
		return this.origins[index];
	}

	/**
	 * Undo the escapes of JSON.
	 */
	UnescapedText fromJson() {
		Copy copy = new Copy();
		int index = 0;
		while (index < this.text.length()) {
			char character = this.text.charAt(index);
			if (character != '\\' || index + 1 == this.text.length()) {
				copy.append(character, index);
				index++;
				continue;
			}
			char escape = this.text.charAt(index + 1);
			int unit = (escape == 'u') ? hexadecimal(index + 2, 4) : -1;
			int length = (unit >= 0) ? 6 : 2;
			copy.append((unit >= 0) ? (char) unit : unescape(escape), index);
			index += length;
		}
		return copy.toText();
	}

	private static char unescape(char escape) {
		return switch (escape) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> escape;
		};
	}

	/**
	 * Undo the percent-encoding of URLs. Each octet becomes a character of its own.
	 */
	UnescapedText fromUrl() {
		Copy copy = new Copy();
		int index = 0;
		while (index < this.text.length()) {
			char character = this.text.charAt(index);
			int octet = (character == '%') ? hexadecimal(index + 1, 2) : -1;
			int length = (octet >= 0) ? 3 : 1;
			copy.append((octet >= 0) ? (char) octet : character, index);
			index += length;
		}
		return copy.toText();
	}

	/**
	 * Return a number of hexadecimal digits, {@code -1} if that is not what is there.
	 */
	private int hexadecimal(int index, int digits) {
		if (index + digits > this.text.length()) {
			return -1;
		}
		int number = 0;
		for (int i = index; i < index + digits; i++) {
			int digit = Character.digit(this.text.charAt(i), 16);
			if (digit < 0) {
				return -1;
			}
			number = number * 16 + digit;
		}
		return number;
	}

	private final class Copy {

		private final StringBuilder copied = new StringBuilder();

		private final int[] copiedOrigins = new int[UnescapedText.this.origins.length];

		private void append(char character, int index) {
			this.copiedOrigins[this.copied.length()] = origin(index);
			this.copied.append(character);
		}

		private UnescapedText toText() {
			int length = this.copied.length();
			this.copiedOrigins[length] = origin(UnescapedText.this.text.length());
			return new UnescapedText(this.copied.toString(), Arrays.copyOf(this.copiedOrigins, length + 1));
		}

	}

}
