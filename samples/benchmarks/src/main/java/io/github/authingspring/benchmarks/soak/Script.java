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
import java.util.List;
import java.util.Random;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.model.Env;
import org.jspecify.annotations.Nullable;

/**
 * What one caller does, call after call: mostly reads; now and then it adds a variable
 * that nobody else touches and removes it again. After a change that failed it reads, and
 * what is there has to agree with the outcome that the client told.
 */
final class Script {

	private static final String KEY_PREFIX = "SOAK_";

	private final String name;

	private final Random random;

	private final Duration minPause;

	private final Duration maxPause;

	private final Journal journal;

	private int keys;

	private @Nullable String key;

	private Presence presence = Presence.ABSENT;

	private boolean unread;

	Script(String name, long seed, Duration minPause, Duration maxPause, Journal journal) {
		this.name = name;
		this.random = new Random(seed);
		this.minPause = minPause;
		this.maxPause = maxPause;
		this.journal = journal;
	}

	Duration pause() {
		return this.minPause.plusMillis(this.random.nextLong(this.maxPause.minus(this.minPause).toMillis()));
	}

	/**
	 * Return after how long the caller cancels, or {@code null} if it stays to the end.
	 */
	@Nullable Duration patience(Turn turn) {
		return (this.key == null && turn.operation().isRead() && this.random.nextInt(50) == 0)
				? Duration.ofMillis(this.random.nextInt(20)) : null;
	}

	Turn next() {
		if (this.key != null) {
			return new Turn(this.unread ? Operation.LIST_ENV : Operation.REMOVE_ENV, this.key);
		}
		int choice = this.random.nextInt(100);
		if (choice < 50) {
			return new Turn(Operation.DETAIL, "");
		}
		if (choice < 90) {
			return new Turn(Operation.LIST_ENV, "");
		}
		if (choice < 93) {
			return new Turn(Operation.UPDATE, "Soak " + this.random.nextInt());
		}
		this.key = KEY_PREFIX + this.name + "_" + this.keys++;
		return new Turn(Operation.ADD_ENV, this.key);
	}

	/**
	 * Take note of a call that succeeded.
	 * @param list the variables, where the operation returns them
	 */
	void succeeded(Turn turn, @Nullable List<Env> list) {
		String key = this.key;
		if (key == null || list == null) {
			return;
		}
		switch (turn.operation()) {
			case ADD_ENV -> this.presence = Presence.PRESENT;
			case REMOVE_ENV -> this.presence = Presence.ABSENT;
			default -> {
			}
		}
		read(key, list);
	}

	private void read(String key, List<Env> list) {
		Env env = list.stream().filter((candidate) -> key.equals(candidate.key())).findFirst().orElse(null);
		if (env == null && this.presence == Presence.PRESENT) {
			this.journal.violation(key + " is not there, but was said to be");
		}
		if (env != null && this.presence == Presence.ABSENT) {
			this.journal.violation(key + " is there, but was said not to be");
		}
		if (env != null && (env.createdAt() == null || !env.createdAt().equals(env.updatedAt()))) {
			this.journal.violation(key + " was set twice: " + env.createdAt() + ", " + env.updatedAt());
		}
		this.journal.keyRead();
		this.unread = false;
		this.presence = (env != null) ? Presence.PRESENT : Presence.ABSENT;
		this.key = (env != null) ? key : null;
	}

	void failed(Turn turn, Throwable ex) {
		if (this.key == null || turn.operation().isRead()) {
			return;
		}
		boolean adding = turn.operation() == Operation.ADD_ENV;
		Outcome outcome = (ex instanceof AuthingException failure) ? failure.outcome() : Outcome.UNKNOWN;
		this.presence = switch (outcome) {
			case APPLIED -> adding ? Presence.PRESENT : Presence.ABSENT;
			case NOT_APPLIED -> adding ? Presence.ABSENT : Presence.PRESENT;
			case UNKNOWN -> Presence.UNKNOWN;
		};
		this.unread = true;
	}

	/**
	 * Compare the variables after the last call with what this caller believes.
	 */
	void check(List<Env> list) {
		if (this.key != null) {
			read(this.key, list);
		}
	}

	/**
	 * Return the key of this caller that is there, if there is one.
	 */
	@Nullable String key() {
		return this.key;
	}

	static boolean isKey(String key) {
		return key.startsWith(KEY_PREFIX);
	}

	private enum Presence {

		PRESENT, ABSENT, UNKNOWN

	}

}
