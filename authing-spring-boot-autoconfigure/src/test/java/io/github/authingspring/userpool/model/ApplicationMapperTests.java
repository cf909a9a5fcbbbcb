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

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

import io.github.authingspring.userpool.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application caches pools and variables as JSON with a mapper of its own, whatever
 * its settings.
 */
class ApplicationMapperTests {

	private static final TypeReference<List<Env>> VARIABLES = new TypeReference<>() {
	};

	private static final JsonNode ODD_POOL = json("""
			{"name": "pool", "tokenExpiresAfter": 4294967296, "createdAt": "yesterday", "new": null, "new_one": 1.10,
			"loginFailCheck": {"timeInterval": 300, "limit": "many"}, "userpoolTypes": [{"code": "web", "name": [1]}],
			"app2WxappLoginStrategy": {"ticketExpriresAfter": 9}, "customDb": {"connection": {"portNumber": 0.10}}}""");

	private static final JsonNode ODD_VARIABLES = json("""
			[{"key": "A", "value": {"camelCase": [1.10, 12345678901234567890.12345678901234567890, 1e400, null]},
			"updatedAt": 17}, {"userPoolId": ["x"], "value": "text", "new": {"camelCase": null}}]""");

	@Test
	void whenTypesAreCachedThenTheyAreJsonSinceJavaDoesNotSerializeThem() {
		assertThat(List.of(UserPool.class, Env.class, UpdateUserpoolInput.class))
			.noneMatch(Serializable.class::isAssignableFrom);
	}

	@ParameterizedTest
	@EnumSource
	void whenPoolIsWrittenAndReadAgainThenItIsTheSame(Application application) {
		Stream
			.of(Fixtures.json("detail/rest.json").path("data"),
					Fixtures.json("update/graphql.json").at("/data/updateUserpool"), ODD_POOL, json("{}"))
			.forEach((json) -> {
				UserPool pool = UserPool.fromJson(json.toString());
				String cached = application.mapper.writeValueAsString(pool);
				assertThat(application.mapper.readValue(cached, UserPool.class)).isEqualTo(pool);
				assertThat(UserPool.fromJson(cached)).isEqualTo(pool);
			});
	}

	@ParameterizedTest
	@EnumSource
	void whenVariablesAreWrittenAndReadAgainThenTheyAreTheSame(Application application) {
		Stream.of(Fixtures.json("env/list.json").path("data"), ODD_VARIABLES).forEach((json) -> {
			List<Env> variables = json.valueStream().map((variable) -> Env.fromJson(variable.toString())).toList();
			String cached = application.mapper.writeValueAsString(variables);
			assertThat(application.mapper.readValue(cached, VARIABLES)).isEqualTo(variables);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whenMapperReadsWhatTheServerSendsThenItIsAsOursReadsIt(Application application) {
		String pool = ODD_POOL.toString();
		assertThat(application.mapper.readValue(pool, UserPool.class)).isEqualTo(UserPool.fromJson(pool));
		assertThat(application.mapper.treeToValue(ODD_POOL, UserPool.class)).isEqualTo(UserPool.fromJson(ODD_POOL));
		assertThat(application.mapper.readValue("null", Env.class)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void whenUpdateIsWrittenThenItHasTheNamesOfTheApi(Application application) {
		UpdateUserpoolInput updates = UpdateUserpoolInput.builder()
			.registerDisabled(true)
			.logo(null)
			.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(9))
			.whitelist((whitelist) -> whitelist.phoneEnabled(true))
			.build();
		assertThat(application.mapper.readTree(application.mapper.writeValueAsString(updates))).isEqualTo(json("""
				{"registerDisabled": true, "logo": null, "app2WxappLoginStrategy": {"ticketExpriresAfter": 9},
				"whitelist": {"phoneEnabled": true}}"""));
	}

	private static JsonNode json(String json) {
		return JsonMapper.builder()
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.build()
			.readTree(json);
	}

	private enum Application {

		PLAIN(JsonMapper.builder().build()),

		SNAKE_CASE(JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.build()),

		STRICT(JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
			.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
			.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.build());

		private final JsonMapper mapper;

		Application(JsonMapper mapper) {
			this.mapper = mapper;
		}

	}

}
