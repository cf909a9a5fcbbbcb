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
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the user pool, in the order in which their keys were set
 * first.
 */
final class EnvVariables {

	private final Map<String, EnvVariable> variables = Collections.synchronizedMap(new LinkedHashMap<>());

	private final AtomicLong lastId = new AtomicLong();

	private final Map<String, @Nullable Object> initialValues;

	private final String userpoolId;

	private final Clock clock;

	EnvVariables(Map<String, @Nullable Object> initialValues, String userpoolId, Clock clock) {
		this.initialValues = initialValues;
		this.userpoolId = userpoolId;
		this.clock = clock;
		initialValues.forEach(this::set);
	}

	void reset() {
		// The lock of the map itself, so that nobody sees it empty.
		synchronized (this.variables) {
			this.variables.clear();
			this.lastId.set(0);
			this.initialValues.forEach(this::set);
		}
	}

	List<EnvVariable> list() {
		// Unlike an iteration, this is one atomic step for a synchronized map.
		return List.of(this.variables.values().toArray(EnvVariable[]::new));
	}

	EnvVariable set(String key, @Nullable Object value) {
		Instant now = this.clock.instant();
		return Objects.requireNonNull(this.variables.compute(key, (name, current) -> (current != null)
				? current.withValue(value, now) : new EnvVariable(nextId(), now, now, this.userpoolId, key, value)));
	}

	void remove(String key) {
		this.variables.remove(key);
	}

	private String nextId() {
		return "614c%020x".formatted(this.lastId.incrementAndGet());
	}

}
