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
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the usual answer to a REST request straight into the type of its value. Any other
 * one is left to {@link ApiResponseReader}, which makes a tree of it first and can judge
 * everything.
 */
final class TypedAnswerReader<T> implements AnswerReader<T> {

	private final ObjectReader reader;

	private final Function<JsonNode, T> fromTree;

	TypedAnswerReader(TypeReference<UsualAnswer<T>> type, Function<JsonNode, T> fromTree) {
		this.reader = Json.reader(type);
		this.fromTree = fromTree;
	}

	@Override
	public T read(ApiResponse answer, ApiRequest request, @Nullable AccessToken token, Clock clock) {
		T value = answer.isSuccess() ? readUsual(answer.body()) : null;
		return (value != null) ? value : this.fromTree.apply(ApiResponseReader.open(answer, request, token, clock));
	}

	private @Nullable T readUsual(byte[] body) {
		try {
			UsualAnswer<T> answer = Json.read(body, this.reader);
			return (answer != null && answer.isSuccess()) ? answer.data() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * What there is to an answer that is beyond doubt.
	 *
	 * @param code the code
	 * @param statusCode the code of newer servers
	 * @param errors the errors, absent from a REST answer
	 * @param data the value, whose elements are no nulls
	 * @param <T> the type of the value
	 */
	record UsualAnswer<T>(@Nullable JsonNode code, @Nullable JsonNode statusCode, @Nullable JsonNode errors,
			@JsonSetter(contentNulls = Nulls.FAIL) @Nullable T data) {

		boolean isSuccess() {
			return this.errors == null && (isOk(this.code) || isOk(this.statusCode));
		}

		/**
		 * Return a description without content.
		 */
		@Override
		public String toString() {
			return "UsualAnswer[" + Masking.MASK + "]";
		}

		private static boolean isOk(@Nullable JsonNode code) {
			return code != null && code.isInt() && code.intValue() == 200;
		}

	}

}
