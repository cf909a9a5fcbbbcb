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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPolicyTests {

	@ParameterizedTest
	@CsvSource({ "1, 0, 100", "1, 0.5, 150", "1, 1, 200", "2, 0, 200", "2, 1, 400", "3, 0, 400", "3, 1, 800",
			"10, 0, 5000", "1000, 1, 5000", "10000, 1, 5000" })
	void whenAttemptsFailThenWaitDoublesUpToTheLongest(int failures, double random, long millis) {
		assertThat(RetryPolicy.DEFAULT.backoff(failures, random)).isEqualTo(Duration.ofMillis(millis));
	}

	@ParameterizedTest
	@EnumSource
	void whenRequestCannotHaveBeenExecutedTwiceThenItIsRepeated(Kind kind) {
		boolean notExecuted = kind == Kind.NOT_CONNECTED || kind == Kind.THROTTLED;
		boolean passing = kind == Kind.NO_ANSWER || kind == Kind.SERVER_TROUBLE;
		assertThat(RetryPolicy.DEFAULT.isRepeated(kind, false)).isEqualTo(notExecuted);
		assertThat(RetryPolicy.DEFAULT.isRepeated(kind, true)).isEqualTo(notExecuted || passing);
	}

}
