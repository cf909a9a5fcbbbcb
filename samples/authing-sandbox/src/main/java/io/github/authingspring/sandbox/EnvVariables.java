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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the user pool, in the order in which their keys were set
 * first.
 */
final class EnvVariables {

	/** How far a list that lags is behind. */
	private static final Duration LAG = Duration.ofSeconds(1);

	private final Map<String, EnvVariable> variables = new LinkedHashMap<>();

	/** The latest changes, oldest first, while the list lags. */
	private final Deque<Change> changes = new ArrayDeque<>();

	private boolean lags;

	private long lastId;

	private final Map<String, @Nullable Object> initialValues;

	private final String userpoolId;

	private final Clock clock;

	EnvVariables(Map<String, @Nullable Object> initialValues, String userpoolId, Clock clock) {
		this.initialValues = initialValues;
		this.userpoolId = userpoolId;
		this.clock = clock;
		initialValues.forEach(this::set);
	}

	synchronized void reset() {
		lag(false);
		this.variables.clear();
		this.lastId = 0;
		this.initialValues.forEach(this::set);
	}

	synchronized void lag(boolean lag) {
		this.lags = lag;
		this.changes.clear();
	}

	synchronized boolean lags() {
		return this.lags;
	}

	synchronized List<EnvVariable> list() {
		return List.copyOf(this.variables.values());
	}

	/**
	 * Return what a request for the list is told, which may not be the latest.
	 * @return the variables
	 */
	synchronized List<EnvVariable> listed() {
		Instant seen = this.clock.instant().minus(LAG);
		return this.changes.stream()
			.filter((change) -> change.time().isAfter(seen))
			.findFirst()
			.map(Change::before)
			.orElseGet(this::list);
	}

	synchronized EnvVariable set(String key, @Nullable Object value) {
		Instant now = this.clock.instant();
		noteChange(now);
		EnvVariable current = this.variables.get(key);
		EnvVariable variable = (current != null) ? current.withValue(value, now)
				: new EnvVariable(nextId(), now, now, this.userpoolId, key, value);
		this.variables.put(key, variable);
		return variable;
	}

	synchronized void remove(String key) {
		noteChange(this.clock.instant());
		this.variables.remove(key);
	}

	private void noteChange(Instant now) {
		if (this.lags) {
			this.changes.removeIf((change) -> !change.time().isAfter(now.minus(LAG)));
			this.changes.addLast(new Change(now, list()));
		}
	}

	private String nextId() {
		return "614c%020x".formatted(++this.lastId);
	}

	/**
	 * A change of the variables.
	 *
	 * @param time when it was made
	 * @param before what there was before
	 */
	private record Change(Instant time, List<EnvVariable> before) {

	}

}
