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
 * Which registration white lists are in force.
 * <p>
 * Type of the user pool field whitelist (wire contract, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param phoneEnabled whether only listed phone numbers may register
 * @param emailEnabled whether only listed email addresses may register
 * @param usernameEnabled whether only listed user names may register
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Whitelist(@Nullable Boolean phoneEnabled, @Nullable Boolean emailEnabled,
		@Nullable Boolean usernameEnabled) {

	/**
	 * Builder of a {@link Whitelist} for an update. Only what was called is sent.
	 */
	public static final class Builder {

		private @Nullable Boolean phoneEnabled;

		private @Nullable Boolean emailEnabled;

		private @Nullable Boolean usernameEnabled;

		Builder() {
		}

		/**
		 * Set the component {@code phoneEnabled}.
		 * @param phoneEnabled whether only listed phone numbers may register
		 * @return this builder
		 */
		public Builder phoneEnabled(boolean phoneEnabled) {
			this.phoneEnabled = phoneEnabled;
			return this;
		}

		/**
		 * Set the component {@code emailEnabled}.
		 * @param emailEnabled whether only listed email addresses may register
		 * @return this builder
		 */
		public Builder emailEnabled(boolean emailEnabled) {
			this.emailEnabled = emailEnabled;
			return this;
		}

		/**
		 * Set the component {@code usernameEnabled}.
		 * @param usernameEnabled whether only listed user names may register
		 * @return this builder
		 */
		public Builder usernameEnabled(boolean usernameEnabled) {
			this.usernameEnabled = usernameEnabled;
			return this;
		}

		Whitelist build() {
			return new Whitelist(this.phoneEnabled, this.emailEnabled, this.usernameEnabled);
		}

	}

}
