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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import io.github.authingspring.userpool.model.Env;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable on the page.
 *
 * @param key its key
 * @param updatedAt when it was last set
 * @param value its value if somebody asked for it, else {@code null}
 */
record VariableView(String key, @Nullable Instant updatedAt, @Nullable VariableForm value) {

	/**
	 * Make the list for the page. A variable without a key cannot be addressed and is
	 * left out.
	 * @param variables the variables
	 * @param shownKey key of the variable whose value is shown, or {@code null}
	 * @return the list
	 */
	static List<VariableView> listOf(List<Env> variables, @Nullable String shownKey) {
		return variables.stream().filter((variable) -> variable.key() != null).map((variable) -> {
			String key = Objects.requireNonNull(variable.key());
			return new VariableView(key, variable.updatedAt(),
					key.equals(shownKey) ? VariableForm.of(key, variable.value()) : null);
		}).toList();
	}

	/**
	 * Return the id of a variable on the page: keys may hold characters that ids may not.
	 * @param key key of the variable
	 * @return the id
	 */
	static String anchor(String key) {
		return "variable-" + HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
	}

	public String anchor() {
		return anchor(this.key);
	}

	public @Nullable String updatedAtText() {
		return Texts.moment(this.updatedAt);
	}

}
