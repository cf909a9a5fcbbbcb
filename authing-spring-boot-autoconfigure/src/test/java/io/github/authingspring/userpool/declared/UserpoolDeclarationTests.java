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

package io.github.authingspring.userpool.declared;

import java.util.List;
import java.util.function.Consumer;

import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class UserpoolDeclarationTests {

	private static final String MASK = "******";

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@Test
	void whenSettingHasAnotherValueThenBothValuesAreTold() {
		UserpoolDrift drift = compare((settings) -> settings.registerDisabled(true).tokenExpiresAfter(60).name("pool"),
				"{'registerDisabled': false, 'tokenExpiresAfter': 60, 'name': 'Pool'}");
		assertThat(drift.settings()).containsExactly(new Difference("name", State.DIFFERS, "pool", "Pool"),
				new Difference("registerDisabled", State.DIFFERS, true, false));
		assertThat(drift.inSync()).isEqualTo(1);
		assertThat(drift.count()).isEqualTo(2);
		assertThat(drift.names()).containsExactly("name", "registerDisabled");
		assertThat(drift.update()).contains(updates((update) -> update.name("pool").registerDisabled(true)));
	}

	@Test
	void whenSettingIsNotDeclaredThenItIsNotCompared() {
		UserpoolDrift drift = compare((settings) -> settings.loginFailCheck((check) -> check.limit(5)),
				"{'name': 'x', 'loginFailCheck': {'limit': 5, 'timeInterval': 1, 'enabled': false}}");
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.inSync()).isOne();
		assertThat(drift.count()).isZero();
		assertThat(drift.update()).isEmpty();
	}

	@Test
	void whenValuesOfNestedObjectDifferThenEachIsNamedAndUpdateCompletesTheObject() {
		UserpoolDrift drift = compare(
				(settings) -> settings.loginFailCheck((check) -> check.limit(5).enabled(true)).name("pool"),
				"{'name': 'pool', 'loginFailCheck': {'limit': 3, 'timeInterval': 300, 'enabled': false}}");
		assertThat(drift.settings()).containsExactly(new Difference("loginFailCheck.limit", State.DIFFERS, 5, 3),
				new Difference("loginFailCheck.enabled", State.DIFFERS, true, false));
		assertThat(drift.update()).contains(
				updates((update) -> update.loginFailCheck((check) -> check.limit(5).timeInterval(300).enabled(true))));
	}

	@Test
	void whenFieldIsMisspeltByGraphQlThenItIsTheSame() {
		Consumer<UpdateUserpoolInput.Builder> settings = (update) -> update
			.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(9));
		assertThat(compare(settings, "{'app2WxappLoginStrategy': {'ticketExpriresAfter': 9}}").count()).isZero();
		UserpoolDrift drift = compare(settings, "{'app2WxappLoginStrategy': {'ticketExpriresAfter': null}}");
		assertThat(drift.settings())
			.containsExactly(new Difference("app2WxappLoginStrategy.ticketExpiresAfter", State.DIFFERS, 9, null));
		assertThat(drift.update()).contains(updates(settings));
	}

	/**
	 * What the server says of a setting, and what comes of it.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{} | NOT_SHOWN", "{'verifyCodeLength': null} | DIFFERS", "{'verifyCodeLength': 6} |",
					"{'verifyCodeLength': '6'} |", "{'verifyCodeLength': 4294967296} | NOT_SHOWN",
					"{'verifyCodeLength': [6]} | NOT_SHOWN" })
	void whenNumberIsComparedThen(String pool, State state) {
		assertThat(states((settings) -> settings.verifyCodeLength(6), pool)).isEqualTo(list(state));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{} | NOT_SHOWN", "{'whitelist': null} | DIFFERS", "{'whitelist': {}} | NOT_SHOWN",
					"{'whitelist': {'phoneEnabled': null}} | DIFFERS", "{'whitelist': {'phoneEnabled': true}} |",
					"{'whitelist': {'phoneEnabled': false}} | DIFFERS", "{'whitelist': 'none'} | NOT_SHOWN" })
	void whenValueOfNestedObjectIsComparedThen(String pool, State state) {
		assertThat(states((settings) -> settings.whitelist((whitelist) -> whitelist.phoneEnabled(true)), pool))
			.isEqualTo(list(state));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "'' | {'description': null} |", "'' | {'description': ''} |",
					"'' | {'description': 'x'} | DIFFERS", "'' | {} | NOT_SHOWN", "x | {'description': null} | DIFFERS",
					"x | {'description': 'X'} | DIFFERS", "x | {'description': '******'} | NOT_SHOWN",
					"x | {'description': 'ab******ef'} | NOT_SHOWN" })
	void whenTextIsComparedThen(String declared, String pool, State state) {
		assertThat(states((settings) -> settings.description(declared), pool)).isEqualTo(list(state));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "https://a\\nhttps://b |", "https://b\\r\\nhttps://a\\r\\n |",
			"  https://b \\n\\nhttps://a\\n |", "https://a | DIFFERS", "https://a\\nhttps://b\\nhttps://c | DIFFERS" })
	void whenOriginsAreComparedThenAsSetOfStrippedLines(String origins, State state) {
		assertThat(states((settings) -> settings.allowedOriginList(List.of("https://a", " https://b ")),
				"{'allowedOrigins': '" + origins + "'}"))
			.isEqualTo(list(state));
	}

	@Test
	void whenOriginsDifferThenBothAreListsAndUpdateSetsTheDeclaredOnes() {
		UserpoolDrift drift = compare((settings) -> settings.allowedOrigins("https://a\nhttps://b"),
				"{'allowedOrigins': 'https://c'}");
		assertThat(drift.settings()).containsExactly(new Difference("allowedOrigins", State.DIFFERS,
				List.of("https://a", "https://b"), List.of("https://c")));
		assertThat(drift.update()).contains(updates((update) -> update.allowedOrigins("https://a\nhttps://b")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "[{'code': 'app', 'name': 'App'}, {'code': 'web', 'sdks': ['js']}] |",
					"[{'code': 'web'}] | DIFFERS", "null | DIFFERS", "[] | DIFFERS", "web | NOT_SHOWN",
					"[{'code': 'app'}, {'code': ' web '}] |", "[{'code': '******'}] | NOT_SHOWN" })
	void whenTypesAreComparedThenByCode(String types, State state) {
		assertThat(states((settings) -> settings.userpoolTypes(List.of("web", "app")),
				"{'userpoolTypes': " + (types.equals("web") ? "'web'" : types) + "}"))
			.isEqualTo(list(state));
	}

	@Test
	void whenTypesDifferThenUpdateSetsTheDeclaredOnes() {
		UserpoolDrift drift = compare((settings) -> settings.userpoolTypes(List.of("web")),
				"{'userpoolTypes': [{'code': 'app'}]}");
		assertThat(drift.settings())
			.containsExactly(new Difference("userpoolTypes", State.DIFFERS, List.of("web"), List.of("app")));
		assertThat(drift.update()).contains(updates((update) -> update.userpoolTypes(List.of("web"))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"b\":[1,2],\"a\":1} | {\"a\": 1.0, \"b\": [1, 2]} |", "{\"a\":1} | {\"a\": 2} | DIFFERS",
					"key=a | key=a |", "key=a | key=b | DIFFERS", "{\"a\":1} | key=a | DIFFERS",
					"{\"a\":1} | `` | DIFFERS", "{\"a\":1} | {\"a\":\"******\"} | NOT_SHOWN" })
	void whenConfigurationOfSmsProviderIsComparedThenAsJsonWhereBothAreAndItIsNeverShown(String declared, String actual,
			State state) {
		UserpoolDrift drift = compare((settings) -> settings.customSMSProvider((provider) -> provider.config(declared)),
				"{'customSMSProvider': {'config': '" + actual.replace("\"", "\\\"") + "'}}");
		assertThat(drift.settings()).isEqualTo((state == null) ? List.of() : List
			.of(new Difference("customSMSProvider.config", state, MASK, (state == State.DIFFERS) ? MASK : null)));
	}

	@Test
	void whenObjectHasMaskThenUpdateLeavesItOutAndTheMaskIsNamed() {
		UserpoolDrift drift = compare(
				(settings) -> settings.registerDisabled(true)
					.customSMSProvider((provider) -> provider.enabled(true).provider("aliyun")),
				"{'registerDisabled': false, "
						+ "'customSMSProvider': {'enabled': false, 'provider': 'aliyun', 'config': '******'}}");
		assertThat(drift.settings()).containsExactly(new Difference("registerDisabled", State.DIFFERS, true, false),
				new Difference("customSMSProvider.enabled", State.DIFFERS, true, false),
				new Difference("customSMSProvider.config", State.NOT_SHOWN, null, null));
		assertThat(drift.update()).contains(updates((update) -> update.registerDisabled(true)));
		assertThat(drift.inSync()).isOne();
		assertThat(drift.count()).isEqualTo(2);
	}

	/**
	 * As servers of early 2021 have it.
	 */
	@Test
	void whenObjectHasMaskInFieldThatIsNotKnownThenUpdateLeavesItOut() {
		UserpoolDrift drift = compare((settings) -> settings.customSMSProvider((provider) -> provider.enabled(true)),
				"{'customSMSProvider': {'enabled': false, 'config253': {'key': '******'}}}");
		assertThat(drift.names()).containsExactly("customSMSProvider.enabled");
		assertThat(drift.settings())
			.contains(new Difference("customSMSProvider.config253", State.NOT_SHOWN, null, null));
		assertThat(drift.update()).isEmpty();
	}

	/**
	 * The declared value, what the server has under the key, and what comes of it.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "x | [] | MISSING", "x | ['x'] |", "x | ['y'] | DIFFERS", "x | ['x','x'] | DIFFERS", "1 | [1] |",
					"1.0 | [1] |", "01 | [1] | DIFFERS", "true | [true] |", "true | ['true'] |",
					"12345678901234567890.5 | [12345678901234567890.5] |",
					"{\"b\":[1],\"a\":null} | [{'a':null,'b':[1]}] |", "{\"a\":1} | [{'a':2}] | DIFFERS",
					"{ | [{'a':2}] | DIFFERS", "x | [null] | NOT_SHOWN", "x | ['******'] | NOT_SHOWN",
					"{\"a\":1} | [{'a':'******'}] | NOT_SHOWN", "[1] | [['b',{'a':'x******'}]] | NOT_SHOWN" })
	void whenVariableIsComparedThen(String declared, String values, State state) {
		List<Env> variables = variables(values);
		UserpoolDrift drift = UserpoolDeclaration.builder()
			.variable("KEY", declared)
			.build()
			.compare(pool("{}"), variables);
		assertThat(drift.variables())
			.isEqualTo((state == null) ? List.of() : List.of(new Difference("KEY", state, null, null)));
		assertThat(drift.inSync()).isEqualTo((state == null) ? 1 : 0);
		assertThat(drift.count()).isEqualTo((state == null || state == State.NOT_SHOWN) ? 0 : 1);
		assertThat(drift.update()).isEmpty();
	}

	private static List<Env> variables(String values) {
		return MAPPER.readTree(values.replace('\'', '"'))
			.valueStream()
			.map((value) -> Env.fromJson("{\"key\":\"KEY\",\"value\":" + value + "}"))
			.toList();
	}

	@Test
	void whenVariableMustBeAbsentThenItIsUnwantedWhereItIsThere() {
		UserpoolDeclaration declaration = UserpoolDeclaration.builder().absentVariable("OLD").build();
		assertThat(declaration.compare(pool("{}"), List.of()).inSync()).isOne();
		assertThat(declaration.compare(pool("{}"), List.of(env("OLD"), env("OLD"))).variables())
			.containsExactly(new Difference("OLD", State.UNWANTED, null, null));
	}

	@Test
	void whenVariablesAreNotDeclaredThenTheirNamesAreToldAndTheyAreNoDrift() {
		UserpoolDrift drift = UserpoolDeclaration.builder()
			.variable("KEY", "value")
			.build()
			.compare(pool("{}"), List.of(env("B"), env("KEY"), env("A"), env("B"), Env.fromJson("{}")));
		assertThat(drift.undeclaredVariables()).containsExactly("B", "A");
		assertThat(drift.count()).isZero();
	}

	@Test
	void whenDescribedThenOnlyNamesAreTold() {
		UserpoolDeclaration declaration = UserpoolDeclaration.builder()
			.settings((settings) -> settings.name("secret-1")
				.customSMSProvider((provider) -> provider.config("secret-2")))
			.variable("KEY", "secret-3")
			.absentVariable("OLD")
			.build();
		assertThat(declaration)
			.hasToString("UserpoolDeclaration[settings=[name, customSMSProvider], variables=[KEY, OLD]]");
		UserpoolDrift drift = declaration
			.compare(pool("{'name': 'secret-4', 'customSMSProvider': {'config': 'secret-5'}}"), List.of(env("KEY")));
		assertThat(drift).hasToString("UserpoolDrift[settings=[name: DIFFERS, customSMSProvider.config: DIFFERS], "
				+ "variables=[KEY: DIFFERS]]");
		assertThat(drift.settings()).extracting(Difference::declared).containsExactly("secret-1", MASK);
	}

	static List<Arguments> undeclarable() {
		return List.of(arguments("'name' must not be null: null cannot be declared", settings((s) -> s.name(null))),
				arguments("'whitelist' must not be empty", settings((s) -> s.whitelist((whitelist) -> whitelist))),
				arguments("'userpoolTypes' must not be empty", settings((s) -> s.userpoolTypes(List.of()))),
				arguments("'userpoolTypes' must not hold a blank element",
						settings((s) -> s.userpoolTypes(List.of("web", " ")))),
				arguments("'userpoolTypes' must not be a mask ('******')",
						settings((s) -> s.userpoolTypes(List.of("web", MASK)))),
				arguments("'allowedOrigins' must not be empty", settings((s) -> s.allowedOriginList(List.of()))),
				arguments("'allowedOrigins' must not be empty", settings((s) -> s.allowedOrigins(" \n"))),
				arguments("'description' must not be a mask ('******')", settings((s) -> s.description(MASK))),
				arguments("'customSMSProvider.config' must not be blank",
						settings((s) -> s.customSMSProvider((provider) -> provider.config(" ")))),
				arguments("'customSMSProvider.config' must not be a mask ('******')",
						settings((s) -> s.customSMSProvider((provider) -> provider.config("{\"a\":\"******\"}")))),
				arguments("'settings' must not be null", declaring((d) -> d.settings((UpdateUserpoolInput) null))),
				arguments("'key' must not be null or blank", declaring((d) -> d.variable(null, "value"))),
				arguments("'key' must not be null or blank", declaring((d) -> d.absentVariable(" "))),
				arguments("'key' must not be declared twice",
						declaring((d) -> d.variable("KEY", "value").absentVariable("KEY"))),
				arguments("'value' must not be null or blank", declaring((d) -> d.variable("KEY", null))),
				arguments("'value' must not be null or blank", declaring((d) -> d.variable("KEY", " "))),
				arguments("'value' must not be a mask ('******')", declaring((d) -> d.variable("KEY", "a******"))),
				arguments("At least one setting or variable must be declared", declaring((d) -> {
				})));
	}

	private static Consumer<UserpoolDeclaration.Builder> settings(Consumer<UpdateUserpoolInput.Builder> settings) {
		return (builder) -> builder.settings(settings);
	}

	private static Consumer<UserpoolDeclaration.Builder> declaring(Consumer<UserpoolDeclaration.Builder> declaring) {
		return declaring;
	}

	@ParameterizedTest
	@MethodSource("undeclarable")
	void whenItCannotBeDeclaredThenItIsNamed(String message, Consumer<UserpoolDeclaration.Builder> declaring) {
		UserpoolDeclaration.Builder builder = UserpoolDeclaration.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> {
			declaring.accept(builder);
			builder.build();
		}).withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pool", "variables" })
	void whenArgumentIsNullThenItIsNamed(String argument) {
		UserpoolDeclaration declaration = UserpoolDeclaration.builder().absentVariable("OLD").build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> declaration.compare(argument.equals("pool") ? null : pool("{}"), null))
			.withMessage("'" + argument + "' must not be null");
	}

	private static UserpoolDrift compare(Consumer<UpdateUserpoolInput.Builder> settings, String pool) {
		return UserpoolDeclaration.builder().settings(settings).build().compare(pool(pool), List.of());
	}

	private static List<State> states(Consumer<UpdateUserpoolInput.Builder> settings, String pool) {
		return compare(settings, pool).settings().stream().map(Difference::state).toList();
	}

	private static List<State> list(State state) {
		return (state != null) ? List.of(state) : List.of();
	}

	private static UpdateUserpoolInput updates(Consumer<UpdateUserpoolInput.Builder> updates) {
		UpdateUserpoolInput.Builder builder = UpdateUserpoolInput.builder();
		updates.accept(builder);
		return builder.build();
	}

	private static UserPool pool(String json) {
		return UserPool.fromJson(json.replace('\'', '"'));
	}

	private static Env env(String key) {
		return Env.fromJson("{\"key\":\"" + key + "\",\"value\":\"value\"}");
	}

}
