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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.jspecify.annotations.Nullable;

/**
 * How a user pool differs from what is declared.
 * <p>
 * Instances are immutable.
 *
 * @since 0.1.0
 */
public final class UserpoolDrift {

	private final List<Difference> settings;

	private final List<Difference> variables;

	private final List<String> undeclaredVariables;

	private final int inSync;

	private final @Nullable UpdateUserpoolInput update;

	UserpoolDrift(List<Difference> settings, List<Difference> variables, List<String> undeclaredVariables, int inSync,
			@Nullable UpdateUserpoolInput update) {
		this.settings = List.copyOf(settings);
		this.variables = List.copyOf(variables);
		this.undeclaredVariables = List.copyOf(undeclaredVariables);
		this.inSync = inSync;
		this.update = update;
	}

	/**
	 * Return the settings that are not as declared or that could not be compared.
	 * @return the settings, in the order of the API; unmodifiable
	 */
	public List<Difference> settings() {
		return this.settings;
	}

	/**
	 * Return the variables that are not as declared or that could not be compared.
	 * @return the variables, in the order of the declaration; unmodifiable
	 */
	public List<Difference> variables() {
		return this.variables;
	}

	/**
	 * Return the names of the variables that the pool has and the declaration does not
	 * name. They are no drift.
	 * @return the names, each once; unmodifiable
	 */
	public List<String> undeclaredVariables() {
		return this.undeclaredVariables;
	}

	/**
	 * Return how many settings and variables are as declared.
	 * @return their number; each value of a nested object counts
	 */
	public int inSync() {
		return this.inSync;
	}

	/**
	 * Return how many settings and variables are not as declared. What could not be
	 * compared is not among them.
	 * @return their number; each value of a nested object counts
	 */
	public int count() {
		return Math.toIntExact(drifted().count());
	}

	/**
	 * Return the names of what is not as declared: those of settings as the API has them,
	 * nested ones with a dot, and those of variables.
	 * @return the names, those of settings first; unmodifiable
	 */
	public List<String> names() {
		return drifted().map(Difference::name).toList();
	}

	private Stream<Difference> drifted() {
		return Stream.concat(this.settings.stream(), this.variables.stream())
			.filter((difference) -> difference.state() != State.NOT_SHOWN);
	}

	/**
	 * Return the update that would make the settings as declared. A nested object is
	 * completed with what the pool has, for servers that replace it as a whole; one of
	 * which a value came as a mask is left out.
	 * @return the update, or empty if no setting differs that an update could mend
	 */
	public Optional<UpdateUserpoolInput> update() {
		return Optional.ofNullable(this.update);
	}

	/**
	 * Return a description that gives only names.
	 */
	@Override
	public String toString() {
		return "UserpoolDrift[settings=" + this.settings + ", variables=" + this.variables + "]";
	}

	/**
	 * A setting or a variable that is not as declared or could not be compared.
	 *
	 * @param name name of the setting as the API has it, a nested one with a dot
	 * ({@code loginFailCheck.limit}), or of the variable
	 * @param state what is the matter
	 * @param declared the declared value of a setting: {@code Boolean}, {@code Integer},
	 * {@code String}, {@code List} of {@code String}, {@code ******} where it is a
	 * secret; {@code null} for a variable and for what is not declared
	 * @param actual the value that the pool has, in the same form; {@code null} for a
	 * variable and where there is none or it is not shown
	 */
	public record Difference(String name, State state, @Nullable Object declared, @Nullable Object actual) {

		/**
		 * Return a description without the values.
		 */
		@Override
		public String toString() {
			return this.name + ": " + this.state;
		}

	}

	/**
	 * What is the matter with a setting or a variable. Further values may be added: have
	 * a default where you switch.
	 */
	public enum State {

		/**
		 * The value is another one, or there are two variables of that name.
		 */
		DIFFERS,

		/**
		 * There is no such variable.
		 */
		MISSING,

		/**
		 * There is such a variable and should be none.
		 */
		UNWANTED,

		/**
		 * The server did not show the value, showed a mask or a value of an unknown form,
		 * so that it could not be compared. This is no drift.
		 */
		NOT_SHOWN

	}

}
