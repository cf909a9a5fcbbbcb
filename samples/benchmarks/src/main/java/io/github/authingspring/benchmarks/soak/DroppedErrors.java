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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Hooks;

/**
 * Errors that came when nobody was left to be told: Reactor logs each as an error, and no
 * call fails.
 */
final class DroppedErrors {

	/**
	 * Of Spring: an answer that arrives while its call is given up is released, and a
	 * reader of its body told so.
	 */
	private static final String EXPLAINED = "IllegalStateException: "
			+ "The client response body has been released already due to cancellation.";

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	private DroppedErrors() {
	}

	static DroppedErrors start() {
		DroppedErrors errors = new DroppedErrors();
		Hooks.onErrorDropped((error) -> errors.counts
			.merge(error.getClass().getSimpleName() + ": " + error.getMessage(), 1, Integer::sum));
		return errors;
	}

	Map<String, Integer> all() {
		return new TreeMap<>(this.counts);
	}

	boolean areExplained() {
		return this.counts.keySet().stream().allMatch(EXPLAINED::equals);
	}

}
