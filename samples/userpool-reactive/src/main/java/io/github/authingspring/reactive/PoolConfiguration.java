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

package io.github.authingspring.reactive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of a user pool at one moment, by field: {@code registerDisabled},
 * {@code loginFailCheck.limit}. It knows every value, so that it notices when a secret
 * changes, and shows only those of fields that are listed here. A field that the server
 * adds tomorrow is masked, not published.
 */
final class PoolConfiguration {

	private static final String MASK = "******";

	private static final Set<String> CLEAR = Set.of("id", "name", "domain", "description", "ownerId", "userId",
			"userpoolTypes", "logo", "createdAt", "updatedAt", "emailVerifiedDefault", "sendWelcomeEmail",
			"registerDisabled", "appSsoEnabled", "showWxQRCodeWhenRegisterDisabled", "allowedOrigins",
			"tokenExpiresAfter", "isDeleted", "frequentRegisterCheck", "loginFailCheck", "loginFailStrategy",
			"loginPasswordFailCheck", "passwordUpdatePolicy", "changePhoneStrategy", "changeEmailStrategy",
			"qrcodeLoginStrategy", "app2WxappLoginStrategy", "whitelist", "customSMSProvider.enabled",
			"customSMSProvider.provider", "packageType", "useCustomUserStore", "loginRequireEmailVerified",
			"verifyCodeLength", "verifyCodeMaxAttempts", "defaultNamespaceId", "systemNamespaceId", "isRoot",
			"passwordStrength", "passwordFaas.enabled", "customPasswordStrength", "customDb.enabled", "customDb.mode");

	/** Objects of which each field is decided on alone. */
	private static final Set<String> MIXED = Set.of("customSMSProvider", "customDb", "passwordFaas");

	/** Changes with every other field. */
	private static final String UPDATED_AT = "updatedAt";

	private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private static final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private final Map<String, Object> values = new TreeMap<>();

	private final Set<String> masked = new TreeSet<>();

	private PoolConfiguration() {
	}

	static PoolConfiguration of(UserPool userPool) {
		PoolConfiguration configuration = new PoolConfiguration();
		mapper.convertValue(userPool, MAP)
			.forEach((name, value) -> configuration.add(name, value, CLEAR.contains(name)));
		return configuration;
	}

	private void add(String field, @Nullable Object value, boolean clear) {
		if (value instanceof Map<?, ?> nested && (clear || MIXED.contains(field))) {
			nested.forEach((name, nestedValue) -> {
				String nestedField = field + "." + name;
				add(nestedField, nestedValue, clear || CLEAR.contains(nestedField));
			});
		}
		else if (value != null) {
			this.values.put(field, value);
			if (!clear) {
				this.masked.add(field);
			}
		}
	}

	/**
	 * Return what may be shown.
	 * @return the values by field, masked where they may be secrets; without fields that
	 * have no value
	 */
	Map<String, Object> toMap() {
		Map<String, Object> map = new TreeMap<>();
		this.values.keySet().forEach((field) -> map.put(field, Objects.requireNonNull(shown(field))));
		return Collections.unmodifiableMap(map);
	}

	/**
	 * Compare with an earlier configuration.
	 * @param earlier the earlier configuration
	 * @return the differences, in the order of the fields' names
	 */
	List<Change> changesSince(PoolConfiguration earlier) {
		Set<String> fields = new TreeSet<>(earlier.values.keySet());
		fields.addAll(this.values.keySet());
		fields.remove(UPDATED_AT);
		List<Change> changes = new ArrayList<>();
		for (String field : fields) {
			if (!Objects.equals(earlier.values.get(field), this.values.get(field))) {
				changes.add(new Change(field, earlier.shown(field), shown(field)));
			}
		}
		return changes;
	}

	private @Nullable Object shown(String field) {
		return this.masked.contains(field) ? MASK : this.values.get(field);
	}

	/**
	 * A field that changed.
	 *
	 * @param field the field
	 * @param oldValue its value before, masked if it may be a secret; {@code null} if
	 * there was none
	 * @param newValue its value now, likewise
	 */
	record Change(String field, @Nullable Object oldValue, @Nullable Object newValue) {

	}

}
