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

import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every envelope of the API contract (section 3) in which an operation can succeed.
 * {@link ApiErrorTests} has the others.
 */
class ApiResponseReaderTests {

	private static final int[] SUCCESS = { 200, 201, 299 };

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200,'message':'ok','data':%s}", "{'code':200,'messgae':'ok','data':%s}",
			"{'statusCode':200,'message':'ok','data':%s}",
			"{'statusCode':200,'apiCode':null,'data':%s,'requestId':'r'}", "{'code':'200','data':%s}",
			"{'code':200.0,'data':%s}", "{'code':1,'statusCode':200,'data':%s}", "{'data':%s,'code':200,'errors':null}",
			"{'code':200,'data':%s,'errors':[]}", "{'code':200,'data':%s,'errors':1}" })
	void whenEnvelopeOfRestSaysSuccessThenItsValueIsRead(String envelope) {
		for (int status : SUCCESS) {
			for (String value : new String[] { "{'name':'pool'}", "[{'key':'A'},null]", "null", "'text'", "1.50" }) {
				assertThat(read(status, envelope.replace("%s", value), ApiRequest.detail())).isEqualTo(json(value));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200,'message':'ok'}", "{'statusCode':200,'message':'ok'}" })
	void whenEnvelopeOfRestHasNoValueThenItIsMissing(String envelope) {
		for (int status : SUCCESS) {
			assertThat(read(status, envelope, ApiRequest.removeEnv("KEY")).isMissingNode()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'data':{'updateUserpool':%s}}", "{'data':{'updateUserpool':%s,'other':1}}",
			"{'data':{'updateUserpool':%s},'errors':null}", "{'errors':[],'data':{'updateUserpool':%s}}",
			"{'data':{'updateUserpool':%s},'extensions':{'took':1}}" })
	void whenEnvelopeOfGraphQlHoldsObjectThenItIsTheValue(String envelope) {
		ApiRequest request = ApiRequest.update(UpdateUserpoolInput.builder().name("pool").build(),
				UserPoolSelection.ALL);
		for (int status : SUCCESS) {
			for (String value : new String[] { "{'name':'pool'}", "{}" }) {
				assertThat(read(status, envelope.replace("%s", value), request)).isEqualTo(json(value));
			}
		}
	}

	private static JsonNode read(int status, String body, ApiRequest request) {
		byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		return ApiResponseReader.read(
				ApiResponse.read(status, new HttpHeaders(), DefaultDataBufferFactory.sharedInstance.wrap(bytes)),
				request, null, Clock.systemUTC());
	}

	private static JsonNode json(String json) {
		return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
