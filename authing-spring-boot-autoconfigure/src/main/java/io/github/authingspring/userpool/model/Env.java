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

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An environment variable of a user pool
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6). Components are
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
 * @param createdAt when the variable was made
 * @param updatedAt when the variable was last set
 * @param additionalFields fields that this version does not know or that have an
 * unexpected form, by name, as Java has JSON; unmodifiable, never {@code null}, may hold
 * secrets
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record Env(@Nullable String id, @Nullable String userPoolId, @Nullable String key, @Nullable Object value,
		@JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant createdAt,
		@JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant updatedAt,
		@JsonAnyGetter Map<String, Object> additionalFields) {

	/**
	 * Read a variable from JSON as {@code listEnv} has it in {@code data}. Meant for
	 * tests and caches.
	 * @param json a JSON object with the fields of the API
	 * @return the variable
	 * @throws IllegalArgumentException if the text is no JSON object; the message never
	 * quotes the text
	 */
	public static Env fromJson(String json) {
		return fromJson(JsonFields.parse(json, "Env"));
	}

	/**
	 * Read a variable from a JSON tree, as any Jackson mapper does.
	 * @param json a JSON object with the fields of the API
	 * @return the variable
	 * @throws IllegalArgumentException if the tree is no JSON object
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static Env fromJson(@JsonDeserialize(using = JsonFields.TreeDeserializer.class) JsonNode json) {
		JsonFields fields = JsonFields.of(json, "Env");
		return new Env(fields.text("id"), fields.text("userPoolId"), fields.text("key"), fields.any("value"),
				fields.instant("createdAt"), fields.instant("updatedAt"), fields.others());
	}

	/**
	 * Return a description without the value, and of the additional fields only the
	 * names.
	 */
	@Override
	public String toString() {
		return Masking.describe(this, "value");
	}

}
