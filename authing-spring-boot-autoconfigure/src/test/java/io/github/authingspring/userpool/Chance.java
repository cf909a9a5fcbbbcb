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

import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Decides what one try of a property is made of. The same seed decides the same.
 */
final class Chance {

	private static final int MAX_NOTE_LENGTH = 300;

	private final SplittableRandom random;

	private final StringJoiner notes = new StringJoiner(" | ");

	Chance(long seed) {
		this.random = new SplittableRandom(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	boolean oneIn(int number) {
		return below(number) == 0;
	}

	<T> T of(List<T> choices) {
		return choices.get(below(choices.size()));
	}

	@SafeVarargs
	final <T> T of(T... choices) {
		return choices[below(choices.length)];
	}

	/**
	 * Note what was decided, for the message of a failure.
	 */
	<T> T note(T decision) {
		String text = String.valueOf(decision);
		this.notes.add((text.length() <= MAX_NOTE_LENGTH) ? text
				: text.substring(0, MAX_NOTE_LENGTH) + "… (" + text.length() + " characters)");
		return decision;
	}

	@Override
	public String toString() {
		return this.notes.toString();
	}

}
