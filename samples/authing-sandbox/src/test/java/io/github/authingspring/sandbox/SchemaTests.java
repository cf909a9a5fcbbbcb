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

package io.github.authingspring.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import graphql.introspection.IntrospectionQueryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the GraphQL schema: every field with its type, as introspection tells it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTests {

	static final Map<String, String> USERPOOL_FIELDS = fields(
			"""
					id: String!, name: String!, domain: String!, description: String, secret: String!, jwtSecret: String!,
					ownerId: String, userpoolTypes: [{code: String, name: String, description: String, image: String, sdks: [String]}],
					logo: String!, createdAt: String, updatedAt: String,
					emailVerifiedDefault: Boolean!, sendWelcomeEmail: Boolean!, registerDisabled: Boolean!,
					appSsoEnabled: Boolean!, showWxQRCodeWhenRegisterDisabled: Boolean, allowedOrigins: String,
					tokenExpiresAfter: Int, isDeleted: Boolean,
					frequentRegisterCheck: {timeInterval: Int, limit: Int, enabled: Boolean},
					loginFailCheck: {timeInterval: Int, limit: Int, enabled: Boolean},
					loginPasswordFailCheck: {timeInterval: Int, limit: Int, enabled: Boolean},
					loginFailStrategy: String,
					passwordUpdatePolicy: {enabled: Boolean, forcedCycle: Int, differenceCycle: Int},
					changePhoneStrategy: {verifyOldPhone: Boolean}, changeEmailStrategy: {verifyOldEmail: Boolean},
					qrcodeLoginStrategy: {qrcodeExpiresAfter: Int, returnFullUserInfo: Boolean, \
					allowExchangeUserInfoFromBrowser: Boolean, ticketExpiresAfter: Int},
					app2WxappLoginStrategy: {ticketExpriresAfter: Int, ticketExchangeUserInfoNeedSecret: Boolean},
					whitelist: {phoneEnabled: Boolean, emailEnabled: Boolean, usernameEnabled: Boolean},
					customSMSProvider: {enabled: Boolean, provider: String, config: String},
					packageType: Int, useCustomUserStore: Boolean, loginRequireEmailVerified: Boolean,
					verifyCodeLength: Int, verifyCodeMaxAttempts: Int""");

	private static final Set<String> NOT_FOR_UPDATE = Set.of("id", "secret", "jwtSecret", "ownerId", "createdAt",
			"updatedAt", "showWxQRCodeWhenRegisterDisabled", "isDeleted", "packageType", "useCustomUserStore");

	private static final String INTROSPECTION = IntrospectionQueryBuilder
		.build(IntrospectionQueryBuilder.Options.defaultOptions().inputValueDeprecation(true));

	private AuthingSandbox sandbox;

	private Map<String, JsonNode> types;

	@BeforeAll
	void introspect() {
		this.sandbox = AuthingSandbox.start();
		this.types = new LinkedHashMap<>();
		for (JsonNode type : SandboxClient.anonymous(this.sandbox)
			.graphQl(INTROSPECTION)
			.at("data", "__schema", "types")) {
			this.types.put(type.required("name").asString(), type);
		}
	}

	@AfterAll
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenIntrospectedThenUserPoolHasEveryFieldOfTheContract() {
		assertThat(fields("UserPool", "fields")).isEqualTo(USERPOOL_FIELDS);
	}

	@Test
	void whenIntrospectedThenInputHasEveryFieldThatMayBeSet() {
		Map<String, String> expected = new LinkedHashMap<>(USERPOOL_FIELDS);
		expected.keySet().removeAll(NOT_FOR_UPDATE);
		expected.replaceAll((name, type) -> name.equals("userpoolTypes") ? "[String!]" : type.replace("!", ""));
		assertThat(fields("UpdateUserpoolInput", "inputFields")).isEqualTo(expected);
	}

	/**
	 * Return a selection of all fields.
	 * @return the selection
	 */
	static String everyField() {
		return USERPOOL_FIELDS.entrySet()
			.stream()
			.map((field) -> field.getKey() + field.getValue().replaceAll("^[^{]*$|: \\[?\\w+]?|^\\[|]$", ""))
			.collect(Collectors.joining(" "));
	}

	private static Map<String, String> fields(String fields) {
		Map<String, String> types = new LinkedHashMap<>();
		for (String field : fields.split(",\\s*(?![^{]*})", -1)) {
			String[] parts = field.split(": ", 2);
			types.put(parts[0], parts[1]);
		}
		return types;
	}

	private Map<String, String> fields(String type, String kind) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (JsonNode field : Objects.requireNonNull(this.types.get(type)).required(kind)) {
			fields.put(field.required("name").asString(), describe(field.required("type")));
		}
		return fields;
	}

	private String describe(JsonNode type) {
		return switch (type.required("kind").asString()) {
			case "NON_NULL" -> describe(type.required("ofType")) + "!";
			case "LIST" -> "[" + describe(type.required("ofType")) + "]";
			case "OBJECT" -> describe(fields(type.required("name").asString(), "fields"));
			case "INPUT_OBJECT" -> describe(fields(type.required("name").asString(), "inputFields"));
			default -> type.required("name").asString();
		};
	}

	private static String describe(Map<String, String> fields) {
		return fields.toString().replace("=", ": ");
	}

}
