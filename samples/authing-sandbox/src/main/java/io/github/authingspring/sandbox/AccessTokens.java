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

package io.github.authingspring.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Gives out access tokens for the secret of the user pool, and knows which of them still
 * count.
 */
final class AccessTokens {

	/**
	 * Authing's tokens name the pool that the administrator belongs to, never the one
	 * that is managed.
	 */
	private static final String ROOT_USERPOOL_ID = "59f86b4832eb28071bdd0000";

	private static final String ADMINISTRATOR_ID = "5f44a6d0e3b0c44298fc1c14";

	private final String userpoolId;

	private final String initialSecret;

	private final Duration lifetime;

	private final Clock clock;

	private final AtomicReference<SigningKeys> keys;

	AccessTokens(String userpoolId, String secret, Duration lifetime, Clock clock) {
		this.userpoolId = userpoolId;
		this.initialSecret = secret;
		this.lifetime = lifetime;
		this.clock = clock;
		this.keys = new AtomicReference<>(SigningKeys.of(secret));
	}

	String secret() {
		return keys().secret();
	}

	void rotateSecret(String newSecret) {
		this.keys.set(SigningKeys.of(newSecret));
	}

	/**
	 * Go back to the first secret. Tokens that are not of another one stay valid.
	 */
	void reset() {
		this.keys.updateAndGet(
				(keys) -> keys.secret().equals(this.initialSecret) ? keys : SigningKeys.of(this.initialSecret));
	}

	void revokeAll() {
		this.keys.updateAndGet(SigningKeys::revokeCurrent);
	}

	AccessToken issue(@Nullable String userpoolId, @Nullable String secret) {
		if (userpoolId == null || secret == null) {
			throw new ApiException(ApiResult.INVALID_PARAMETERS);
		}
		if (!this.userpoolId.equals(userpoolId)) {
			throw new ApiException(ApiResult.USERPOOL_NOT_FOUND);
		}
		SigningKeys keys = keys();
		if (!keys.secret().equals(secret)) {
			throw new ApiException(ApiResult.WRONG_SECRET);
		}
		long iat = this.clock.instant().getEpochSecond();
		long exp = iat + this.lifetime.toSeconds();
		return new AccessToken(SignedToken.sign(claims(iat, exp), keys.current()).serialize(), exp, iat);
	}

	void verify(@Nullable String accessToken) {
		SigningKeys keys = keys();
		SignedToken token = SignedToken.parse(accessToken);
		if (token == null) {
			throw new ApiException(ApiResult.NOT_LOGGED_IN);
		}
		if (!token.isSignedWith(keys.current())) {
			boolean revoked = keys.revoked().stream().anyMatch(token::isSignedWith);
			throw new ApiException(revoked ? ApiResult.TOKEN_REVOKED : ApiResult.NOT_LOGGED_IN);
		}
		long exp = ((Number) Objects.requireNonNull(token.claims().get("exp"))).longValue();
		if (this.clock.instant().getEpochSecond() >= exp) {
			throw new ApiException(ApiResult.NOT_LOGGED_IN);
		}
	}

	private static Map<String, Object> claims(long iat, long exp) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("data", Map.of("type", "user", "userPoolId", ROOT_USERPOOL_ID, "id", ADMINISTRATOR_ID, "clientId",
				ROOT_USERPOOL_ID));
		claims.put("iat", iat);
		claims.put("exp", exp);
		return claims;
	}

	private SigningKeys keys() {
		return Objects.requireNonNull(this.keys.get());
	}

}
