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
 * How signing in by scanning a QR code works.
 * <p>
 * Type of the user pool field qrcodeLoginStrategy
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). A component is
 * {@code null} where the server said nothing; in an update such a component is left out.
 *
 * @param qrcodeExpiresAfter lifetime of the QR code in seconds
 * @param returnFullUserInfo whether the page that shows the code gets the complete user
 * @param allowExchangeUserInfoFromBrowser whether a browser may exchange the ticket for
 * the user
 * @param ticketExpiresAfter lifetime of the ticket in seconds
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record QrcodeLoginStrategy(@Nullable Integer qrcodeExpiresAfter, @Nullable Boolean returnFullUserInfo,
		@Nullable Boolean allowExchangeUserInfoFromBrowser, @Nullable Integer ticketExpiresAfter) {

	static final QrcodeLoginStrategy EMPTY = new QrcodeLoginStrategy(null, null, null, null);

	static QrcodeLoginStrategy of(JsonFields fields) {
		return new QrcodeLoginStrategy(fields.integer("qrcodeExpiresAfter"), fields.bool("returnFullUserInfo"),
				fields.bool("allowExchangeUserInfoFromBrowser"), fields.integer("ticketExpiresAfter"));
	}

	/**
	 * Return a copy with another {@code qrcodeExpiresAfter}.
	 */
	public QrcodeLoginStrategy qrcodeExpiresAfter(int qrcodeExpiresAfter) {
		return new QrcodeLoginStrategy(qrcodeExpiresAfter, this.returnFullUserInfo,
				this.allowExchangeUserInfoFromBrowser, this.ticketExpiresAfter);
	}

	/**
	 * Return a copy with another {@code returnFullUserInfo}.
	 */
	public QrcodeLoginStrategy returnFullUserInfo(boolean returnFullUserInfo) {
		return new QrcodeLoginStrategy(this.qrcodeExpiresAfter, returnFullUserInfo,
				this.allowExchangeUserInfoFromBrowser, this.ticketExpiresAfter);
	}

	/**
	 * Return a copy with another {@code allowExchangeUserInfoFromBrowser}.
	 */
	public QrcodeLoginStrategy allowExchangeUserInfoFromBrowser(boolean allowExchangeUserInfoFromBrowser) {
		return new QrcodeLoginStrategy(this.qrcodeExpiresAfter, this.returnFullUserInfo,
				allowExchangeUserInfoFromBrowser, this.ticketExpiresAfter);
	}

	/**
	 * Return a copy with another {@code ticketExpiresAfter}.
	 */
	public QrcodeLoginStrategy ticketExpiresAfter(int ticketExpiresAfter) {
		return new QrcodeLoginStrategy(this.qrcodeExpiresAfter, this.returnFullUserInfo,
				this.allowExchangeUserInfoFromBrowser, ticketExpiresAfter);
	}

}
