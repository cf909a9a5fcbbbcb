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

	private final RequestFailure refusal = new RequestFailure(Kind.TOKEN_REFUSED, "no");

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
	void whenTokenIsRefusedThenItIsNotUsedAndRefusalStandsUntilItIsAccepted() {
		AccessToken token = token(Duration.ofSeconds(600), 0, 0);
		assertThat(token.isRefused()).isFalse();
		assertThat(token.standingRefusal()).isNull();
		token.markRefused(this.refusal);
		assertThat(token.isRefused()).isTrue();
		assertThat(token.isUsable(START)).isFalse();
		assertThat(token.standingRefusal()).isSameAs(this.refusal);
		token.markProven();
		assertThat(token.standingRefusal()).isNull();
		assertThat(token.isUsable(START)).isFalse();
		token.markRefused(this.refusal);
		assertThat(token.standingRefusal()).isSameAs(this.refusal);
	}

	@ParameterizedTest
	@CsvSource({ "1, 250", "2, 500", "3, 1000", "4, 2000", "5, 4000", "6, 5000", "7, 5000", "100, 5000",
			"2147483647, 5000" })
	void whenReplacementIsRefusedThenNoOtherIsSoughtForAWhile(int refusedBefore, long millis) {
		AccessToken token = token(Duration.ofSeconds(600), 0, refusedBefore);
		long end = START + Duration.ofMillis(millis).toNanos();
		assertThat(token.isReplacement()).isTrue();
		assertThat(token.refusalAsReplacement(START)).isNull();
		token.markRefused(this.refusal);
		assertThat(token.refusalAsReplacement(START)).isSameAs(this.refusal);
		assertThat(token.refusalAsReplacement(end - 1)).isSameAs(this.refusal);
		assertThat(token.refusalAsReplacement(end)).isNull();
	}

	@Test
	void whenReplacementHasServedOrIsNoneThenAnotherIsSoughtAtOnce() {
		AccessToken first = token(Duration.ofSeconds(600), 0, 0);
		first.markRefused(this.refusal);
		assertThat(first.isReplacement()).isFalse();
		assertThat(first.refusalAsReplacement(START)).isNull();
		AccessToken proven = token(Duration.ofSeconds(600), 0, 1);
		proven.markProven();
		proven.markRefused(this.refusal);
		assertThat(proven.refusalAsReplacement(START)).isNull();
	}

	@Test
	void whenTokensAreRefusedInARowThenTheyAreCountedFromTheLastThatServed() {
		AccessToken token = token(Duration.ofSeconds(600), 0, 3);
		assertThat(token.refusedInARow()).isZero();
		token.markRefused(this.refusal);
		assertThat(token.refusedInARow()).isEqualTo(4);
		token.markProven();
		assertThat(token.refusedInARow()).isEqualTo(1);
	}

	@Test
	void whenTokenIsDescribedThenItIsNotShown() {
		assertThat(token(Duration.ofSeconds(600), 0, 0)).hasToString("AccessToken[******]");
		assertThat(new AccessTokenFetcher.Grant("t.o.k", START, Duration.ofSeconds(600))).hasToString("Grant[******]");
	}

	private static AccessToken token(Duration lifetime, double random, int refusedBefore) {
		return new AccessToken("t.o.k", START, lifetime, random, refusedBefore);
	}

}
