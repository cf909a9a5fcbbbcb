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

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.authingspring.sandbox.SigningKeys.SigningKey;
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

	private final Duration lifetime;

	private final Clock clock;

	private final AtomicReference<SigningKeys> keys;

	AccessTokens(String userpoolId, String secret, Duration lifetime, Clock clock) {
		this.userpoolId = userpoolId;
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
		return new AccessToken(sign(claims(iat, exp), keys.current()), exp, iat);
	}

	void verify(@Nullable String token) {
		SigningKeys keys = keys();
		try {
			SignedJWT jwt = SignedJWT.parse(Objects.requireNonNullElse(token, ""));
			if (!isSignedWith(keys.current(), jwt)) {
				throw new ApiException(isRevoked(keys, jwt) ? ApiResult.TOKEN_REVOKED : ApiResult.NOT_LOGGED_IN);
			}
			Instant expiry = jwt.getJWTClaimsSet().getExpirationTime().toInstant();
			if (!this.clock.instant().isBefore(expiry)) {
				throw new ApiException(ApiResult.NOT_LOGGED_IN);
			}
		}
		catch (JOSEException | ParseException ex) {
			throw new ApiException(ApiResult.NOT_LOGGED_IN);
		}
	}

	private static boolean isRevoked(SigningKeys keys, SignedJWT jwt) throws JOSEException {
		for (SigningKey revoked : keys.revoked()) {
			if (isSignedWith(revoked, jwt)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isSignedWith(SigningKey key, SignedJWT jwt) throws JOSEException {
		return jwt.verify(new MACVerifier(key.bytes()));
	}

	private static String sign(JWTClaimsSet claims, SigningKey key) {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
		SignedJWT jwt = new SignedJWT(header, claims);
		try {
			jwt.sign(new MACSigner(key.bytes()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("HS256 is not available", ex);
		}
		return jwt.serialize();
	}

	private static JWTClaimsSet claims(long iat, long exp) {
		Map<String, String> data = new LinkedHashMap<>();
		data.put("type", "user");
		data.put("userPoolId", ROOT_USERPOOL_ID);
		data.put("id", ADMINISTRATOR_ID);
		data.put("clientId", ROOT_USERPOOL_ID);
		return new JWTClaimsSet.Builder().claim("data", data)
			.issueTime(Date.from(Instant.ofEpochSecond(iat)))
			.expirationTime(Date.from(Instant.ofEpochSecond(exp)))
			.build();
	}

	private SigningKeys keys() {
		return Objects.requireNonNull(this.keys.get());
	}

}
