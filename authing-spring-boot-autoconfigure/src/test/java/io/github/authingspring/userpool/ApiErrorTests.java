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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.authingspring.userpool.ApiError.UnknownField;
import io.github.authingspring.userpool.RequestFailure.Kind;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Responses that are no success: which failure each is, and what is kept of it.
 */
class ApiErrorTests {

	private static final ApiRequest REST = ApiRequest.addEnv("KEY", "sent-secret", Json.plainMapper(), 1000);

	private static final ApiRequest GRAPHQL = ApiRequest
		.update(UpdateUserpoolInput.builder().registerDisabled(true).build(), UserPoolSelection.ALL);

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			// The code that the contract names decides, whatever the status.
			"200 | {'code':401}                                    | TOKEN_REJECTED   | 401",
			"200 | {'code':2020}                                   | TOKEN_REJECTED   | 2020",
			"200 | {'code':'2206'}                                 | TOKEN_REJECTED   | 2206",
			"499 | {'statusCode':499,'apiCode':'2207'}             | TOKEN_REJECTED   | 2207",
			"403 | {'statusCode':403,'apiCode':2333}               | REJECTED         | 2333",
			"401 | {'statusCode':401,'apiCode':2333}               | REJECTED         | 2333",
			"200 | {'statusCode':429}                              | RATE_LIMITED    | 429",
			"401 | {'code':429}                                    | RATE_LIMITED    | 429",
			"200 | {'code':1000}                                   | SERVER_ERROR  | 1000",
			"404 | {'code':503}                                    | SERVER_ERROR  | 503",
			"500 | {'code':501}                                    | REJECTED         | 501",
			"500 | {'apiCode':2039,'code':500}                     | REJECTED         | 2039",
			// One that it does not name leaves the decision to the status.
			"200 | {'code':9999}                                   | REJECTED         | 9999",
			"401 | {'code':9999}                                   | TOKEN_REJECTED   | 9999",
			"200 | {'statusCode':401,'apiCode':9999}               | TOKEN_REJECTED   | 9999",
			"503 | {'statusCode':200,'apiCode':9999}               | SERVER_ERROR  | 9999",
			"502 | {'code':200,'data':{}}                          | SERVER_ERROR  | 502",
			"429 | {'code':'busy'}                                 | RATE_LIMITED    | 429",
			"504 |                                                 | SERVER_ERROR  | 504",
			"505 | <html>                                          | GATEWAY_ERROR | 505",
			"599 | <html>                                          | GATEWAY_ERROR | 599",
			"600 | <html>                                          | REJECTED         | 600",
			"404 | [1]                                             | REJECTED         | 404",
			"199 | {'code':299}                                    | REJECTED         | 199",
			"200 | {'code':300}                                    | REJECTED         | 300",
			// Data beside it change nothing.
			"200 | {'code':2039,'data':{}}                         | REJECTED       | 2039",
			"200 | {'data':{},'statusCode':499}                    | REJECTED       | 499",
			"200 | {'code':500,'statusCode':501,'data':{}}         | SERVER_ERROR   | 500",
			"200 | {'code':200,'data':{},'errors':[{'message':{'code':2039}}]} | REJECTED | 2039",
			"200 | {'errors':'no','code':200,'data':{}}            | REJECTED       |",
			"200 | {'data':{'updateUserpool':{}},'errors':['no']}  | REJECTED       |",
			// Errors of GraphQL, in every form.
			"200 | {'errors':[{'message':{'code':2020}}]}          | TOKEN_REJECTED   | 2020",
			"200 | {'errors':[{'message':'no'}]}                   | REJECTED         |",
			"200 | {'errors':[{'message':'no','code':429}]}        | RATE_LIMITED    | 429",
			"200 | {'errors':['no']}                               | REJECTED         |",
			"200 | {'errors':'no'}                                 | REJECTED         |",
			"200 | {'errors':{'message':{'code':1000}}}            | SERVER_ERROR  | 1000",
			"400 | {'errors':[{'message':'no'}]}                   | REJECTED         | 400",
			"200 | {'errors':[{'message':{'code':500},'extensions':{'exception':{'name':'TokenInBlackListError'}}}]} | TOKEN_REJECTED | 500",
			"200 | {'errors':[{'message':'no'},{'extensions':{'exception':{'name':'TokenInBlackListError'}}}]} | TOKEN_REJECTED |",
			"200 | {'errors':[{'message':{'code':500},'extensions':{'exception':{'name':'Other'}}}]} | SERVER_ERROR | 500" })
	void whenServerRespondsWithErrorThenCodeDecidesItsKind(int status, String body, Kind kind, Integer code) {
		for (ApiRequest request : List.of(REST, GRAPHQL)) {
			RequestFailure failure = read(status, body, request);
			assertThat(failure.kind()).isEqualTo(kind);
			assertThat(failure.error().code()).isEqualTo(code);
			assertThat(failure.error().status()).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "null", "1", "'x'", "{}", "{'message':'hello'}", "{'code':'ok'}",
			"{'errors':[]}", "{'data':{}}", "{'code':true}", "{'code':201,'data':{}}" })
	void whenResponseIsNeitherSuccessNorErrorThenItIsInvalid(String body) {
		for (ApiRequest request : List.of(REST, GRAPHQL)) {
			RequestFailure failure = read(200, body, request);
			assertThat(failure.kind()).isEqualTo(Kind.INVALID_RESPONSE);
			assertThat(failure.outcome()).isEqualTo(AuthingException.Outcome.UNKNOWN);
			assertThat(failure.description()).isEqualTo("the response is not one of Authing's (HTTP 200, content type "
					+ "unknown, " + body.length() + " bytes)");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'data':null}", "{'data':{'updateUserpool':null}}", "{'data':{'updateUserpool':[1]}}",
			"{'data':{'other':{}}}", "{'code':200,'data':{'name':'x'}}" })
	void whenGraphQlRespondsWithoutObjectThenItIsInvalid(String body) {
		assertThat(read(200, body, GRAPHQL).kind()).isEqualTo(Kind.INVALID_RESPONSE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 302, 399 })
	void whenServerRedirectsThenPlaceIsNamedWhateverTheBodySays(int status) {
		this.headers.set(HttpHeaders.LOCATION, "https://sent-secret.example.com:8443/login?token=x");
		RequestFailure failure = read(status, "{'code':200,'data':{}}", REST);
		assertThat(failure.kind()).isEqualTo(Kind.REDIRECTED);
		assertThat(failure.error()).isNull();
		assertThat(failure.description())
			.isEqualTo("the server redirects to https://******.example.com:8443 (HTTP " + status + ")");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':2039,'message':'taken','requestId':'id-1','data':{'n':1}}",
			"{'code':2039,'messgae':'taken','uniqueId':'id-1','data':{'n':1}}",
			"{'errors':[{'message':{'code':2039,'message':'taken','data':{'n':1}}}],'requestId':'id-1'}",
			"{'errors':[{'message':{'code':2039,'message':'taken','data':{'n':1},'uniqueId':'id-1'}}]}" })
	void whenServerExplainsItsErrorThenExplanationIsKept(String body) {
		ApiError error = read(200, body, REST).error();
		assertThat(error.apiMessage()).isEqualTo("taken");
		assertThat(error.requestId()).isEqualTo("id-1");
		assertThat(error.data()).isEqualTo(Map.of("n", 1));
		assertThat(error)
			.hasToString("the server responded with code 2039 and the text \"taken\" (HTTP 200, request id id-1)");
	}

	@Test
	void whenServerExplainsNothingThenThereIsNoExplanation() {
		ApiError error = read(200, "{'errors':[{'data':null}]}", REST).error();
		assertThat(error.apiMessage()).isNull();
		assertThat(error.requestId()).isNull();
		assertThat(error.data()).isNull();
		assertThat(error.retryAfter()).isNull();
		assertThat(error.unknownFields()).isEmpty();
		assertThat(error).hasToString("the server responded with an error (HTTP 200)");
	}

	@Test
	void whenServerEchoesWhatWasSentThenItIsMasked() {
		ApiError error = read(400, "{'message':'bad sent-secret of Bearer t.o.k','requestId':'sent-secret'}", REST)
			.error();
		assertThat(error.apiMessage()).isEqualTo("bad ****** of Bearer ******");
		assertThat(error.requestId()).isEqualTo("******");
	}

	@Test
	void whenServerAsksToWaitThenWaitIsKept() {
		this.headers.set(HttpHeaders.RETRY_AFTER, "7");
		assertThat(read(200, "{'code':429}", REST).error().retryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void whenSchemaLacksFieldsThenEachIsFound() {
		String one = "Cannot query field \\\"logo\\\" on type \\\"UserPool\\\".";
		String two = "Cannot query field \\\"limit\\\" on type \\\"FrequentRegisterCheckConfig\\\".";
		assertThat(read(400,
				"{'errors':[{'message':'" + one + "'},'" + two + "',{'message':{'message':'" + one + " " + two
						+ "'}}]}",
				GRAPHQL)
			.error()
			.unknownFields()).containsExactly(new UnknownField("UserPool", "logo", null),
					new UnknownField("FrequentRegisterCheckConfig", "limit", null));
	}

	private RequestFailure read(int status, String body, ApiRequest request) {
		byte[] bytes = ((body != null) ? body.replace('\'', '"') : "").getBytes(StandardCharsets.UTF_8);
		AccessToken token = new AccessToken("t.o.k", 0, Duration.ofHours(1), 0, 0);
		RequestFailure failure = catchThrowableOfType(RequestFailure.class,
				() -> ApiResponseReader.read(
						ApiResponse.read(status, this.headers, DefaultDataBufferFactory.sharedInstance.wrap(bytes)),
						request, token, Clock.systemUTC()));
		assertThat(failure).isNotNull();
		return failure;
	}

}
