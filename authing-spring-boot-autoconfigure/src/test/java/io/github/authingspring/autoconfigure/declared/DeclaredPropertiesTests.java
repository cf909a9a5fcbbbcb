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

package io.github.authingspring.autoconfigure.declared;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The effect of every property that declares something.
 */
class DeclaredPropertiesTests {

	private static final String SETTINGS = "authing.declared.settings.";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, AuthingDeclaredAutoConfiguration.class,
				AuthingDriftMetricsAutoConfiguration.class));

	/**
	 * A setting, its value, and the field of the pool that is the same.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					name | x | 'name': 'x'
					domain | x | 'domain': 'x'
					description | x | 'description': 'x'
					description | `` | 'description': null
					description | \\${x} | 'description': '${x}'
					userpool-types | web,app | 'userpoolTypes': [{'code': 'app'}, {'code': 'web'}]
					logo | x | 'logo': 'x'
					email-verified-default | false | 'emailVerifiedDefault': false
					send-welcome-email | true | 'sendWelcomeEmail': true
					register-disabled | yes | 'registerDisabled': true
					app-sso-enabled | true | 'appSsoEnabled': true
					allowed-origins | https://a, https://b | 'allowedOrigins': 'https://b\\nhttps://a'
					token-expires-after | 15d | 'tokenExpiresAfter': 1296000
					token-expires-after | 1296000 | 'tokenExpiresAfter': 1296000
					frequent-register-check.time-interval | 5m | 'frequentRegisterCheck': {'timeInterval': 300}
					frequent-register-check.limit | 1 | 'frequentRegisterCheck': {'limit': 1}
					frequent-register-check.enabled | true | 'frequentRegisterCheck': {'enabled': true}
					login-fail-check.time-interval | 300 | 'loginFailCheck': {'timeInterval': 300}
					login-fail-check.limit | 1 | 'loginFailCheck': {'limit': 1}
					login-fail-check.enabled | true | 'loginFailCheck': {'enabled': true}
					login-fail-strategy | captcha | 'loginFailStrategy': 'captcha'
					login-password-fail-check.time-interval | 300 | 'loginPasswordFailCheck': {'timeInterval': 300}
					login-password-fail-check.limit | 1 | 'loginPasswordFailCheck': {'limit': 1}
					login-password-fail-check.enabled | true | 'loginPasswordFailCheck': {'enabled': true}
					password-update-policy.enabled | true | 'passwordUpdatePolicy': {'enabled': true}
					password-update-policy.forced-cycle | 180 | 'passwordUpdatePolicy': {'forcedCycle': 180}
					password-update-policy.difference-cycle | 3 | 'passwordUpdatePolicy': {'differenceCycle': 3}
					change-phone-strategy.verify-old-phone | true | 'changePhoneStrategy': {'verifyOldPhone': true}
					change-email-strategy.verify-old-email | true | 'changeEmailStrategy': {'verifyOldEmail': true}
					qrcode-login-strategy.qrcode-expires-after | 2m | 'qrcodeLoginStrategy': {'qrcodeExpiresAfter': 120}
					qrcode-login-strategy.return-full-user-info | true | 'qrcodeLoginStrategy': {'returnFullUserInfo': true}
					qrcode-login-strategy.allow-exchange-user-info-from-browser | true | 'qrcodeLoginStrategy': {'allowExchangeUserInfoFromBrowser': true}
					qrcode-login-strategy.ticket-expires-after | 60 | 'qrcodeLoginStrategy': {'ticketExpiresAfter': 60}
					app2-wxapp-login-strategy.ticket-expires-after | 60 | 'app2WxappLoginStrategy': {'ticketExpriresAfter': 60}
					app2-wxapp-login-strategy.ticket-exchange-user-info-need-secret | true | 'app2WxappLoginStrategy': {'ticketExchangeUserInfoNeedSecret': true}
					whitelist.phone-enabled | true | 'whitelist': {'phoneEnabled': true}
					whitelist.email-enabled | true | 'whitelist': {'emailEnabled': true}
					whitelist.username-enabled | true | 'whitelist': {'usernameEnabled': true}
					custom-sms-provider.enabled | true | 'customSMSProvider': {'enabled': true}
					custom-sms-provider.provider | aliyun | 'customSMSProvider': {'provider': 'aliyun'}
					custom-sms-provider.config | key=x | 'customSMSProvider': {'config': 'key=x'}
					login-require-email-verified | true | 'loginRequireEmailVerified': true
					verify-code-length | 6 | 'verifyCodeLength': 6
					verify-code-max-attempts | 3 | 'verifyCodeMaxAttempts': 3
					""")
	void whenSettingIsDeclaredThenThatFieldIsCompared(String setting, String value, String field) {
		this.contextRunner.withPropertyValues(SETTINGS + setting + "=" + value).run((context) -> {
			UserpoolDeclaration declaration = context.getBean(UserpoolDeclaration.class);
			UserpoolDrift same = declaration.compare(pool("{" + field + "}"), List.of());
			assertThat(same.inSync()).isOne();
			UserpoolDrift unknown = declaration.compare(pool("{}"), List.of());
			assertThat(unknown.settings()).hasSize(1);
			assertThat(unknown.inSync()).isZero();
		});
	}

	@Test
	void whenImageIsNativeThenConstructorsOfAllPropertiesAreKept() {
		RuntimeHints hints = new RuntimeHints();
		new AuthingDeclaredAutoConfiguration.Hints().registerHints(hints, null);
		assertThat(Stream.concat(Stream.of(AuthingDeclaredProperties.class),
				Stream.of(AuthingDeclaredProperties.class.getDeclaredClasses()).filter(Class::isRecord)))
			.hasSizeGreaterThan(10)
			.allSatisfy((type) -> assertThat(
					RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.accepts(hints));
	}

	@Test
	void whenVariablesAreDeclaredThenTheyAreCompared() {
		this.contextRunner
			.withPropertyValues("authing.declared.variables.lark.key=LARK", "authing.declared.variables.lark.value=x",
					"authing.declared.variables.old.key=OLD", "authing.declared.variables.old.absent=true")
			.run((context) -> {
				UserpoolDeclaration declaration = context.getBean(UserpoolDeclaration.class);
				assertThat(declaration.compare(pool("{}"), List.of(Env.fromJson("{\"key\":\"LARK\",\"value\":\"x\"}")))
					.inSync()).isEqualTo(2);
				assertThat(declaration.compare(pool("{}"), List.of(Env.fromJson("{\"key\":\"OLD\"}"))).names())
					.containsExactly("LARK", "OLD");
			});
	}

	@Test
	void whenSettingIsDeclaredByOperatingSystemThenItIsCompared() {
		this.contextRunner
			.withInitializer(
					(context) -> TestPropertyValues.of(Map.of("AUTHING_DECLARED_SETTINGS_REGISTERDISABLED", "true"))
						.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
			.run((context) -> assertThat(context.getBean(UserpoolDeclaration.class)
				.compare(pool("{\"registerDisabled\":true}"), List.of())
				.inSync()).isOne());
	}

	@ParameterizedTest
	@CsvSource({ "authing.declared.on-startup=none", "authing.secret=x" })
	void whenNothingIsDeclaredThenThereIsNoDeclaration(String property) {
		this.contextRunner.withPropertyValues("authing.userpool-id=x", "authing.secret=x", property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UserpoolDeclaration.class)
				.doesNotHaveBean(UserpoolDriftMonitor.class)
				.doesNotHaveBean(MeterBinder.class));
	}

	/**
	 * Whether to compare at start-up may be decided long after ahead-of-time processing.
	 */
	@Test
	void whenSomethingIsDeclaredThenCheckAtStartIsThereAndReadsWhatToDoWhenItIsMade() {
		this.contextRunner.withPropertyValues(SETTINGS + "name=x")
			.run((context) -> assertThat(context).hasSingleBean(StartupDriftCheck.class));
		this.contextRunner
			.withBean(UserpoolDeclaration.class, () -> UserpoolDeclaration.builder().absentVariable("OLD").build())
			.run((context) -> assertThat(context).hasSingleBean(StartupDriftCheck.class));
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(StartupDriftCheck.class));
	}

	@Test
	void whenSeveralBeansDeclareThenNoneIsCompared() {
		UserpoolDeclaration own = UserpoolDeclaration.builder().absentVariable("OLD").build();
		this.contextRunner.withBean("one", UserpoolDeclaration.class, () -> own)
			.withBean("two", UserpoolDeclaration.class, () -> own)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UserpoolDriftMonitor.class));
	}

	@Test
	void whenBeanDeclaresThenItReplacesTheProperties() {
		UserpoolDeclaration own = UserpoolDeclaration.builder().absentVariable("OLD").build();
		this.contextRunner.withPropertyValues(SETTINGS + "unknown=x")
			.withBean(UserpoolDeclaration.class, () -> own)
			.run((context) -> assertThat(context).getBean(UserpoolDeclaration.class).isSameAs(own));
	}

	@Test
	void whenDisabledThenNothingIsCompared() {
		this.contextRunner.withPropertyValues(SETTINGS + "name=x", "authing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(UserpoolDeclaration.class));
	}

	@Test
	void whenThereIsNoPoolThenDeclarationIsThereForTheApplication() {
		this.contextRunner.withPropertyValues(SETTINGS + "name=x")
			.run((context) -> assertThat(context).hasSingleBean(UserpoolDeclaration.class)
				.doesNotHaveBean(ReactiveUserpoolManagementClient.class));
	}

	@Test
	void whenPoolWasComparedThenGaugeTellsHowManyDiffer() {
		this.contextRunner.withPropertyValues(SETTINGS + "name=x", SETTINGS + "domain=x").run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.get("authing.declared.drift").gauge().value()).isNaN();
			UserpoolDriftMonitor monitor = context.getBean(UserpoolDriftMonitor.class);
			monitor.compare(pool("{\"name\":\"y\",\"domain\":\"y\"}"), List.of());
			assertThat(registry.get("authing.declared.drift").gauge().value()).isEqualTo(2);
			monitor.compare(pool("{\"name\":\"x\",\"domain\":\"y\"}"), List.of());
			monitor.failed(new IllegalStateException());
			assertThat(registry.get("authing.declared.drift").gauge().value()).isOne();
		});
	}

	@Test
	void whenMicrometerIsAbsentThenPoolIsComparedWithoutGauge() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.withPropertyValues(SETTINGS + "name=x")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(UserpoolDriftMonitor.class)
				.doesNotHaveBean("authingDriftMeterBinder"));
	}

	private static UserPool pool(String json) {
		return UserPool.fromJson(json.replace('\'', '"'));
	}

}
