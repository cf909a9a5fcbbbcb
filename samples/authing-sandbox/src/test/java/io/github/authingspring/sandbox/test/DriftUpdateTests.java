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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what a comparison proposes makes the user pool as it is declared, whether
 * the server merges nested objects or replaces them.
 */
class DriftUpdateTests {

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final UserpoolManagementClient client = UserpoolManagementClient.builder()
		.host(this.sandbox.host())
		.userpoolId(this.sandbox.userpoolId())
		.secret(this.sandbox.secret())
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.sandbox.close();
	}

	@ParameterizedTest(name = "replace: {0}")
	@ValueSource(booleans = { false, true })
	void whenUpdateIsAppliedThenNothingDiffersAndNothingElseIsChanged(boolean replace) {
		this.sandbox.replaceNestedObjects(replace);
		Map<String, Object> expected = leaves();
		assertThat(expected.keySet()).containsAll(declaredLeaves().keySet());
		expected.putAll(declaredLeaves());
		UserpoolDeclaration declaration = UserpoolDeclaration.builder().settings(declaredSettings()).build();
		UserpoolDrift drift = compare(declaration);
		assertThat(drift.settings()).extracting(UserpoolDrift.Difference::state)
			.containsOnly(UserpoolDrift.State.DIFFERS);
		assertThat(drift.names()).containsExactlyInAnyOrderElementsOf(declaredLeaves().keySet());
		UpdateUserpoolInput update = drift.update().orElseThrow();
		assertThat(update.fieldNames()).hasSize(25);
		this.client.update(update);
		assertThat(leaves()).isEqualTo(expected);
		UserpoolDrift second = compare(declaration);
		assertThat(second.settings()).isEmpty();
		assertThat(second.inSync()).isEqualTo(25);
		assertThat(second.update()).isEmpty();
	}

	@ParameterizedTest(name = "replace: {0}")
	@ValueSource(booleans = { false, true })
	void whenOneObjectIsNullAndAnotherMaskedThenUpdateMakesTheFirstAndLeavesTheSecond(boolean replace) {
		this.sandbox.replaceNestedObjects(replace);
		Map<String, Object> nothing = new LinkedHashMap<>();
		nothing.put("whitelist", null);
		this.sandbox.updateUserpool(nothing);
		Map<String, Object> provider = provider();
		this.sandbox.addFault(Fault
			.oddFields(Map.of("customSMSProvider", Map.of("enabled", true, "provider", "aliyun", "config", "******")))
			.on(Operation.DETAIL));
		UserpoolDeclaration declaration = UserpoolDeclaration.builder()
			.settings((settings) -> settings.whitelist((whitelist) -> whitelist.emailEnabled(true))
				.customSMSProvider((custom) -> custom.enabled(false)))
			.build();
		UserpoolDrift drift = compare(declaration);
		assertThat(drift.names()).containsExactlyInAnyOrder("whitelist.emailEnabled", "customSMSProvider.enabled");
		this.client.update(drift.update().orElseThrow());
		assertThat(provider()).isEqualTo(provider);
		UserpoolDrift second = compare(declaration);
		assertThat(second.names()).containsExactly("customSMSProvider.enabled");
		assertThat(second.update()).isEmpty();
	}

	/**
	 * One value of every setting, and of every nested object.
	 */
	@SuppressWarnings("deprecation")
	private static UpdateUserpoolInput declaredSettings() {
		return UpdateUserpoolInput.builder()
			.name("Declared")
			.domain("declared")
			.description("")
			.userpoolTypes(List.of("native", "web"))
			.logo("https://files.example.com/declared.png")
			.emailVerifiedDefault(true)
			.sendWelcomeEmail(false)
			.registerDisabled(true)
			.appSsoEnabled(false)
			.allowedOriginList(List.of("https://a.example.com", "https://b.example.com"))
			.tokenExpiresAfter(60)
			.frequentRegisterCheck((check) -> check.limit(1))
			.loginFailCheck((check) -> check.timeInterval(2))
			.loginFailStrategy("block-account")
			.loginPasswordFailCheck((check) -> check.limit(3))
			.passwordUpdatePolicy((policy) -> policy.differenceCycle(4))
			.changePhoneStrategy((strategy) -> strategy.verifyOldPhone(false))
			.changeEmailStrategy((strategy) -> strategy.verifyOldEmail(true))
			.qrcodeLoginStrategy((strategy) -> strategy.ticketExpiresAfter(5))
			.app2WxappLoginStrategy((strategy) -> strategy.ticketExpiresAfter(6))
			.whitelist((whitelist) -> whitelist.emailEnabled(true))
			.customSMSProvider((provider) -> provider.provider("tencent"))
			.loginRequireEmailVerified(true)
			.verifyCodeLength(7)
			.verifyCodeMaxAttempts(8)
			.build();
	}

	/**
	 * The same by the names of the values, as the sandbox has them.
	 */
	private static Map<String, Object> declaredLeaves() {
		Map<String, Object> leaves = new TreeMap<>();
		leaves.put("name", "Declared");
		leaves.put("domain", "declared");
		leaves.put("description", "");
		leaves.put("userpoolTypes", List.of("native", "web"));
		leaves.put("logo", "https://files.example.com/declared.png");
		leaves.put("emailVerifiedDefault", true);
		leaves.put("sendWelcomeEmail", false);
		leaves.put("registerDisabled", true);
		leaves.put("appSsoEnabled", false);
		leaves.put("allowedOrigins", "https://a.example.com\nhttps://b.example.com");
		leaves.put("tokenExpiresAfter", 60);
		leaves.put("frequentRegisterCheck.limit", 1);
		leaves.put("loginFailCheck.timeInterval", 2);
		leaves.put("loginFailStrategy", "block-account");
		leaves.put("loginPasswordFailCheck.limit", 3);
		leaves.put("passwordUpdatePolicy.differenceCycle", 4);
		leaves.put("changePhoneStrategy.verifyOldPhone", false);
		leaves.put("changeEmailStrategy.verifyOldEmail", true);
		leaves.put("qrcodeLoginStrategy.ticketExpiresAfter", 5);
		leaves.put("app2WxappLoginStrategy.ticketExpiresAfter", 6);
		leaves.put("whitelist.emailEnabled", true);
		leaves.put("customSMSProvider.provider", "tencent");
		leaves.put("loginRequireEmailVerified", true);
		leaves.put("verifyCodeLength", 7);
		leaves.put("verifyCodeMaxAttempts", 8);
		return leaves;
	}

	/**
	 * What the sandbox has, the values of nested objects one by one.
	 */
	private Map<String, Object> leaves() {
		Map<String, Object> leaves = new TreeMap<>();
		this.sandbox.userpool().forEach((name, value) -> {
			if (name.equals("userpoolTypes")) {
				leaves.put(name, ((List<?>) value).stream().map((type) -> ((Map<?, ?>) type).get("code")).toList());
			}
			else if (value instanceof Map<?, ?> object) {
				object.forEach((field, nested) -> leaves.put(name + "." + field, nested));
			}
			else if (!name.equals("updatedAt")) {
				leaves.put(name, value);
			}
		});
		return leaves;
	}

	private Map<String, Object> provider() {
		Map<String, Object> leaves = leaves();
		leaves.keySet().removeIf((name) -> !name.startsWith("customSMSProvider."));
		return leaves;
	}

	private UserpoolDrift compare(UserpoolDeclaration declaration) {
		return declaration.compare(this.client.detail(), this.client.listEnv());
	}

}
