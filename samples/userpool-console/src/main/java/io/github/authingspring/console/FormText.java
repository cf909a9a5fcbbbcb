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

package io.github.authingspring.console;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * A text that comes from a form. Forms are no faithful carriers: every line break arrives
 * as CR LF, and some characters do not arrive at all. So a form has the text that it
 * shows also in an {@linkplain #encode encoding} that arrives as it is. Only what was
 * edited is then taken from what the browser sends; all else stays as it was.
 *
 * @param text the text with what was edited in it
 * @param original what the form was made with, or {@code null} if it did not tell
 */
record FormText(String text, @Nullable String original) {

	/**
	 * What a form adds to the name of a field to carry the original.
	 */
	static final String ENCODED = "-encoded";

	/**
	 * Make a text for a form that nobody has edited.
	 * @param original the text
	 * @return the text for the form
	 */
	static FormText unedited(String original) {
		return new FormText(original, original);
	}

	/**
	 * Make a text of what a form sends.
	 * @param entered what the browser sends of the field that people see, or {@code null}
	 * if there is none: then nothing but the original is wanted
	 * @param encoded the encoded original, or {@code null} if the form does not have it:
	 * then the text is taken as it came
	 * @return the text
	 * @throws IllegalArgumentException if there is nothing, or the encoding is another
	 */
	static FormText of(@Nullable String entered, @Nullable String encoded) {
		if (encoded == null) {
			if (entered == null) {
				throw new IllegalArgumentException("The form has no such field");
			}
			return new FormText(entered, null);
		}
		String original = decode(encoded);
		return (entered != null) ? new FormText(edit(original, entered), original) : new FormText(original, null);
	}

	/**
	 * Return whether anything is to be changed.
	 * @return {@code false} if the form came back as it was made
	 */
	boolean isEdited() {
		return !this.text.equals(this.original);
	}

	public boolean hasLines() {
		return shown().indexOf('\n') >= 0;
	}

	/**
	 * Return the text for people to edit.
	 * @return the text as browsers can show it
	 */
	public String shown() {
		return shown(this.text);
	}

	/**
	 * Return the original for the form. A form that did not tell is treated as one that
	 * was empty, since the next one was made by the console.
	 * @return the encoded original
	 */
	public String encoded() {
		return encode((this.original != null) ? this.original : "");
	}

	static String shown(String text) {
		StringBuilder shown = new StringBuilder(text.length());
		for (int start = 0; start < text.length(); start = end(text, start)) {
			shown.append(shown(text, start));
		}
		return shown.toString();
	}

	private static char shown(String text, int start) {
		char character = text.charAt(start);
		if (character == '\r') {
			return '\n';
		}
		return (character == 0 || isUnpairedSurrogate(text, start)) ? '\uFFFD' : character;
	}

	private static boolean isUnpairedSurrogate(String text, int index) {
		char character = text.charAt(index);
		if (Character.isHighSurrogate(character)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return Character.isLowSurrogate(character)
				&& (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
	}

	/**
	 * Return where the part of a text ends of which people see one character.
	 */
	private static int end(String text, int start) {
		return start + (text.startsWith("\r\n", start) ? 2 : 1);
	}

	/**
	 * Edit a text as somebody edited what is shown of it. What is the same at the start
	 * and at the end stays as it was; a new line break is like the first that is there.
	 * @param original the text
	 * @param entered the edited form of what is shown of it
	 * @return the edited text
	 */
	static String edit(String original, String entered) {
		String before = shown(original);
		String after = shown(entered);
		int shorter = Math.min(before.length(), after.length());
		int start = 0;
		int originalStart = 0;
		while (start < shorter && before.charAt(start) == after.charAt(start)) {
			originalStart = end(original, originalStart);
			start++;
		}
		int end = 0;
		int originalEnd = original.length();
		while (end < shorter - start
				&& before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
			originalEnd -= (original.startsWith("\r\n", originalEnd - 2)) ? 2 : 1;
			end++;
		}
		String lineBreak = lineBreak(original);
		String edited = original.substring(0, originalStart)
				+ after.substring(start, after.length() - end).replace("\n", lineBreak)
				+ original.substring(originalEnd);
		// Not if CR and LF met in the middle, and two line breaks became one.
		return shown(edited).equals(after) ? edited : after.replace("\n", lineBreak);
	}

	private static String lineBreak(String text) {
		int index = 0;
		while (index < text.length() && text.charAt(index) != '\n' && text.charAt(index) != '\r') {
			index++;
		}
		return (index < text.length()) ? text.substring(index, end(text, index)) : "\n";
	}

	/**
	 * Encode a text for a form. Unlike UTF-8 this takes every text there is.
	 * @param text the text
	 * @return the encoded text
	 */
	static String encode(String text) {
		ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
		bytes.asCharBuffer().put(text);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
	}

	private static String decode(String encoded) {
		return ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded)).asCharBuffer().toString();
	}

	/**
	 * Return a description without the text, since Spring logs the arguments of a
	 * controller at TRACE.
	 */
	@Override
	public String toString() {
		return "FormText[edited=" + isEdited() + "]";
	}

}
