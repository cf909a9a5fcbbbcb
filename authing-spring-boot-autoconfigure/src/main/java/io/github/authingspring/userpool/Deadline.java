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

package io.github.authingspring.userpool;

import java.time.Duration;

/**
 * The moment at which a call has to be over.
 */
final class Deadline {

	private final TimeSource timing;

	private final long start;

	private final Duration timeout;

	Deadline(Duration timeout, TimeSource timing) {
		this.timing = timing;
		this.start = timing.nanoTime().getAsLong();
		this.timeout = timeout;
	}

	/**
	 * Return what it means that the moment has come.
	 */
	String description() {
		return "it timed out after " + AuthingExceptionFactory.text(this.timeout) + " (authing.call-timeout)";
	}

	Duration elapsed() {
		return Duration.ofNanos(this.timing.nanoTime().getAsLong() - this.start);
	}

	Duration remaining() {
		return this.timeout.minus(elapsed());
	}

}
