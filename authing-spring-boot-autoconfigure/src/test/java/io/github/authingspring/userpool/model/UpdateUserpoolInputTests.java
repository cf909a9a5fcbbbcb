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

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.authingspring.userpool.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an update sends for what was set.
 */
class UpdateUserpoolInputTests {

	private static final String EVERY_FIELD = """
			{
				"name": "n", "domain": "d", "description": "x", "userpoolTypes": ["web"], "logo": "l",
				"emailVerifiedDefault": true, "sendWelcomeEmail": false, "registerDisabled": true, "appSsoEnabled": false,
				"allowedOrigins": "https://a.example.com\\nhttps://*.example.com", "tokenExpiresAfter": 0,
				"frequentRegisterCheck": {"timeInterval": 1, "limit": 2, "enabled": true},
				"loginFailCheck": {"timeInterval": 3, "limit": 4, "enabled": false},
				"loginFailStrategy": "captcha",
				"loginPasswordFailCheck": {"enabled": true},
				"passwordUpdatePolicy": {"enabled": true, "forcedCycle": 5, "differenceCycle": 6},
				"changePhoneStrategy": {"verifyOldPhone": true}, "changeEmailStrategy": {"verifyOldEmail": false},
				"qrcodeLoginStrategy": {"qrcodeExpiresAfter": 7, "returnFullUserInfo": true,
					"allowExchangeUserInfoFromBrowser": false, "ticketExpiresAfter": 8},
				"app2WxappLoginStrategy": {"ticketExpriresAfter": 9, "ticketExchangeUserInfoNeedSecret": true},
				"whitelist": {"phoneEnabled": true, "emailEnabled": false, "usernameEnabled": true},
				"customSMSProvider": {"enabled": true, "provider": "aliyun", "config": "c"},
				"loginRequireEmailVerified": true, "verifyCodeLength": 10, "verifyCodeMaxAttempts": 11
			}""";

	@SuppressWarnings("deprecation")
	private static UpdateUserpoolInput everyField() {
		return UpdateUserpoolInput.builder()
			.name("n")
			.domain("d")
			.description("x")
			.userpoolTypes(List.of("web"))
			.logo("l")
			.emailVerifiedDefault(true)
			.sendWelcomeEmail(false)
			.registerDisabled(true)
			.appSsoEnabled(false)
			.allowedOriginList(List.of("https://a.example.com", "https://*.example.com"))
			.tokenExpiresAfter(0)
			.frequentRegisterCheck((check) -> check.timeInterval(1).limit(2).enabled(true))
			.loginFailCheck((check) -> check.timeInterval(3).limit(4).enabled(false))
			.loginFailStrategy("captcha")
			.loginPasswordFailCheck((check) -> check.enabled(true))
			.passwordUpdatePolicy((policy) -> policy.enabled(true).forcedCycle(5).differenceCycle(6))
			.changePhoneStrategy((strategy) -> strategy.verifyOldPhone(true))
			.changeEmailStrategy((strategy) -> strategy.verifyOldEmail(false))
			.qrcodeLoginStrategy((strategy) -> strategy.qrcodeExpiresAfter(7)
				.returnFullUserInfo(true)
				.allowExchangeUserInfoFromBrowser(false)
				.ticketExpiresAfter(8))
			.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(9).ticketExchangeUserInfoNeedSecret(true))
			.whitelist((whitelist) -> whitelist.phoneEnabled(true).emailEnabled(false).usernameEnabled(true))
			.customSMSProvider((provider) -> provider.enabled(true).provider("aliyun").config("c"))
			.loginRequireEmailVerified(true)
			.verifyCodeLength(10)
			.verifyCodeMaxAttempts(11)
			.build();
	}

	@Test
	void whenEveryFieldIsSetThenEachIsSentUnderTheNameOfTheApi() {
		assertThat(json(everyField())).isEqualTo(json(EVERY_FIELD));
		long fields = Arrays.stream(UpdateUserpoolInput.Builder.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()))
			.map((method) -> method.getName())
			.filter((name) -> !name.equals("build") && !name.equals("allowedOriginList"))
			.distinct()
			.count();
		assertThat(fields).isEqualTo(json(EVERY_FIELD).size());
	}

	@Test
	void whenFieldIsSetToNullThenNullIsSent() {
		UpdateUserpoolInput updates = UpdateUserpoolInput.builder().logo(null).whitelist((Whitelist) null).build();
		assertThat(json(updates)).isEqualTo(json("{\"logo\":null,\"whitelist\":null}"));
	}

	@Test
	void whenFieldIsSetTwiceThenTheLastValueIsSent() {
		assertThat(UpdateUserpoolInput.builder().name("first").name("last").build())
			.isEqualTo(UpdateUserpoolInput.builder().name("last").build());
	}

	@Test
	void whenPoolHasEveryFieldThenItsUpdateSetsEach() {
		ObjectNode pool = (ObjectNode) json(EVERY_FIELD);
		pool.set("userpoolTypes", json("[{\"code\":\"web\",\"name\":\"Web\"}]"));
		pool.put("id", "1").put("secret", "s").put("jwtSecret", "s").put("new", 1);
		UpdateUserpoolInput updates = UpdateUserpoolInput.of(UserPool.fromJson(pool.toString()));
		assertThat(updates).isEqualTo(everyField());
		assertThat(json(updates)).isEqualTo(json(EVERY_FIELD));
		assertThat(updates.fieldNames()).hasSize(25);
	}

	@Test
	void whenTypeOfPoolHasNoCodeThenItsUpdateLeavesTheTypesAsTheyAre() {
		UserPool pool = UserPool.fromJson("{\"name\":\"n\",\"userpoolTypes\":[{\"code\":\"web\"},{\"code\":[]}]}");
		assertThat(UpdateUserpoolInput.of(pool).fieldNames()).containsExactly("name");
	}

	/**
	 * Whatever nulls the server put into a pool and its nested objects.
	 */
	@ParameterizedTest
	@CsvSource({ "detail/rest.json, /data", "update/graphql.json, /data/updateUserpool" })
	void whenPoolHasNullsThenItsUpdateLeavesThemOut(String fixture, String pointer) {
		ObjectNode expected = (ObjectNode) Fixtures.json(fixture).at(pointer);
		UserPool pool = UserPool.fromJson(expected.toString());
		expected.retain(everyField().fieldNames());
		expected.values().forEach((value) -> {
			if (value instanceof ObjectNode nested) {
				nested.removeIf(JsonNode::isNull);
			}
		});
		expected.removeIf(JsonNode::isNull);
		if (expected.has("userpoolTypes")) {
			expected.putArray("userpoolTypes").add("web");
		}
		if (expected.get("app2WxappLoginStrategy") instanceof ObjectNode strategy
				&& strategy.has("ticketExpiresAfter")) {
			strategy.set("ticketExpriresAfter", strategy.remove("ticketExpiresAfter"));
		}
		assertThat(json(UpdateUserpoolInput.of(pool))).isEqualTo(expected);
	}

	@Test
	void whenPoolHasNothingThatCanBeSetThenThereIsNoUpdate() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UpdateUserpoolInput.of(UserPool.fromJson("{\"id\":\"1\",\"name\":null}")))
			.withMessage("'updates' must set at least one field; call a method of UpdateUserpoolInput.Builder");
	}

	@Test
	void whenUpdatesAreEqualThenTheyAreInterchangeable() {
		assertThat(everyField()).isEqualTo(everyField()).hasSameHashCodeAs(everyField());
		assertThat(everyField()).isNotEqualTo(UpdateUserpoolInput.builder().name("n").build());
		assertThat(everyField().fieldNames()).hasSize(25).startsWith("name", "domain");
	}

	@Test
	void whenUpdateIsDescribedThenConfigurationOfSmsProviderIsMasked() {
		assertThat(UpdateUserpoolInput.builder()
			.registerDisabled(true)
			.customSMSProvider((provider) -> provider.provider("aliyun").config("secret"))
			.build()).hasToString(
					"UpdateUserpoolInput{registerDisabled=true, customSMSProvider=CustomSMSProvider[provider=aliyun, config=******]}");
	}

	@ParameterizedTest
	@CsvSource({ "https://a.example.com?x=y, query", "https://a.example.com/#top, fragment",
			"'https://good.example.com\nhttps://a.example.com?x', query" })
	void whenOriginHasMoreThanTheServerTakesThenItIsRejected(String origins, String part) {
		assertThatIllegalArgumentException().isThrownBy(() -> UpdateUserpoolInput.builder().allowedOrigins(origins))
			.withMessageStartingWith("'allowedOrigins' must not hold a query or a fragment: 'https://a.example.com")
			.withMessageContaining("is followed by a " + part);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UpdateUserpoolInput.builder().allowedOriginList(List.of(origins)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "?x=y", "#top" })
	void whenOriginIsNothingButQueryOrFragmentThenItIsRejected(String origin) {
		assertThatIllegalArgumentException().isThrownBy(() -> UpdateUserpoolInput.builder().allowedOrigins(origin))
			.withMessageStartingWith("'allowedOrigins' must not hold a query or a fragment: '' is followed by a ");
	}

	@Test
	void whenOriginIsNoLineOfTextThenItIsRejected() {
		for (String origin : Arrays.asList(null, "", " ", "https://a.example.com\nhttps://b.example.com")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> UpdateUserpoolInput.builder().allowedOriginList(Arrays.asList(origin)))
				.withMessage(
						"'origins' must be lines of text such as 'https://app.example.com', none of them null or blank");
		}
	}

	@Test
	void whenArgumentIsNullThenItIsNamed() {
		UpdateUserpoolInput.Builder builder = UpdateUserpoolInput.builder();
		assertNamed("pool", () -> UpdateUserpoolInput.of(null));
		assertNamed("origins", () -> builder.allowedOriginList(null));
		assertNamed("frequentRegisterCheck", () -> builder.frequentRegisterCheck((UnaryOperator<FrequencyCheck>) null));
		assertNamed("loginFailCheck", () -> builder.loginFailCheck((UnaryOperator<FrequencyCheck>) null));
		assertNamed("loginPasswordFailCheck",
				() -> builder.loginPasswordFailCheck((UnaryOperator<FrequencyCheck>) null));
		assertNamed("passwordUpdatePolicy",
				() -> builder.passwordUpdatePolicy((UnaryOperator<PasswordUpdatePolicy>) null));
		assertNamed("changePhoneStrategy",
				() -> builder.changePhoneStrategy((UnaryOperator<ChangePhoneStrategy>) null));
		assertNamed("changeEmailStrategy",
				() -> builder.changeEmailStrategy((UnaryOperator<ChangeEmailStrategy>) null));
		assertNamed("qrcodeLoginStrategy",
				() -> builder.qrcodeLoginStrategy((UnaryOperator<QrcodeLoginStrategy>) null));
		assertNamed("app2WxappLoginStrategy",
				() -> builder.app2WxappLoginStrategy((UnaryOperator<App2WxappLoginStrategy>) null));
		assertNamed("whitelist", () -> builder.whitelist((UnaryOperator<Whitelist>) null));
		assertNamed("customSMSProvider", () -> builder.customSMSProvider((UnaryOperator<CustomSMSProvider>) null));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.userpoolTypes(Arrays.asList("web", null)))
			.withMessage("'codes' must not contain null elements");
	}

	private static void assertNamed(String argument, Runnable call) {
		assertThatIllegalArgumentException().isThrownBy(call::run).withMessage("'" + argument + "' must not be null");
	}

	private static JsonNode json(UpdateUserpoolInput updates) {
		return json(JsonMapper.builder().build().writeValueAsString(updates));
	}

	private static JsonNode json(String json) {
		return JsonMapper.builder().build().readTree(json);
	}

}
