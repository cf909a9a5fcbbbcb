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

package io.github.authingspring.userpool.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The SMS provider of the user pool's own.
 * <p>
 * Type of the user pool field customSMSProvider
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param enabled whether the provider is used
 * @param provider name of the provider, for example {@code aliyun}
 * @param config configuration of the provider as the provider defines it; <strong>holds
 * secrets</strong>
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record CustomSMSProvider(@Nullable Boolean enabled, @Nullable String provider, @Nullable String config) {

	static final CustomSMSProvider EMPTY = new CustomSMSProvider(null, null, null);

	static CustomSMSProvider of(JsonFields fields) {
		return new CustomSMSProvider(fields.bool("enabled"), fields.text("provider"), fields.text("config"));
	}

	/**
	 * Return a copy with another {@code enabled}.
	 */
	public CustomSMSProvider enabled(boolean enabled) {
		return new CustomSMSProvider(enabled, this.provider, this.config);
	}

	/**
	 * Return a copy with another {@code provider}.
	 */
	public CustomSMSProvider provider(String provider) {
		return new CustomSMSProvider(this.enabled, provider, this.config);
	}

	/**
	 * Return a copy with another {@code config}.
	 */
	public CustomSMSProvider config(String config) {
		return new CustomSMSProvider(this.enabled, this.provider, config);
	}

	/**
	 * Return a description without the configuration.
	 */
	@Override
	public String toString() {
		return Masking.describe(this, "config");
	}

}
