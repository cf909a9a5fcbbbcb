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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable of a user pool (wire contract, section 6). Components are
 * {@code null} where the server said nothing. The constructor is not part of the API,
 * since a field that the server gains is added to it; tests make a variable with
 * {@link #fromJson(String)}.
 *
 * @param id id of the variable
 * @param userPoolId id of the user pool
 * @param key name of the variable
 * @param value value of the variable as Java has it: {@code String}, {@code Boolean},
 * {@code Integer}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code List},
 * {@code Map} or {@code null}; no digit of a number is lost; <strong>treat it as a
 * secret</strong>
 * @param createdAt when the variable was made; {@code null} also where the server's text
 * is no timestamp
 * @param updatedAt when the variable was last set; {@code null} also where the server's
 * text is no timestamp
 * @since 0.1.0
 */
public record Env(@Nullable String id, @Nullable String userPoolId, @Nullable String key, @Nullable Object value,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/**
	 * Read a variable from JSON as {@code listEnv} answers it in {@code data}. Meant for
	 * tests.
	 * @param json a JSON object with the fields of the API
	 * @return the variable
	 * @throws IllegalArgumentException if the text is no JSON object or a field has an
	 * unusable type; the message never quotes the text
	 */
	public static Env fromJson(String json) {
		return Json.fromJson(json, Env.class);
	}

	/**
	 * Return a description without the value.
	 */
	@Override
	public String toString() {
		return Masking.describe(this, "value");
	}

}
