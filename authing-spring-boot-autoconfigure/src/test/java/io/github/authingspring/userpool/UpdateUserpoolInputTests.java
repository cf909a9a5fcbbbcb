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

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
		assertThat(Json.toTree(everyField().fields())).isEqualTo(json(EVERY_FIELD));
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
		assertThat(Json.toTree(updates.fields())).isEqualTo(json("{\"logo\":null,\"whitelist\":null}"));
	}

	@Test
	void whenFieldIsSetTwiceThenTheLastValueIsSent() {
		assertThat(UpdateUserpoolInput.builder().name("first").name("last").build())
			.isEqualTo(UpdateUserpoolInput.builder().name("last").build());
	}

	/**
	 * What was read can be sent back, whatever nulls the server put into nested objects.
	 */
	@ParameterizedTest
	@CsvSource({ "detail/rest.json, /data", "update/graphql.json, /data/updateUserpool" })
	void whenWhatWasReadIsSentBackThenNestedNullsAreLeftOut(String fixture, String pointer) {
		JsonNode answer = Fixtures.json(fixture).at(pointer);
		UserPool pool = UserPool.fromJson(answer.toString());
		UpdateUserpoolInput updates = UpdateUserpoolInput.builder()
			.allowedOrigins(pool.allowedOrigins())
			.frequentRegisterCheck(pool.frequentRegisterCheck())
			.loginFailCheck(pool.loginFailCheck())
			.loginPasswordFailCheck(pool.loginPasswordFailCheck())
			.passwordUpdatePolicy(pool.passwordUpdatePolicy())
			.changePhoneStrategy(pool.changePhoneStrategy())
			.changeEmailStrategy(pool.changeEmailStrategy())
			.qrcodeLoginStrategy(pool.qrcodeLoginStrategy())
			.app2WxappLoginStrategy(pool.app2WxappLoginStrategy())
			.whitelist(pool.whitelist())
			.customSMSProvider(pool.customSMSProvider())
			.build();
		JsonNode sent = Json.toTree(updates.fields());
		assertThat(sent.size()).isEqualTo(11);
		sent.properties().forEach((field) -> {
			JsonNode received = answer.path(field.getKey());
			field.getValue().properties().forEach((nested) -> {
				String name = nested.getKey();
				if (name.equals("ticketExpriresAfter") && !received.has(name)) {
					name = "ticketExpiresAfter";
				}
				assertThat(nested.getValue().isNull()).isFalse();
				assertThat(nested.getValue()).as(field.getKey() + "." + name).isEqualTo(received.path(name));
			});
		});
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
	void whenOriginHasMoreThanTheServerTakesThenItIsRefused(String origins, String part) {
		assertThatIllegalArgumentException().isThrownBy(() -> UpdateUserpoolInput.builder().allowedOrigins(origins))
			.withMessageStartingWith("allowedOrigins: 'https://a.example.com")
			.withMessageContaining("is followed by a " + part);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UpdateUserpoolInput.builder().allowedOriginList(List.of(origins)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "?x=y", "#top" })
	void whenOriginIsNothingButQueryOrFragmentThenItIsRefused(String origin) {
		assertThatIllegalArgumentException().isThrownBy(() -> UpdateUserpoolInput.builder().allowedOrigins(origin))
			.withMessageStartingWith("allowedOrigins: '' is followed by a ");
	}

	@Test
	void whenOriginIsNoLineOfTextThenItIsRefused() {
		for (String origin : Arrays.asList(null, "", " ", "https://a.example.com\nhttps://b.example.com")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> UpdateUserpoolInput.builder().allowedOriginList(Arrays.asList(origin)))
				.withMessage("allowedOriginList: an origin must be one line of text such as 'https://app.example.com', "
						+ "neither null nor blank");
		}
	}

	@Test
	void whenSettingsAreNullThenArgumentIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UpdateUserpoolInput.builder().whitelist((Consumer<Whitelist.Builder>) null))
			.withMessage("whitelist: must not be null");
	}

	private static JsonNode json(String json) {
		return JsonMapper.builder().build().readTree(json);
	}

}
