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

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.github.authingspring.userpool.ApiError.UnknownField;

/**
 * The fields of a user pool that a GraphQL request selects. Servers of private
 * deployments may be older and lack some of them; such a server executes nothing and
 * names the fields it does not know, and the client selects without them from then on
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6).
 */
final class UserPoolSelection {

	/** Every field that the GraphQL schema has, with the fields of nested objects. */
	static final UserPoolSelection ALL = new UserPoolSelection(all());

	private static final String USER_POOL_TYPE = "UserPool";

	private final Map<String, Set<String>> fields;

	private final String updateDocument;

	private UserPoolSelection(Map<String, Set<String>> fields) {
		this.fields = fields;
		StringJoiner selected = new StringJoiner(" ");
		for (Map.Entry<String, Set<String>> field : fields.entrySet()) {
			selected.add(text(field));
		}
		this.updateDocument = "mutation updateUserpool($input: UpdateUserpoolInput!) { updateUserpool(input: $input) { "
				+ selected + " } }";
	}

	private static Map<String, Set<String>> all() {
		Map<String, Set<String>> fields = new LinkedHashMap<>();
		for (String scalar : new String[] { "id", "name", "domain", "description", "secret", "jwtSecret", "ownerId",
				"logo", "createdAt", "updatedAt", "emailVerifiedDefault", "sendWelcomeEmail", "registerDisabled",
				"appSsoEnabled", "showWxQRCodeWhenRegisterDisabled", "allowedOrigins", "tokenExpiresAfter", "isDeleted",
				"loginFailStrategy", "packageType", "useCustomUserStore", "loginRequireEmailVerified",
				"verifyCodeLength", "verifyCodeMaxAttempts" }) {
			fields.put(scalar, Set.of());
		}
		nested(fields, "userpoolTypes", "code", "name", "description", "image", "sdks");
		nested(fields, "frequentRegisterCheck", "timeInterval", "limit", "enabled");
		nested(fields, "loginFailCheck", "timeInterval", "limit", "enabled");
		nested(fields, "loginPasswordFailCheck", "timeInterval", "limit", "enabled");
		nested(fields, "passwordUpdatePolicy", "enabled", "forcedCycle", "differenceCycle");
		nested(fields, "changePhoneStrategy", "verifyOldPhone");
		nested(fields, "changeEmailStrategy", "verifyOldEmail");
		nested(fields, "qrcodeLoginStrategy", "qrcodeExpiresAfter", "returnFullUserInfo",
				"allowExchangeUserInfoFromBrowser", "ticketExpiresAfter");
		nested(fields, "app2WxappLoginStrategy", "ticketExpriresAfter", "ticketExchangeUserInfoNeedSecret");
		nested(fields, "whitelist", "phoneEnabled", "emailEnabled", "usernameEnabled");
		nested(fields, "customSMSProvider", "enabled", "provider", "config");
		return fields;
	}

	private static void nested(Map<String, Set<String>> fields, String field, String... nestedFields) {
		fields.put(field, Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(nestedFields))));
	}

	private static String text(Map.Entry<String, Set<String>> field) {
		return field.getValue().isEmpty() ? field.getKey()
				: field.getKey() + " { " + String.join(" ", field.getValue()) + " }";
	}

	/**
	 * Return the GraphQL document of an update that returns this selection.
	 */
	String updateDocument() {
		return this.updateDocument;
	}

	/**
	 * Return this selection without the given fields; this very one if it has none of
	 * them.
	 */
	UserPoolSelection without(Set<UnknownField> unknown) {
		Map<String, Set<String>> remaining = new LinkedHashMap<>();
		this.fields.forEach((field, nested) -> {
			Set<String> remainingNested = nested.stream()
				.filter((name) -> unknown.stream().noneMatch((u) -> isNestedIn(field, u) && u.field().equals(name)))
				.collect(Collectors.toCollection(LinkedHashSet::new));
			boolean known = unknown.stream().noneMatch((u) -> !isNested(u) && u.field().equals(field));
			if (known && (nested.isEmpty() || !remainingNested.isEmpty())) {
				remaining.put(field, remainingNested);
			}
		});
		boolean smaller = !remaining.isEmpty() && !remaining.equals(this.fields);
		return smaller ? new UserPoolSelection(remaining) : this;
	}

	/**
	 * Return whether an unknown field is one of a nested object, as far as the server
	 * tells: where it does not say which place in the document it means, the field is
	 * left out wherever it is selected, since the contract does not name the types.
	 */
	private boolean isNestedIn(String field, UnknownField unknown) {
		if (!isNested(unknown) || unknown.position() == null) {
			return isNested(unknown);
		}
		int start = this.updateDocument.indexOf(" " + field + " { ");
		return start >= 0 && start < unknown.position() && unknown.position() < this.updateDocument.indexOf('}', start);
	}

	private static boolean isNested(UnknownField unknown) {
		return !unknown.type().equals(USER_POOL_TYPE);
	}

}
