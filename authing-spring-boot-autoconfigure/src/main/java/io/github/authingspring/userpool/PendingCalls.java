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
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The calls of a client that are under way: ends each at its timeout, and all of them
 * when the client or its connections are closed.
 * <p>
 * Only the earliest timeout has a task on the timer. Netty wakes an event loop for each
 * task that comes from another thread, and that costs a call more than all else here.
 */
final class PendingCalls {

	private final TimeSource timing;

	private final long start;

	private final AtomicLong calls = new AtomicLong();

	private final ConcurrentNavigableMap<Key, MonoSink<Void>> pending = new ConcurrentSkipListMap<>();

	/** The deadline that has a task. */
	private final AtomicLong scheduled = new AtomicLong(Long.MAX_VALUE);

	private volatile boolean closed;

	PendingCalls(TimeSource timing) {
		this.timing = timing;
		this.start = timing.nanoTime().getAsLong();
	}

	/**
	 * Return what completes when a call that begins now has to end.
	 */
	Mono<Void> end(Duration timeout) {
		return Mono.create((sink) -> {
			Key key = new Key(now() + timeout.toNanos(), this.calls.incrementAndGet());
			this.pending.put(key, sink);
			sink.onDispose(() -> this.pending.remove(key));
			if (this.closed) {
				sink.success();
			}
			else {
				schedule(key.deadline);
			}
		});
	}

	private void schedule(long deadline) {
		// First, since it fails as long as a customizer of the application does.
		Scheduler timer = this.timing.timer().get();
		if (deadline < this.scheduled.getAndAccumulate(deadline, Math::min)) {
			timer.schedule(() -> expire(deadline), deadline - now(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * End the calls that are due. A call that begins meanwhile either finds that nothing
	 * is scheduled, or is found here.
	 */
	private void expire(long deadline) {
		this.scheduled.set(Long.MAX_VALUE);
		this.pending.headMap(new Key(deadline, Long.MAX_VALUE)).values().forEach(MonoSink::success);
		Map.Entry<Key, MonoSink<Void>> earliest = this.pending.firstEntry();
		if (earliest != null) {
			schedule(earliest.getKey().deadline);
		}
	}

	private long now() {
		return this.timing.nanoTime().getAsLong() - this.start;
	}

	/**
	 * End all calls, the latest first: none must get the connection of an earlier one.
	 */
	void close() {
		this.closed = true;
		this.pending.descendingMap().values().forEach(MonoSink::success);
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * When a call has to be over.
	 *
	 * @param deadline the moment, in nanoseconds
	 * @param call which call it is
	 */
	private record Key(long deadline, long call) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			int compared = Long.compare(this.deadline, other.deadline);
			return (compared != 0) ? compared : Long.compare(this.call, other.call);
		}

	}

}
