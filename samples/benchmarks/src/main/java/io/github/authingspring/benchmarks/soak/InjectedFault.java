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

package io.github.authingspring.benchmarks.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.authingspring.userpool.AuthingAuthenticationException;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingInvalidResponseException;
import io.github.authingspring.userpool.AuthingRateLimitException;
import io.github.authingspring.userpool.AuthingUnavailableException;

/**
 * A fault that was set at the sandbox.
 *
 * @param kind what happens
 * @param operation to which requests
 * @param times to how many of them
 * @param amount how much of it: milliseconds of latency or between an interim response
 * and the response, seconds of {@code Retry-After}
 */
record InjectedFault(Kind kind, Operation operation, int times, int amount) {

	/** Seconds: the least that a server can announce. */
	static final int KEEP_ALIVE = 1;

	private static final Map<String, Object> ODD_VARIABLE = Map.of("userPoolId", List.of("59f8"), "id",
			Map.of("$oid", "59f8"));

	private static final Map<String, Object> ODD_USERPOOL = Map.of("loginFailCheck", false, "tokenExpiresAfter",
			3_153_600_000L, "allowedOrigins", List.of("https://app.example.com"), "customSMSProvider", "");

	Map<String, Object> toJson() {
		Map<String, Object> json = new HashMap<>(switch (this.kind) {
			case LATENCY -> Map.of("latency", this.amount);
			case UNAVAILABLE -> Map.of("status", 503);
			case RATE_LIMITED -> Map.of("throttle", this.amount);
			case RESET -> Map.of("dropConnection", true);
			case LOST_RESPONSE -> Map.of("dropConnection", true, "afterExecution", true);
			case TRUNCATED -> Map.of("status", 200, "body", "{\"code\":200,\"message\":\"ok\",\"data\":{\"id\":\"59f8");
			case REJECTED_TOKEN -> Map.of("revokedToken", true);
			case EARLY_HINTS -> Map.of("interimResponse", 103, "delay", this.amount);
			case KEEP_ALIVE -> Map.of("keepAlive", KEEP_ALIVE);
			case LARGE_HEADERS -> Map.of("largeHeaders", 9000);
			case ODD_FIELDS ->
				Map.of("oddFields", (this.operation == Operation.LIST_ENV) ? ODD_VARIABLE : ODD_USERPOOL);
		});
		json.put("operation", this.operation.toString());
		json.put("times", this.times);
		return json;
	}

	/**
	 * Return whether a call that met this fault may have failed in the given way.
	 */
	boolean explains(Operation called, AuthingException ex, Duration elapsed) {
		if (this.kind == Kind.REJECTED_TOKEN) {
			// The token is everybody's.
			return ex instanceof AuthingAuthenticationException;
		}
		if (!called.involves(this.operation)) {
			return false;
		}
		return switch (this.kind) {
			case LATENCY ->
				ex instanceof AuthingUnavailableException && this.amount >= ClientApplication.READ_TIMEOUT.toMillis();
			case UNAVAILABLE, RESET, LOST_RESPONSE -> ex instanceof AuthingUnavailableException;
			// Waits that the server asks for can use up the time of a call.
			case RATE_LIMITED -> ex instanceof AuthingRateLimitException || (ex instanceof AuthingUnavailableException
					&& elapsed.compareTo(ClientApplication.CALL_TIMEOUT) >= 0);
			case TRUNCATED -> ex instanceof AuthingInvalidResponseException;
			case REJECTED_TOKEN, EARLY_HINTS, KEEP_ALIVE, LARGE_HEADERS, ODD_FIELDS -> false;
		};
	}

	/**
	 * Return whether no call may fail of this fault.
	 */
	boolean isHarmless() {
		return switch (this.kind) {
			case EARLY_HINTS, KEEP_ALIVE, LARGE_HEADERS, ODD_FIELDS -> true;
			default -> false;
		};
	}

	/**
	 * What happens.
	 */
	enum Kind {

		LATENCY, UNAVAILABLE, RATE_LIMITED, RESET, LOST_RESPONSE, TRUNCATED, REJECTED_TOKEN, EARLY_HINTS, KEEP_ALIVE,
		LARGE_HEADERS, ODD_FIELDS

	}

}
