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
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of a user pool with the keys that sign the tokens given out for it. A key is
 * random rather than derived from the secret: coming back to a former secret does not
 * bring its tokens back to life.
 *
 * @param secret the secret of the user pool
 * @param current the key that signs
 * @param revoked the keys of revoked tokens
 */
record SigningKeys(String secret, SigningKey current, List<SigningKey> revoked) {

	private static final SecureRandom RANDOM = new SecureRandom();

	static SigningKeys of(String secret) {
		return new SigningKeys(secret, SigningKey.random(), List.of());
	}

	SigningKeys revokeCurrent() {
		return new SigningKeys(this.secret, SigningKey.random(),
				Stream.concat(this.revoked.stream(), Stream.of(this.current)).toList());
	}

	@Override
	public String toString() {
		return "SigningKeys[revoked=" + this.revoked.size() + "]";
	}

	/**
	 * A key that signs tokens.
	 */
	static final class SigningKey {

		private final byte[] bytes;

		private SigningKey(byte[] bytes) {
			this.bytes = bytes;
		}

		private static SigningKey random() {
			byte[] bytes = new byte[32];
			RANDOM.nextBytes(bytes);
			return new SigningKey(bytes);
		}

		byte[] sign(String content) {
			try {
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(this.bytes, mac.getAlgorithm()));
				return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("HMAC-SHA256 is not available", ex);
			}
		}

	}

}
