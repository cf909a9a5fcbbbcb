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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The requests of the operations (wire contract, section 1).
 */
final class Requests {

	static final ApiRequest DETAIL = ApiRequest.get("/api/v2/userpools/detail");

	static final ApiRequest LIST_ENV = ApiRequest.get("/api/v2/env");

	private static final String UPDATE_FIELD = "updateUserpool";

	private Requests() {
	}

	static ApiRequest update(UpdateUserpoolInput updates, UserPoolSelection selection) {
		byte[] body = write("updates", Map.of("query", selection.updateDocument(), "operationName", UPDATE_FIELD,
				"variables", Map.of("input", updates.fields())));
		CustomSMSProvider smsProvider = (CustomSMSProvider) updates.fields().get("customSMSProvider");
		Set<String> secrets = (smsProvider != null) ? Secrets.in(Json.toTree(smsProvider.config())) : Set.of();
		return ApiRequest.graphQl(UPDATE_FIELD, body, false, secrets);
	}

	static ApiRequest addEnv(@Nullable String key, @Nullable Object value) {
		Map<String, @Nullable Object> variable = new LinkedHashMap<>();
		variable.put("key", EnvKey.check(key));
		variable.put("value", value);
		byte[] body = write("value", variable);
		return ApiRequest.post("/api/v2/env", body, Secrets.in(read(body).path("value")));
	}

	static ApiRequest removeEnv(@Nullable String key) {
		return ApiRequest.delete("/api/v2/env/{key}", EnvKey.check(key));
	}

	private static byte[] write(String argument, Object value) {
		try {
			return Json.write(value);
		}
		catch (JacksonException ex) {
			throw unwritable(argument, ex);
		}
	}

	private static JsonNode read(byte[] body) {
		try {
			return Json.read(body);
		}
		catch (JacksonException ex) {
			throw unwritable("value", ex);
		}
	}

	/**
	 * Jackson's own message may quote the value, which is a secret.
	 */
	private static IllegalArgumentException unwritable(String argument, JacksonException ex) {
		return new IllegalArgumentException(argument + ": cannot be written as JSON (" + ex.getClass().getSimpleName()
				+ "); give strings, numbers, booleans, lists, maps or objects that Jackson can write");
	}

}
