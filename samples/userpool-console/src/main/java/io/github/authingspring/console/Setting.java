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

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a user pool: what it means, how to read it, and how an update changes it
 * and nothing else.
 *
 * @param id the field of the API, with a dot before the field of a nested object
 * @param kind how people enter a value
 * @param label name of the setting
 * @param meaning what it does
 * @param unit what a number counts, or {@code null}
 * @param choices the texts of the values to choose from, by value; empty if there is no
 * such choice
 * @param subordinate whether it is a detail of the setting before it
 * @param reader reads the value, {@code null} if the server said nothing
 * @param writer changes the value, {@code null} if the API cannot
 * @param <T> type of the value
 */
record Setting<T>(String id, Kind<T> kind, String label, String meaning, @Nullable String unit,
		Map<String, String> choices, boolean subordinate, Function<UserPool, @Nullable T> reader,
		@Nullable BiConsumer<UpdateUserpoolInput.Builder, T> writer) {

	Setting(String id, Kind<T> kind, String label, String meaning, Function<UserPool, @Nullable T> reader,
			@Nullable BiConsumer<UpdateUserpoolInput.Builder, T> writer) {
		this(id, kind, label, meaning, null, Map.of(), false, reader, writer);
	}

	Setting<T> in(String unit) {
		return new Setting<T>(this.id, this.kind, this.label, this.meaning, unit, this.choices, this.subordinate,
				this.reader, this.writer);
	}

	Setting<T> among(Map<String, String> choices) {
		return new Setting<T>(this.id, this.kind, this.label, this.meaning, this.unit, choices, this.subordinate,
				this.reader, this.writer);
	}

	Setting<T> asDetail() {
		return new Setting<T>(this.id, this.kind, this.label, this.meaning, this.unit, this.choices, true, this.reader,
				this.writer);
	}

	public boolean isReadOnly() {
		return this.writer == null;
	}

	/**
	 * Read the setting.
	 * @param pool the user pool
	 * @return the value as people enter it, or {@code null} if the server said nothing
	 */
	@Nullable String read(UserPool pool) {
		T value = this.reader.apply(pool);
		return (value != null) ? this.kind.formatter().apply(value) : null;
	}

	/**
	 * Return whether a user pool has a value.
	 * @param pool the user pool
	 * @param text the value as people enter it
	 * @return whether it has it
	 * @throws IllegalArgumentException if there is no such value
	 */
	boolean isIn(UserPool pool, String text) {
		return this.kind.parser().apply(text).equals(this.reader.apply(pool));
	}

	/**
	 * Put a value into words.
	 * @param value a value of this setting as people enter it, or {@code null}
	 * @return the value with its unit
	 */
	String describe(@Nullable String value) {
		if (value == null) {
			return "not set";
		}
		String text = value.isEmpty() ? "empty" : this.choices.getOrDefault(value, value);
		String spelledOut = spelledOut(value);
		return text + ((this.unit != null) ? " " + this.unit : "")
				+ ((spelledOut != null) ? " (" + spelledOut + ")" : "");
	}

	/**
	 * Spell out a number of seconds.
	 * @param value a value of this setting as people enter it, or {@code null}
	 * @return the text, or {@code null} if there is nothing to spell out
	 */
	@Nullable String spelledOut(@Nullable String value) {
		return ("seconds".equals(this.unit) && value != null)
				? Texts.duration(Duration.ofSeconds(Long.parseLong(value))) : null;
	}

	/**
	 * Make the update that changes this setting alone.
	 * @param text the new value as people enter it
	 * @return the update
	 * @throws IllegalArgumentException if there is no such value or the setting cannot be
	 * changed
	 */
	UpdateUserpoolInput update(String text) {
		BiConsumer<UpdateUserpoolInput.Builder, T> writer = this.writer;
		if (writer == null) {
			throw new IllegalArgumentException("The API has no way to change this setting.");
		}
		UpdateUserpoolInput.Builder updates = UpdateUserpoolInput.builder();
		writer.accept(updates, this.kind.parser().apply(text));
		return updates.build();
	}

	/**
	 * How people enter a value.
	 *
	 * @param name name of the control
	 * @param parser makes a value of what was entered
	 * @param formatter makes a text of a value
	 * @param <T> type of the value
	 */
	record Kind<T>(String name, Function<String, T> parser, Function<T, String> formatter) {

		static final Kind<Boolean> SWITCH = new Kind<>("switch", Kind::parseSwitch, (on) -> on ? "on" : "off");

		static final Kind<Integer> NUMBER = new Kind<>("number", Kind::parseNumber, String::valueOf);

		static final Kind<String> TEXT = new Kind<>("text", Function.identity(), Function.identity());

		static final Kind<String> CHOICE = new Kind<>("choice", Function.identity(), Function.identity());

		private static Boolean parseSwitch(String text) {
			return switch (text) {
				case "on" -> true;
				case "off" -> false;
				default -> throw new IllegalArgumentException("A switch is on or off.");
			};
		}

		private static Integer parseNumber(String text) {
			try {
				int number = Integer.parseInt(text.strip());
				if (number >= 0) {
					return number;
				}
			}
			catch (NumberFormatException ex) {
				// The same for the user as a number below zero.
			}
			throw new IllegalArgumentException("Enter a whole number from 0 to " + Integer.MAX_VALUE + ".");
		}

	}

}
