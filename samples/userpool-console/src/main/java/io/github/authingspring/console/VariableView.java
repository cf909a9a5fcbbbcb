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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.authingspring.userpool.model.Env;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable on the page.
 *
 * @param key its key
 * @param updatedAt when it was last set
 * @param updatedAtText the same for people, or {@code null} if the server said nothing
 * @param form the form that replaces its value
 * @param shown whether somebody asked for its value
 */
record VariableView(String key, @Nullable Instant updatedAt, @Nullable String updatedAtText, VariableForm form,
		boolean shown) {

	/**
	 * Return the id of a variable on the page: keys may be long and hold characters that
	 * ids may not.
	 * @param key key of the variable
	 * @return the id
	 */
	static String anchor(String key) {
		return "variable-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
	}

	public String anchor() {
		return anchor(this.key);
	}

	public FormText keyText() {
		return FormText.unedited(this.key);
	}

	private static VariableView of(String key, Env variable, boolean shown) {
		return new VariableView(key, variable.updatedAt(),
				Texts.moment(variable.updatedAt(), variable.additionalFields().containsKey("updatedAt")),
				shown ? VariableForm.of(key, variable.value()) : VariableForm.empty(key), shown);
	}

	/**
	 * The variables on the page.
	 *
	 * @param found those that the page shows
	 * @param total how many there are
	 * @param withoutKey how many have no key, or one in a form that cannot be shown, and
	 * so cannot be addressed
	 */
	record Listing(List<VariableView> found, int total, int withoutKey) {

		/** From where on nobody finds a key by looking. */
		private static final int LONG = 10;

		/**
		 * Make the list for the page.
		 * @param variables the variables
		 * @param filter what their keys have to contain
		 * @param shownKey key of the variable whose value is shown, or {@code null}
		 * @return the list
		 */
		static Listing of(List<Env> variables, String filter, @Nullable String shownKey) {
			List<VariableView> found = new ArrayList<>();
			int withoutKey = 0;
			for (Env variable : variables) {
				String key = variable.key();
				if (key == null) {
					withoutKey++;
				}
				else if (key.equals(shownKey) || lower(key).contains(lower(filter))) {
					found.add(VariableView.of(key, variable, key.equals(shownKey)));
				}
			}
			return new Listing(List.copyOf(found), variables.size(), withoutKey);
		}

		/**
		 * Return the ids of what can be changed.
		 */
		List<String> anchors() {
			return Stream.concat(Stream.of("variables", "new-variable"), this.found.stream().map(VariableView::anchor))
				.toList();
		}

		private static String lower(String text) {
			return text.toLowerCase(Locale.ROOT);
		}

		public VariableForm newForm() {
			return VariableForm.empty("");
		}

		public boolean isLong() {
			return this.total > LONG;
		}

	}

}
