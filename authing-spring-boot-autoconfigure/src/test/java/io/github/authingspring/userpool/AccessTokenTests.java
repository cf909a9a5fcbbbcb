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

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTokenTests {

	/** The monotonic clock overflows while the token lives. */
	private static final long START = Long.MAX_VALUE - 1000;

	private final RequestFailure rejection = new RequestFailure(Kind.TOKEN_REJECTED, "no");

	@Test
	void whenLifetimeIsOverThenTokenIsNotUsed() {
		AccessToken token = token(Duration.ofSeconds(600), 0, 0);
		assertThat(token.isUsable(START)).isTrue();
		assertThat(token.isUsable(START + Duration.ofSeconds(600).toNanos() - 1)).isTrue();
		assertThat(token.isUsable(START + Duration.ofSeconds(600).toNanos())).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "600, 0, 540", "600, 1, 570", "600, 0.5, 555", "36000, 0, 32400", "360000, 0, 356400",
			"1296000, 1, 1294200" })
	void whenTokenIsWithinMarginThenItIsExpiring(long lifetime, double random, long renewable) {
		AccessToken token = token(Duration.ofSeconds(lifetime), random, 0);
		long margin = START + Duration.ofSeconds(renewable).toNanos();
		assertThat(token.isExpiring(margin - 1)).isFalse();
		assertThat(token.isExpiring(margin)).isTrue();
		assertThat(token.isUsable(margin)).isTrue();
	}

	@Test
	void whenTokenIsRejectedThenItIsNotUsedAndRejectionStandsUntilItIsAccepted() {
		AccessToken token = token(Duration.ofSeconds(600), 0, 0);
		assertThat(token.isRejected()).isFalse();
		assertThat(token.standingRejection()).isNull();
		token.markRejected(this.rejection);
		assertThat(token.isRejected()).isTrue();
		assertThat(token.isUsable(START)).isFalse();
		assertThat(token.standingRejection()).isSameAs(this.rejection);
		token.markProven();
		assertThat(token.standingRejection()).isNull();
		assertThat(token.isUsable(START)).isFalse();
		token.markRejected(this.rejection);
		assertThat(token.standingRejection()).isSameAs(this.rejection);
	}

	@ParameterizedTest
	@CsvSource({ "1, 250", "2, 500", "3, 1000", "4, 2000", "5, 4000", "6, 5000", "7, 5000", "100, 5000",
			"2147483647, 5000" })
	void whenReplacementIsRejectedThenNoOtherIsSoughtForAWhile(int rejectedBefore, long millis) {
		AccessToken token = token(Duration.ofSeconds(600), 0, rejectedBefore);
		long end = START + Duration.ofMillis(millis).toNanos();
		assertThat(token.isReplacement()).isTrue();
		assertThat(token.rejectionAsReplacement(START)).isNull();
		token.markRejected(this.rejection);
		assertThat(token.rejectionAsReplacement(START)).isSameAs(this.rejection);
		assertThat(token.rejectionAsReplacement(end - 1)).isSameAs(this.rejection);
		assertThat(token.rejectionAsReplacement(end)).isNull();
	}

	@Test
	void whenReplacementHasServedOrIsNoneThenAnotherIsSoughtAtOnce() {
		AccessToken first = token(Duration.ofSeconds(600), 0, 0);
		first.markRejected(this.rejection);
		assertThat(first.isReplacement()).isFalse();
		assertThat(first.rejectionAsReplacement(START)).isNull();
		AccessToken proven = token(Duration.ofSeconds(600), 0, 1);
		proven.markProven();
		proven.markRejected(this.rejection);
		assertThat(proven.rejectionAsReplacement(START)).isNull();
	}

	@Test
	void whenTokensAreRejectedInARowThenTheyAreCountedFromTheLastThatServed() {
		AccessToken token = token(Duration.ofSeconds(600), 0, 3);
		assertThat(token.rejectedInARow()).isZero();
		token.markRejected(this.rejection);
		assertThat(token.rejectedInARow()).isEqualTo(4);
		token.markProven();
		assertThat(token.rejectedInARow()).isEqualTo(1);
	}

	@Test
	void whenTokenIsDescribedThenItIsNotShown() {
		assertThat(token(Duration.ofSeconds(600), 0, 0)).hasToString("AccessToken[******]");
		assertThat(new AccessTokenFetcher.Grant("t.o.k", START, Duration.ofSeconds(600))).hasToString("Grant[******]");
	}

	private static AccessToken token(Duration lifetime, double random, int rejectedBefore) {
		return new AccessToken("t.o.k", START, lifetime, random, rejectedBefore);
	}

}
