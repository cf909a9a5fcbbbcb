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

import java.util.List;
import java.util.function.Consumer;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * How an application mocks the client, as the README says.
 */
class MockingTests {

	private final UserpoolManagementClient client = mock(UserpoolManagementClient.class);

	@Test
	void whenClientIsMockedThenAnswersAreMadeFromJson() {
		given(this.client.listEnv()).willReturn(List.of(Env.fromJson("{\"key\":\"A\",\"value\":[1,null]}")));
		given(this.client.update(any(UpdateUserpoolInput.class)))
			.willReturn(UserPool.fromJson("{\"registerDisabled\":true}"));
		assertThat(this.client.listEnv().get(0).value()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
		assertThat(this.client.update(UpdateUserpoolInput.builder().registerDisabled(true).build()).registerDisabled())
			.isTrue();
	}

	@Test
	void whenUpdateIsGivenAsLambdaThenMockAnswersNullUnlessItCallsTheRealMethod() {
		given(this.client.update(any(UpdateUserpoolInput.class))).willReturn(UserPool.fromJson("{\"name\":\"a\"}"));
		assertThat(this.client.update((updates) -> updates.name("a"))).isNull();
		given(this.client.update(ArgumentMatchers.<Consumer<UpdateUserpoolInput.Builder>>any())).willCallRealMethod();
		assertThat(this.client.update((updates) -> updates.name("a")).name()).isEqualTo("a");
	}

}
