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

package io.github.authingspring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the user pool is and with which credentials to manage it. A bean of this type
 * takes the place of the properties {@code authing.userpool-id}, {@code authing.secret},
 * {@code authing.access-token} and {@code authing.host}: to take the secret from a vault,
 * or to point a test at another server.
 *
 * @since 0.1.0
 */
public interface AuthingConnectionDetails extends ConnectionDetails {

	/**
	 * Return the id of the user pool. Asked once, when the client is made.
	 * @return the id
	 */
	String getUserpoolId();

	/**
	 * Return the secret of the user pool. Asked at each token request, on a thread that
	 * may block, so that a rotated secret needs no restart.
	 * @return the secret, or {@code null} if there is an access token in its place
	 */
	@Nullable String getSecret();

	/**
	 * Return an access token to use in place of the secret. Asked when the client is
	 * made, and, unless that gave {@code null}, at each call, on a thread that may block.
	 * @return the access token, or {@code null} to use the secret
	 */
	default @Nullable String getAccessToken() {
		return null;
	}

	/**
	 * Return the URL of the server. Asked once, when the client is made.
	 * @return the URL; that of Authing's public service by default
	 */
	default String getHost() {
		return "https://core.authing.cn";
	}

}
