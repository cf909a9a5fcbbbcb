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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.model.UserPool.UserPoolType;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizableData;

/**
 * Writes a user pool as the properties that declare it. What is secret becomes a
 * placeholder, with which an application does not start until it is set.
 */
final class DeclarationYaml {

	/** The settings that can be declared, as the API names them. */
	private static final List<String> SETTINGS = List.of("name", "domain", "description", "userpoolTypes", "logo",
			"emailVerifiedDefault", "sendWelcomeEmail", "registerDisabled", "appSsoEnabled", "allowedOrigins",
			"tokenExpiresAfter", "frequentRegisterCheck", "loginFailCheck", "loginFailStrategy",
			"loginPasswordFailCheck", "passwordUpdatePolicy", "changePhoneStrategy", "changeEmailStrategy",
			"qrcodeLoginStrategy", "app2WxappLoginStrategy", "whitelist", "customSMSProvider",
			"loginRequireEmailVerified", "verifyCodeLength", "verifyCodeMaxAttempts");

	/** The settings that are durations, which must not be negative. */
	private static final Set<String> DURATIONS = Set.of("tokenExpiresAfter", "timeInterval", "qrcodeExpiresAfter",
			"ticketExpiresAfter");

	private static final String SECRET = "customSMSProvider.config";

	private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final BiPredicate<String, Object> masked;

	private final Set<String> placeholders = new HashSet<>();

	/**
	 * Create a writer.
	 * @param masked whether a setting is masked, by its name and value
	 */
	DeclarationYaml(BiPredicate<String, Object> masked) {
		this.masked = masked;
	}

	String write(UserPool pool, List<Env> variables) {
		Map<String, Object> declared = new LinkedHashMap<>();
		putUnlessEmpty(declared, "settings", settings(pool));
		putUnlessEmpty(declared, "variables", variables(variables));
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
		options.setSplitLines(false);
		return "# The user pool as it is. An application that declares it does not start until each ${…} is set.\n"
				+ new Yaml(options).dump(Map.of("authing", Map.of("declared", declared)));
	}

	private static void putUnlessEmpty(Map<String, Object> map, String name, Map<String, Object> value) {
		if (!value.isEmpty()) {
			map.put(name, value);
		}
	}

	private Map<String, Object> settings(UserPool pool) {
		Map<String, @Nullable Object> fields = mapper.convertValue(pool, MAP);
		// An odd field stands there in a form that cannot be declared.
		fields.keySet().removeAll(pool.additionalFields().keySet());
		fields.put("allowedOrigins", origins(pool.allowedOrigins()));
		fields.put("userpoolTypes", codes(pool.userpoolTypes()));
		Map<String, Object> settings = new LinkedHashMap<>();
		SETTINGS.forEach((name) -> put(settings, name, name, fields.get(name)));
		return settings;
	}

	private void put(Map<String, Object> settings, String path, String name, @Nullable Object value) {
		if (value == null || isNotDeclarable(path, name, value)) {
			return;
		}
		if (value instanceof Map<?, ?> fields) {
			Map<String, Object> nested = new LinkedHashMap<>();
			fields.forEach((field, nestedValue) -> put(nested, path + "." + field, String.valueOf(field), nestedValue));
			putUnlessEmpty(settings, kebabCase(name), nested);
		}
		else if (path.equals(SECRET) || this.masked.test(path, value)) {
			settings.put(kebabCase(name), placeholder(kebabCase(path)));
		}
		else {
			settings.put(kebabCase(name), escape(value));
		}
	}

	private static boolean isNotDeclarable(String path, String name, Object value) {
		if (value instanceof String text) {
			return isNotDeclarable(text) || path.equals(SECRET) && text.isBlank();
		}
		return value instanceof Integer number && number < 0 && DURATIONS.contains(name);
	}

	private static boolean isNotDeclarable(String text) {
		return text.isEmpty() || text.contains(SanitizableData.SANITIZED_VALUE);
	}

	private static @Nullable List<String> origins(@Nullable String origins) {
		List<String> lines = (origins != null)
				? origins.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList() : List.of();
		// One with a query or a fragment cannot be declared, and without it the list
		// would be another one.
		boolean declarable = !lines.isEmpty() && lines.stream()
			.noneMatch((line) -> line.contains("?") || line.contains("#") || isNotDeclarable(line));
		return declarable ? lines : null;
	}

	private static @Nullable List<String> codes(@Nullable List<UserPoolType> types) {
		List<String> codes = new ArrayList<>();
		for (UserPoolType type : (types != null) ? types : List.<UserPoolType>of()) {
			if (type.code() == null || type.code().isBlank() || isNotDeclarable(type.code())) {
				return null;
			}
			codes.add(type.code());
		}
		return codes.isEmpty() ? null : codes;
	}

	private Map<String, Object> variables(List<Env> variables) {
		Map<String, Object> declared = new LinkedHashMap<>();
		Set<String> names = new HashSet<>();
		variables.stream()
			.filter((variable) -> variable.key() != null && !variable.key().isBlank()
					&& !isNotDeclarable(variable.key()))
			.filter((variable) -> variable.value() != null && !String.valueOf(variable.value()).isBlank()
					&& !isNotDeclarable(String.valueOf(variable.value())))
			.map(Env::key)
			.filter(Objects::nonNull)
			.distinct()
			.forEach((key) -> {
				Map<String, Object> variable = new LinkedHashMap<>();
				variable.put("key", escape(key));
				variable.put("value", placeholder(key));
				declared.put(name(key, names), variable);
			});
		return declared;
	}

	/**
	 * Return a name for an entry. Names that differ only in dashes are the same to Boot.
	 */
	private static String name(String key, Set<String> names) {
		String name = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
		return unique(name.isEmpty() ? "variable" : name, "-", (candidate) -> names.add(candidate.replace("-", "")));
	}

	private String placeholder(String name) {
		String upperCase = "USERPOOL_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
		return "${" + unique(upperCase, "_", this.placeholders::add) + "}";
	}

	private static String unique(String name, String separator, Predicate<String> isNew) {
		String candidate = name;
		for (int i = 2; !isNew.test(candidate); i++) {
			candidate = name + separator + i;
		}
		return candidate;
	}

	private static Object escape(Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map((element) -> escape(String.valueOf(element))).toList();
		}
		return (value instanceof String text) ? escapePlaceholders(text) : value;
	}

	/**
	 * Spring takes the backslash away only where the braces are closed: elsewhere it
	 * would stay in the text.
	 */
	private static String escapePlaceholders(String text) {
		Deque<Integer> open = new ArrayDeque<>();
		BitSet closed = new BitSet();
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == '{') {
				open.push(i);
			}
			else if (text.charAt(i) == '}' && !open.isEmpty()) {
				closed.set(open.pop());
			}
		}
		StringBuilder escaped = new StringBuilder(text);
		for (int i = text.lastIndexOf("${"); i >= 0; i = text.lastIndexOf("${", i - 1)) {
			if (closed.get(i + 1)) {
				escaped.insert(i, '\\');
			}
		}
		return escaped.toString();
	}

	private static String kebabCase(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
			.toLowerCase(Locale.ROOT);
	}

}
