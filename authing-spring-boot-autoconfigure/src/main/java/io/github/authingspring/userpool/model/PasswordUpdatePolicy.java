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
 * When users have to change their password.
 * <p>
 * Type of the user pool field passwordUpdatePolicy
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param enabled whether the policy is active
 * @param forcedCycle how long a password may be used before it has to be changed, in the
 * unit that the user pool counts it in (the contract names none)
 * @param differenceCycle how many changes have to pass before a password may be used
 * again, as the user pool counts them (the contract names no unit)
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record PasswordUpdatePolicy(@Nullable Boolean enabled, @Nullable Integer forcedCycle,
		@Nullable Integer differenceCycle) {

	static final PasswordUpdatePolicy EMPTY = new PasswordUpdatePolicy(null, null, null);

	static PasswordUpdatePolicy of(JsonFields fields) {
		return new PasswordUpdatePolicy(fields.bool("enabled"), fields.integer("forcedCycle"),
				fields.integer("differenceCycle"));
	}

	/**
	 * Return a copy with another {@code enabled}.
	 */
	public PasswordUpdatePolicy enabled(boolean enabled) {
		return new PasswordUpdatePolicy(enabled, this.forcedCycle, this.differenceCycle);
	}

	/**
	 * Return a copy with another {@code forcedCycle}.
	 */
	public PasswordUpdatePolicy forcedCycle(int forcedCycle) {
		return new PasswordUpdatePolicy(this.enabled, forcedCycle, this.differenceCycle);
	}

	/**
	 * Return a copy with another {@code differenceCycle}.
	 */
	public PasswordUpdatePolicy differenceCycle(int differenceCycle) {
		return new PasswordUpdatePolicy(this.enabled, this.forcedCycle, differenceCycle);
	}

}
