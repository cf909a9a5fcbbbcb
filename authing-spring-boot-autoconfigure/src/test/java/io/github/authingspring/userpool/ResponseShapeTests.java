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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is made of answers whose envelope is one of success, in the usual form and in
 * others.
 */
class ResponseShapeTests {

	private String answer;

	private final UserpoolManagementClient client = UserpoolManagementClient.builder()
		.userpoolId(Fixtures.USERPOOL_ID)
		.accessToken("t.o.k")
		.maxAttempts(1)
		.webClientBuilder(WebClient.builder()
			.exchangeFunction((request) -> Mono
				.fromCallable(() -> ClientResponse.create(HttpStatus.OK).body(this.answer.replace('\'', '"')).build())))
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200,'data':%s}", "{'statusCode':200,'data':%s}", "{'code':'200','data':%s}",
			"{'code':200.0,'data':%s}", "{'code':1,'statusCode':200,'data':%s}", "{'code':200,'data':%s,'errors':null}",
			"{'code':200,'data':%s,'errors':[]}", "{'code':200,'data':%s,'errors':1}" })
	void whenEnvelopeSaysSuccessThenValueIsRead(String envelope) {
		this.answer = envelope.replace("%s", "{'name':'pool','tokenExpiresAfter':7,'new':[1]}");
		UserPool pool = this.client.detail();
		assertThat(pool.name()).isEqualTo("pool");
		assertThat(pool.tokenExpiresAfter()).isEqualTo(7);
		assertThat(pool.additionalFields()).isEqualTo(Map.of("new", List.of(1)));
		this.answer = envelope.replace("%s", "[{'key':'A','value':1},{'key':'B','value':null}]");
		assertThat(this.client.listEnv()).extracting(Env::key).containsExactly("A", "B");
		assertThat(this.client.listEnv()).isUnmodifiable();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'code':2039,'data':%s} | 2039", "{'data':%s,'statusCode':499} | 499",
			"{'code':'2039','data':%s} | 2039", "{'code':200,'data':%s,'errors':[{'message':{'code':2039}}]} | 2039",
			"{'errors':'no','code':200,'data':%s} |", "{'code':500,'statusCode':501,'data':%s} | 500" })
	void whenEnvelopeSaysFailureThenValueIsNotRead(String envelope, Integer code) {
		this.answer = envelope.replace("%s", "{'name':'pool'}");
		assertThatExceptionOfType(AuthingException.class).isThrownBy(this.client::detail)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
		this.answer = envelope.replace("%s", "[{'key':'A'}]");
		assertThatExceptionOfType(AuthingException.class).isThrownBy(this.client::listEnv)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'code':200} | no user pool", "{'code':200,'data':null} | no user pool",
			"{'code':200,'data':[]} | no user pool", "{'code':200,'data':'x'} | no user pool",
			"{'code':200,'data':{'tokenExpiresAfter':[]}} | a field of another type than the API's (/tokenExpiresAfter)",
			"{'code':200,'data':{'whitelist':{'phoneEnabled':'x'}}} | a field of another type than the API's (/whitelist/phoneEnabled)",
			"{'code':200,'data':{'userpoolTypes':[{'sdks':1}]}} | a field of another type than the API's (/userpoolTypes/sdks)" })
	void whenValueIsNoUserPoolThenMessageSaysWhatItIs(String answer, String reason) {
		this.answer = answer;
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(this.client::detail)
			.withMessageContaining("failed: the answer holds " + reason + ".");
	}

	@Test
	void whenUpdateIsConfirmedWithSomethingElseThenItIsApplied() {
		this.answer = "{'data':{'updateUserpool':{'tokenExpiresAfter':[]}}}";
		assertThatExceptionOfType(AuthingInvalidResponseException.class)
			.isThrownBy(() -> this.client.update((updates) -> updates.registerDisabled(true)))
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(AuthingException.Outcome.APPLIED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200}", "{'code':200,'data':{}}", "{'code':200,'data':[1]}",
			"{'code':200,'data':[{'key':'A'},null]}" })
	void whenValueIsNoListThenMessageSaysSo(String answer) {
		this.answer = answer;
		assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(this.client::listEnv)
			.withMessageContaining("failed: the answer holds no list of environment variables.");
	}

	@Test
	void whenTimestampIsNoneThenItIsNullAndTheRestIsRead() {
		this.answer = "{'code':200,'data':{'createdAt':{'a':[1]},'updatedAt':17,'name':'pool'}}";
		UserPool pool = this.client.detail();
		assertThat(pool.createdAt()).isNull();
		assertThat(pool.updatedAt()).isNull();
		assertThat(pool.name()).isEqualTo("pool");
	}

}
