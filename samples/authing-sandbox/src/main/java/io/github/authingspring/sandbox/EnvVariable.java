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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable of the user pool.
 *
 * @param id the id
 * @param createdAt when the key was set first
 * @param updatedAt when the key was set last
 * @param userpoolId the id of the user pool
 * @param key the key
 * @param value any JSON value
 */
record EnvVariable(String id, Instant createdAt, Instant updatedAt, String userpoolId, String key,
		@Nullable Object value) {

	EnvVariable withValue(@Nullable Object newValue, Instant now) {
		return new EnvVariable(this.id, this.createdAt, now, this.userpoolId, this.key, newValue);
	}

	Map<String, @Nullable Object> toJson() {
		Map<String, @Nullable Object> json = toJsonWithoutValue();
		json.put("value", this.value);
		return json;
	}

	Map<String, @Nullable Object> toJsonWithoutValue() {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("id", this.id);
		json.put("createdAt", Timestamps.rest(this.createdAt));
		json.put("updatedAt", Timestamps.rest(this.updatedAt));
		json.put("userPoolId", this.userpoolId);
		json.put("key", this.key);
		return json;
	}

	@Override
	public String toString() {
		return "EnvVariable[key=" + this.key + "]";
	}

}
