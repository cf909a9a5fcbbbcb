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

package io.github.authingspring.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every setting, against the sandbox.
 */
class SettingCatalogTests {

	private static AuthingSandbox sandbox;

	private static UserpoolManagementClient userpool;

	@BeforeAll
	static void start() {
		sandbox = AuthingSandbox.start();
		userpool = UserpoolManagementClient.builder()
			.userpoolId(sandbox.userpoolId())
			.secret(sandbox.secret())
			.host(sandbox.host())
			.build();
	}

	@AfterAll
	static void stop() {
		userpool.close();
		sandbox.close();
	}

	@ParameterizedTest
	@MethodSource("changeable")
	void whenSettingIsChangedThenNothingElseIs(String id) {
		Setting<?> setting = SettingCatalog.find(id).orElseThrow();
		Map<String, String> expected = values(userpool.detail());
		String value = otherThan(expected.get(id), setting);
		expected.put(id, value);

		assertThat(setting.update(value).fieldNames()).containsExactly(id.split("\\.")[0]);
		userpool.update(setting.update(value));
		assertThat(values(userpool.detail())).isEqualTo(expected);
	}

	@Test
	void whenOpenRegistrationIsSwitchedOffThenRegistrationIsDisabled() {
		Setting<?> setting = SettingCatalog.find("registerDisabled").orElseThrow();
		assertThat(userpool.update(setting.update("off")).registerDisabled()).isTrue();
		assertThat(userpool.update(setting.update("on")).registerDisabled()).isFalse();
	}

	@Test
	void whenServerSaysNothingThenSettingsHaveNoValue() {
		assertThat(values(UserPool.fromJson("{}")).values()).hasSizeGreaterThan(30).containsOnlyNulls();
	}

	@Test
	void whenApiCannotChangeSettingThenUpdateSaysSo() {
		Setting<?> setting = SettingCatalog.find("showWxQRCodeWhenRegisterDisabled").orElseThrow();
		assertThat(setting.isReadOnly()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> setting.update("on"))
			.withMessage("The API has no way to change this setting.");
	}

	@Test
	void whenValueIsOfAnotherKindThenUpdateSaysWhatIsWanted() {
		Setting<?> number = SettingCatalog.find("verifyCodeLength").orElseThrow();
		for (String text : List.of("", "four", "-1", "2147483648", "1.5")) {
			assertThatIllegalArgumentException().isThrownBy(() -> number.update(text))
				.withMessage("Enter a whole number from 0 to 2147483647.");
		}
		Setting<?> toggle = SettingCatalog.find("registerDisabled").orElseThrow();
		assertThatIllegalArgumentException().isThrownBy(() -> toggle.update("true"))
			.withMessage("A switch is on or off.");
	}

	@Test
	void whenFieldMayHoldSecretThenThereIsNoSetting() {
		assertThat(values(userpool.detail())).doesNotContainKeys("secret", "jwtSecret", "customSMSProvider.config",
				"customDb");
		assertThat(values(userpool.detail()).values()).filteredOn((value) -> value != null)
			.noneMatch((value) -> value.contains(sandbox.secret()) || value.contains("password")
					|| value.contains("sms-secret"));
	}

	static Stream<String> changeable() {
		return settings().filter((setting) -> !setting.isReadOnly()).map(Setting::id);
	}

	private static Stream<Setting<?>> settings() {
		return SettingCatalog.groups().stream().flatMap((group) -> group.settings().stream());
	}

	private static Map<String, String> values(UserPool pool) {
		Map<String, String> values = new HashMap<>();
		settings().forEach((setting) -> values.put(setting.id(), setting.read(pool)));
		return values;
	}

	private static String otherThan(String value, Setting<?> setting) {
		return switch (setting.kind().name()) {
			case "switch" -> "on".equals(value) ? "off" : "on";
			case "number" -> "77".equals(value) ? "78" : "77";
			case "choice" ->
				setting.choices().keySet().stream().filter((choice) -> !choice.equals(value)).findFirst().orElseThrow();
			default -> value + "-changed";
		};
	}

}
