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
 * At most {@code limit} attempts within {@code timeInterval} seconds, as used for
 * registrations and failed sign-ins.
 * <p>
 * Type of the user pool fields frequentRegisterCheck, loginFailCheck,
 * loginPasswordFailCheck (wire contract, section 6). A component is {@code null} where
 * the server said nothing; in an update such a component is left out.
 *
 * @param timeInterval length of the window in seconds
 * @param limit number of attempts allowed within the window
 * @param enabled whether the check is active
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FrequencyCheck(@Nullable Integer timeInterval, @Nullable Integer limit, @Nullable Boolean enabled) {

	/**
	 * Builder of a {@link FrequencyCheck} for an update. Only what was called is sent.
	 */
	public static final class Builder {

		private @Nullable Integer timeInterval;

		private @Nullable Integer limit;

		private @Nullable Boolean enabled;

		Builder() {
		}

		/**
		 * Set the component {@code timeInterval}.
		 * @param timeInterval length of the window in seconds
		 * @return this builder
		 */
		public Builder timeInterval(int timeInterval) {
			this.timeInterval = timeInterval;
			return this;
		}

		/**
		 * Set the component {@code limit}.
		 * @param limit number of attempts allowed within the window
		 * @return this builder
		 */
		public Builder limit(int limit) {
			this.limit = limit;
			return this;
		}

		/**
		 * Set the component {@code enabled}.
		 * @param enabled whether the check is active
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		FrequencyCheck build() {
			return new FrequencyCheck(this.timeInterval, this.limit, this.enabled);
		}

	}

}
