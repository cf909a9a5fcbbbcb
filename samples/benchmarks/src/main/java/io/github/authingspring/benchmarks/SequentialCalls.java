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
 * One caller who calls again and again.
 */
final class SequentialCalls {

	private SequentialCalls() {
	}

	/**
	 * Make the calls.
	 * @param args candidate, host, number of calls
	 */
	public static void main(String[] args) {
		try (Candidate candidate = Candidate.create(args[0], args[1])) {
			for (int i = 0; i < Integer.parseInt(args[2]); i++) {
				candidate.listEnv();
			}
		}
		System.out.println("{}");
		System.exit(0);
	}

}
