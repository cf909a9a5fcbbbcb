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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * All callers of the client, blocking and reactive.
 */
final class Callers implements AutoCloseable {

	static final int BLOCKING = 64;

	static final int REACTIVE = 512;

	private final Scheduler scheduler = Schedulers.newSingle("soak-pace", true);

	private final AtomicInteger left = new AtomicInteger(BLOCKING + REACTIVE);

	private final List<Script> scripts = new ArrayList<>();

	private final ReactiveUserpoolManagementClient reactive;

	private final UserpoolManagementClient blocking;

	private final Journal journal;

	private final RunClock clock;

	Callers(ReactiveUserpoolManagementClient reactive, Journal journal, RunClock clock) {
		this.reactive = reactive;
		this.blocking = UserpoolManagementClient.of(reactive);
		this.journal = journal;
		this.clock = clock;
	}

	void start(long seed) {
		for (int i = 0; i < BLOCKING; i++) {
			Script script = script("B" + i, seed + i, Duration.ofMillis(200), Duration.ofMillis(600));
			Thread thread = new Thread(() -> run(script), "soak-blocking-" + i);
			thread.setDaemon(true);
			thread.start();
		}
		for (int i = 0; i < REACTIVE; i++) {
			Script script = script("R" + i, seed + BLOCKING + i, Duration.ofMillis(1000), Duration.ofMillis(5000));
			Mono.defer(() -> Mono.delay(script.pause(), this.scheduler)).flatMap((tick) -> Mono.defer(() -> {
				Duration lull = this.clock.lullLeft();
				return lull.isZero() ? call(script) : Mono.delay(lull, this.scheduler).then();
			})).repeat(this.clock::isRunning).doFinally((signal) -> this.left.decrementAndGet()).subscribe((value) -> {
			}, (ex) -> this.journal.violation("A reactive caller ended with " + ex));
		}
	}

	private Script script(String name, long seed, Duration minPause, Duration maxPause) {
		Script script = new Script(name, seed, minPause, maxPause, this.journal);
		this.scripts.add(script);
		return script;
	}

	private void run(Script script) {
		try {
			while (this.clock.isRunning()) {
				Thread.sleep(script.pause().toMillis());
				Duration lull = this.clock.lullLeft();
				if (lull.isZero()) {
					callBlocking(script);
				}
				else {
					Thread.sleep(lull.toMillis());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.left.decrementAndGet();
		}
	}

	private void callBlocking(Script script) {
		Turn turn = script.next();
		long begin = this.journal.begin();
		Object result;
		try {
			result = switch (turn.operation()) {
				case DETAIL -> this.blocking.detail();
				case LIST_ENV -> this.blocking.listEnv();
				case UPDATE -> this.blocking.update((updates) -> updates.description(turn.argument()));
				case ADD_ENV -> this.blocking.addEnv(turn.argument(), "soak");
				case REMOVE_ENV -> this.blocking.removeEnv(turn.argument());
				case AUTHENTICATE -> throw new IllegalStateException();
			};
		}
		catch (RuntimeException ex) {
			this.journal.failed(turn, ex, begin);
			script.failed(turn, ex);
			return;
		}
		this.journal.succeeded(turn, begin);
		check(turn, result);
		script.succeeded(turn, list(result));
	}

	private Mono<Void> call(Script script) {
		Turn turn = script.next();
		Duration patience = script.patience(turn);
		long begin = this.journal.begin();
		Mono<?> result = switch (turn.operation()) {
			case DETAIL -> this.reactive.detail();
			case LIST_ENV -> this.reactive.listEnv();
			case UPDATE -> this.reactive.update((updates) -> updates.description(turn.argument()));
			case ADD_ENV -> this.reactive.addEnv(turn.argument(), "soak");
			case REMOVE_ENV -> this.reactive.removeEnv(turn.argument());
			case AUTHENTICATE -> this.reactive.authenticate();
		};
		if (patience != null) {
			result = result.takeUntilOther(Mono.delay(patience, this.scheduler));
		}
		return result.doOnSuccess((value) -> {
			if (value == null) {
				this.journal.cancelled(turn, begin);
				return;
			}
			this.journal.succeeded(turn, begin);
			check(turn, value);
			script.succeeded(turn, list(value));
		}).onErrorResume((ex) -> {
			this.journal.failed(turn, ex, begin);
			script.failed(turn, ex);
			return Mono.empty();
		}).then();
	}

	/**
	 * A response may be odd in some fields, but is never that of another request.
	 */
	private void check(Turn turn, Object result) {
		if (result instanceof UserPool userpool
				&& (!Objects.equals(this.reactive.userpoolId(), userpool.id()) || userpool.name() == null)) {
			this.journal.violation(turn.operation() + " returned another user pool: " + userpool.id());
		}
	}

	@SuppressWarnings("unchecked")
	private static @Nullable List<Env> list(Object result) {
		return (result instanceof List<?> list) ? (List<Env>) list : null;
	}

	/**
	 * Return how many callers have not ended.
	 */
	int left() {
		return this.left.get();
	}

	List<Script> scripts() {
		return this.scripts;
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
