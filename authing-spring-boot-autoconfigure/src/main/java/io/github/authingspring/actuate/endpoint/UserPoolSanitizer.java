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

package io.github.authingspring.actuate.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.DeclaredDescriptor;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.DriftStatus;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.EnvDescriptor;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.SettingDriftDescriptor;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.VariableDriftDescriptor;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Decides field by field what of a user pool is shown. A field is shown in clear because
 * it is listed here: one that the server adds tomorrow is masked, not published.
 */
final class UserPoolSanitizer {

	/** Fields, and fields of nested objects, that hold no secret. */
	private static final Set<String> CLEAR = Set.of("id", "name", "domain", "description", "ownerId", "userId",
			"userpoolTypes", "logo", "createdAt", "updatedAt", "emailVerifiedDefault", "sendWelcomeEmail",
			"registerDisabled", "appSsoEnabled", "showWxQRCodeWhenRegisterDisabled", "allowedOrigins",
			"tokenExpiresAfter", "isDeleted", "frequentRegisterCheck", "loginFailCheck", "loginFailStrategy",
			"loginPasswordFailCheck", "passwordUpdatePolicy", "changePhoneStrategy", "changeEmailStrategy",
			"qrcodeLoginStrategy", "app2WxappLoginStrategy", "whitelist", "customSMSProvider.enabled",
			"customSMSProvider.provider", "packageType", "useCustomUserStore", "loginRequireEmailVerified",
			"verifyCodeLength", "verifyCodeMaxAttempts", "defaultNamespaceId", "systemNamespaceId", "isRoot",
			"passwordStrength", "passwordFaas.enabled", "customPasswordStrength", "customDb.enabled", "customDb.mode");

	/** Fields that show-values opens. */
	private static final Set<String> SENSITIVE = Set.of("customSMSProvider.config", "customDb.scripts",
			"customDb.connection", "customDb.loggingConfig", "customDb.cahceConfig", "passwordFaas.encryptUrl",
			"passwordFaas.decryptUrl", "passwordFaas.validateUrl");

	/** Nested objects of which each field is decided on alone. */
	private static final Set<String> MIXED = Set.of("customSMSProvider", "customDb", "passwordFaas");

	/** Begins the path of a field that is in no list, whatever its name is. */
	private static final String UNKNOWN = "?";

	private static final Set<String> SECRET = Set.of("secret", "jwtSecret");

	/** What the name of a credential has in it, at whichever place. */
	private static final Pattern CREDENTIAL_NAME = Pattern.compile(
			"pass|pwd|secret|token|credential|private|key|salt|otp|dsn|authorization|cookie|signature",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern CREDENTIAL_VALUE = Pattern.compile("://\\S*:\\S*@");

	private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final Sanitizer sanitizer;

	UserPoolSanitizer(Iterable<SanitizingFunction> sanitizingFunctions) {
		this.sanitizer = new Sanitizer(sanitizingFunctions);
	}

	Map<String, Object> configuration(UserPool userPool, boolean showUnsanitized) {
		Map<String, Object> sanitized = fields("", this.mapper.convertValue(userPool, MAP), showUnsanitized);
		// Among them may be a listed field in a form that nobody knows.
		sanitized.putAll(fields(UNKNOWN, userPool.additionalFields(), showUnsanitized));
		return sanitized;
	}

	private Map<String, Object> fields(String prefix, Map<String, ? extends @Nullable Object> fields,
			boolean showUnsanitized) {
		Map<String, Object> sanitized = new LinkedHashMap<>();
		fields.forEach((name, value) -> {
			// A name with a dot of its own must not be taken for a nested field.
			String path = prefix + name.replace(".", "\\.");
			Object shown = (value != null) ? value(path, value, showUnsanitized) : null;
			if (shown != null) {
				sanitized.put(name, shown);
			}
		});
		return sanitized;
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object value(String path, Object value, boolean showUnsanitized) {
		boolean shown = isShown(path, value, showUnsanitized);
		if (value instanceof Map<?, ?> nested && (shown || MIXED.contains(path))) {
			return fields(path + ".", (Map<String, @Nullable Object>) nested, showUnsanitized);
		}
		if (value instanceof List<?> list && shown && !isIn(CLEAR, path)) {
			return list.stream()
				.map((element) -> (element != null) ? value(path, element, showUnsanitized) : null)
				.toList();
		}
		String name = path.startsWith(UNKNOWN) ? path.substring(UNKNOWN.length()) : path;
		return sanitize("configuration." + name, value, shown);
	}

	private static boolean isShown(String path, Object value, boolean showUnsanitized) {
		if (SECRET.contains(path)) {
			return false;
		}
		if (isIn(CLEAR, path)) {
			return true;
		}
		return showUnsanitized && (isIn(SENSITIVE, path) || !isCredential(path, value));
	}

	private static boolean isCredential(String path, Object value) {
		return CREDENTIAL_NAME.matcher(path).find()
				|| (value instanceof String text && CREDENTIAL_VALUE.matcher(text).find());
	}

	/**
	 * Return whether a path or an object above it is listed.
	 */
	private static boolean isIn(Set<String> paths, String path) {
		for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
			if (paths.contains(path.substring(0, end))) {
				return true;
			}
		}
		return false;
	}

	DeclaredDescriptor declared(UserpoolDrift drift) {
		return new DeclaredDescriptor((drift.count() > 0) ? DriftStatus.DRIFTED : DriftStatus.IN_SYNC, drift.inSync(),
				drift.settings()
					.stream()
					.map((setting) -> new SettingDriftDescriptor(setting.name(), setting.state(),
							setting(setting.name(), setting.declared()), setting(setting.name(), setting.actual())))
					.toList(),
				drift.variables()
					.stream()
					.map((variable) -> new VariableDriftDescriptor(variable.name(), variable.state()))
					.toList(),
				drift.undeclaredVariables());
	}

	/**
	 * Sanitize the value of a setting. One that is a secret is masked already.
	 */
	private @Nullable Object setting(String name, @Nullable Object value) {
		return (value != null) ? sanitize("configuration." + name, value, isIn(CLEAR, name)) : null;
	}

	/**
	 * Return whether a setting that holds no secret is masked nevertheless.
	 */
	boolean isMasked(String name, Object value) {
		return !value.equals(setting(name, value));
	}

	List<EnvDescriptor> environmentVariables(List<Env> variables, boolean showUnsanitized) {
		return variables.stream()
			.map((variable) -> new EnvDescriptor(variable.key(),
					sanitize("environmentVariables." + variable.key(), variable.value(), showUnsanitized),
					variable.updatedAt()))
			.toList();
	}

	private @Nullable Object sanitize(String key, @Nullable Object value, boolean shown) {
		return this.sanitizer.sanitize(new SanitizableData(null, key, value), shown);
	}

}
