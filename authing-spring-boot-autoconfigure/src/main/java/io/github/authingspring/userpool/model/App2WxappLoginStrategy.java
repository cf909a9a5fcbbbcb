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
 * How signing in to an app through a WeChat mini program works.
 * <p>
 * Type of the user pool field app2WxappLoginStrategy (wire contract, section 6). A
 * component is {@code null} where the server said nothing; in an update such a component
 * is left out.
 *
 * @param ticketExpiresAfter lifetime of the ticket in seconds; the GraphQL API spells it
 * {@code ticketExpriresAfter}
 * @param ticketExchangeUserInfoNeedSecret whether exchanging the ticket for the user
 * needs the secret
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record App2WxappLoginStrategy(@Nullable Integer ticketExpiresAfter,
		@Nullable Boolean ticketExchangeUserInfoNeedSecret) {

	/**
	 * Builder of a {@link App2WxappLoginStrategy} for an update. Only what was called is
	 * sent.
	 */
	public static final class Builder {

		private @Nullable Integer ticketExpiresAfter;

		private @Nullable Boolean ticketExchangeUserInfoNeedSecret;

		Builder() {
		}

		/**
		 * Set the component {@code ticketExpiresAfter}.
		 * @param ticketExpiresAfter lifetime of the ticket in seconds; the GraphQL API
		 * spells it {@code ticketExpriresAfter}
		 * @return this builder
		 */
		public Builder ticketExpiresAfter(int ticketExpiresAfter) {
			this.ticketExpiresAfter = ticketExpiresAfter;
			return this;
		}

		/**
		 * Set the component {@code ticketExchangeUserInfoNeedSecret}.
		 * @param ticketExchangeUserInfoNeedSecret whether exchanging the ticket for the
		 * user needs the secret
		 * @return this builder
		 */
		public Builder ticketExchangeUserInfoNeedSecret(boolean ticketExchangeUserInfoNeedSecret) {
			this.ticketExchangeUserInfoNeedSecret = ticketExchangeUserInfoNeedSecret;
			return this;
		}

		App2WxappLoginStrategy build() {
			return new App2WxappLoginStrategy(this.ticketExpiresAfter, this.ticketExchangeUserInfoNeedSecret);
		}

	}

}
