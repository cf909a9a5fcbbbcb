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

import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/**
 * One way to read a user pool.
 */
interface Candidate extends AutoCloseable {

	Object listEnv();

	Object detail();

	/**
	 * As {@link #listEnv()}, without blocking.
	 */
	default Mono<?> reactiveListEnv() {
		throw new UnsupportedOperationException("There is no reactive client");
	}

	@Override
	void close();

	/**
	 * Return what makes a candidate at its first call, in an application that is started
	 * now. This project's client makes its WebClient by itself with the first call.
	 */
	static Supplier<Candidate> prepare(String name, String host) {
		if (name.startsWith("authing")) {
			Candidate candidate = create(name, host);
			return () -> candidate;
		}
		Application.start(host, false);
		return () -> create(name, host);
	}

	/**
	 * Make a candidate, which has sent nothing so far.
	 * @param name its name: {@code authing}, {@code authing-http2}, {@code web-client},
	 * {@code web-client-lean} or {@code java-core}
	 * @param host the server
	 * @return the candidate
	 */
	static Candidate create(String name, String host) {
		return switch (name) {
			case "authing" -> new AuthingCandidate(host, false);
			case "authing-http2" -> new AuthingCandidate(host, true);
			case "web-client" -> new WebClientCandidate(host);
			case "web-client-lean" -> new LeanWebClientCandidate(host);
			case "java-core" -> new JavaCoreCandidate(host);
			default -> throw new IllegalArgumentException(name);
		};
	}

}
