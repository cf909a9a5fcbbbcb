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

package io.github.authingspring.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.authingspring.userpool.AuthingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;

/**
 * Details that the indicators have in common. Messages are left out: whoever may see
 * health need not see them.
 */
final class HealthDetails {

	private HealthDetails() {
	}

	static void add(Health.Builder builder, String key, @Nullable String value) {
		if (value != null) {
			builder.withDetail(key, value);
		}
	}

	static Map<String, Object> error(Throwable ex) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("type", ex.getClass().getSimpleName());
		Integer code = (ex instanceof AuthingException failure) ? failure.code() : null;
		if (code != null) {
			error.put("code", code);
		}
		return error;
	}

}
