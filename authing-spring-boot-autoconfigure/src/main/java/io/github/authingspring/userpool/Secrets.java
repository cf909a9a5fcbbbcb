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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds the texts in a secret value that a server could echo: the value may be any JSON,
 * and a text in it may be JSON in turn, as the configuration of an SMS provider is.
 */
final class Secrets {

	private Secrets() {
	}

	static Set<String> in(JsonNode value) {
		Set<String> secrets = new HashSet<>();
		// No recursion: JSON in text in JSON may be deeper than a stack.
		Deque<JsonNode> remaining = new ArrayDeque<>();
		remaining.push(value);
		while (!remaining.isEmpty()) {
			JsonNode node = remaining.pop();
			if (node.isContainer()) {
				node.values().forEach(remaining::push);
			}
			else if (node.isString()) {
				secrets.add(node.asString());
				remaining.push(parse(node.asString()));
			}
			else if (node.isNumber()) {
				secrets.add(node.asString());
			}
		}
		return secrets;
	}

	/**
	 * Return whether a text is JSON with values of its own.
	 */
	static boolean isDocument(String text) {
		return !parse(text).isMissingNode();
	}

	/**
	 * Return what a text holds that is JSON in turn, a missing node if it is none.
	 */
	private static JsonNode parse(String text) {
		if (text.startsWith("{") || text.startsWith("[")) {
			try {
				return Json.read(text);
			}
			catch (JacksonException ex) {
				// It only looks like JSON; the text as a whole is in the set.
			}
		}
		return MissingNode.getInstance();
	}

}
