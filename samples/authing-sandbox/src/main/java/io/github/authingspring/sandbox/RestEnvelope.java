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

package io.github.authingspring.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;

/**
 * The shapes of a REST response. Authing has more than one, and clients must know them
 * all.
 */
final class RestEnvelope {

	private RestEnvelope() {
	}

	static Map<String, @Nullable Object> success(ApiResult result, Language language, @Nullable Object data) {
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("code", result.code());
		envelope.put("message", result.message(language));
		envelope.put("data", data);
		return envelope;
	}

	/**
	 * The environment variables misspell the key of the message.
	 * @param result the result
	 * @param language the language of the message
	 * @return the envelope, without data
	 */
	static Map<String, @Nullable Object> envSuccess(ApiResult result, Language language) {
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("messgae", result.message(language));
		envelope.put("code", result.code());
		return envelope;
	}

	static Map<String, @Nullable Object> envSuccess(ApiResult result, Language language, Object data) {
		Map<String, @Nullable Object> envelope = envSuccess(result, language);
		envelope.put("data", data);
		return envelope;
	}

	static Map<String, @Nullable Object> rejection(ApiException rejection, Language language) {
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("code", rejection.result().code());
		envelope.put("message", rejection.result().message(language));
		if (rejection.data() != null) {
			envelope.put("data", rejection.data());
		}
		return envelope;
	}

	static Map<String, @Nullable Object> rateLimited(Language language) {
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("statusCode", ApiResult.RATE_LIMITED.code());
		envelope.put("message", ApiResult.RATE_LIMITED.message(language));
		return envelope;
	}

	static Map<String, @Nullable Object> httpError(HttpStatusCode status, @Nullable String message) {
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("statusCode", status.value());
		envelope.put("apiCode", status.value());
		envelope.put("message", message);
		envelope.put("requestId", UUID.randomUUID().toString());
		return envelope;
	}

}
