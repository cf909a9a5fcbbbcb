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
 * At most {@code limit} attempts within {@code timeInterval} seconds, as used for
 * registrations and failed sign-ins.
 * <p>
 * Type of the user pool fields frequentRegisterCheck, loginFailCheck,
 * loginPasswordFailCheck (<a href="{@docRoot}/authing-api.md">API contract</a>, section
 * 6). A component is {@code null} where the server said nothing; in an update such a
 * component is left out.
 *
 * @param timeInterval length of the window in seconds
 * @param limit number of attempts allowed within the window
 * @param enabled whether the check is active
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record FrequencyCheck(@Nullable Integer timeInterval, @Nullable Integer limit, @Nullable Boolean enabled) {

	static final FrequencyCheck EMPTY = new FrequencyCheck(null, null, null);

	static FrequencyCheck of(JsonFields fields) {
		return new FrequencyCheck(fields.integer("timeInterval"), fields.integer("limit"), fields.bool("enabled"));
	}

	/**
	 * Return a copy with another {@code timeInterval}.
	 */
	public FrequencyCheck timeInterval(int timeInterval) {
		return new FrequencyCheck(timeInterval, this.limit, this.enabled);
	}

	/**
	 * Return a copy with another {@code limit}.
	 */
	public FrequencyCheck limit(int limit) {
		return new FrequencyCheck(this.timeInterval, limit, this.enabled);
	}

	/**
	 * Return a copy with another {@code enabled}.
	 */
	public FrequencyCheck enabled(boolean enabled) {
		return new FrequencyCheck(this.timeInterval, this.limit, enabled);
	}

}
