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

package io.github.authingspring.benchmarks;

import java.util.List;

/**
 * What the candidates do at the same number of callers and the same latency.
 */
enum Scenario {

	LIST_ENV("listEnv", 64, 20, List.of("authing", "web-client-lean", "web-client", "java-core")),

	DETAIL("detail", 64, 20, List.of("authing", "web-client-lean", "web-client")),

	/** One thread subscribes; the benchmark itself keeps 64 calls under way. */
	REACTIVE("reactiveListEnv", 1, 20, List.of("authing", "web-client-lean")),

	CORES_FULL("listEnv", 400, 20, List.of("authing", "java-core")),

	SINGLE_CALLER("listEnv", 1, 0, List.of("authing", "web-client-lean", "java-core"));

	private final String method;

	private final int threads;

	private final int latency;

	private final List<String> candidates;

	Scenario(String method, int threads, int latency, List<String> candidates) {
		this.method = method;
		this.threads = threads;
		this.latency = latency;
		this.candidates = candidates;
	}

	String method() {
		return this.method;
	}

	int threads() {
		return this.threads;
	}

	int latency() {
		return this.latency;
	}

	/**
	 * Return whether the cores have nothing to wait for: then there are enough calls in
	 * half the time.
	 */
	boolean isBusy() {
		return this.latency == 0 || this.threads > 64;
	}

	List<String> candidates() {
		return this.candidates;
	}

}
