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

package io.github.authingspring.sandbox.test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.authingspring.autoconfigure.declared.AuthingDeclaredAutoConfiguration;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a user pool that is exported and declared as it was exported does not differ
 * from what is declared.
 */
class DeclarationExportTests {

	/** The values of the settings, those of nested objects one by one. */
	private static final int SETTINGS = 41;

	private static final AuthingSandbox sandbox = AuthingSandbox.start();

	private static ConfigurableApplicationContext exporter;

	private static UserpoolManagementClient client;

	@TempDir
	private Path directory;

	@BeforeAll
	static void startExporter() {
		exporter = ExportedDeclaration.startExporter(sandbox);
		client = exporter.getBean(UserpoolManagementClient.class);
	}

	@AfterAll
	static void close() {
		exporter.close();
		sandbox.close();
	}

	@BeforeEach
	void setEverything() {
		sandbox.reset();
		client.update((updates) -> first().values().forEach((setting) -> setting.accept(updates)));
		new ArrayList<>(sandbox.env().keySet()).forEach(sandbox::removeEnv);
		variables().forEach(sandbox::addEnv);
	}

	/**
	 * Every setting by its name.
	 */
	@SuppressWarnings("deprecation")
	private static Map<String, Consumer<UpdateUserpoolInput.Builder>> first() {
		Map<String, Consumer<UpdateUserpoolInput.Builder>> settings = new LinkedHashMap<>();
		settings.put("name", (updates) -> updates.name("${x} \\${x} \\\\${x} C:\\pool\\"));
		settings.put("domain", (updates) -> updates.domain("0123"));
		settings.put("description", (updates) -> updates.description(" \"a\": 'b' # {c}\n\n  d\r\n${ e "));
		settings.put("userpoolTypes", (updates) -> updates.userpoolTypes(List.of("yes", "a, b", "${x}")));
		settings.put("logo", (updates) -> updates.logo("1e3"));
		settings.put("emailVerifiedDefault", (updates) -> updates.emailVerifiedDefault(true));
		settings.put("sendWelcomeEmail", (updates) -> updates.sendWelcomeEmail(true));
		settings.put("registerDisabled", (updates) -> updates.registerDisabled(true));
		settings.put("appSsoEnabled", (updates) -> updates.appSsoEnabled(true));
		settings.put("allowedOrigins", (updates) -> updates.allowedOrigins("https://a.example.com\r\n https://*.b \n"));
		settings.put("tokenExpiresAfter", (updates) -> updates.tokenExpiresAfter(0));
		settings.put("frequentRegisterCheck",
				(updates) -> updates.frequentRegisterCheck((check) -> check.timeInterval(1).limit(2).enabled(true)));
		settings.put("loginFailCheck",
				(updates) -> updates.loginFailCheck((check) -> check.timeInterval(3).limit(4).enabled(true)));
		settings.put("loginFailStrategy", (updates) -> updates.loginFailStrategy("block-account"));
		settings.put("loginPasswordFailCheck",
				(updates) -> updates.loginPasswordFailCheck((check) -> check.timeInterval(5).limit(6).enabled(true)));
		settings.put("passwordUpdatePolicy", (updates) -> updates
			.passwordUpdatePolicy((policy) -> policy.enabled(true).forcedCycle(7).differenceCycle(8)));
		settings.put("changePhoneStrategy",
				(updates) -> updates.changePhoneStrategy((strategy) -> strategy.verifyOldPhone(true)));
		settings.put("changeEmailStrategy",
				(updates) -> updates.changeEmailStrategy((strategy) -> strategy.verifyOldEmail(true)));
		settings.put("qrcodeLoginStrategy",
				(updates) -> updates.qrcodeLoginStrategy((strategy) -> strategy.qrcodeExpiresAfter(9)
					.returnFullUserInfo(true)
					.allowExchangeUserInfoFromBrowser(true)
					.ticketExpiresAfter(10)));
		settings.put("app2WxappLoginStrategy", (updates) -> updates.app2WxappLoginStrategy(
				(strategy) -> strategy.ticketExpiresAfter(11).ticketExchangeUserInfoNeedSecret(true)));
		settings.put("whitelist", (updates) -> updates
			.whitelist((list) -> list.phoneEnabled(true).emailEnabled(true).usernameEnabled(true)));
		settings.put("customSMSProvider", (updates) -> updates
			.customSMSProvider((provider) -> provider.enabled(true).provider("true").config("{\"a\": \"${x}\"}\n")));
		settings.put("loginRequireEmailVerified", (updates) -> updates.loginRequireEmailVerified(true));
		settings.put("verifyCodeLength", (updates) -> updates.verifyCodeLength(6));
		settings.put("verifyCodeMaxAttempts", (updates) -> updates.verifyCodeMaxAttempts(7));
		return settings;
	}

	/**
	 * Another value of every setting.
	 */
	@SuppressWarnings("deprecation")
	static Map<String, Consumer<UpdateUserpoolInput.Builder>> second() {
		Map<String, Consumer<UpdateUserpoolInput.Builder>> settings = new LinkedHashMap<>();
		settings.put("name", (updates) -> updates.name("用户池 😀"));
		settings.put("domain", (updates) -> updates.domain("yes"));
		settings.put("description", (updates) -> updates.description("\t\u0000\u0085\u2028\uFEFF\uD83D "));
		settings.put("userpoolTypes", (updates) -> updates.userpoolTypes(List.of("null")));
		settings.put("logo", (updates) -> updates.logo("2026-01-01"));
		settings.put("emailVerifiedDefault", (updates) -> updates.emailVerifiedDefault(false));
		settings.put("sendWelcomeEmail", (updates) -> updates.sendWelcomeEmail(false));
		settings.put("registerDisabled", (updates) -> updates.registerDisabled(false));
		settings.put("appSsoEnabled", (updates) -> updates.appSsoEnabled(false));
		settings.put("allowedOrigins", (updates) -> updates.allowedOrigins("https://${x}.example.com"));
		settings.put("tokenExpiresAfter", (updates) -> updates.tokenExpiresAfter(Integer.MAX_VALUE));
		settings.put("frequentRegisterCheck", (updates) -> updates.frequentRegisterCheck((check) -> check.limit(0)));
		settings.put("loginFailCheck", (updates) -> updates.loginFailCheck((check) -> check.enabled(false)));
		settings.put("loginFailStrategy", (updates) -> updates.loginFailStrategy("~"));
		settings.put("loginPasswordFailCheck",
				(updates) -> updates.loginPasswordFailCheck((check) -> check.timeInterval(0)));
		settings.put("passwordUpdatePolicy",
				(updates) -> updates.passwordUpdatePolicy((policy) -> policy.forcedCycle(0)));
		settings.put("changePhoneStrategy",
				(updates) -> updates.changePhoneStrategy((strategy) -> strategy.verifyOldPhone(false)));
		settings.put("changeEmailStrategy",
				(updates) -> updates.changeEmailStrategy((strategy) -> strategy.verifyOldEmail(false)));
		settings.put("qrcodeLoginStrategy",
				(updates) -> updates.qrcodeLoginStrategy((strategy) -> strategy.returnFullUserInfo(false)));
		settings.put("app2WxappLoginStrategy",
				(updates) -> updates.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(12)));
		settings.put("whitelist", (updates) -> updates.whitelist((list) -> list.emailEnabled(false)));
		settings.put("customSMSProvider",
				(updates) -> updates.customSMSProvider((provider) -> provider.config("\\${x} #")));
		settings.put("loginRequireEmailVerified", (updates) -> updates.loginRequireEmailVerified(false));
		settings.put("verifyCodeLength", (updates) -> updates.verifyCodeLength(-1));
		settings.put("verifyCodeMaxAttempts", (updates) -> updates.verifyCodeMaxAttempts(0));
		return settings;
	}

	static List<String> names() {
		return List.copyOf(second().keySet());
	}

	private static Map<String, Object> variables() {
		Map<String, Object> variables = new LinkedHashMap<>();
		variables.put("lark webhook", " ${x}: \"y\" # 'z' ");
		variables.put("A", "\\${x}\\");
		variables.put("a", "0123");
		variables.put("a-b", "1e3");
		variables.put("a_b", "yes");
		variables.put("中文", "中文 😀\nline\r\n");
		variables.put("9", Map.of("a", List.of(1, "${x}", new BigDecimal("0.10")), "b", Map.of()));
		variables.put("${x}", new BigDecimal("12345678901234567890.5"));
		variables.put("yes", true);
		variables.put(" # " + "x".repeat(200), List.of());
		return variables;
	}

	@Test
	void whenExportIsDeclaredThenNothingDiffers() throws IOException {
		assertThat(first()).hasSize(25);
		UserpoolDrift drift = compare(declare(ExportedDeclaration.of(exporter)));
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.variables()).isEmpty();
		assertThat(drift.undeclaredVariables()).isEmpty();
		assertThat(drift.inSync()).isEqualTo(SETTINGS + variables().size());
	}

	@ParameterizedTest
	@MethodSource("names")
	void whenSettingIsUpdatedThenExportIsAsItIsNow(String name) throws IOException {
		UserpoolDeclaration before = declare(ExportedDeclaration.of(exporter));
		client.update(second().get(name)::accept);
		assertThat(compare(before).names()).hasSize(1).first().asString().startsWith(name);
		UserpoolDrift drift = compare(declare(ExportedDeclaration.of(exporter)));
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.variables()).isEmpty();
		assertThat(drift.inSync()).isEqualTo(SETTINGS + variables().size());
	}

	@Test
	void whenPlaceholderIsNotSetThenPropertyIsNamed() {
		ExportedDeclaration exported = ExportedDeclaration.of(exporter);
		Map<String, String> placeholders = exported.placeholders(sandbox);
		assertThat(placeholders).hasSize(1 + variables().size());
		for (String placeholder : placeholders.keySet()) {
			Map<String, String> others = new LinkedHashMap<>(placeholders);
			others.remove(placeholder);
			declaring(exported, others).run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageMatching("'authing\\.declared\\.(settings\\.custom-sms-provider\\.config|"
						+ "variables\\.[a-z0-9-]+\\.value)' holds a placeholder that nothing resolves\\..*"));
		}
	}

	/**
	 * What Spring makes of a placeholder, and YAML of a text, depends on what stands
	 * around it.
	 */
	@Test
	void whenTextIsRandomThenItIsDeclaredAsItIs() {
		Random random = new Random(20260301);
		List<String> wrong = new ArrayList<>();
		variables().keySet().forEach(sandbox::removeEnv);
		for (int i = 0; i < 100; i++) {
			Map<String, String> texts = new LinkedHashMap<>();
			for (String setting : List.of("name", "description", "domain", "logo", "loginFailStrategy")) {
				texts.put(setting, randomText(random));
			}
			String key = "k" + randomText(random);
			sandbox.updateUserpool(texts);
			sandbox.addEnv(key, "value");
			ExportedDeclaration exported = ExportedDeclaration.of(exporter);
			declaring(exported, exported.placeholders(sandbox)).run((context) -> {
				if (!isAsItWas(context, texts)) {
					wrong.add(texts + " " + key);
				}
			});
			sandbox.removeEnv(key);
		}
		assertThat(wrong).isEmpty();
	}

	private static boolean isAsItWas(AssertableApplicationContext context, Map<String, String> texts) {
		if (context.getStartupFailure() != null) {
			return false;
		}
		UserpoolDrift drift = compare(context.getBean(UserpoolDeclaration.class));
		return drift.settings().isEmpty() && drift.variables().isEmpty() && drift.undeclaredVariables().isEmpty()
				&& texts.entrySet().stream().allMatch((text) -> {
					String property = DataObjectPropertyName.toDashedForm(text.getKey());
					return context.getEnvironment()
						.getProperty("authing.declared.settings." + property, "")
						.equals(text.getValue());
				});
	}

	private static String randomText(Random random) {
		List<String> alphabet = List.of("\\", "$", "{", "}", ":", "#", "\"", "'", "a", " ", "\n", "${");
		return random.ints(random.nextInt(13), 0, alphabet.size())
			.mapToObj(alphabet::get)
			.collect(Collectors.joining());
	}

	@ParameterizedTest
	@ValueSource(strings = { "${", "\\${", "\\\\${x", "${x", "${x} ${", "${ {x}", "${${x}", "${a${b}c}", "${a:${b}}",
			"x}${", "{${x}", "{${x", "\\", "\\:", "a\\:b", "${a\\:b}", "#{x}", "@x@", "$${x}", "${}", "${x:y}" })
	void whenTextLooksLikePlaceholderThenItIsDeclaredAsItIs(String text) throws IOException {
		client.update((updates) -> updates.name(text)
			.customSMSProvider((provider) -> provider.provider(text))
			.userpoolTypes(List.of(text))
			.allowedOrigins(text.contains("#") ? "x" : text));
		UserpoolDrift drift = compare(declare(ExportedDeclaration.of(exporter)));
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.inSync()).isEqualTo(SETTINGS + variables().size());
	}

	@Test
	void whenFieldHasAnotherFormThenItIsNotExported() throws IOException {
		sandbox.addFault(Fault
			.oddFields(Map.of("name", List.of(1), "domain", Map.of("a", 1), "registerDisabled", "on", "allowedOrigins",
					List.of("https://a"), "userpoolTypes", "web", "tokenExpiresAfter", 4294967296L, "loginFailCheck",
					false, "whitelist", Map.of("phoneEnabled", 1, "emailEnabled", true), "customSMSProvider", "aliyun"))
			.on(Operation.DETAIL));
		UserpoolDrift drift = compare(declare(ExportedDeclaration.of(exporter)));
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.inSync()).isEqualTo(SETTINGS - 6 - 3 - 2 - 3 + variables().size());
	}

	@Test
	void whenValueCannotBeDeclaredThenItIsNotExported() throws IOException {
		client.update((updates) -> updates.name(" ")
			.description("")
			.userpoolTypes(List.of(" "))
			.allowedOrigins(" \n")
			.tokenExpiresAfter(-1)
			.loginFailCheck((check) -> check.timeInterval(-1))
			.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(-1))
			.customSMSProvider((provider) -> provider.provider(" ").config(" ")));
		sandbox.addEnv("blank", " ");
		sandbox.addEnv("masked", "a******");
		sandbox.addEnv("masked JSON", Map.of("a", List.of("******")));
		sandbox.addEnv("null", null);
		UserpoolDrift drift = compare(declare(ExportedDeclaration.of(exporter)));
		assertThat(drift.settings()).isEmpty();
		assertThat(drift.undeclaredVariables()).containsExactly("blank", "masked", "masked JSON", "null");
		assertThat(drift.inSync()).isEqualTo(SETTINGS - 7 + variables().size());
	}

	private UserpoolDeclaration declare(ExportedDeclaration exported) throws IOException {
		Path file = Files.writeString(this.directory.resolve("declared.yaml"), exported.yaml());
		Map<String, Object> properties = new LinkedHashMap<>(exported.placeholders(sandbox));
		properties.put("spring.config.additional-location", file.toUri().toString());
		properties.put("spring.main.banner-mode", "off");
		properties.put("spring.main.log-startup-info", "false");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Declaring.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.run()) {
			return context.getBean(UserpoolDeclaration.class);
		}
	}

	private static ApplicationContextRunner declaring(ExportedDeclaration exported, Map<String, String> placeholders) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AuthingDeclaredAutoConfiguration.class))
			.withInitializer((context) -> {
				MutablePropertySources sources = context.getEnvironment().getPropertySources();
				sources.addLast(new MapPropertySource("placeholders", Map.copyOf(placeholders)));
				exported.load().forEach(sources::addLast);
			});
	}

	private static UserpoolDrift compare(UserpoolDeclaration declaration) {
		return declaration.compare(client.detail(), client.listEnv());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AuthingDeclaredAutoConfiguration.class)
	static class Declaring {

	}

}
