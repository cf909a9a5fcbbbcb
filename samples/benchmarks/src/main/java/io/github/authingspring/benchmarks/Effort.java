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

/**
 * How much is measured.
 *
 * @param rounds rounds of the scenarios, in each of which every candidate has its turn
 * @param warmUpSeconds how long a warm-up may take
 * @param iterations measured iterations per turn
 * @param iterationMillis length of a measured iteration
 * @param processes processes per candidate that start cold
 * @param starts starts of the application, with the client and without it each
 * @param firstCallProcesses processes per candidate that make one call
 * @param firstCalls the calls that a process begins with
 * @param shortTokenCalls calls with short tokens
 * @param clients clients of tenants in one application, at most
 * @param profileSeconds how long a candidate is profiled
 */
record Effort(int rounds, int warmUpSeconds, int iterations, int iterationMillis, int processes, int starts,
		int firstCallProcesses, int firstCalls, int shortTokenCalls, int clients, int profileSeconds) {

	static final Effort FULL = new Effort(3, 22, 2, 3000, 3, 15, 7, 20000, 1000, 1000, 12);

	/** Proves that everything runs. Its figures mean nothing. */
	static final Effort SMOKE = new Effort(1, 2, 1, 500, 1, 1, 1, 500, 100, 10, 1);

}
