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
import java.util.Map;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the operations make of the value in the envelope of a success, in the usual form
 * and in others.
 */
class ResponseShapeTests {

	private String response;

	private final UserpoolManagementClient client = UserpoolManagementClient.builder()
		.userpoolId(Fixtures.USERPOOL_ID)
		.accessToken("t.o.k")
		.maxAttempts(1)
		.webClientBuilder(WebClient.builder()
			.exchangeFunction((request) -> Mono.fromCallable(
					() -> ClientResponse.create(HttpStatus.OK).body(this.response.replace('\'', '"')).build())))
		.build();

	@Test
	void whenValueIsUserPoolThenItIsRead() {
		this.response = "{'code':200,'data':{'name':'pool','tokenExpiresAfter':7,'new':[1]}}";
		assertThat(this.client.detail())
			.isEqualTo(UserPool.fromJson("{\"name\":\"pool\",\"tokenExpiresAfter\":7,\"new\":[1]}"));
		this.response = "{'data':{'updateUserpool':{'name':'updated'}}}";
		assertThat(this.client.update((updates) -> updates.name("updated")))
			.isEqualTo(UserPool.fromJson("{\"name\":\"updated\"}"));
	}

	@Test
	void whenValueIsListThenItIsReadAndCannotBeChanged() {
		this.response = "{'code':200,'data':[{'key':'A','value':1},{}]}";
		for (List<Env> variables : List.of(this.client.listEnv(), this.client.addEnv("A", 1),
				this.client.removeEnv("A"))) {
			assertThat(variables).isUnmodifiable()
				.containsExactly(Env.fromJson("{\"key\":\"A\",\"value\":1}"), Env.fromJson("{}"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200}", "{'code':200,'data':null}", "{'code':200,'data':[]}",
			"{'code':200,'data':'x'}", "{'code':200,'data':1}" })
	void whenValueIsNoUserPoolThenMessageSaysSo(String response) {
		this.response = response;
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(this.client::detail)
			.withMessageContaining("failed: the response holds no user pool. The server responds "
					+ "otherwise than its API says: check its version and report it.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200}", "{'code':200,'data':{}}", "{'code':200,'data':[1]}",
			"{'code':200,'data':[{'key':'A'},null]}" })
	void whenValueIsNoListThenMessageSaysSo(String response) {
		this.response = response;
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(this.client::listEnv)
			.withMessageContaining("failed: the response holds no list of environment variables. The server responds "
					+ "otherwise than its API says: check its version and report it.");
	}

	@Test
	void whenChangeIsConfirmedWithOddListThenItIsApplied() {
		this.response = "{'code':200,'data':[1]}";
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(() -> this.client.addEnv("KEY", 1))
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(AuthingException.Outcome.APPLIED));
	}

	@Test
	void whenUpdateIsConfirmedWithOddFieldsThenItSucceeds() {
		this.response = "{'data':{'updateUserpool':{'name':'pool','tokenExpiresAfter':[],'whitelist':'x'}}}";
		UserPool pool = this.client.update((updates) -> updates.registerDisabled(true));
		assertThat(pool.name()).isEqualTo("pool");
		assertThat(pool.tokenExpiresAfter()).isNull();
		assertThat(pool.additionalFields()).isEqualTo(Map.of("tokenExpiresAfter", List.of(), "whitelist", "x"));
	}

	@Test
	void whenVariableHasOddFieldsThenTheListIsRead() {
		this.response = "{'code':200,'data':[{'key':['A'],'value':1},{'key':'B','createdAt':17}]}";
		assertThat(this.client.listEnv()).extracting(Env::additionalFields)
			.containsExactly(Map.of("key", List.of("A")), Map.of("createdAt", 17));
	}

}
