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

import java.util.HashSet;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds the texts in a secret value that a server could echo: the value may be any JSON,
 * and a text in it may be JSON in turn, as the configuration of an SMS provider is.
 */
final class Secrets {

	private Secrets() {
	}

	static Set<String> in(JsonNode value) {
		Set<String> secrets = new HashSet<>();
		collect(value, secrets);
		return secrets;
	}

	private static void collect(JsonNode value, Set<String> secrets) {
		if (value.isContainer()) {
			value.values().forEach((element) -> collect(element, secrets));
		}
		else if (value.isString()) {
			String text = value.asString();
			secrets.add(text);
			if (text.startsWith("{") || text.startsWith("[")) {
				collectFromJson(text, secrets);
			}
		}
		else if (value.isNumber()) {
			secrets.add(value.asString());
		}
	}

	private static void collectFromJson(String text, Set<String> secrets) {
		try {
			collect(Json.read(text), secrets);
		}
		catch (JacksonException ex) {
			// It only looks like JSON; the text as a whole is in the set.
		}
	}

}
