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

package io.github.authingspring.benchmarks;

import java.util.Map;

import org.springframework.http.HttpHeaders;

/**
 * The headers that this project's clients send, for those that have no code to make them.
 */
final class RequestHeaders {

	private static final Map<String, String> ALL = Map.of("Accept", "application/json", "Authorization",
			"Bearer " + "e".repeat(220), "x-authing-userpool-id", ConstantServer.USERPOOL_ID, "x-authing-request-from",
			"sdk", "x-authing-sdk-version", "spring-boot:0.1.0", "x-authing-lang", "zh-CN");

	private RequestHeaders() {
	}

	static void addTo(HttpHeaders headers) {
		ALL.forEach(headers::set);
	}

}
