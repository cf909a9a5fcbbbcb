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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where a text repeats secrets: whole or in part, and as JSON, URLs and Base64
 * write them. A server may have cut, escaped or packed what it echoes.
 */
final class EchoedSecrets {

	/**
	 * So many characters in a row that a secret has, too, are a part of it.
	 */
	static final int MIN_PART = 8;

	/**
	 * A shorter secret is found as a word only, or the text would be lost.
	 */
	private static final int MIN_LENGTH_WITHIN_WORDS = 4;

	/** JSON in a JSON text, in an error's text that was JSON itself. */
	private static final int MAX_NESTED_ESCAPES = 3;

	/** No part of a URL that would give anything away. */
	private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

	private final List<UnescapedText> views = new ArrayList<>();

	private final Set<String> partsOfText = new HashSet<>();

	private final Set<String> partsOfSecrets = new HashSet<>();

	private final BitSet found = new BitSet();

	private EchoedSecrets(String text) {
		addViews(UnescapedText.of(text), MAX_NESTED_ESCAPES);
		for (UnescapedText view : this.views) {
			for (int i = 0; i + MIN_PART <= view.text().length(); i++) {
				this.partsOfText.add(view.text().substring(i, i + MIN_PART));
			}
		}
	}

	private void addViews(UnescapedText view, int depth) {
		if (depth >= 0 && this.views.stream().noneMatch((other) -> other.text().equals(view.text()))) {
			this.views.add(view);
			addViews(view.fromJson(), depth - 1);
			addViews(view.fromUrl(), depth - 1);
		}
	}

	/**
	 * Return the positions in a text that are part of a secret.
	 */
	static BitSet find(String text, Collection<String> secrets) {
		EchoedSecrets echoed = new EchoedSecrets(text);
		secrets.stream().filter((secret) -> !secret.isBlank()).forEach(echoed::findSecret);
		echoed.markParts();
		return echoed.found;
	}

	private void findSecret(String secret) {
		markWhole(secret);
		// The values in a document are secrets of their own; its names may be shown.
		if (!Secrets.isDocument(secret)) {
			String withoutScheme = SCHEME.matcher(secret).replaceFirst("");
			String octets = new String(withoutScheme.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
			for (String form : new String[] { withoutScheme, octets }) {
				findParts(form);
				findParts(form.replace(' ', '+'));
			}
		}
		if (secret.length() >= MIN_PART) {
			findBase64(secret.getBytes(StandardCharsets.UTF_8));
		}
	}

	private void markWhole(String secret) {
		String word = (secret.length() < MIN_LENGTH_WITHIN_WORDS)
				? "(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])" : Pattern.quote(secret);
		Pattern pattern = Pattern.compile(word);
		for (UnescapedText view : this.views) {
			Matcher matcher = pattern.matcher(view.text());
			while (matcher.find()) {
				mark(view, matcher.start(), matcher.end());
			}
		}
	}

	/**
	 * Look for a secret in Base64 that may have begun up to two bytes before it.
	 */
	private void findBase64(byte[] secret) {
		for (int before = 0; before < 3; before++) {
			byte[] bytes = new byte[before + secret.length];
			System.arraycopy(secret, 0, bytes, before, secret.length);
			// What is left out depends on the bytes around the secret as well.
			int start = (before * 8 + 5) / 6;
			int end = bytes.length * 8 / 6;
			findParts(Base64.getEncoder().encodeToString(bytes).substring(start, end));
			findParts(Base64.getUrlEncoder().encodeToString(bytes).substring(start, end));
		}
	}

	private void findParts(String secret) {
		for (int i = 0; i + MIN_PART <= secret.length(); i++) {
			String part = secret.substring(i, i + MIN_PART);
			if (this.partsOfText.contains(part)) {
				this.partsOfSecrets.add(part);
			}
		}
	}

	private void markParts() {
		for (UnescapedText view : this.views) {
			for (int i = 0; i + MIN_PART <= view.text().length(); i++) {
				if (this.partsOfSecrets.contains(view.text().substring(i, i + MIN_PART))) {
					mark(view, i, i + MIN_PART);
				}
			}
		}
	}

	private void mark(UnescapedText view, int start, int end) {
		this.found.set(view.origin(start), view.origin(end));
	}

}
