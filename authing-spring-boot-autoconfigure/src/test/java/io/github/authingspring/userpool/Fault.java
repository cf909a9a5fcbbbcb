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

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/**
 * Something that goes wrong, and what is expected of each operation that it hits: a row
 * of the {@link FaultTable}.
 */
final class Fault {

	private static final UpdateUserpoolInput UPDATES = UpdateUserpoolInput.builder().registerDisabled(true).build();

	private final String name;

	private final Host host;

	private final boolean permanent;

	private final List<ServerResponse> responses;

	private final ExchangeFilterFunction filter;

	private final Map<Column, Expected> expected = new EnumMap<>(Column.class);

	private String label;

	private Limits limits = Limits.GENEROUS;

	private String message = "";

	private Integer code;

	private Fault(String name, Host host, boolean permanent, List<ServerResponse> responses,
			ExchangeFilterFunction filter) {
		this.name = name;
		this.label = name;
		this.host = host;
		this.permanent = permanent;
		this.responses = responses;
		this.filter = filter;
	}

	/**
	 * A fault of the whole host.
	 */
	static Fault of(String name, Host host) {
		return new Fault(name, host, true, List.of(), null);
	}

	/**
	 * Responses to the requests that are hit; after them the server is in good health.
	 */
	static Fault of(String name, ServerResponse... responses) {
		return new Fault(name, Host.SERVER, false, List.of(responses), null);
	}

	/**
	 * One response to all requests that are hit.
	 */
	static Fault permanent(String name, ServerResponse response) {
		return new Fault(name, Host.SERVER, true, List.of(response), null);
	}

	/**
	 * A fault of a filter of the application's.
	 */
	static Fault of(String name, ExchangeFilterFunction filter) {
		return new Fault(name, Host.SERVER, true, List.of(), filter);
	}

	Fault expect(Expected reads, Expected changes, Expected token) {
		for (Column column : Column.values()) {
			Expected expected = switch (column.group) {
				case READ -> reads;
				case CHANGE -> changes;
				case SECOND_READ -> (this.host == Host.SERVER) ? reads.with(Outcome.APPLIED) : null;
				case TOKEN_REQUEST -> token;
			};
			if (expected != null) {
				this.expected.put(column, expected);
			}
		}
		return this;
	}

	Fault expect(Column column, Expected expected) {
		this.expected.put(column, expected);
		return this;
	}

	Fault expectOfToken(Expected expected) {
		return expect(Column.TOKEN_OF_READ, expected).expect(Column.TOKEN_OF_CHANGE, expected);
	}

	/**
	 * Take part in a line of the README that stands for several faults.
	 */
	Fault labelled(String label) {
		this.label = label;
		return this;
	}

	Fault within(Limits limits) {
		this.limits = limits;
		return this;
	}

	/**
	 * Expect a text in the message of each failure.
	 */
	Fault saying(String message) {
		this.message = message;
		return this;
	}

	Fault withCode(int code) {
		this.code = code;
		return this;
	}

	String name() {
		return this.name;
	}

	String label() {
		return this.label;
	}

	Host host() {
		return this.host;
	}

	Limits limits() {
		return this.limits;
	}

	String message() {
		return this.message;
	}

	Integer code() {
		return this.code;
	}

	/**
	 * Return what is expected, {@code null} where the fault does not hit the operation.
	 */
	Expected expected(Column column) {
		return this.expected.get(column);
	}

	/**
	 * Return the filter of the application's that fails, {@code null} if none does.
	 */
	ExchangeFilterFunction filter() {
		return this.filter;
	}

	boolean rejectsToken() {
		return this.responses.stream().anyMatch(ServerResponse::rejectsToken);
	}

	void plan(Column column, FaultServer server) {
		if (!this.responses.isEmpty()) {
			server.plan(column.kind, this.permanent, this.responses);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * An operation together with the kind of its requests that the fault hits.
	 */
	enum Column {

		DETAIL(Group.READ, Operation.DETAIL, AuthingServer.DETAIL, UserpoolManagementClient::detail,
				ReactiveUserpoolManagementClient::detail),

		LIST_ENV(Group.READ, Operation.LIST_ENV, AuthingServer.LIST_ENV, UserpoolManagementClient::listEnv,
				ReactiveUserpoolManagementClient::listEnv),

		UPDATE(Group.CHANGE, Operation.UPDATE, AuthingServer.UPDATE, (client) -> client.update(UPDATES),
				(client) -> client.update(UPDATES)),

		ADD_ENV(Group.CHANGE, Operation.ADD_ENV, AuthingServer.ADD_ENV, (client) -> client.addEnv("KEY", "value"),
				(client) -> client.addEnv("KEY", "value")),

		REMOVE_ENV(Group.CHANGE, Operation.REMOVE_ENV, AuthingServer.REMOVE_ENV, (client) -> client.removeEnv("KEY"),
				(client) -> client.removeEnv("KEY")),

		SECOND_READ_OF_ADD_ENV(Group.SECOND_READ, Operation.ADD_ENV, AuthingServer.LIST_ENV, ADD_ENV.blocking,
				ADD_ENV.reactive),

		SECOND_READ_OF_REMOVE_ENV(Group.SECOND_READ, Operation.REMOVE_ENV, AuthingServer.LIST_ENV, REMOVE_ENV.blocking,
				REMOVE_ENV.reactive),

		TOKEN_OF_READ(Group.TOKEN_REQUEST, Operation.DETAIL, AuthingServer.TOKEN, DETAIL.blocking, DETAIL.reactive),

		TOKEN_OF_CHANGE(Group.TOKEN_REQUEST, Operation.ADD_ENV, AuthingServer.TOKEN, ADD_ENV.blocking,
				ADD_ENV.reactive);

		private final Group group;

		private final Operation operation;

		private final String kind;

		private final Function<UserpoolManagementClient, Object> blocking;

		private final Function<ReactiveUserpoolManagementClient, Mono<?>> reactive;

		Column(Group group, Operation operation, String kind, Function<UserpoolManagementClient, Object> blocking,
				Function<ReactiveUserpoolManagementClient, Mono<?>> reactive) {
			this.group = group;
			this.operation = operation;
			this.kind = kind;
			this.blocking = blocking;
			this.reactive = reactive;
		}

		Group group() {
			return this.group;
		}

		Operation operation() {
			return this.operation;
		}

		String kind() {
			return this.kind;
		}

		Object call(UserpoolManagementClient client) {
			return this.blocking.apply(client);
		}

		Mono<?> call(ReactiveUserpoolManagementClient client) {
			return this.reactive.apply(client);
		}

	}

	enum Group {

		READ, CHANGE, SECOND_READ, TOKEN_REQUEST

	}

	/**
	 * What is behind the configured host.
	 */
	enum Host {

		/** A server that responds. */
		SERVER,

		/** A server to which all connections of the pool are in use. */
		BUSY,

		/** A port on which nobody listens. */
		REFUSING,

		/** A port that accepts no further connection. */
		UNREACHABLE,

		/** A name that nobody knows. */
		UNKNOWN,

		/** A server that closes a connection within the TLS handshake. */
		CLOSING,

		/** A server that speaks no TLS. */
		WITHOUT_TLS,

		/** A server with a certificate of an unknown CA. */
		UNTRUSTED

	}

	/**
	 * What an operation comes to.
	 *
	 * @param failure the exception, {@code null} for a success
	 * @param outcome its outcome
	 * @param requests how many requests of the kind the server gets to see, all retries
	 * counted
	 */
	record Expected(Class<? extends AuthingException> failure, Outcome outcome, int requests) {

		static Expected success(int requests) {
			return new Expected(null, null, requests);
		}

		static Expected unavailable(int requests) {
			return unavailable(Outcome.NOT_APPLIED, requests);
		}

		static Expected unavailable(Outcome outcome, int requests) {
			return new Expected(AuthingUnavailableException.class, outcome, requests);
		}

		static Expected invalid(int requests) {
			return invalid(Outcome.NOT_APPLIED, requests);
		}

		static Expected invalid(Outcome outcome, int requests) {
			return new Expected(AuthingInvalidResponseException.class, outcome, requests);
		}

		static Expected api(int requests) {
			return api(Outcome.NOT_APPLIED, requests);
		}

		static Expected api(Outcome outcome, int requests) {
			return new Expected(AuthingApiException.class, outcome, requests);
		}

		static Expected authentication(int requests) {
			return new Expected(AuthingAuthenticationException.class, Outcome.NOT_APPLIED, requests);
		}

		static Expected rateLimit(int requests) {
			return new Expected(AuthingRateLimitException.class, Outcome.NOT_APPLIED, requests);
		}

		boolean isSuccess() {
			return this.failure == null;
		}

		private Expected with(Outcome outcome) {
			return isSuccess() ? this : new Expected(this.failure, outcome, this.requests);
		}

	}

	/**
	 * The settings that bound a call.
	 *
	 * @param connectTimeout {@code authing.http.connect-timeout}
	 * @param readTimeout {@code authing.http.read-timeout}
	 * @param callTimeout {@code authing.call-timeout}
	 * @param maxBackoff {@code authing.retry.max-backoff}
	 */
	record Limits(Duration connectTimeout, Duration readTimeout, Duration callTimeout, Duration maxBackoff) {

		static final Limits GENEROUS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20),
				Duration.ofSeconds(40), Duration.ofMillis(10));

		static final Limits SHORT_CONNECT = new Limits(Duration.ofMillis(200), Duration.ofSeconds(20),
				Duration.ofSeconds(40), Duration.ofMillis(10));

		static final Limits SHORT_READ = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(1),
				Duration.ofSeconds(40), Duration.ofMillis(10));

		static final Limits SHORT_CALL = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20),
				Duration.ofSeconds(5), Duration.ofMillis(10));

		static final Limits LONG_BACKOFF = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20),
				Duration.ofSeconds(40), Duration.ofSeconds(2));

	}

}
