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
 * How signing in by scanning a QR code works.
 * <p>
 * Type of the user pool field qrcodeLoginStrategy (wire contract, section 6). A component
 * is {@code null} where the server said nothing; in an update such a component is left
 * out.
 *
 * @param qrcodeExpiresAfter lifetime of the QR code in seconds
 * @param returnFullUserInfo whether the page that shows the code gets the complete user
 * @param allowExchangeUserInfoFromBrowser whether a browser may exchange the ticket for
 * the user
 * @param ticketExpiresAfter lifetime of the ticket in seconds
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QrcodeLoginStrategy(@Nullable Integer qrcodeExpiresAfter, @Nullable Boolean returnFullUserInfo,
		@Nullable Boolean allowExchangeUserInfoFromBrowser, @Nullable Integer ticketExpiresAfter) {

	/**
	 * Builder of a {@link QrcodeLoginStrategy} for an update. Only what was called is
	 * sent.
	 */
	public static final class Builder {

		private @Nullable Integer qrcodeExpiresAfter;

		private @Nullable Boolean returnFullUserInfo;

		private @Nullable Boolean allowExchangeUserInfoFromBrowser;

		private @Nullable Integer ticketExpiresAfter;

		Builder() {
		}

		/**
		 * Set the component {@code qrcodeExpiresAfter}.
		 * @param qrcodeExpiresAfter lifetime of the QR code in seconds
		 * @return this builder
		 */
		public Builder qrcodeExpiresAfter(int qrcodeExpiresAfter) {
			this.qrcodeExpiresAfter = qrcodeExpiresAfter;
			return this;
		}

		/**
		 * Set the component {@code returnFullUserInfo}.
		 * @param returnFullUserInfo whether the page that shows the code gets the
		 * complete user
		 * @return this builder
		 */
		public Builder returnFullUserInfo(boolean returnFullUserInfo) {
			this.returnFullUserInfo = returnFullUserInfo;
			return this;
		}

		/**
		 * Set the component {@code allowExchangeUserInfoFromBrowser}.
		 * @param allowExchangeUserInfoFromBrowser whether a browser may exchange the
		 * ticket for the user
		 * @return this builder
		 */
		public Builder allowExchangeUserInfoFromBrowser(boolean allowExchangeUserInfoFromBrowser) {
			this.allowExchangeUserInfoFromBrowser = allowExchangeUserInfoFromBrowser;
			return this;
		}

		/**
		 * Set the component {@code ticketExpiresAfter}.
		 * @param ticketExpiresAfter lifetime of the ticket in seconds
		 * @return this builder
		 */
		public Builder ticketExpiresAfter(int ticketExpiresAfter) {
			this.ticketExpiresAfter = ticketExpiresAfter;
			return this;
		}

		QrcodeLoginStrategy build() {
			return new QrcodeLoginStrategy(this.qrcodeExpiresAfter, this.returnFullUserInfo,
					this.allowExchangeUserInfoFromBrowser, this.ticketExpiresAfter);
		}

	}

}
