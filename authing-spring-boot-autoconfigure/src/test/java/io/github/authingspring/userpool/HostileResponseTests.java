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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Group;
import io.github.authingspring.userpool.Fault.Limits;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a server responds, an operation returns or throws an {@link AuthingException},
 * in bounded time, without a secret in its message; and the next call works.
 */
class HostileResponseTests {

	private static final Map<String, List<String>> FIXTURES = Map.of(AuthingServer.DETAIL,
			List.of("detail/rest.json", "detail/rest-status-code.json", "detail/graphql.json"), AuthingServer.UPDATE,
			List.of("update/graphql.json", "detail/graphql.json"), AuthingServer.LIST_ENV,
			List.of("env/list.json", "env/list-empty.json"), AuthingServer.ADD_ENV,
			List.of("env/add-list.json", "env/add-single-without-value.json"), AuthingServer.REMOVE_ENV,
			List.of("env/remove-no-data.json", "env/add-list.json"), AuthingServer.TOKEN,
			List.of("token/graphql.json", "token/rest-201-numbers-as-strings.json"));

	private static final List<String> ERRORS = List.of("errors/rest-busy.json",
			"errors/graphql-message-object-data-null-field.json", "errors/rest-not-logged-in-http200.json",
			"errors/rest-throttled.json", "errors/graphql-token-in-black-list.json",
			"errors/graphql-message-string.json", "errors/rest-api-code-string.json",
			"errors/rest-api-code-number.json", "errors/graphql-message-object.json",
			"errors/graphql-http400-unknown-field.json");

	private static final List<String> SECRETS = List.of(Fixtures.SECRET, Fixtures.TOKEN, "fixture-jwt-secret",
			"fixture-sms-secret", "fixture-db-password", "fixture-env-value");

	private static final List<String> HEADERS = List.of("Content-Type: application/json; charset=no-such-charset",
			"Content-Type: ;;;", "Content-Type: text/html", "Content-Encoding: gzip", "Content-Encoding: deflate",
			"Content-Encoding: br", "Retry-After: -1", "Retry-After: 99999999999999999999", "Retry-After: soon",
			"Retry-After: Wed, 21 Oct 9999 07:28:00 GMT", "Date: yesterday", "Location: //evil.example.com/x?token=y",
			"Location: https://user:password@evil_x.example.com/x", "Location: %", "X-Long: " + "x".repeat(4000));

	private static final int MAX_RESPONSE_SIZE = 1024 * 1024;

	/** Longer than the client remembers a rejection. */
	private static final Duration REJECTION_FORGOTTEN = Duration.ofSeconds(6);

	/** Longer than {@code authing.call-timeout}, which ends a call that hangs. */
	private static final Duration HANGING = Duration.ofMinutes(2);

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Test
	void whenResponseIsMutatedThenItIsReadOrOneOfOursIsThrown() {
		Set<Boolean> seen = new HashSet<>();
		try (TestConnections connections = TestConnections.open(Limits.GENEROUS)) {
			HostileTries.of(300, (chance) -> {
				Column column = chance.note(chance.of(Column.values()));
				String fixture = chance.oneIn(4) ? chance.of(ERRORS) : chance.of(FIXTURES.get(column.kind()));
				byte[] body = HostileJson.mutate(Fixtures.read(chance.note(fixture)), chance);
				int status = chance.oneIn(4)
						? chance.note(chance.of(200, 201, 299, 302, 400, 401, 429, 500, 502, 599, 600, 999)) : 200;
				String header = chance.oneIn(5) ? chance.note(chance.of(HEADERS)) + "\r\n" : "";
				ServerResponse response = ServerResponse
					.executed(ServerResponse.response(status, "Content-Type: application/json\r\n" + header, body));
				AuthingException failure = failure(column, response, chance.oneIn(2), connections, secretsBeside(body));
				if (!header.contains("Encoding") && column.group() != Group.TOKEN_REQUEST) {
					boolean readable = status < 300 && body.length <= MAX_RESPONSE_SIZE && isReadable(column, body);
					assertThat(failure == null).isEqualTo(readable);
					seen.add(readable);
				}
			});
		}
		assertThat(seen).containsExactlyInAnyOrder(true, false);
	}

	/**
	 * Return the secrets but the one that the server sends as the text of an error.
	 */
	private static List<String> secretsBeside(byte[] body) {
		try {
			String error = Json.read(body).path("errors").asString("");
			return SECRETS.stream().filter((secret) -> !error.contains(secret)).toList();
		}
		catch (JacksonException ex) {
			return SECRETS;
		}
	}

	/**
	 * Return whether a response with HTTP 200 can be read: where the envelope is one of
	 * success, all that can be wrong is that an object or a list of objects is none.
	 */
	static boolean isReadable(Column column, byte[] body) {
		JsonNode root;
		try {
			root = Json.read(body);
		}
		catch (JacksonException ex) {
			return false;
		}
		JsonNode errors = root.path("errors");
		if (!root.isObject() || errors.isObject() || errors.isString() || (errors.isArray() && !errors.isEmpty())) {
			return false;
		}
		if (column == Column.UPDATE) {
			return root.path("data").path("updateUserpool").isObject();
		}
		if (Stream.of("code", "statusCode").map(root::path).noneMatch(HostileResponseTests::isSuccess)) {
			return false;
		}
		JsonNode data = root.path("data");
		return switch (column) {
			case DETAIL -> data.isObject();
			// A change that is confirmed by anything but a list is followed by a read.
			case ADD_ENV, REMOVE_ENV -> !data.isArray() || data.valueStream().allMatch(JsonNode::isObject);
			default -> data.isArray() && data.valueStream().allMatch(JsonNode::isObject);
		};
	}

	private static boolean isSuccess(JsonNode code) {
		return (code.isNumber() || code.isString()) && code.asInt(0) == 200;
	}

	/**
	 * Nobody can say what such a number is, so nothing beside it is read.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "1e2147483648", "1.5e-2147483648", "1E99999999999999999999" })
	void whenNumberIsBeyondBoundsThenResponseIsInvalid(String number) throws Exception {
		try (TestConnections connections = TestConnections.open(Limits.GENEROUS)) {
			String body = "{\"code\":200,\"data\":[{\"key\":\"KEY\",\"value\":" + number + "}]}";
			ServerResponse response = ServerResponse
				.executed(ServerResponse.response(200, "Content-Type: application/json\r\n", body));
			for (Column column : Column.values()) {
				assertThat(failure(column, response, true, connections, SECRETS))
					.isInstanceOf(AuthingInvalidResponseException.class)
					.hasMessageNotContaining(number);
			}
		}
	}

	@Test
	void whenTokenIsAnyTextThenItIsUsedOrRejected() {
		try (TestConnections connections = TestConnections.open(Limits.GENEROUS)) {
			HostileTries.of(200, (chance) -> {
				String claims = chance
					.note("{\"exp\":" + HostileJson.value(chance) + ",\"iat\":" + HostileJson.value(chance) + "}");
				String token = chance.of("", "e30.", "e30.é.", "a b.", "${x}.", ".".repeat(10_000))
						+ Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
						+ chance.of("", ".", ".e30", ".e30.e30", "\r\nHost: evil.example.com");
				Duration lifetime = AccessTokenFetcher.lifetimeOfJwt(token);
				if (lifetime != null) {
					assertThat(lifetime).isPositive().isLessThanOrEqualTo(Duration.ofDays(3650));
				}
				String sent = token.substring(0, Math.min(token.length(), 4000));
				byte[] body = this.mapper
					.writeValueAsBytes(Map.of("data", Map.of("accessToken", Map.of("accessToken", sent))));
				ServerResponse response = ServerResponse
					.executed(ServerResponse.response(200, "Content-Type: application/json\r\n", body));
				AuthingException failure = failure(Column.TOKEN_OF_READ, response, chance.oneIn(2), connections,
						SECRETS);
				if (sent.matches("[!-~]+") && !sent.contains("${")) {
					assertThat(failure).isNull();
				}
				else {
					assertThat(failure).isInstanceOf(AuthingInvalidResponseException.class);
				}
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "//evil.example.com/x?token=y,//evil.example.com", "https://evil_x.example.com/x,an unknown place",
			"/login,another path", "%,an unknown place" })
	void whenRedirectIsUnusualThenMessageSaysWhereItPointsTo(String location, String place) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.LOCATION, location);
		assertThat(ApiResponse.read(302, headers, DefaultDataBufferFactory.sharedInstance.wrap(new byte[0]))
			.redirectOrigin()).isEqualTo(place);
	}

	/**
	 * Call an operation that gets bad responses to its requests of one kind, and once
	 * more.
	 * @return how the first call failed, {@code null} if it did not
	 */
	private AuthingException failure(Column column, ServerResponse response, boolean blocking,
			TestConnections connections, List<String> secrets) throws Exception {
		AuthingException failure = null;
		AtomicLong clockAhead = new AtomicLong();
		try (FaultServer server = new FaultServer();
				ReactiveUserpoolManagementClient client = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
					.builder())
					.timing((system) -> new TimeSource(() -> System.nanoTime() + clockAhead.get(), system.clock(),
							system.timer(), system.blocking(), () -> 0.5))
					.userpoolId(Fixtures.USERPOOL_ID)
					.secret(Fixtures.SECRET)
					.host(server.host())
					.httpConnection(connections.httpConnection())
					.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
					.buildReactive()) {
			server.plan(column.kind(), true, List.of(response));
			try {
				assertUsable(call(column, client, blocking));
			}
			catch (AuthingException ex) {
				failure = ex;
				assertPresentable(ex, secrets);
			}
			server.heal();
			clockAhead.addAndGet(REJECTION_FORGOTTEN.toNanos());
			assertUsable(call(column, client, blocking));
			return failure;
		}
	}

	private static Object call(Column column, ReactiveUserpoolManagementClient client, boolean blocking)
			throws Exception {
		if (blocking) {
			return column.call(UserpoolManagementClient.of(client));
		}
		try {
			return column.call(client)
				.subscribeOn(Schedulers.parallel())
				.toFuture()
				.get(HANGING.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AuthingException failure) {
				throw failure;
			}
			throw ex;
		}
	}

	/**
	 * What the actuator endpoint, a log line, a set and a cache do with a result.
	 */
	private void assertUsable(Object result) {
		List<Object> values = new ArrayList<>();
		values.add(result);
		if (result instanceof Collection<?> list) {
			values.addAll(list);
		}
		for (Object value : values) {
			assertThat(value.toString()).doesNotContain(SECRETS);
			assertThat(value.hashCode()).isEqualTo(value.hashCode());
			// As text, since a name may hold half of a surrogate pair.
			String json = new String(this.mapper.writeValueAsBytes(value), StandardCharsets.UTF_8);
			assertThat(this.mapper.readTree(json)).isNotNull();
			if (value instanceof UserPool) {
				assertThat(UserPool.fromJson(json)).isEqualTo(value).hasSameHashCodeAs(value);
			}
			if (value instanceof Env) {
				assertThat(Env.fromJson(json)).isEqualTo(value).hasSameHashCodeAs(value);
			}
		}
	}

	private static void assertPresentable(AuthingException exception, List<String> secrets) {
		assertThat(exception.getMessage()).hasSizeLessThan(3000).doesNotContain("timed out");
		for (Throwable ex = exception; ex != null; ex = ex.getCause()) {
			assertThat(ex.toString()).doesNotContain(secrets).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\u2028\u2029]");
		}
	}

}
