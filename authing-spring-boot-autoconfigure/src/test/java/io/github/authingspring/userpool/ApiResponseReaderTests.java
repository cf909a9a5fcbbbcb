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
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every envelope of the wire contract (section 3) in which an operation can succeed.
 */
class ApiResponseReaderTests {

	private static final String POOL = "{\"id\":\"1\",\"name\":\"Pool\",\"registerDisabled\":true}";

	private static final String VARIABLE = "{\"id\":\"2\",\"key\":\"KEY\",\"createdAt\":\"2021-09-23T07:49:00.001Z\"}";

	private static final String VARIABLES = "[{\"key\":\"KEY\",\"value\":1},{\"key\":\"OTHER\",\"value\":null}]";

	private final AuthingServer server = new AuthingServer();

	private final UserpoolManagementClient client = this.server.client();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	static Stream<Arguments> envelopes() {
		return Stream
			.of("{'code':200,'message':'ok','data':%s}", "{'code':200,'messgae':'ok','data':%s}",
					"{'statusCode':200,'message':'ok','data':%s}", "{'code':'200','data':%s}",
					"{'statusCode':200,'apiCode':null,'data':%s,'requestId':'r'}")
			.flatMap((envelope) -> Stream.of(Arguments.of(200, envelope), Arguments.of(201, envelope)));
	}

	@ParameterizedTest
	@MethodSource("envelopes")
	void whenDetailIsInEnvelopeThenItIsRead(int status, String envelope) {
		answer(AuthingServer.DETAIL, status, envelope, POOL);
		assertThat(this.client.detail().name()).isEqualTo("Pool");
	}

	@ParameterizedTest
	@MethodSource("envelopes")
	void whenListIsInEnvelopeThenItIsRead(int status, String envelope) {
		answer(AuthingServer.LIST_ENV, status, envelope, VARIABLES);
		assertThat(this.client.listEnv()).extracting(Env::key).containsExactly("KEY", "OTHER");
	}

	@ParameterizedTest
	@MethodSource("envelopes")
	void whenChangeAnswersWithListThenItIsTheResult(int status, String envelope) {
		answer(AuthingServer.ADD_ENV, status, envelope, VARIABLES);
		answer(AuthingServer.REMOVE_ENV, status, envelope, VARIABLES);
		for (List<Env> list : List.of(this.client.addEnv("KEY", 1), this.client.removeEnv("KEY"))) {
			assertThat(list).extracting(Env::key).containsExactly("KEY", "OTHER");
		}
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isZero();
	}

	@ParameterizedTest
	@MethodSource("envelopes")
	void whenChangeAnswersWithOneVariableOrNullThenListIsReadAgain(int status, String envelope) {
		answer(AuthingServer.LIST_ENV, 200, envelope, VARIABLES);
		answer(AuthingServer.ADD_ENV, status, envelope, VARIABLE);
		answer(AuthingServer.REMOVE_ENV, status, envelope, "null");
		for (List<Env> list : List.of(this.client.addEnv("KEY", 1), this.client.removeEnv("KEY"))) {
			assertThat(list).extracting(Env::key).containsExactly("KEY", "OTHER");
		}
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200,'message':'ok'}", "{'statusCode':200,'message':'ok'}" })
	void whenChangeAnswersWithoutDataThenListIsReadAgain(String answer) {
		answer(AuthingServer.ADD_ENV, 201, answer, "");
		answer(AuthingServer.REMOVE_ENV, 200, answer, "");
		assertThat(this.client.addEnv("LARK_WEBHOOK", 1)).hasSize(3);
		assertThat(this.client.removeEnv("LARK_WEBHOOK")).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|',
			value = { "200 | {'data':{'updateUserpool':%s}}", "201 | {'data':{'updateUserpool':%s},'errors':null}",
					"200 | {'data':{'updateUserpool':%s},'errors':[]}",
					"200 | {'data':{'updateUserpool':%s},'extensions':{'took':1}}" })
	void whenUpdateIsInEnvelopeThenItIsRead(int status, String envelope) {
		answer(AuthingServer.UPDATE, status, envelope, POOL);
		assertThat(this.client.update((updates) -> updates.registerDisabled(true)).registerDisabled()).isTrue();
	}

	private void answer(String kind, int status, String envelope, String data) {
		this.server.always(kind, AuthingServer.json(status, envelope.replace('\'', '"').replace("%s", data)));
	}

}
