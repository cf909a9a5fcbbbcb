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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

/**
 * The wanted state of a user pool: settings and environment variables. What is not
 * declared is not compared.
 * <p>
 * Instances are immutable.
 *
 * @since 0.1.0
 */
public final class UserpoolDeclaration {

	private final DeclaredSettings settings;

	private final DeclaredVariables variables;

	private UserpoolDeclaration(DeclaredSettings settings, DeclaredVariables variables) {
		this.settings = settings;
		this.variables = variables;
	}

	/**
	 * Start a declaration.
	 * @return a builder in which nothing is declared
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Compare a user pool with this declaration.
	 * @param pool the user pool as it is
	 * @param variables all of its environment variables, in any order
	 * @return what differs
	 * @throws IllegalArgumentException if one of them is {@code null}
	 */
	public UserpoolDrift compare(UserPool pool, List<Env> variables) {
		checkNotNull("pool", pool);
		checkNotNull("variables", variables);
		DeclaredSettings.Comparison comparison = this.settings.compare(pool);
		List<Difference> differences = this.variables.compare(variables);
		int declared = this.settings.count() + this.variables.count();
		return new UserpoolDrift(comparison.differences(), differences, this.variables.undeclared(variables),
				declared - comparison.declaredDifferences() - differences.size(), comparison.update());
	}

	private static void checkNotNull(String name, @Nullable Object argument) {
		if (argument == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
	}

	/**
	 * Return a description that gives only the names of what is declared.
	 */
	@Override
	public String toString() {
		return "UserpoolDeclaration[settings=" + this.settings + ", variables=" + this.variables + "]";
	}

	/**
	 * Builder of a {@link UserpoolDeclaration}. All methods return this builder.
	 */
	public static final class Builder {

		private @Nullable DeclaredSettings settings;

		private final Map<String, @Nullable String> variables = new LinkedHashMap<>();

		Builder() {
		}

		/**
		 * Declare settings, as an update would set them. A second call replaces the
		 * first.
		 * @param settings sets what is declared
		 * @return this builder
		 * @throws IllegalArgumentException if it sets nothing, sets {@code null} or an
		 * empty list, sets a nested object without any value or a text that is a mask
		 * ({@code ******})
		 */
		public Builder settings(Consumer<UpdateUserpoolInput.Builder> settings) {
			checkNotNull("settings", settings);
			UpdateUserpoolInput.Builder builder = UpdateUserpoolInput.builder();
			settings.accept(builder);
			return settings(builder.build());
		}

		/**
		 * Declare settings, as an update would set them. A second call replaces the
		 * first.
		 * @param settings what is declared
		 * @return this builder
		 * @throws IllegalArgumentException if it has {@code null}, an empty list, a
		 * nested object without any value or a text that is a mask ({@code ******})
		 */
		public Builder settings(UpdateUserpoolInput settings) {
			checkNotNull("settings", settings);
			this.settings = DeclaredSettings.of(settings);
			return this;
		}

		/**
		 * Declare the value of an environment variable.
		 * @param key name of the variable
		 * @param value the value; one that is no text on the server is compared as JSON
		 * @return this builder
		 * @throws IllegalArgumentException if the key is declared already, the key or the
		 * value is {@code null} or blank, or the value is a mask ({@code ******})
		 */
		public Builder variable(String key, String value) {
			checkNotBlank("value", value);
			if (Mask.isMask(value)) {
				throw new IllegalArgumentException("'value' must not be a mask ('******')");
			}
			return put(key, value);
		}

		/**
		 * Declare that an environment variable must not be there.
		 * @param key name of the variable
		 * @return this builder
		 * @throws IllegalArgumentException if the key is declared already, {@code null}
		 * or blank
		 */
		public Builder absentVariable(String key) {
			return put(key, null);
		}

		private Builder put(String key, @Nullable String value) {
			checkNotBlank("key", key);
			if (this.variables.containsKey(key)) {
				throw new IllegalArgumentException("'key' must not be declared twice");
			}
			this.variables.put(key, value);
			return this;
		}

		private static void checkNotBlank(String name, @Nullable String argument) {
			if (argument == null || argument.isBlank()) {
				throw new IllegalArgumentException("'" + name + "' must not be null or blank");
			}
		}

		/**
		 * Build the declaration.
		 * @return the declaration
		 * @throws IllegalArgumentException if nothing is declared
		 */
		public UserpoolDeclaration build() {
			if (this.settings == null && this.variables.isEmpty()) {
				throw new IllegalArgumentException("At least one setting or variable must be declared");
			}
			return new UserpoolDeclaration((this.settings != null) ? this.settings : DeclaredSettings.NONE,
					new DeclaredVariables(this.variables));
		}

	}

}
