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
 * @param warmUpMillis length of a warm-up iteration
 * @param iterations measured iterations per turn
 * @param iterationMillis length of a measured iteration
 * @param coldStarts processes per candidate that start cold
 * @param starts starts of the application, with the starter and without it each
 * @param shortTokenCalls calls with short tokens
 */
record Effort(int rounds, int warmUpMillis, int iterations, int iterationMillis, int coldStarts, int starts,
		int shortTokenCalls) {

	static final Effort FULL = new Effort(2, 2300, 2, 2500, 2, 7, 1000);

	/** Proves that everything runs. Its figures mean nothing. */
	static final Effort SMOKE = new Effort(1, 300, 1, 500, 1, 1, 100);

}
