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
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentMatchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * How an application mocks the client, as the README says.
 */
class MockingTests {

	private final UserpoolManagementClient client = mock(UserpoolManagementClient.class);

	@Test
	void whenClientIsMockedThenResultsAreMadeFromJson() {
		given(this.client.listEnv()).willReturn(List.of(Env.fromJson("{\"key\":\"A\",\"value\":[1,null]}")));
		given(this.client.update(any(UpdateUserpoolInput.class)))
			.willReturn(UserPool.fromJson("{\"registerDisabled\":true}"));
		assertThat(this.client.listEnv().get(0).value()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
		assertThat(this.client.update(UpdateUserpoolInput.builder().registerDisabled(true).build()).registerDisabled())
			.isTrue();
	}

	@Test
	void whenUpdateIsGivenAsLambdaThenMockReturnsNullUnlessItCallsTheRealMethod() {
		given(this.client.update(any(UpdateUserpoolInput.class))).willReturn(UserPool.fromJson("{\"name\":\"a\"}"));
		assertThat(this.client.update((updates) -> updates.name("a"))).isNull();
		given(this.client.update(ArgumentMatchers.<Consumer<UpdateUserpoolInput.Builder>>any())).willCallRealMethod();
		assertThat(this.client.update((updates) -> updates.name("a")).name()).isEqualTo("a");
	}

	static Stream<AuthingException> exceptions() {
		return Stream.of(new AuthingApiException("domain taken", 200, 2039, "域名已被占用", Outcome.NOT_APPLIED),
				new AuthingRateLimitException("too many calls", Duration.ofSeconds(7)),
				new AuthingAuthenticationException("wrong secret", 2018),
				new AuthingUnavailableException("no connection", Outcome.UNKNOWN),
				new AuthingInvalidResponseException("HTML", Outcome.APPLIED));
	}

	@ParameterizedTest
	@MethodSource("exceptions")
	void whenCallFailsThenMockThrowsExceptionMadeInOneLine(AuthingException ex) {
		given(this.client.detail()).willThrow(ex);
		assertThatThrownBy(this.client::detail).isSameAs(ex).hasNoCause();
		assertThat(ex.requestId()).isNull();
	}

	@Test
	void whenExceptionIsMadeThenItHoldsWhatItIsMadeOf() {
		assertThat(exceptions()).extracting(Throwable::getMessage)
			.containsExactly("domain taken", "too many calls", "wrong secret", "no connection", "HTML");
		assertThat(exceptions()).extracting(AuthingException::code).containsExactly(2039, 429, 2018, null, null);
		assertThat(exceptions()).extracting(AuthingException::outcome)
			.containsExactly(Outcome.NOT_APPLIED, Outcome.NOT_APPLIED, Outcome.NOT_APPLIED, Outcome.UNKNOWN,
					Outcome.APPLIED);
		AuthingApiException ofApi = new AuthingApiException("m", 499, null, "text", Outcome.UNKNOWN);
		assertThat(ofApi.status()).isEqualTo(499);
		assertThat(ofApi.apiMessage()).isEqualTo("text");
		assertThat(ofApi.data()).isNull();
		AuthingRateLimitException ofRateLimit = new AuthingRateLimitException("m", Duration.ofSeconds(7));
		assertThat(ofRateLimit.retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(ofRateLimit.status()).isEqualTo(429);
		assertThat(new AuthingRateLimitException("m", (Duration) null).retryAfter()).isNull();
	}

}
