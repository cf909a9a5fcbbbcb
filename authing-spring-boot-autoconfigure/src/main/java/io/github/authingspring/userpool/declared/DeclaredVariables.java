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

package io.github.authingspring.userpool.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import io.github.authingspring.userpool.model.Env;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that are declared, by their name; {@code null} for one that
 * must not be there.
 */
final class DeclaredVariables {

	private final Map<String, @Nullable String> values;

	DeclaredVariables(Map<String, @Nullable String> values) {
		this.values = new LinkedHashMap<>(values);
	}

	int count() {
		return this.values.size();
	}

	List<Difference> compare(List<Env> variables) {
		List<Difference> differences = new ArrayList<>();
		this.values.forEach((key, value) -> {
			State state = compare(value, variables.stream().filter((variable) -> key.equals(variable.key())).toList());
			if (state != null) {
				differences.add(new Difference(key, state, null, null));
			}
		});
		return differences;
	}

	private static @Nullable State compare(@Nullable String declared, List<Env> variables) {
		if (declared == null) {
			return variables.isEmpty() ? null : State.UNWANTED;
		}
		if (variables.isEmpty()) {
			return State.MISSING;
		}
		return (variables.size() == 1) ? compare(declared, variables.get(0).value()) : State.DIFFERS;
	}

	private static @Nullable State compare(String declared, @Nullable Object actual) {
		if (actual == null || Mask.isMask((actual instanceof String text) ? text : JsonText.of(actual).toString())) {
			return State.NOT_SHOWN;
		}
		boolean same = (actual instanceof String) ? declared.equals(actual)
				: JsonText.isSame(JsonText.parse(declared), JsonText.of(actual));
		return same ? null : State.DIFFERS;
	}

	List<String> undeclared(List<Env> variables) {
		return variables.stream()
			.map(Env::key)
			.filter(Objects::nonNull)
			.distinct()
			.filter((key) -> !this.values.containsKey(key))
			.toList();
	}

	/**
	 * Return the names.
	 */
	@Override
	public String toString() {
		return this.values.keySet().toString();
	}

}
