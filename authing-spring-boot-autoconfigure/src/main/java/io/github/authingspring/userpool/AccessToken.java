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

	private final int rejectedBefore;

	private volatile boolean proven;

	private volatile @Nullable RequestFailure rejection;

	private volatile boolean acceptedSinceRejection;

	/**
	 * Create a token.
	 * @param value what is sent
	 * @param requestedAt when it was requested
	 * @param lifetime how long it lives, from then on
	 * @param random how much of the margin to leave out, from 0 to 1
	 * @param rejectedBefore the {@link #rejectedInARow()} of the token whose rejection
	 * led to this one, 0 if none did
	 */
	AccessToken(String value, long requestedAt, Duration lifetime, double random, int rejectedBefore) {
		this.value = value;
		this.requestedAt = requestedAt;
		this.lifetime = lifetime.toNanos();
		long margin = Math.min(MAX_MARGIN.toNanos(), this.lifetime / 10);
		this.renewableAfter = this.lifetime - (long) (margin * (1 - random / 2));
		this.rejectedBefore = rejectedBefore;
	}

	String value() {
		return this.value;
	}

	/**
	 * Return whether the token lives and the server has not rejected it.
	 */
	boolean isUsable(long now) {
		return this.rejection == null && now - this.requestedAt < this.lifetime;
	}

	boolean isExpiring(long now) {
		return now - this.requestedAt >= this.renewableAfter;
	}

	void markProven() {
		if (!this.proven) {
			this.proven = true;
		}
		if (this.rejection != null) {
			this.acceptedSinceRejection = true;
		}
	}

	void markRejected(RequestFailure rejection) {
		this.acceptedSinceRejection = false;
		this.rejection = rejection;
	}

	/**
	 * Return how the server rejected the token, or {@code null} if it did not or has
	 * accepted it since.
	 */
	@Nullable RequestFailure standingRejection() {
		return this.acceptedSinceRejection ? null : this.rejection;
	}

	boolean isRejected() {
		return this.rejection != null;
	}

	/**
	 * Return whether the token was requested since another one was rejected. A token that
	 * a request already under way brought may be as old as that one.
	 */
	boolean isReplacement() {
		return this.rejectedBefore > 0;
	}

	/**
	 * Return how many tokens in a row, up to this one, were rejected without a success in
	 * between.
	 */
	int rejectedInARow() {
		if (this.rejection == null) {
			return 0;
		}
		return this.proven ? 1 : this.rejectedBefore + 1;
	}

	/**
	 * Return the rejection of a replacement that no call has succeeded with: for a while,
	 * which grows with the number of tokens rejected in a row, another one would hardly
	 * fare better.
	 * @return the rejection, {@code null} where there is no such obstacle to a new token
	 */
	@Nullable RequestFailure rejectionAsReplacement(long now) {
		if (!isReplacement() || this.proven) {
			return null;
		}
		long pause = FIRST_REPLACEMENT_PAUSE.toNanos() << Math.min(this.rejectedBefore - 1, 10);
		return (now - this.requestedAt < Math.min(pause, MAX_REPLACEMENT_PAUSE.toNanos())) ? this.rejection : null;
	}

	/**
	 * Return a description without the token.
	 */
	@Override
	public String toString() {
		return "AccessToken[" + SecretScrubber.MASK + "]";
	}

}
