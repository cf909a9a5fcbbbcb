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

package io.github.authingspring.userpool.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.model.UserPool.UserPoolType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One odd field does not cost the others: whatever form the server gives to it.
 */
class OddFieldsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** Forms that a type cannot hold. */
	private static final Map<Class<?>, List<String>> WRONG_FORMS = Map.of(String.class, List.of("[1]", "{'a':null}"),
			Boolean.class, List.of("1", "'yes'", "'TRUE'", "[true]", "{}"), Integer.class,
			List.of("4294967296", "-2147483649", "12345678901234567890", "1.5", "'1.5'", "'2147483648'", "''", "true",
					"[1]", "{}"),
			Instant.class, List.of("17", "'yesterday'", "''", "true", "[]", "{}"), Record.class,
			List.of("'x'", "1", "true", "[]", "[{}]"));

	private static final List<String> NO_LIST_OF_OBJECTS = List.of("'x'", "1", "{}", "['web']", "[[]]", "[{},null]");

	private static final List<String> NO_LIST_OF_TEXTS = List.of("'x'", "1", "{}", "[[]]", "['x',{}]");

	private static ObjectNode userPool() {
		ObjectNode pool = (ObjectNode) Fixtures.json("detail/rest.json").path("data");
		return pool.set("userpoolTypes", Fixtures.json("update/graphql.json").at("/data/updateUserpool/userpoolTypes"));
	}

	private static ObjectNode variable() {
		return (ObjectNode) Fixtures.json("env/list.json").at("/data/0");
	}

	static Stream<OddField> fields() {
		return Stream.concat(
				fields(UserPool.class, "", "")
					.map((field) -> field.of(userPool(), UserPool::fromJson, UserPool::additionalFields)),
				fields(Env.class, "", "").map((field) -> field.of(variable(), Env::fromJson, Env::additionalFields)));
	}

	private static Stream<Path> fields(Class<?> type, String pointer, String path) {
		return Stream.of(type.getRecordComponents())
			.filter((component) -> !Set.of("additionalFields", "nullFields").contains(component.getName()))
			.flatMap((component) -> field(component, pointer + "/" + component.getName(), path + component.getName()));
	}

	private static Stream<Path> field(RecordComponent component, String pointer, String path) {
		Class<?> type = component.getType();
		if (type == Object.class) {
			// Holds any form.
			return Stream.empty();
		}
		if (type.isRecord()) {
			return Stream.concat(Stream.of(new Path(pointer, path, WRONG_FORMS.get(Record.class))),
					fields(type, pointer, path + "."));
		}
		if (type == List.class) {
			return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0] == UserPoolType.class
					? Stream.concat(Stream.of(new Path(pointer, path, NO_LIST_OF_OBJECTS)),
							fields(UserPoolType.class, pointer + "/0", path + "[0]."))
					: Stream.of(new Path(pointer, path, NO_LIST_OF_TEXTS));
		}
		return Stream.of(new Path(pointer, path, WRONG_FORMS.get(type)));
	}

	@ParameterizedTest
	@MethodSource("fields")
	void whenFieldHasFormThatItsTypeCannotHoldThenItIsNullAndStandsRawAndTheRestIsRead(OddField field) {
		Object withNull = field.read(NullNode.instance);
		assertThat(field.additionalFields(withNull)).isEmpty();
		for (String form : field.forms()) {
			JsonNode odd = MAPPER.readTree(form.replace('\'', '"'));
			Object read = field.read(odd);
			assertThat(read).as(form)
				.usingRecursiveComparison()
				.ignoringFields("additionalFields", "nullFields")
				.isEqualTo(withNull);
			assertThat(field.additionalFields(read)).as(form)
				.isEqualTo(Collections.singletonMap(field.path(), MAPPER.treeToValue(odd, Object.class)));
		}
	}

	@Test
	void whenSeveralFieldsAreOddThenEachStandsUnderItsPath() {
		UserPool pool = UserPool.fromJson("""
				{"name": "pool", "tokenExpiresAfter": 4294967296, "whitelist": "none", "new": null,
				"loginFailCheck": {"timeInterval": 300, "limit": "many", "new": [1.50]},
				"userpoolTypes": [{"code": "web"}, {"code": "app", "name": {"en": "App"}, "sdks": "js"}],
				"customDb": {"enabled": "no", "connection": {"any": "form"}}}""");
		assertThat(pool.name()).isEqualTo("pool");
		assertThat(pool.loginFailCheck()).isEqualTo(new FrequencyCheck(300, null, null));
		assertThat(pool.userpoolTypes()).extracting(UserPoolType::code).containsExactly("web", "app");
		assertThat(pool.customDb().connection()).isEqualTo(Map.of("any", "form"));
		Map<String, Object> odd = new HashMap<>();
		odd.put("tokenExpiresAfter", 4294967296L);
		odd.put("whitelist", "none");
		odd.put("loginFailCheck.limit", "many");
		odd.put("loginFailCheck.new", List.of(MAPPER.readValue("1.50", Object.class)));
		odd.put("userpoolTypes[1].name", Map.of("en", "App"));
		odd.put("userpoolTypes[1].sdks", "js");
		odd.put("customDb.enabled", "no");
		assertThat(pool.additionalFields()).isEqualTo(odd).isUnmodifiable();
		assertThat(pool.nullFields()).containsExactly("new").isUnmodifiable();
		assertThat((List<?>) pool.additionalFields().get("loginFailCheck.new")).isUnmodifiable();
		assertThat((Map<?, ?>) pool.additionalFields().get("userpoolTypes[1].name")).isUnmodifiable();
	}

	@Test
	void whenFormIsAnotherOneOfTheSameValueThenItIsRead() {
		UserPool pool = UserPool.fromJson("""
				{"name": 1.50, "domain": true, "description": 12345678901234567890, "registerDisabled": "true",
				"isDeleted": "false", "tokenExpiresAfter": "7", "packageType": "-1", "verifyCodeLength": 2147483647,
				"createdAt": "2021-09-08T13:42:22+08:00", "userpoolTypes": [{"sdks": [1, true, null]}]}""");
		assertThat(pool.name()).isEqualTo("1.50");
		assertThat(pool.domain()).isEqualTo("true");
		assertThat(pool.description()).isEqualTo("12345678901234567890");
		assertThat(pool.registerDisabled()).isTrue();
		assertThat(pool.isDeleted()).isFalse();
		assertThat(pool.tokenExpiresAfter()).isEqualTo(7);
		assertThat(pool.packageType()).isEqualTo(-1);
		assertThat(pool.verifyCodeLength()).isEqualTo(2147483647);
		assertThat(pool.createdAt()).isEqualTo("2021-09-08T05:42:22Z");
		assertThat(pool.userpoolTypes().get(0).sdks()).isEqualTo(Arrays.asList("1", "true", null));
		assertThat(pool.additionalFields()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'ticketExpiresAfter':1} | 1 |", "{'ticketExpriresAfter':2} | 2 |",
					"{'ticketExpiresAfter':1,'ticketExpriresAfter':2} | 1 |",
					"{'ticketExpiresAfter':null,'ticketExpriresAfter':2} | 2 |",
					"{'ticketExpiresAfter':[],'ticketExpriresAfter':2} | 2 | ticketExpiresAfter",
					"{'ticketExpriresAfter':'x'} | | ticketExpriresAfter" })
	void whenFieldHasTwoSpellingsThenEitherIsRead(String json, Integer seconds, String odd) {
		UserPool pool = UserPool.fromJson("{\"app2WxappLoginStrategy\":" + json.replace('\'', '"') + "}");
		assertThat(pool.app2WxappLoginStrategy().ticketExpiresAfter()).isEqualTo(seconds);
		assertThat(pool.additionalFields().keySet())
			.isEqualTo((odd != null) ? Set.of("app2WxappLoginStrategy." + odd) : Set.of());
	}

	/**
	 * Where a field is.
	 */
	private record Path(String pointer, String path, List<String> forms) {

		@SuppressWarnings("unchecked")
		<T> OddField of(ObjectNode json, Function<JsonNode, T> reader, Function<T, Map<String, Object>> others) {
			return new OddField(this, json, (node) -> reader.apply(node), (value) -> others.apply((T) value));
		}

	}

	/**
	 * A field of a type, to be read in any form among the usual forms of the others.
	 */
	private record OddField(Path place, ObjectNode json, Function<JsonNode, Object> reader,
			Function<Object, Map<String, Object>> others) {

		Object read(JsonNode value) {
			JsonPointer pointer = JsonPointer.compile(this.place.pointer());
			ObjectNode odd = this.json.deepCopy();
			((ObjectNode) odd.at(pointer.head())).set(pointer.last().getMatchingProperty(), value);
			return this.reader.apply(odd);
		}

		Map<String, Object> additionalFields(Object value) {
			return this.others.apply(value);
		}

		String path() {
			return this.place.path();
		}

		List<String> forms() {
			return this.place.forms();
		}

		@Override
		public String toString() {
			return this.place.path();
		}

	}

}
