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

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

import io.github.authingspring.userpool.RequestFailure.Kind;
import io.github.authingspring.userpool.TypedAnswerReader.UsualAnswer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short way of reading an answer comes to what the long one does, or leaves it alone.
 */
class TypedAnswerReaderTests {

	private static final int TRIES = 3000;

	private final HttpHeaders headers = new HttpHeaders();

	private final JsonMapper strictMapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private int shortWays;

	@Test
	void whenUserPoolIsReadStraightThenItIsWhatItsTreeHolds() {
		assertSame(List.of("detail/rest.json", "detail/rest-status-code.json", "detail/graphql.json"), Requests.DETAIL,
				new TypeReference<UsualAnswer<UserPool>>() {
				}, (tree) -> Json.convert(tree, UserPool.class));
	}

	@Test
	void whenListIsReadStraightThenItIsWhatItsTreeHolds() {
		assertSame(List.of("env/list.json", "env/list-empty.json", "env/add-list.json"), Requests.LIST_ENV,
				new TypeReference<UsualAnswer<List<Env>>>() {
				}, (tree) -> tree.valueStream().map((element) -> Json.convert(element, Env.class)).toList());
	}

	private <T> void assertSame(List<String> fixtures, ApiRequest request, TypeReference<UsualAnswer<T>> type,
			Function<JsonNode, T> fromTree) {
		TypedAnswerReader<T> reader = new TypedAnswerReader<>(type, (tree) -> {
			throw new LongWay();
		});
		HostileTries.of(TRIES, (chance) -> {
			byte[] body = HostileJson.mutate(Fixtures.read(chance.note(chance.of(fixtures))), chance);
			ApiResponse answer = new ApiResponse(200, this.headers, body);
			T value;
			try {
				value = reader.read(answer, request, null, Clock.systemUTC());
			}
			catch (LongWay | RequestFailure ex) {
				return;
			}
			this.shortWays++;
			JsonNode tree;
			try {
				tree = ApiResponseReader.open(answer, request, null, Clock.systemUTC());
			}
			catch (RequestFailure ex) {
				// The short way skips what is of no use, the long one reads it first.
				assertThat(ex.kind()).isEqualTo(Kind.INVALID_RESPONSE);
				return;
			}
			if (hasNameTwice(body)) {
				return;
			}
			JsonNode expected = Json.toTree(fromTree.apply(tree));
			assertThat(Json.toTree(value).equals(TypedAnswerReaderTests::compare, expected)).isTrue();
		});
		assertThat(this.shortWays).isBetween(TRIES / 10, TRIES);
	}

	/**
	 * One way takes the first value of an unknown field, the other the last.
	 */
	private boolean hasNameTwice(byte[] body) {
		try {
			this.strictMapper.readTree(body);
			return false;
		}
		catch (StreamReadException ex) {
			return true;
		}
	}

	/**
	 * A number where a text should be may become "2e2" in one way and "2E+2" in the
	 * other, one with a fraction where none should be be rounded up or down.
	 */
	private static int compare(JsonNode one, JsonNode other) {
		if (one.equals(other)) {
			return 0;
		}
		BigDecimal number = new BigDecimal(one.asString());
		BigDecimal otherNumber = new BigDecimal(other.asString());
		return (number.compareTo(otherNumber) == 0 || Math.abs(number.doubleValue() - otherNumber.doubleValue()) <= 1)
				? 0 : 1;
	}

	private static final class LongWay extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
