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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Runs every operation, in success and in failure, with every logger at TRACE, and looks
 * for secrets in the log, in the exceptions and in descriptions.
 */
class LeakTests {

	private static final String SENT_VALUE = "sent-env-value/ö+1";

	private static final String SENT_SMS_SECRET = "sent-sms-secret/ö+1";

	/** All in the fixtures or sent by this test. */
	private static final List<String> SECRETS = Stream
		.concat(Stream.of(Fixtures.SECRET, Fixtures.TOKEN, "fixture-jwt-secret", "fixture-sms-secret",
				"fixture-db-password", "fixture-env-value", SENT_VALUE, SENT_SMS_SECRET, "unknown-field-value"),
				Arrays.stream(Fixtures.TOKEN.split("\\.")).filter((part) -> part.length() > 15))
		.toList();

	private final AuthingServer server = new AuthingServer();

	private final UserpoolManagementClient client = this.server.clientBuilder().maxAttempts(2).build();

	private final LogRecorder log = LogRecorder.ofEverything();

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
		this.server.close();
	}

	@Test
	void whenOperationsSucceedThenNoSecretIsLoggedOrDescribed() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(200, Fixtures.read("detail/rest.json")
			.replace("\"isRoot\"", "\"unknownField\": \"unknown-field-value\", \"isRoot\"")));
		List<Object> results = callAll();
		assertThat(results).hasSize(5).noneMatch((result) -> result instanceof Throwable);
		results.forEach((result) -> assertNoSecret(result.toString()));
		assertThat(((UserPool) results.get(0)).additionalFields()).containsEntry("unknownField", "unknown-field-value");
		assertLogged("HTTP GET http", "detail succeeded");
	}

	@Test
	void whenServerEchoesWhatItRefusesThenNoSecretIsLoggedOrThrown() {
		for (String kind : List.of(AuthingServer.UPDATE, AuthingServer.ADD_ENV, AuthingServer.REMOVE_ENV,
				AuthingServer.DETAIL, AuthingServer.LIST_ENV)) {
			this.server.always(kind, LeakTests::echo);
		}
		assertEachFailsWithoutSecrets();
		assertLogged("failed after");
	}

	@Test
	void whenTokenRequestIsRefusedThenNoSecretIsLoggedOrThrown() {
		this.server.always(AuthingServer.TOKEN, LeakTests::echo);
		assertEachFailsWithoutSecrets();
	}

	@Test
	void whenAnswersAreUnreadableThenNoneOfTheirContentIsLoggedOrThrown() {
		String truncated = Fixtures.read("detail/rest.json").substring(0, 500) + " fixture-env-value";
		for (String kind : List.of(AuthingServer.UPDATE, AuthingServer.ADD_ENV, AuthingServer.REMOVE_ENV,
				AuthingServer.DETAIL, AuthingServer.LIST_ENV)) {
			this.server.always(kind, AuthingServer.json(200, truncated));
		}
		assertEachFailsWithoutSecrets();
	}

	@Test
	void whenAnswersHaveFieldsOfOtherTypesThenNoneOfTheirContentIsLoggedOrThrown() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(200,
				"{\"code\":200,\"data\":{\"registerDisabled\":\"fixture-env-value\",\"loginFailCheck\":\"fixture-jwt-secret\"}}"));
		Throwable failure = catchThrowable(this.client::detail);
		assertThat(failure).isInstanceOf(AuthingInvalidResponseException.class);
		assertNoSecret(printed(failure));
	}

	@Test
	void whenArgumentsAreRefusedThenTheirValuesAreNotQuoted() {
		assertNoSecret(printed(catchThrowable(() -> this.client.addEnv("KEY", new Unwritable()))));
		assertNoSecret(printed(catchThrowable(() -> UserPool.fromJson("{\"secret\": fixture-jwt-secret"))));
		assertNoSecret(printed(catchThrowable(() -> Env.fromJson("[\"fixture-env-value\"]"))));
		assertNoSecret(UpdateUserpoolInput.of(this::updates).toString());
	}

	private void assertEachFailsWithoutSecrets() {
		List<Object> results = callAll();
		assertThat(results).hasSize(5).allSatisfy((result) -> {
			assertThat(result).isInstanceOf(AuthingException.class);
			assertNoSecret(printed((Throwable) result));
		});
		assertLogged("HTTP POST http");
	}

	private List<Object> callAll() {
		List<Object> results = new ArrayList<>();
		results.add(call(this.client::detail));
		results.add(call(() -> this.client.update(this::updates)));
		results.add(call(this.client::listEnv));
		results.add(call(() -> this.client.addEnv("KEY", Map.of("nested", List.of(SENT_VALUE)))));
		results.add(call(() -> this.client.removeEnv("KEY")));
		return results;
	}

	private void updates(UpdateUserpoolInput.Builder updates) {
		updates.customSMSProvider(
				(provider) -> provider.provider("aliyun").config("{\"accessKeySecret\":\"" + SENT_SMS_SECRET + "\"}"));
	}

	private static Object call(Callable<?> operation) {
		try {
			return operation.call();
		}
		catch (Exception ex) {
			return ex;
		}
	}

	/**
	 * Answer with all that the request held, as servers do when they refuse a value.
	 */
	private static MockResponse echo(RecordedRequest request) {
		return AuthingServer.json(400,
				JsonMapper.builder()
					.build()
					.writeValueAsString(Map.of("code", 400, "message", "got invalid value "
							+ AuthingServer.body(request) + " with " + request.getHeaders().get("Authorization"))));
	}

	private void assertLogged(String... parts) {
		assertThat(this.log.text()).contains(parts);
		assertNoSecret(this.log.text());
	}

	private static void assertNoSecret(String text) {
		for (String secret : SECRETS) {
			byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
			assertThat(text).doesNotContain(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8),
					Base64.getEncoder().withoutPadding().encodeToString(bytes),
					JsonMapper.builder().build().writeValueAsString(secret));
		}
	}

	/**
	 * Return all that an exception says, its causes and suppressed exceptions included.
	 */
	private static String printed(Throwable ex) {
		assertThat(ex).isNotNull();
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	/**
	 * Fails to be written with a message that holds the value.
	 */
	public static final class Unwritable {

		public String getValue() {
			throw new IllegalStateException("fixture-env-value");
		}

	}

}
