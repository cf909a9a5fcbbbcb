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
 * The SMS provider of the user pool's own.
 * <p>
 * Type of the user pool field customSMSProvider (wire contract, section 6). A component
 * is {@code null} where the server said nothing; in an update such a component is left
 * out.
 *
 * @param enabled whether the provider is used
 * @param provider name of the provider, {@code aliyun} for instance
 * @param config configuration of the provider as the provider defines it; <strong>holds
 * secrets</strong>
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomSMSProvider(@Nullable Boolean enabled, @Nullable String provider, @Nullable String config) {

	/**
	 * Return a description without the configuration.
	 */
	@Override
	public String toString() {
		return Masking.describe(this, "config");
	}

	/**
	 * Builder of a {@link CustomSMSProvider} for an update. Only what was called is sent.
	 */
	public static final class Builder {

		private @Nullable Boolean enabled;

		private @Nullable String provider;

		private @Nullable String config;

		Builder() {
		}

		/**
		 * Set the component {@code enabled}.
		 * @param enabled whether the provider is used
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		/**
		 * Set the component {@code provider}.
		 * @param provider name of the provider, {@code aliyun} for instance
		 * @return this builder
		 */
		public Builder provider(String provider) {
			this.provider = provider;
			return this;
		}

		/**
		 * Set the component {@code config}.
		 * @param config configuration of the provider as the provider defines it;
		 * <strong>holds secrets</strong>
		 * @return this builder
		 */
		public Builder config(String config) {
			this.config = config;
			return this;
		}

		CustomSMSProvider build() {
			return new CustomSMSProvider(this.enabled, this.provider, this.config);
		}

	}

}
