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

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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
		byte[] body = Json.write(Map.of("query", selection.updateDocument(), "operationName", UPDATE_FIELD, "variables",
				Map.of("input", updates.fields())));
		CustomSMSProvider smsProvider = (CustomSMSProvider) updates.fields().get("customSMSProvider");
		Set<String> secrets = (smsProvider != null) ? Secrets.in(Json.toTree(smsProvider.config())) : Set.of();
		return ApiRequest.graphQl(UPDATE_FIELD, body, false, secrets);
	}

	static ApiRequest addEnv(@Nullable String key, @Nullable Object value, int maxSize) {
		String checkedKey = EnvKey.check(key);
		try {
			// Read before it is sent: what a type of the application writes must be one
			// value, and nothing beside it.
			JsonNode json = Json.read(Json.write(value, maxSize));
			if (json.isMissingNode()) {
				throw new StreamReadException("nothing");
			}
			byte[] body = Json.write(JsonNodeFactory.instance.objectNode().put("key", checkedKey).set("value", json));
			return ApiRequest.post("/api/v2/env", body, Secrets.in(json));
		}
		catch (StreamConstraintsException ex) {
			throw new IllegalArgumentException("value: is nested deeper than " + Json.MAX_VALUE_DEPTH
					+ " levels, or in a circle, or has a number of more than " + Json.MAX_NUMBER_LENGTH
					+ " or a name of more than " + Json.MAX_NAME_LENGTH + " characters, or takes more than " + maxSize
					+ " bytes (authing.http.max-response-size), and could not be read again; give a simpler one");
		}
		catch (JacksonException ex) {
			// Its message may quote the value, which is a secret.
			throw new IllegalArgumentException("value: cannot be written as JSON (" + ex.getClass().getSimpleName()
					+ "); give strings, numbers, booleans, lists, maps or objects that Jackson can write");
		}
	}

	static ApiRequest removeEnv(@Nullable String key) {
		return ApiRequest.delete("/api/v2/env/{key}", EnvKey.check(key));
	}

}
