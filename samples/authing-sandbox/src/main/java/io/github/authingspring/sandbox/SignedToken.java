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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

import io.github.authingspring.sandbox.SigningKeys.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * A JWT that is signed with HS256. It takes no library: one on the class path of an
 * application could change the version that the application itself runs with.
 */
final class SignedToken {

	private static final String HEADER = encode(Json.write(Map.of("alg", "HS256", "typ", "JWT")));

	private final String content;

	private final byte[] signature;

	private SignedToken(String content, byte[] signature) {
		this.content = content;
		this.signature = signature;
	}

	static SignedToken sign(Map<String, Object> claims, SigningKey key) {
		String content = HEADER + "." + encode(Json.write(claims));
		return new SignedToken(content, key.sign(content));
	}

	/**
	 * Read a token that somebody sent.
	 * @param token the token
	 * @return the token, or {@code null} if it is none
	 */
	static @Nullable SignedToken parse(@Nullable String token) {
		int dot = (token != null) ? token.lastIndexOf('.') : -1;
		if (token == null || dot == -1) {
			return null;
		}
		try {
			return new SignedToken(token.substring(0, dot), Base64.getUrlDecoder().decode(token.substring(dot + 1)));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	boolean isSignedWith(SigningKey key) {
		return MessageDigest.isEqual(key.sign(this.content), this.signature);
	}

	/**
	 * Return the claims. Only for a token with a signature of ours: that of anybody else
	 * may be anything.
	 * @return the claims
	 */
	Map<String, @Nullable Object> claims() {
		return Json.readObject(Base64.getUrlDecoder().decode(this.content.substring(HEADER.length() + 1)));
	}

	String serialize() {
		return this.content + "." + encode(this.signature);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static String encode(String json) {
		return encode(json.getBytes(StandardCharsets.UTF_8));
	}

}
