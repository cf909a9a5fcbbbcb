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

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * When users have to change their password.
 * <p>
 * Type of the user pool field passwordUpdatePolicy (wire contract, section 6). A
 * component is {@code null} where the server said nothing; in an update such a component
 * is left out.
 *
 * @param enabled whether the policy is active
 * @param forcedCycle how long a password may be used before it has to be changed, in the
 * unit that the user pool counts it in (the contract names none)
 * @param differenceCycle how many changes have to pass before a password may be used
 * again, as the user pool counts them (the contract names no unit)
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordUpdatePolicy(@Nullable Boolean enabled, @Nullable Integer forcedCycle,
		@Nullable Integer differenceCycle) {

	/**
	 * Builder of a {@link PasswordUpdatePolicy} for an update. Only what was called is
	 * sent.
	 */
	public static final class Builder {

		private @Nullable Boolean enabled;

		private @Nullable Integer forcedCycle;

		private @Nullable Integer differenceCycle;

		Builder() {
		}

		/**
		 * Set the component {@code enabled}.
		 * @param enabled whether the policy is active
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		/**
		 * Set the component {@code forcedCycle}.
		 * @param forcedCycle how long a password may be used before it has to be changed,
		 * in the unit that the user pool counts it in (the contract names none)
		 * @return this builder
		 */
		public Builder forcedCycle(int forcedCycle) {
			this.forcedCycle = forcedCycle;
			return this;
		}

		/**
		 * Set the component {@code differenceCycle}.
		 * @param differenceCycle how many changes have to pass before a password may be
		 * used again, as the user pool counts them (the contract names no unit)
		 * @return this builder
		 */
		public Builder differenceCycle(int differenceCycle) {
			this.differenceCycle = differenceCycle;
			return this;
		}

		PasswordUpdatePolicy build() {
			return new PasswordUpdatePolicy(this.enabled, this.forcedCycle, this.differenceCycle);
		}

	}

}
