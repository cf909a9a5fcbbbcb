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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The last requests, oldest first. It never holds a secret.
 */
final class RequestLog {

	static final int CAPACITY = 100;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final Clock clock;

	RequestLog(Clock clock) {
		this.clock = clock;
	}

	synchronized Entry add(RequestSummary summary) {
		if (this.entries.size() == CAPACITY) {
			this.entries.removeFirst();
		}
		Entry entry = new Entry(this.clock.instant(), summary);
		this.entries.addLast(entry);
		return entry;
	}

	synchronized void clear() {
		this.entries.clear();
	}

	synchronized List<RecordedRequest> list() {
		return this.entries.stream().map(Entry::toRequest).toList();
	}

	/**
	 * A request, written down as soon as it is there, whatever becomes of it.
	 */
	static final class Entry {

		private final Instant time;

		private final RequestSummary summary;

		private volatile @Nullable Integer status;

		private Entry(Instant time, RequestSummary summary) {
			this.time = time;
			this.summary = summary;
		}

		void responded(int status) {
			this.status = status;
		}

		private RecordedRequest toRequest() {
			return new RecordedRequest(this.time, this.summary.operation(), this.summary.method(), this.summary.path(),
					this.summary.headers(), this.summary.body(), this.status);
		}

	}

}
