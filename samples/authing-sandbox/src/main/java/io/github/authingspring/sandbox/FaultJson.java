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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.authingspring.sandbox.Fault.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A fault as JSON. Exactly one of {@code latency} (milliseconds), {@code status} (with or
 * without {@code body}), {@code throttle} (seconds), {@code dropConnection},
 * {@code revokedToken}, {@code olderSchema}, {@code interimResponse} (with or without
 * {@code delay}, in milliseconds), {@code keepAlive} (seconds), {@code largeHeaders}
 * (bytes) and {@code oddFields} says what goes wrong; {@code operation}, {@code times}
 * and {@code afterExecution} say when.
 */
final class FaultJson {

	private static final Set<String> LIMITS = Set.of("body", "delay", "operation", "times", "afterExecution");

	private FaultJson() {
	}

	static Fault read(Map<String, @Nullable Object> json) {
		List<Kind> kinds = Stream.of(Kind.values()).filter((kind) -> json.containsKey(kind.toString())).toList();
		for (String name : json.keySet()) {
			if (!LIMITS.contains(name) && kinds.stream().noneMatch((kind) -> kind.toString().equals(name))) {
				throw new IllegalArgumentException("There is no '" + name + "' of a fault");
			}
		}
		if (kinds.size() != 1) {
			throw new IllegalArgumentException("A fault has exactly one of " + List.of(Kind.values()));
		}
		Fault fault = read(kinds.get(0), json);
		if (json.containsKey("operation")) {
			fault = fault.on(operation(json));
		}
		if (json.containsKey("times")) {
			fault = fault.times(integer(json, "times"));
		}
		return isTrue(json, "afterExecution") ? fault.afterExecution() : fault;
	}

	private static Fault read(Kind kind, Map<String, @Nullable Object> json) {
		String name = kind.toString();
		if (json.containsKey("body") && kind != Kind.STATUS) {
			throw new IllegalArgumentException("'body' goes with 'status' alone");
		}
		if (json.containsKey("delay") && kind != Kind.INTERIM_RESPONSE) {
			throw new IllegalArgumentException("'delay' goes with 'interimResponse' alone");
		}
		return switch (kind) {
			case LATENCY -> Fault.latency(Duration.ofMillis(integer(json, name)));
			case STATUS -> json.containsKey("body") ? Fault.response(integer(json, name), text(json, "body"))
					: Fault.status(integer(json, name));
			case RATE_LIMIT -> Fault.rateLimit(Duration.ofSeconds(integer(json, name)));
			case DROP -> given(json, name, Fault.dropConnection());
			case REVOKED_TOKEN -> given(json, name, Fault.revokedToken());
			case OLDER_SCHEMA -> given(json, name, Fault.olderSchema());
			case INTERIM_RESPONSE -> Fault.interimResponse(integer(json, name),
					json.containsKey("delay") ? Duration.ofMillis(integer(json, "delay")) : Duration.ZERO);
			case KEEP_ALIVE -> Fault.keepAlive(Duration.ofSeconds(integer(json, name)));
			case LARGE_HEADERS -> Fault.largeHeaders(integer(json, name));
			case ODD_FIELDS -> Fault.oddFields(object(json, name));
		};
	}

	/**
	 * Write a fault, without its body.
	 * @param fault the fault
	 * @param left how many more calls it meets
	 * @return the JSON
	 */
	static Map<String, Object> write(Fault fault, int left) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put(fault.kind().toString(), switch (fault.kind()) {
			case LATENCY -> fault.duration().toMillis();
			case STATUS, INTERIM_RESPONSE, LARGE_HEADERS -> fault.number();
			case RATE_LIMIT, KEEP_ALIVE -> seconds(fault.duration());
			case ODD_FIELDS -> fault.fields();
			case DROP, REVOKED_TOKEN, OLDER_SCHEMA -> true;
		});
		if (fault.kind() == Kind.INTERIM_RESPONSE && !fault.duration().isZero()) {
			json.put("delay", fault.duration().toMillis());
		}
		if (fault.operation() != null) {
			json.put("operation", fault.operation().toString());
		}
		if (left != Integer.MAX_VALUE) {
			json.put("times", left);
		}
		if (fault.isAfterExecution()) {
			json.put("afterExecution", true);
		}
		return json;
	}

	static long seconds(Duration duration) {
		return duration.plusNanos(999_999_999).toSeconds();
	}

	private static Operation operation(Map<String, @Nullable Object> json) {
		Operation operation = Operation.of(text(json, "operation"));
		if (operation == null) {
			throw new IllegalArgumentException("'operation' must be one of " + List.of(Operation.values()));
		}
		return operation;
	}

	private static int integer(Map<String, @Nullable Object> json, String name) {
		if (json.get(name) instanceof Integer integer) {
			return integer;
		}
		throw new IllegalArgumentException("'" + name + "' must be a whole number");
	}

	private static String text(Map<String, @Nullable Object> json, String name) {
		if (json.get(name) instanceof String text) {
			return text;
		}
		throw new IllegalArgumentException("'" + name + "' must be a string");
	}

	private static Map<String, ? extends @Nullable Object> object(Map<String, @Nullable Object> json, String name) {
		if (json.get(name) instanceof Map<?, ?> object) {
			Map<String, @Nullable Object> fields = new LinkedHashMap<>();
			object.forEach((key, value) -> fields.put((String) key, value));
			return fields;
		}
		throw new IllegalArgumentException("'" + name + "' must be an object");
	}

	private static Fault given(Map<String, @Nullable Object> json, String name, Fault fault) {
		if (!isTrue(json, name)) {
			throw new IllegalArgumentException("'" + name + "' must be true");
		}
		return fault;
	}

	private static boolean isTrue(Map<String, @Nullable Object> json, String name) {
		if (!json.containsKey(name)) {
			return false;
		}
		if (json.get(name) instanceof Boolean value) {
			return value;
		}
		throw new IllegalArgumentException("'" + name + "' must be true or false");
	}

}
