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

import org.jspecify.annotations.Nullable;

/**
 * An access token with what is known of its life. All times are nanoseconds of the
 * monotonic clock.
 */
final class AccessToken {

	private static final Duration MAX_MARGIN = Duration.ofHours(1);

	private static final Duration FIRST_REPLACEMENT_PAUSE = Duration.ofMillis(250);

	private static final Duration MAX_REPLACEMENT_PAUSE = Duration.ofSeconds(5);

	private final String value;

	private final long requestedAt;

	private final long lifetime;

	private final long renewableAfter;

	private final int refusedBefore;

	private volatile boolean proven;

	private volatile @Nullable RequestFailure refusal;

	private volatile boolean acceptedSinceRefusal;

	/**
	 * Create a token.
	 * @param value what is sent
	 * @param requestedAt when it was requested
	 * @param lifetime how long it lives, from then on
	 * @param random how much of the margin to leave out, from 0 to 1
	 * @param refusedBefore the {@link #refusedInARow()} of the token whose refusal led to
	 * this one, 0 if none did
	 */
	AccessToken(String value, long requestedAt, Duration lifetime, double random, int refusedBefore) {
		this.value = value;
		this.requestedAt = requestedAt;
		this.lifetime = lifetime.toNanos();
		long margin = Math.min(MAX_MARGIN.toNanos(), this.lifetime / 10);
		this.renewableAfter = this.lifetime - (long) (margin * (1 - random / 2));
		this.refusedBefore = refusedBefore;
	}

	String value() {
		return this.value;
	}

	/**
	 * Return whether the token lives and the server has not refused it.
	 */
	boolean isUsable(long now) {
		return this.refusal == null && now - this.requestedAt < this.lifetime;
	}

	boolean isExpiring(long now) {
		return now - this.requestedAt >= this.renewableAfter;
	}

	void markProven() {
		if (!this.proven) {
			this.proven = true;
		}
		if (this.refusal != null) {
			this.acceptedSinceRefusal = true;
		}
	}

	void markRefused(RequestFailure refusal) {
		this.acceptedSinceRefusal = false;
		this.refusal = refusal;
	}

	/**
	 * Return how the server refused the token, or {@code null} if it did not or has
	 * accepted it since.
	 */
	@Nullable RequestFailure standingRefusal() {
		return this.acceptedSinceRefusal ? null : this.refusal;
	}

	boolean isRefused() {
		return this.refusal != null;
	}

	/**
	 * Return whether the token was requested since another one was refused. A token that
	 * a request already under way brought may be as old as that one.
	 */
	boolean isReplacement() {
		return this.refusedBefore > 0;
	}

	/**
	 * Return how many tokens in a row, up to this one, were refused without a success in
	 * between.
	 */
	int refusedInARow() {
		if (this.refusal == null) {
			return 0;
		}
		return this.proven ? 1 : this.refusedBefore + 1;
	}

	/**
	 * Return the refusal of a replacement that no call has succeeded with: for a while,
	 * which grows with the number of tokens refused in a row, another one would hardly
	 * fare better.
	 * @return the refusal, {@code null} where there is no such obstacle to a new token
	 */
	@Nullable RequestFailure refusalAsReplacement(long now) {
		if (!isReplacement() || this.proven) {
			return null;
		}
		long pause = FIRST_REPLACEMENT_PAUSE.toNanos() << Math.min(this.refusedBefore - 1, 10);
		return (now - this.requestedAt < Math.min(pause, MAX_REPLACEMENT_PAUSE.toNanos())) ? this.refusal : null;
	}

	/**
	 * Return a description without the token.
	 */
	@Override
	public String toString() {
		return "AccessToken[" + Masking.MASK + "]";
	}

}
