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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How long a token lives: the difference of its two timestamps, so that it does not
 * matter what time the server or this machine thinks it is.
 */
final class TokenLifetime {

	/** Taken where neither the answer nor the token tells. */
	static final Duration UNKNOWN = Duration.ofSeconds(60);

	/** Longer lifetimes are not believed, and would overflow the monotonic clock. */
	private static final Duration MAX = Duration.ofDays(3650);

	private TokenLifetime() {
	}

	/**
	 * Return the lifetime that {@code exp} and {@code iat} (seconds, as numbers or text)
	 * give, or {@code null} where the pair is incomplete or makes no sense.
	 */
	static @Nullable Duration of(JsonNode claims) {
		double lifetime = seconds(claims.path("exp")) - seconds(claims.path("iat"));
		if (!(lifetime > 0)) {
			return null;
		}
		return Duration.ofSeconds((long) Math.min(Math.ceil(lifetime), MAX.toSeconds()));
	}

	/**
	 * Return the lifetime that the claims of a JWT give, or {@code null} where it is
	 * none.
	 */
	static @Nullable Duration ofJwt(String token) {
		String[] parts = token.split("\\.", 4);
		if (parts.length != 3) {
			return null;
		}
		try {
			byte[] claims = Base64.getUrlDecoder().decode(parts[1].getBytes(StandardCharsets.US_ASCII));
			return of(Json.read(claims));
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return null;
		}
	}

	private static double seconds(JsonNode node) {
		return (node.isNumber() || node.isString()) ? node.asDouble(Double.NaN) : Double.NaN;
	}

}
