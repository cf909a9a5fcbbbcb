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

package io.github.authingspring.benchmarks.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.authingspring.userpool.AuthingException;
import reactor.core.publisher.Hooks;

/**
 * Errors that came when nobody was left to be told: Reactor logs each as an error, and no
 * call fails.
 */
final class DroppedErrors {

	private final Map<Class<?>, Integer> counts = new ConcurrentHashMap<>();

	private DroppedErrors() {
	}

	static DroppedErrors start() {
		DroppedErrors errors = new DroppedErrors();
		Hooks.onErrorDropped((error) -> errors.counts.merge(error.getClass(), 1, Integer::sum));
		return errors;
	}

	Map<Class<?>, Integer> all() {
		return Map.copyOf(this.counts);
	}

	/**
	 * Return whether all are of the client: failures of calls that were cancelled as the
	 * response came.
	 */
	boolean areExplained() {
		return this.counts.keySet()
			.stream()
			.allMatch((type) -> type.getPackage().equals(AuthingException.class.getPackage()));
	}

}
