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

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.authingspring.benchmarks.soak.InjectedFault.Kind;
import io.github.authingspring.userpool.AuthingAuthenticationException;
import io.github.authingspring.userpool.AuthingException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the server fail, one random episode after the other, with quiet times between them
 * in which every call has to succeed.
 */
final class FaultInjector implements Runnable {

	private static final List<Kind> OF_TOKEN_REQUESTS = List.of(Kind.UNAVAILABLE, Kind.RATE_LIMITED, Kind.RESET,
			Kind.LOST_RESPONSE, Kind.TRUNCATED, Kind.EARLY_HINTS, Kind.KEEP_ALIVE, Kind.LARGE_HEADERS);

	private static final List<Kind> OF_CHANGES = List.of(Kind.UNAVAILABLE, Kind.RATE_LIMITED, Kind.RESET,
			Kind.LOST_RESPONSE, Kind.TRUNCATED, Kind.REJECTED_TOKEN, Kind.EARLY_HINTS, Kind.KEEP_ALIVE,
			Kind.LARGE_HEADERS);

	private static final List<Kind> OF_UPDATES = Stream.concat(OF_CHANGES.stream(), Stream.of(Kind.ODD_FIELDS))
		.toList();

	private static final List<Operation> OPERATIONS = List.of(Operation.DETAIL, Operation.DETAIL, Operation.LIST_ENV,
			Operation.LIST_ENV, Operation.UPDATE, Operation.ADD_ENV, Operation.REMOVE_ENV, Operation.AUTHENTICATE);

	private static final int MAX_FAULTS = 3;

	private static final int MAX_QUIET_MILLIS = 1500;

	/** Longer than connections are kept that were announced as such. */
	private static final Duration LULL = Duration.ofMillis(InjectedFault.KEEP_ALIVE * 1000 + 500);

	private final List<Episode> episodes = new CopyOnWriteArrayList<>();

	private final SandboxProcess sandbox;

	private final RunClock clock;

	private final Random random;

	private final Thread thread = new Thread(this, "soak-faults");

	private final AtomicInteger revocations = new AtomicInteger();

	private volatile @Nullable Throwable failure;

	FaultInjector(SandboxProcess sandbox, RunClock clock, long seed) {
		this.sandbox = sandbox;
		this.clock = clock;
		this.random = new Random(seed);
	}

	void start() {
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void run() {
		try {
			while (this.clock.isRunning()) {
				Thread.sleep(this.random.nextInt(MAX_QUIET_MILLIS));
				inject();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
	}

	private void inject() throws InterruptedException {
		List<InjectedFault> faults = new ArrayList<>();
		int count = 1 + this.random.nextInt(MAX_FAULTS);
		for (int i = 0; i < count; i++) {
			faults.add(fault(OPERATIONS.get(this.random.nextInt(OPERATIONS.size()))));
		}
		// A token request that is to fail has to be needed.
		boolean revocation = this.random.nextInt(4) == 0
				|| faults.stream().anyMatch((fault) -> fault.operation() == Operation.AUTHENTICATE);
		Episode episode = new Episode(faults, revocation, this.clock.now());
		this.episodes.add(episode);
		faults.forEach((fault) -> this.sandbox.addFault(fault.toJson()));
		if (revocation) {
			this.sandbox.revokeTokens();
			this.revocations.incrementAndGet();
		}
		int last = faults.stream()
			.filter((fault) -> fault.kind() == Kind.KEEP_ALIVE)
			.mapToInt(InjectedFault::times)
			.max()
			.orElse(0) / 2;
		for (int left = this.sandbox.faults().left(); left > 0; left = this.sandbox.faults().left()) {
			if (!this.clock.isRunning()) {
				// Calls under way may still meet it.
				return;
			}
			if (left <= last) {
				// Connections that are in use all the time are never used too late.
				this.clock.lull(LULL);
				last = 0;
			}
			Thread.sleep(100);
		}
		episode.end(this.clock.now());
	}

	private InjectedFault fault(Operation operation) {
		if (operation == Operation.AUTHENTICATE) {
			InjectedFault fault = fault(operation, OF_TOKEN_REQUESTS, 1 + this.random.nextInt(6));
			// After a token request that succeeds there is none for long.
			return fault.isHarmless() ? new InjectedFault(fault.kind(), operation, 1, fault.amount()) : fault;
		}
		if (!operation.isRead()) {
			return fault(operation, (operation == Operation.UPDATE) ? OF_UPDATES : OF_CHANGES,
					1 + this.random.nextInt(10));
		}
		boolean outage = this.random.nextInt(3) == 0;
		return fault(operation, List.of(Kind.values()),
				outage ? 50 + this.random.nextInt(250) : 1 + this.random.nextInt(10));
	}

	private InjectedFault fault(Operation operation, List<Kind> kinds, int times) {
		Kind kind = kinds.get(this.random.nextInt(kinds.size()));
		return switch (kind) {
			case LATENCY -> new InjectedFault(kind, operation, times,
					(this.random.nextInt(3) == 0) ? 5500 : 20 + this.random.nextInt(1480));
			case RATE_LIMITED ->
				new InjectedFault(kind, operation, times, List.of(0, 1, 2, 10).get(this.random.nextInt(4)));
			case EARLY_HINTS ->
				new InjectedFault(kind, operation, times, List.of(0, 300, 1000).get(this.random.nextInt(3)));
			// All calls of a read, so that many connections wait for the next.
			case KEEP_ALIVE -> new InjectedFault(kind, operation, operation.isRead() ? 300 : times, 0);
			case REJECTED_TOKEN -> new InjectedFault(kind, operation, Math.min(times, 20), 0);
			default -> new InjectedFault(kind, operation, times, 0);
		};
	}

	/**
	 * Return whether a fault accounts for the failure of a call. Two revocations within
	 * one call do, too: a call is retried once with a new token.
	 */
	boolean explains(Operation called, AuthingException ex, long begin, long end) {
		if (this.episodes.stream().anyMatch((episode) -> episode.explains(called, ex, begin, end))) {
			return true;
		}
		return ex instanceof AuthingAuthenticationException
				&& this.episodes.stream().filter((episode) -> episode.revokedWithin(begin, end)).count() > 1;
	}

	/**
	 * Return the last episodes, for a failure that nothing explains.
	 */
	List<Episode> lastEpisodes() {
		int size = this.episodes.size();
		return List.copyOf(this.episodes).subList(Math.max(0, size - 4), size);
	}

	/**
	 * Wait for the end and take back what is left.
	 */
	void stop() throws InterruptedException {
		this.thread.join(Duration.ofSeconds(60).toMillis());
		if (this.failure != null) {
			throw new IllegalStateException("Faults could not be set", this.failure);
		}
		this.sandbox.clearFaults();
	}

	int episodes() {
		return this.episodes.size();
	}

	int revocations() {
		return this.revocations.get();
	}

	/**
	 * Return how many requests the faults of a kind were meant for.
	 */
	Map<Kind, Integer> requests() {
		Map<Kind, Integer> requests = new EnumMap<>(Kind.class);
		this.episodes.stream()
			.flatMap((episode) -> episode.faults().stream())
			.forEach((fault) -> requests.merge(fault.kind(), fault.times(), Integer::sum));
		return requests;
	}

	/**
	 * Return how many token requests were to fail.
	 */
	int failedTokenRequests() {
		return this.episodes.stream()
			.flatMap((episode) -> episode.faults().stream())
			.filter((fault) -> fault.operation() == Operation.AUTHENTICATE && !fault.isHarmless())
			.mapToInt(InjectedFault::times)
			.sum();
	}

}
