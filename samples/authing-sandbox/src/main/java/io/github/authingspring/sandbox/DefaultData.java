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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a sandbox holds when it starts.
 */
final class DefaultData {

	private final Map<String, @Nullable Object> userpool;

	private final Map<String, @Nullable Object> environmentVariables;

	private DefaultData(Map<String, @Nullable Object> userpool, Map<String, @Nullable Object> environmentVariables) {
		this.userpool = userpool;
		this.environmentVariables = environmentVariables;
	}

	static DefaultData read() {
		try (InputStream stream = DefaultData.class.getResourceAsStream("default-data.json")) {
			Map<String, @Nullable Object> json = Json
				.readObject(Objects.requireNonNull(stream, "default-data.json is missing").readAllBytes());
			return new DefaultData(object(json, "userpool"), object(json, "environmentVariables"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Userpool userpool(String id, String jwtSecret, Clock clock) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("id", id);
		fields.put("jwtSecret", jwtSecret);
		fields.putAll(this.userpool);
		fields.computeIfPresent("createdAt", (name, value) -> Instant.parse((String) value));
		fields.computeIfPresent("updatedAt", (name, value) -> Instant.parse((String) value));
		return new Userpool(fields, clock);
	}

	EnvVariables environmentVariables(String userpoolId, Clock clock) {
		return new EnvVariables(this.environmentVariables, userpoolId, clock);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> json, String name) {
		return (Map<String, @Nullable Object>) Objects.requireNonNull(json.get(name));
	}

}
