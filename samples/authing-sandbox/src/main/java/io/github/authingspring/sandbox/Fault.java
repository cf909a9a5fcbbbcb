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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Something that goes wrong on demand. A fault meets every call until the faults are
 * cleared, unless it is limited with {@link #times(int)} or {@link #on(Operation)}.
 * <p>
 * Faults of different kinds add up: with a {@link #latency(Duration) latency} and a
 * {@link #status(int) status}, an error comes late. Of the faults of one kind, the oldest
 * one that has calls left meets a call. {@link #status(int)},
 * {@link #response(int, String)}, {@link #rateLimit(Duration)} and
 * {@link #dropConnection()} are one kind: they take the place of the response, and the
 * operation is not executed.
 *
 * @since 0.1.0
 */
public final class Fault {

	private final Kind kind;

	private final Duration duration;

	private final int number;

	private final @Nullable String body;

	private final Map<String, @Nullable Object> fields;

	private final @Nullable Operation operation;

	private final int times;

	private final boolean afterExecution;

	private Fault(Kind kind, Duration duration, int number, @Nullable String body) {
		this(kind, duration, number, body, Map.of(), null, Integer.MAX_VALUE, false);
	}

	private Fault(Kind kind, Duration duration, int number, @Nullable String body, Map<String, @Nullable Object> fields,
			@Nullable Operation operation, int times, boolean afterExecution) {
		this.kind = kind;
		this.duration = duration;
		this.number = number;
		this.body = body;
		this.fields = fields;
		this.operation = operation;
		this.times = times;
		this.afterExecution = afterExecution;
	}

	/**
	 * The server takes its time.
	 * @param latency how long a call waits before the server looks at it
	 * @return the fault
	 */
	public static Fault latency(Duration latency) {
		Assert.isTrue(!latency.isNegative() && !latency.isZero(), "'latency' must be positive");
		return new Fault(Kind.LATENCY, latency, 0, null);
	}

	/**
	 * The server responds with an HTTP status, with the body that it has for errors.
	 * @param status the status, 400 to 599
	 * @return the fault
	 */
	public static Fault status(int status) {
		return new Fault(Kind.STATUS, Duration.ZERO, check(status, 400), null);
	}

	/**
	 * The server, or a proxy before it, responds with a text: JSON if it starts like an
	 * object or an array, HTML else.
	 * @param status the HTTP status, 200 to 599
	 * @param body the text, possibly empty
	 * @return the fault
	 */
	public static Fault response(int status, String body) {
		Assert.notNull(body, "'body' must not be null");
		return new Fault(Kind.STATUS, Duration.ZERO, check(status, 200), body);
	}

	/**
	 * The server responds with 429.
	 * @param retryAfter the value of {@code Retry-After}, in whole seconds, rounded up;
	 * zero for a response without that header
	 * @return the fault
	 */
	public static Fault rateLimit(Duration retryAfter) {
		Assert.isTrue(!retryAfter.isNegative(), "'retryAfter' must not be negative");
		return new Fault(Kind.RATE_LIMIT, retryAfter, 429, null);
	}

	/**
	 * The connection is closed in place of a response.
	 * @return the fault
	 */
	public static Fault dropConnection() {
		return new Fault(Kind.DROP, Duration.ZERO, 0, null);
	}

	/**
	 * Whatever token a call has, it is rejected as revoked. To revoke the tokens that
	 * were given out, and no later ones, there is {@link AuthingSandbox#revokeTokens()}.
	 * @return the fault
	 */
	public static Fault revokedToken() {
		return new Fault(Kind.REVOKED_TOKEN, Duration.ZERO, 0, null);
	}

	/**
	 * The server is an older one: its user pool has no {@code loginFailStrategy},
	 * {@code loginPasswordFailCheck}, {@code passwordUpdatePolicy} and
	 * {@code verifyCodeMaxAttempts}. A GraphQL request that names one of them is not
	 * executed.
	 * @return the fault
	 */
	public static Fault olderSchema() {
		return new Fault(Kind.OLDER_SCHEMA, Duration.ZERO, 0, null);
	}

	/**
	 * A front end sends an interim response, such as {@code 103 Early Hints}, before the
	 * response.
	 * @param status the HTTP status, 100 to 199, but not 101
	 * @param delay how long the response then takes, possibly zero
	 * @return the fault
	 */
	public static Fault interimResponse(int status, Duration delay) {
		Assert.isTrue(status >= 100 && status <= 199 && status != 101,
				"'interimResponse' must be between 100 and 199, but not 101");
		Assert.isTrue(!delay.isNegative(), "'delay' must not be negative");
		return new Fault(Kind.INTERIM_RESPONSE, delay, status, null);
	}

	/**
	 * The response announces how long its connection is kept, and the server means it:
	 * once the connection has been idle for that time, the next request on it is neither
	 * read nor recorded, and the connection is reset.
	 * @param timeout the timeout that is announced, at least a second, in whole seconds
	 * @return the fault
	 */
	public static Fault keepAlive(Duration timeout) {
		Assert.isTrue(timeout.toSeconds() >= 1 && timeout.toNanosPart() == 0,
				"'keepAlive' must be at least 1, in whole seconds");
		return new Fault(Kind.KEEP_ALIVE, timeout, 0, null);
	}

	/**
	 * The response has large headers, as with a long content security policy.
	 * @param size how many bytes the value of one more header has, 1 to 1,000,000
	 * @return the fault
	 */
	public static Fault largeHeaders(int size) {
		Assert.isTrue(size >= 1 && size <= 1_000_000, "'largeHeaders' must be between 1 and 1000000");
		return new Fault(Kind.LARGE_HEADERS, Duration.ZERO, size, null);
	}

	/**
	 * Fields of the user pool, or of the environment variables, are returned with other
	 * values, of types that clients may not expect. What is stored stays as it is, and a
	 * name that a response does not have has no effect.
	 * @param fields the values, anything that Jackson can write, by the names of the
	 * fields in the response
	 * @return the fault
	 */
	public static Fault oddFields(Map<String, ? extends @Nullable Object> fields) {
		Assert.notEmpty(fields, "'oddFields' must not be empty");
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		fields.forEach((name, value) -> copy.put(name, Json.copy(value)));
		return new Fault(Kind.ODD_FIELDS, Duration.ZERO, 0, null, Collections.unmodifiableMap(copy), null,
				Integer.MAX_VALUE, false);
	}

	private static int check(int status, int min) {
		Assert.isTrue(status >= min && status <= 599, () -> "'status' must be between " + min + " and 599");
		return status;
	}

	/**
	 * Limit this fault to one operation.
	 * @param operation the operation
	 * @return the limited fault
	 * @throws IllegalArgumentException if the operation has nothing that could go wrong
	 * in this way
	 */
	public Fault on(Operation operation) {
		Assert.isTrue(this.kind.concerns(operation),
				() -> "The operation '" + operation + "' cannot meet the fault '" + this.kind + "'");
		return with(operation, this.times, this.afterExecution);
	}

	/**
	 * Limit this fault to the next calls.
	 * @param times the number of calls, at least 1
	 * @return the limited fault
	 */
	public Fault times(int times) {
		Assert.isTrue(times > 0, "'times' must be at least 1");
		return with(this.operation, times, this.afterExecution);
	}

	/**
	 * Execute the operation, and lose its response: a change is made although the caller
	 * is told otherwise, or nothing.
	 * @return the changed fault
	 * @throws IllegalArgumentException if this fault does not take the place of a
	 * response
	 */
	public Fault afterExecution() {
		Assert.isTrue(this.kind.isResponse(), () -> "The fault '" + this.kind + "' is not a response");
		return with(this.operation, this.times, true);
	}

	private Fault with(@Nullable Operation operation, int times, boolean afterExecution) {
		return new Fault(this.kind, this.duration, this.number, this.body, this.fields, operation, times,
				afterExecution);
	}

	Kind kind() {
		return this.kind;
	}

	Duration duration() {
		return this.duration;
	}

	/**
	 * Return the HTTP status, or how many bytes there are.
	 */
	int number() {
		return this.number;
	}

	@Nullable String body() {
		return this.body;
	}

	Map<String, @Nullable Object> fields() {
		return this.fields;
	}

	@Nullable Operation operation() {
		return this.operation;
	}

	int times() {
		return this.times;
	}

	boolean isAfterExecution() {
		return this.afterExecution;
	}

	boolean concerns(@Nullable Operation operation) {
		return (this.operation != null) ? this.operation == operation : this.kind.concerns(operation);
	}

	/**
	 * Return what goes wrong, without the body of a response.
	 */
	@Override
	public String toString() {
		return FaultJson.write(this, this.times).toString();
	}

	/**
	 * The ways in which a call can go wrong.
	 */
	enum Kind {

		LATENCY("latency"), STATUS("status"), RATE_LIMIT("throttle"), DROP("dropConnection"),
		REVOKED_TOKEN("revokedToken"), OLDER_SCHEMA("olderSchema"), INTERIM_RESPONSE("interimResponse"),
		KEEP_ALIVE("keepAlive"), LARGE_HEADERS("largeHeaders"), ODD_FIELDS("oddFields");

		private final String id;

		Kind(String id) {
			this.id = id;
		}

		boolean isResponse() {
			return this == STATUS || this == RATE_LIMIT || this == DROP;
		}

		boolean concerns(@Nullable Operation operation) {
			return switch (this) {
				case LATENCY, STATUS, RATE_LIMIT, DROP, INTERIM_RESPONSE, KEEP_ALIVE, LARGE_HEADERS -> true;
				case REVOKED_TOKEN -> operation != null && operation != Operation.AUTHENTICATE;
				case OLDER_SCHEMA ->
					operation == null || operation == Operation.DETAIL || operation == Operation.UPDATE;
				case ODD_FIELDS ->
					operation != null && operation != Operation.AUTHENTICATE && operation != Operation.REMOVE_ENV;
			};
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

}
