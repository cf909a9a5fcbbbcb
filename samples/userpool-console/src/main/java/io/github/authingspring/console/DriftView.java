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

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the user pool differs from what is declared, as the page says it. Of variables it
 * has the keys alone.
 *
 * @param summary how much differs
 * @param differing what differs
 * @param notCompared what could not be compared
 */
record DriftView(String summary, List<Entry> differing, List<Entry> notCompared) {

	static final String ORIGINS = "allowedOrigins";

	static DriftView of(UserpoolDrift drift) {
		List<Entry> entries = Stream
			.concat(drift.settings().stream().map(Entry::ofSetting), drift.variables().stream().map(Entry::ofVariable))
			.toList();
		List<Entry> notCompared = entries.stream().filter((entry) -> entry.state() == State.NOT_SHOWN).toList();
		return new DriftView(summary(drift, notCompared.isEmpty()),
				entries.stream().filter((entry) -> entry.state() != State.NOT_SHOWN).toList(), notCompared);
	}

	private static String summary(UserpoolDrift drift, boolean complete) {
		if (drift.count() == 0) {
			return complete ? "In sync with what is declared" : "No difference from what is declared was found";
		}
		int settings = Math.toIntExact(
				drift.settings().stream().filter((difference) -> difference.state() != State.NOT_SHOWN).count());
		StringJoiner counts = new StringJoiner(" and ");
		add(counts, settings, "setting");
		add(counts, drift.count() - settings, "variable");
		return counts + ((drift.count() == 1) ? " differs" : " differ") + " from what is declared";
	}

	private static void add(StringJoiner counts, int count, String what) {
		if (count > 0) {
			counts.add(count + " " + what + ((count > 1) ? "s" : ""));
		}
	}

	/**
	 * Return the field of the API that has a value.
	 * @param name name of a setting, with a dot where its value is nested
	 * @return the name of the field
	 */
	static String fieldOf(String name) {
		int dot = name.indexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

	public boolean isInSync() {
		return this.differing.isEmpty();
	}

	/**
	 * A setting or a variable.
	 *
	 * @param name its name
	 * @param code whether the name is one that programs use
	 * @param anchor where it is on the page, or {@code null} if it is not there
	 * @param state what is the matter with it
	 * @param stateText what has to be said of the state, or {@code null}
	 */
	record Entry(String name, boolean code, @Nullable String anchor, State state, @Nullable String stateText) {

		private static Entry ofSetting(Difference difference) {
			String name = difference.name();
			if (name.equals(ORIGINS)) {
				return new Entry("Allowed origins", false, "origins", difference.state(), null);
			}
			return SettingCatalog.find(name)
				.map((setting) -> new Entry(setting.label(), false, name + "-setting", difference.state(), null))
				.orElseGet(() -> new Entry(name, true, null, difference.state(), null));
		}

		private static Entry ofVariable(Difference difference) {
			String key = difference.name();
			State state = difference.state();
			String text = switch (state) {
				case MISSING -> "is missing";
				case UNWANTED -> "should not be there";
				case DIFFERS -> "has another value";
				default -> null;
			};
			return new Entry(key, true, (state == State.MISSING) ? "variables" : VariableView.anchor(key), state, text);
		}

	}

	/**
	 * What is declared for a setting on the page, beside what the user pool has.
	 *
	 * @param compared whether the two could be compared
	 * @param settable whether an update can set it as declared
	 * @param declared what is declared
	 * @param actual what the user pool has
	 */
	record Values(boolean compared, boolean settable, String declared, String actual) {

		static @Nullable Values of(Setting<?> setting, @Nullable String actual, @Nullable UserpoolDrift drift) {
			return of(setting.id(), drift, (name, value) -> setting.describe(setting.read(poolWith(name, value))),
					setting.describe(actual));
		}

		static @Nullable Values ofOrigins(List<String> actual, @Nullable UserpoolDrift drift) {
			return of(ORIGINS, drift, (name, value) -> describe((List<?>) value), describe(actual));
		}

		private static @Nullable Values of(String name, @Nullable UserpoolDrift drift,
				BiFunction<String, Object, String> describer, String actual) {
			if (drift == null) {
				return null;
			}
			boolean settable = drift.update()
				.filter((update) -> update.fieldNames().contains(fieldOf(name)))
				.isPresent();
			for (Difference difference : drift.settings()) {
				if (difference.name().equals(name) && difference.declared() != null) {
					boolean compared = difference.state() != State.NOT_SHOWN;
					return new Values(compared, compared && settable, describer.apply(name, difference.declared()),
							actual);
				}
			}
			return null;
		}

		/**
		 * Make a user pool that has one value, so that a setting shows a declared value
		 * as it shows its own.
		 */
		private static UserPool poolWith(String name, Object value) {
			String field = fieldOf(name);
			Object content = field.equals(name) ? value : Map.of(name.substring(field.length() + 1), value);
			return UserPool.fromJson(JsonMapper.shared().<JsonNode>valueToTree(Map.of(field, content)));
		}

		private static String describe(List<?> origins) {
			return origins.isEmpty() ? "none" : String.join(", ", origins.stream().map(String::valueOf).toList());
		}

	}

}
