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

package io.github.authingspring.userpool.declared;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers the last comparison of a user pool with its declaration, whoever made it, so
 * that all who show drift show the same and nobody reads the pool more often than needed.
 * It is safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class UserpoolDriftMonitor {

	/** How long a comparison counts as the present state. */
	private static final Duration MAX_AGE = Duration.ofMinutes(10);

	private final UserpoolDeclaration declaration;

	private final LongSupplier nanoTime;

	private final AtomicReference<State> state = new AtomicReference<>(new State(null, null));

	/**
	 * Create a monitor.
	 * @param declaration what is declared
	 */
	public UserpoolDriftMonitor(UserpoolDeclaration declaration) {
		this(declaration, System::nanoTime);
	}

	/**
	 * Create a monitor with a clock of its own, for tests.
	 * @param declaration what is declared
	 * @param nanoTime a time in nanoseconds, as {@link System#nanoTime()} gives it
	 */
	public UserpoolDriftMonitor(UserpoolDeclaration declaration, LongSupplier nanoTime) {
		this.declaration = declaration;
		this.nanoTime = nanoTime;
	}

	/**
	 * Compare a user pool with the declaration and remember the result.
	 * @param pool the user pool as it is
	 * @param variables all of its environment variables
	 * @return what differs
	 */
	public UserpoolDrift compare(UserPool pool, List<Env> variables) {
		return compare(pool, variables, this.nanoTime.getAsLong());
	}

	/**
	 * Compare what a read gave that may have taken longer than one that began later.
	 */
	private UserpoolDrift compare(UserPool pool, List<Env> variables, long began) {
		UserpoolDrift drift = this.declaration.compare(pool, variables);
		State next = new State(new Comparison(Mono.just(drift), began), drift);
		this.state.updateAndGet((present) -> {
			Comparison latest = present.latest();
			return (latest != null && latest.nanoTime() - began > 0) ? present : next;
		});
		return drift;
	}

	/**
	 * Read a user pool, compare it with the declaration and remember the result, unless
	 * another comparison began since. Nothing is read before subscription.
	 * @param pool reads the user pool
	 * @param variables reads all of its environment variables
	 * @return what differs, or a {@link NoSuchElementException} where one of them has
	 * nothing
	 */
	public Mono<UserpoolDrift> compare(Mono<UserPool> pool, Mono<List<Env>> variables) {
		return Mono.defer(() -> {
			long began = this.nanoTime.getAsLong();
			return Mono.zip(pool, variables, (present, list) -> compare(present, list, began));
		}).switchIfEmpty(Mono.error(NoSuchElementException::new));
	}

	/**
	 * Remember that the user pool could not be read.
	 * @param failure why
	 */
	public void failed(Throwable failure) {
		Comparison failed = comparison(Mono.error(failure));
		this.state.updateAndGet((state) -> new State(failed, state.drift()));
	}

	/**
	 * Remember that a comparison failed, unless there is another one since.
	 * @param comparison what {@link #latest} returned
	 * @param failure why
	 */
	public void failed(Mono<UserpoolDrift> comparison, Throwable failure) {
		Comparison failed = comparison(Mono.error(failure));
		this.state.updateAndGet((state) -> {
			boolean same = state.latest() != null && state.latest().result() == comparison;
			return same ? new State(failed, state.drift()) : state;
		});
	}

	/**
	 * Return the last comparison if it is not older than ten minutes, else another one.
	 * Who comes while one is under way shares it, and one that failed counts as made.
	 * @param reading reads the user pool and {@linkplain #compare compares} it
	 * @return the comparison; who cancels it takes nothing from the others
	 */
	public Mono<UserpoolDrift> latest(Mono<UserpoolDrift> reading) {
		Comparison next = comparison(reading.cache());
		State state = this.state.updateAndGet((present) -> {
			Comparison latest = present.latest();
			boolean fresh = latest != null && next.nanoTime() - latest.nanoTime() <= MAX_AGE.toNanos();
			return fresh ? present : new State(next, present.drift());
		});
		return Objects.requireNonNull(state.latest()).result();
	}

	private Comparison comparison(Mono<UserpoolDrift> result) {
		return new Comparison(result, this.nanoTime.getAsLong());
	}

	/**
	 * Return the last result that is known, however old it is.
	 * @return what differed then, or empty if the pool was never read
	 */
	public Optional<UserpoolDrift> drift() {
		return Optional.ofNullable(this.state.get().drift());
	}

	private record Comparison(Mono<UserpoolDrift> result, long nanoTime) {
	}

	/**
	 * What is known: the last comparison, and the last that did not fail.
	 */
	private record State(@Nullable Comparison latest, @Nullable UserpoolDrift drift) {
	}

}
