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

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * A change that was made, to be shown beside what was changed.
 *
 * @param anchor id of what was changed
 * @param label name of what was changed
 * @param summary what is different now
 * @param undo how to take it back, or {@code null} if the console cannot
 */
record Change(String anchor, String label, String summary, @Nullable Undo undo) implements Serializable {

	/**
	 * Nothing to do.
	 * @param anchor id of what was not changed
	 * @param label name of what was not changed
	 * @return what to show
	 */
	static Change none(String anchor, String label) {
		return new Change(anchor, label, "is as it was: nothing was edited, and nothing sent", null);
	}

	/**
	 * The form that takes a change back.
	 *
	 * @param action where it goes
	 * @param parameter name of its field
	 * @param value value of its field
	 */
	record Undo(String action, String parameter, String value) implements Serializable {

		public String field() {
			return this.parameter + FormText.ENCODED;
		}

		public String encoded() {
			return FormText.encode(this.value);
		}

	}

}
