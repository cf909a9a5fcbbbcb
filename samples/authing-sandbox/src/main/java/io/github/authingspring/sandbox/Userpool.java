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
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The user pool: its fields by their REST names, with timestamps as {@link Instant}. Its
 * secret is not among them, it is that of the {@link AccessTokens}.
 */
final class Userpool {

	private static final Set<String> TAKEN_DOMAINS = Set.of("authing", "taken");

	private static final Set<String> NEVER_NULL = Set.of("name", "domain", "logo", "emailVerifiedDefault",
			"sendWelcomeEmail", "registerDisabled", "appSsoEnabled");

	/** What has rules of its own: the id and the secret are the sandbox's, times pass. */
	private static final Set<String> NOT_SETTABLE = Set.of("id", "secret", "createdAt", "updatedAt");

	private final Map<String, @Nullable Object> initialFields;

	private final AtomicReference<Map<String, @Nullable Object>> fields;

	private final Clock clock;

	private volatile boolean replacesNestedObjects;

	private volatile AuthingSchema schema = AuthingSchema.CURRENT;

	Userpool(Map<String, @Nullable Object> fields, Clock clock) {
		this.initialFields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
		this.fields = new AtomicReference<>(this.initialFields);
		this.clock = clock;
	}

	Map<String, @Nullable Object> fields() {
		return Objects.requireNonNull(this.fields.get());
	}

	/**
	 * Return the user pool in its REST form.
	 * @param secret the secret
	 * @return the fields
	 */
	Map<String, @Nullable Object> toJson(String secret) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>(fields());
		json.replaceAll((name, value) -> (value instanceof Instant instant) ? Timestamps.rest(instant) : value);
		json.put("secret", secret);
		return json;
	}

	void reset() {
		this.fields.set(this.initialFields);
		this.replacesNestedObjects = false;
		this.schema = AuthingSchema.CURRENT;
	}

	void replaceNestedObjects(boolean replaces) {
		this.replacesNestedObjects = replaces;
	}

	boolean replacesNestedObjects() {
		return this.replacesNestedObjects;
	}

	AuthingSchema schema() {
		return this.schema;
	}

	void useSchemaOfEarly2021(boolean early2021) {
		this.schema = early2021 ? AuthingSchema.EARLY_2021 : AuthingSchema.CURRENT;
	}

	/**
	 * Change fields without the rules that the API has.
	 * @param changes the new values by the names that REST has
	 * @throws IllegalArgumentException if a field cannot have that value
	 */
	void set(Map<String, @Nullable Object> changes) {
		changes.forEach((name, value) -> {
			Assert.isTrue(!NOT_SETTABLE.contains(name), () -> "'" + name + "' cannot be set");
			Assert.isTrue(value != null || !NEVER_NULL.contains(name), () -> "'" + name + "' must not be null");
		});
		apply(changes, false);
	}

	/**
	 * Change what the given input names, and leave everything else as it is.
	 * @param input the value of an {@code UpdateUserpoolInput}
	 * @return all fields after the change
	 */
	Map<String, @Nullable Object> update(Map<String, @Nullable Object> input) {
		check(input);
		return input.isEmpty() ? fields() : apply(input, this.replacesNestedObjects);
	}

	private Map<String, @Nullable Object> apply(Map<String, @Nullable Object> input, boolean replaces) {
		Instant now = this.clock.instant();
		return Objects.requireNonNull(this.fields.updateAndGet((fields) -> {
			Map<String, @Nullable Object> updated = new LinkedHashMap<>(fields);
			input.forEach((name, value) -> updated.put(name, updatedValue(name, fields.get(name), value, replaces)));
			updated.put("updatedAt", now);
			return Collections.unmodifiableMap(updated);
		}));
	}

	private static void check(Map<String, @Nullable Object> input) {
		for (String name : NEVER_NULL) {
			if (input.containsKey(name) && input.get(name) == null) {
				throw new ApiException(ApiResult.INVALID_PARAMETERS, Map.of("field", name));
			}
		}
		if (input.get("domain") instanceof String domain && TAKEN_DOMAINS.contains(domain)) {
			throw new ApiException(ApiResult.DOMAIN_TAKEN, Map.of("domain", domain));
		}
	}

	private static @Nullable Object updatedValue(String name, @Nullable Object current, @Nullable Object update,
			boolean replaces) {
		if (update instanceof List<?> codes && name.equals("userpoolTypes")) {
			return codes.stream().map((code) -> (code instanceof String text) ? userpoolType(text) : code).toList();
		}
		if (update instanceof Map<?, ?> nested) {
			return merge(name, (current instanceof Map<?, ?> map) ? map : Map.of(), nested, replaces);
		}
		return update;
	}

	private static Map<String, @Nullable Object> merge(String name, Map<?, ?> current, Map<?, ?> update,
			boolean replaces) {
		Map<String, @Nullable Object> merged = new LinkedHashMap<>();
		current.forEach((key, value) -> merged.put((String) key, replaces ? null : value));
		update.forEach((key, value) -> merged.put(restName(name, (String) key), value));
		return Collections.unmodifiableMap(merged);
	}

	/**
	 * GraphQL misspells a field of one nested object; REST does not.
	 */
	private static String restName(String parent, String name) {
		return (parent.equals("app2WxappLoginStrategy") && name.equals("ticketExpriresAfter")) ? "ticketExpiresAfter"
				: name;
	}

	private static Map<String, @Nullable Object> userpoolType(String code) {
		Map<String, @Nullable Object> type = new LinkedHashMap<>();
		type.put("code", code);
		type.put("name", StringUtils.capitalize(code));
		type.put("description", null);
		type.put("image", null);
		type.put("sdks", List.of());
		return Collections.unmodifiableMap(type);
	}

}
