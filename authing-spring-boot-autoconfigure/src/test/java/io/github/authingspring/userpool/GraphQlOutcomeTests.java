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

import java.time.Clock;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What an error tells of the change: a GraphQL server may report one after it executed
 * the mutation (API contract, section 6).
 */
class GraphQlOutcomeTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	private static RequestFailure failure(int status, String body) {
		ApiRequest request = ApiRequest.update(UpdateUserpoolInput.builder().name("n").build(), UserPoolSelection.ALL);
		return catchThrowableOfType(RequestFailure.class,
				() -> ApiResponseReader.read(
						ApiResponse.read(status, new HttpHeaders(),
								DefaultDataBufferFactory.sharedInstance.wrap(body.getBytes())),
						request, null, Clock.systemUTC()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"errors":[{"message":{"code":2039,"message":"taken"},"path":["updateUserpool"],"extensions":{"code":"INTERNAL_SERVER_ERROR"}}],"data":null} | NOT_APPLIED
					{"errors":[{"message":"Cannot query field \\"x\\" on type \\"UserPool\\"."}]} | NOT_APPLIED
					{"errors":[{"message":"Variable \\"$input\\" got invalid value 1","extensions":{"code":"BAD_USER_INPUT"}}]} | NOT_APPLIED
					{"errors":[{"message":"x","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"data":null} | NOT_APPLIED
					{"errors":[{"message":"logo failed","path":["updateUserpool","logo"]}],"data":null} | UNKNOWN
					{"errors":[{"message":{"code":2039,"message":"x"},"path":["updateUserpool","logo"]}],"data":null} | UNKNOWN
					{"errors":[{"message":"Cannot return null for non-nullable field UserPool.logo."}],"data":null} | UNKNOWN
					{"errors":[{"message":"something"}],"data":null} | UNKNOWN
					{"errors":[{"message":"Unknown error","path":["updateUserpool"]}],"data":null} | UNKNOWN
					{"errors":[{"message":"Unknown database error"}],"data":null} | UNKNOWN
					{"errors":[{"message":"Field \\"logo\\" could not be resolved"}],"data":null} | UNKNOWN
					{"errors":[{"message":"x","path":["updateUserpool"],"extensions":{"code":"BAD_USER_INPUT"}}],"data":null} | UNKNOWN
					{"errors":[{"message":"Cannot query field \\"x\\" on type \\"UserPool\\".","path":"updateUserpool.x"}],"data":null} | UNKNOWN
					{"errors":[{"message":{"code":2039,"message":"x"},"path":"updateUserpool.logo"}],"data":null} | UNKNOWN
					{"errors":[{"message":"Unknown argument \\"input\\" on field \\"Mutation.updateUserpool\\"."}]} | NOT_APPLIED
					{"errors":[{"message":"Field \\"enabled\\" of required type \\"Boolean!\\" was not provided."}]} | NOT_APPLIED
					{"errors":[{"message":"Field \\"x\\" is not defined by type \\"UpdateUserpoolInput\\"."}]} | NOT_APPLIED
					{"errors":[{"message":{"code":2039,"message":"x"}},{"message":"Cannot return null"}],"data":null} | UNKNOWN
					{"errors":[{"message":"boom","extensions":{"code":"INTERNAL_SERVER_ERROR"}}],"data":null} | UNKNOWN
					{"errors":[{"message":"logo failed","path":["updateUserpool","logo"]}],"data":{"updateUserpool":{"id":"1"}}} | APPLIED
					{"errors":[{"message":"Cannot query field \\"x\\" on type \\"UserPool\\"."}],"data":{"updateUserpool":{"id":"1"}}} | APPLIED
					{"errors":[{"message":{"code":429,"message":"x"}}],"data":{"updateUserpool":{"id":"1"}}} | APPLIED
					{"errors":[{"message":{"code":2020,"message":"x"}}],"data":{"updateUserpool":{"id":"1"}}} | APPLIED
					""")
	void whenGraphQlServerReportsErrorThenOutcomeIsWhatItTells(String body, Outcome outcome) {
		RequestFailure failure = failure(200, body);
		assertThat(failure.outcome()).isEqualTo(outcome);
		if (outcome != Outcome.NOT_APPLIED) {
			assertThat(failure.error().unknownFields()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "303, UNKNOWN", "302, NOT_APPLIED", "408, UNKNOWN", "499, UNKNOWN", "404, NOT_APPLIED",
			"400, NOT_APPLIED", "500, UNKNOWN", "429, NOT_APPLIED", "401, NOT_APPLIED" })
	void whenServerRespondsWithStatusThenOutcomeIsWhatItTells(int status, Outcome outcome) {
		assertThat(failure(status, "{}").outcome()).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"errors":[{"message":{"code":2020,"message":"x"}}],"data":{"updateUserpool":{"id":"1"}}}
					{"errors":[{"message":{"code":429,"message":"x"}}],"data":{"updateUserpool":{"id":"1"}}}
					{"errors":[{"message":"Cannot query field \\"logo\\" on type \\"UserPool\\"."}],"data":{"updateUserpool":{"id":"1"}}}
					""")
	void whenMutationWasExecutedThenItIsNeverSentAgain(String body) {
		this.server.always(AuthingServer.UPDATE, AuthingServer.json(200, body));
		try (UserpoolManagementClient client = this.server.client()) {
			AuthingException ex = catchThrowableOfType(AuthingException.class,
					() -> client.update((updates) -> updates.name("n")));
			assertThat(ex.outcome()).isEqualTo(Outcome.APPLIED);
		}
		assertThat(this.server.count(AuthingServer.UPDATE)).isEqualTo(1);
	}

	@Test
	void whenTokenRequestMeetsInternalErrorOnceThenItIsRetried() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.json(200,
				"{\"errors\":[{\"message\":\"boom\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}],\"data\":null}"));
		try (UserpoolManagementClient client = this.server.client()) {
			assertThat(client.detail().id()).isNotNull();
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(2);
	}

	@Test
	void whenRedirectIsSeenThenKindIsRedirected() {
		assertThat(failure(303, "").kind()).isEqualTo(Kind.REDIRECTED);
	}

}
