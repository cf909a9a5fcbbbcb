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
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Whatever a value, it is rejected before anything is sent, or the server gets it and can
 * send it back.
 */
class HostileValueTests {

	private static final String SECRET = "value-secret";

	private static final List<Object> SCALARS = Arrays.asList(null, true, false, 0, -1, Long.MIN_VALUE, 0.1, 1e308,
			-1e-308, 1.5f, new BigInteger("9".repeat(999)), new BigDecimal("1e999999999"),
			new BigDecimal("1e-999999999"), new BigDecimal("1.10"), "", " ", "\u0000\r\n\u2028\ufeff", "😀e\u0301",
			"[{\"a\":\"b\"}]", "{", "x".repeat(10_000), "\"\\", "\ud83d");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final AuthingServer server = new AuthingServer();

	private final ReactiveUserpoolManagementClient reactiveClient = this.server.clientBuilder().buildReactive();

	private final UserpoolManagementClient client = UserpoolManagementClient.of(this.reactiveClient);

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenValueIsAnyJsonThenItArrivesAndComesBackAsItIs() {
		this.server.always(AuthingServer.ADD_ENV,
				(request) -> AuthingServer.json(200, "{\"code\":200,\"data\":[" + AuthingServer.body(request) + "]}"));
		HostileTries.of(150, (chance) -> {
			Object value = nested(value(chance, 4), chance.oneIn(4) ? chance.below(Json.MAX_VALUE_DEPTH - 4) : 0);
			chance.note(Json.toTree(value));
			List<Env> list = chance.oneIn(2) ? this.client.addEnv("KEY", value)
					: this.reactiveClient.addEnv("KEY", value).block();
			JsonNode sent = Json.read(last(AuthingServer.ADD_ENV).getBody().toByteArray()).path("value");
			assertThat(sent).isEqualTo(Json.read(this.mapper.writeValueAsBytes(value)));
			assertThat(list).hasSize(1);
			assertThat(Json.read(this.mapper.writeValueAsBytes(list.get(0).value()))).isEqualTo(sent);
		});
	}

	@Test
	void whenTextOfUpdateIsAnyThenItArrivesAsItIs() {
		HostileTries.of(100, (chance) -> {
			String text = chance.note(String.valueOf(chance.of(SCALARS)) + (char) chance.below(0x10000));
			UpdateUserpoolInput updates = UpdateUserpoolInput.builder()
				.name(text)
				.userpoolTypes(List.of(text))
				.customSMSProvider((provider) -> provider.config(text))
				.build();
			assertThat(
					(chance.oneIn(2) ? this.client.update(updates) : this.reactiveClient.update(updates).block()).id())
				.isEqualTo(Fixtures.USERPOOL_ID);
			JsonNode input = this.mapper.readTree(AuthingServer.body(last(AuthingServer.UPDATE)))
				.at("/variables/input");
			assertThat(input.path("name").asString()).isEqualTo(text);
			assertThat(input.at("/userpoolTypes/0").asString()).isEqualTo(text);
			assertThat(input.at("/customSMSProvider/config").asString()).isEqualTo(text);
		});
	}

	static Stream<Named<Object>> rejected() {
		List<Object> circle = new ArrayList<>();
		circle.add(circle);
		Map<String, Object> withoutKey = new HashMap<>();
		withoutKey.put(null, SECRET);
		return Stream.of(Named.of("too deep", nested(SECRET, Json.MAX_VALUE_DEPTH + 1)),
				Named.of("far too deep", nested(SECRET, 100_000)), Named.of("circle", circle),
				Named.of("circle of an object", new Circle()), Named.of("circle of values", new ValueCircle()),
				Named.of("object that throws", new Throwing()), Named.of("list that throws", new ThrowingList()),
				Named.of("map without a key", withoutKey), Named.of("no number", Double.NaN),
				Named.of("no number in a list", List.of(Float.NEGATIVE_INFINITY)),
				Named.of("too many digits", new BigInteger("9".repeat(1001))),
				Named.of("exponent beyond bounds", new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE)),
				Named.of("name that is too long", Map.of("n".repeat(50_001), SECRET)),
				Named.of("name with half of a character", Map.of("\udc00", SECRET)),
				Named.of("raw text that is no JSON", new Raw("{" + SECRET)),
				Named.of("raw text with another key", new RawValue("1,\"key\":\"OTHER\"")),
				Named.of("text that is too long", SECRET.repeat(100_000)), Named.of("two values", new RawValue("1 2")),
				Named.of("nothing", new RawValue("")));
	}

	@ParameterizedTest
	@MethodSource("rejected")
	void whenValueCannotArriveThenItIsRejectedBeforeAnythingIsSent(Object value) {
		for (int i = 0; i < 2; i++) {
			boolean blocking = i == 0;
			assertThatIllegalArgumentException().isThrownBy(() -> add(value, blocking))
				.withMessageStartingWith("'value' must ")
				.withMessageNotContaining(SECRET)
				.withNoCause();
		}
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	private void add(Object value, boolean blocking) {
		if (blocking) {
			this.client.addEnv("KEY", value);
		}
		else {
			this.reactiveClient.addEnv("KEY", value).subscribe();
		}
	}

	@Test
	void whenValueIsAsDeepAsAllowedThenItCanBeListed() {
		this.client.addEnv("KEY", nested("x", Json.MAX_VALUE_DEPTH));
		String variable = AuthingServer.body(last(AuthingServer.ADD_ENV));
		this.server.always(AuthingServer.LIST_ENV,
				AuthingServer.json(200, "{\"code\":200,\"data\":[" + variable + "]}"));
		assertThat(this.client.listEnv().get(0).value()).isEqualTo(nested("x", Json.MAX_VALUE_DEPTH));
	}

	/**
	 * The server's error is searched for all that was sent, however deep it was.
	 */
	@Test
	void whenTextHoldsJsonInTextTwelveTimesDeepThenItIsNotQuoted() {
		String text = SECRET;
		for (int i = 0; i < 12; i++) {
			text = "[".repeat(490) + this.mapper.writeValueAsString(text) + "]".repeat(490);
		}
		String nested = text;
		String error = "{\"code\":2231,\"message\":\"got " + SECRET + "\"}";
		this.server.always(AuthingServer.ADD_ENV, AuthingServer.json(400, error))
			.always(AuthingServer.UPDATE, AuthingServer.json(400, error));
		List<ThrowingCallable> calls = List.of(() -> this.client.addEnv("KEY", nested),
				() -> this.client.update((updates) -> updates.customSMSProvider((sms) -> sms.config(nested))));
		for (ThrowingCallable call : calls) {
			assertThatExceptionOfType(AuthingApiException.class).isThrownBy(call)
				.withMessageContaining("got ******")
				.withMessageNotContaining(SECRET);
		}
	}

	@Test
	void whenValueIsAsLongAsAllowedThenItIsSent() {
		String value = "x".repeat(1024 * 1024 - 2);
		this.client.addEnv("KEY", value);
		assertThat(this.mapper.readTree(AuthingServer.body(last(AuthingServer.ADD_ENV))).path("value").asString())
			.isEqualTo(value);
		assertThatIllegalArgumentException().isThrownBy(() -> add(value + "x", true))
			.withMessageContaining(
					"'value' must not take more than 1048576 bytes as JSON (authing.http.max-response-size)");
	}

	private RecordedRequest last(String kind) {
		List<RecordedRequest> requests = this.server.requests(kind);
		return requests.get(requests.size() - 1);
	}

	private static Object value(Chance chance, int depth) {
		if (depth == 0 || chance.oneIn(3)) {
			return chance.of(SCALARS);
		}
		if (chance.oneIn(2)) {
			List<Object> list = new ArrayList<>();
			for (int i = chance.below(4); i > 0; i--) {
				list.add(value(chance, depth - 1));
			}
			return list;
		}
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = chance.below(4); i > 0; i--) {
			map.put(chance.of("", "a", "key", "value", "a.b", "\u0000", "😀", "@class", "n".repeat(50_000)),
					value(chance, depth - 1));
		}
		return map;
	}

	private static Object nested(Object value, int depth) {
		Object nested = value;
		for (int i = 0; i < depth; i++) {
			nested = Collections.singletonList(nested);
		}
		return nested;
	}

	static final class Circle {

		public Circle getSelf() {
			return this;
		}

	}

	static final class ValueCircle {

		@JsonValue
		public ValueCircle value() {
			return new ValueCircle();
		}

	}

	static final class Throwing {

		public String getText() {
			throw new IllegalStateException(SECRET);
		}

	}

	static final class ThrowingList extends AbstractList<Object> {

		@Override
		public Object get(int index) {
			throw new UnsupportedOperationException(SECRET);
		}

		@Override
		public int size() {
			return 1;
		}

	}

	record Raw(@JsonRawValue String text) {

	}

	record RawValue(@JsonValue @JsonRawValue String text) {

	}

}
