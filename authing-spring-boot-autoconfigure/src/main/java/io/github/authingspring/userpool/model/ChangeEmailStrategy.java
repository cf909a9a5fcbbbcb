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
 * What a user has to prove before changing the email address.
 * <p>
 * Type of the user pool field changeEmailStrategy
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param verifyOldEmail whether the old email address has to be verified
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record ChangeEmailStrategy(@Nullable Boolean verifyOldEmail) {

	static final ChangeEmailStrategy EMPTY = new ChangeEmailStrategy(null);

	static ChangeEmailStrategy of(JsonFields fields) {
		return new ChangeEmailStrategy(fields.bool("verifyOldEmail"));
	}

	/**
	 * Return a copy with another {@code verifyOldEmail}.
	 */
	public ChangeEmailStrategy verifyOldEmail(boolean verifyOldEmail) {
		return new ChangeEmailStrategy(verifyOldEmail);
	}

}
