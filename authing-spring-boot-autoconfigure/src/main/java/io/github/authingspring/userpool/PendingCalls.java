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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.authingspring.userpool.RequestFailure.Kind;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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

	private final ConcurrentNavigableMap<Key, Runnable> pending = new ConcurrentSkipListMap<>();

	/** The deadline that has a task. */
	private final AtomicLong scheduled = new AtomicLong(Long.MAX_VALUE);

	private final CountDownLatch drained = new CountDownLatch(1);

	private volatile boolean draining;

	private volatile boolean closed;

	PendingCalls(TimeSource timing) {
		this.timing = timing;
		this.start = timing.nanoTime().getAsLong();
	}

	/**
	 * Return the key of a call that begins now.
	 */
	Key key(Duration timeout) {
		return new Key(now() + timeout.toNanos(), this.calls.incrementAndGet());
	}

	/**
	 * Begin a call, unless it is too late for that. Whether it begins or not, it has to
	 * be {@linkplain #end ended}.
	 * @param key its key
	 * @param interruption called when the call must not go on
	 */
	void begin(Key key, Runnable interruption) {
		this.pending.put(key, interruption);
		if (this.draining) {
			throw new RequestFailure(Kind.CLOSED, "the client is closed");
		}
		if (this.closed) {
			throw HttpConnection.closedFailure(false);
		}
		// First, since it fails as long as a customizer of the application does.
		Scheduler timer = this.timing.timer().get();
		schedule(key.deadline, timer);
	}

	/**
	 * End a call: before its caller gets the result, and may close the client, which
	 * would wait for that call.
	 */
	void end(Key key) {
		this.pending.remove(key);
		if (this.draining && this.pending.isEmpty()) {
			this.drained.countDown();
		}
	}

	private void schedule(long deadline, Scheduler timer) {
		if (deadline < this.scheduled.getAndAccumulate(deadline, Math::min)) {
			timer.schedule(() -> expire(deadline, timer), deadline - now(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Interrupt the calls that are due. A call that begins meanwhile either finds that
	 * nothing is scheduled, or is found here.
	 */
	private void expire(long deadline, Scheduler timer) {
		this.scheduled.set(Long.MAX_VALUE);
		this.pending.headMap(new Key(deadline, Long.MAX_VALUE)).values().forEach(Runnable::run);
		Map.Entry<Key, Runnable> earliest = this.pending.firstEntry();
		if (earliest != null) {
			schedule(earliest.getKey().deadline, timer);
		}
	}

	private long now() {
		return this.timing.nanoTime().getAsLong() - this.start;
	}

	/**
	 * Reject new calls and wait for those that are under way, but not on a thread that
	 * must not block: they may need it.
	 * @param timeout how long to wait at most
	 */
	void drain(Duration timeout) {
		this.draining = true;
		if (this.pending.isEmpty()) {
			this.drained.countDown();
		}
		try {
			if (!Schedulers.isInNonBlockingThread()) {
				this.drained.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// Whoever closes again does not wait again.
		this.drained.countDown();
	}

	/**
	 * Interrupt all calls, the latest first: none must get the connection of an earlier
	 * one.
	 */
	void close() {
		this.closed = true;
		this.pending.descendingMap().values().forEach(Runnable::run);
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
	record Key(long deadline, long call) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			int compared = Long.compare(this.deadline, other.deadline);
			return (compared != 0) ? compared : Long.compare(this.call, other.call);
		}

	}

}
