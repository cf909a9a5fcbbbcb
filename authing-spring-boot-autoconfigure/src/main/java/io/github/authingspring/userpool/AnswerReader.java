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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the value that an answer holds.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
interface AnswerReader<T> {

	AnswerReader<JsonNode> TREE = ApiResponseReader::open;

	/**
	 * Read the value.
	 * @param answer the answer
	 * @param request the request that it answers
	 * @param token the token that was sent with it
	 * @param clock for a {@code Retry-After} that is a date
	 * @return the value
	 * @throws RequestFailure if the answer is anything but a success
	 */
	T read(ApiResponse answer, ApiRequest request, @Nullable AccessToken token, Clock clock);

}
