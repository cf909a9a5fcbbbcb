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

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How signing in to an app through a WeChat mini program works.
 * <p>
 * Type of the user pool field app2WxappLoginStrategy
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param ticketExpiresAfter lifetime of the ticket in seconds; the GraphQL API spells it
 * {@code ticketExpriresAfter}
 * @param ticketExchangeUserInfoNeedSecret whether exchanging the ticket for the user
 * needs the secret
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record App2WxappLoginStrategy(@Nullable Integer ticketExpiresAfter,
		@Nullable Boolean ticketExchangeUserInfoNeedSecret) {

	static final App2WxappLoginStrategy EMPTY = new App2WxappLoginStrategy(null, null);

	static App2WxappLoginStrategy of(JsonFields fields) {
		return new App2WxappLoginStrategy(fields.integer("ticketExpiresAfter", "ticketExpriresAfter"),
				fields.bool("ticketExchangeUserInfoNeedSecret"));
	}

	/**
	 * Return a copy with another {@code ticketExpiresAfter}.
	 */
	public App2WxappLoginStrategy ticketExpiresAfter(int ticketExpiresAfter) {
		return new App2WxappLoginStrategy(ticketExpiresAfter, this.ticketExchangeUserInfoNeedSecret);
	}

	/**
	 * Return a copy with another {@code ticketExchangeUserInfoNeedSecret}.
	 */
	public App2WxappLoginStrategy ticketExchangeUserInfoNeedSecret(boolean ticketExchangeUserInfoNeedSecret) {
		return new App2WxappLoginStrategy(this.ticketExpiresAfter, ticketExchangeUserInfoNeedSecret);
	}

	/**
	 * Return the fields that are set, as an update names them.
	 */
	Map<String, Object> toInput() {
		Map<String, Object> input = new LinkedHashMap<>();
		if (this.ticketExpiresAfter != null) {
			input.put("ticketExpriresAfter", this.ticketExpiresAfter);
		}
		if (this.ticketExchangeUserInfoNeedSecret != null) {
			input.put("ticketExchangeUserInfoNeedSecret", this.ticketExchangeUserInfoNeedSecret);
		}
		return input;
	}

}
