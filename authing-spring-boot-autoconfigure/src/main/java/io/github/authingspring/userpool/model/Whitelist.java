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
 * Which registration white lists are in force.
 * <p>
 * Type of the user pool field whitelist
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param phoneEnabled whether only listed phone numbers may register
 * @param emailEnabled whether only listed email addresses may register
 * @param usernameEnabled whether only listed user names may register
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record Whitelist(@Nullable Boolean phoneEnabled, @Nullable Boolean emailEnabled,
		@Nullable Boolean usernameEnabled) {

	static final Whitelist EMPTY = new Whitelist(null, null, null);

	static Whitelist of(JsonFields fields) {
		return new Whitelist(fields.bool("phoneEnabled"), fields.bool("emailEnabled"), fields.bool("usernameEnabled"));
	}

	/**
	 * Return a copy with another {@code phoneEnabled}.
	 */
	public Whitelist phoneEnabled(boolean phoneEnabled) {
		return new Whitelist(phoneEnabled, this.emailEnabled, this.usernameEnabled);
	}

	/**
	 * Return a copy with another {@code emailEnabled}.
	 */
	public Whitelist emailEnabled(boolean emailEnabled) {
		return new Whitelist(this.phoneEnabled, emailEnabled, this.usernameEnabled);
	}

	/**
	 * Return a copy with another {@code usernameEnabled}.
	 */
	public Whitelist usernameEnabled(boolean usernameEnabled) {
		return new Whitelist(this.phoneEnabled, this.emailEnabled, usernameEnabled);
	}

}
