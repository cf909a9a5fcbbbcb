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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Settings that cannot be used are rejected where they are set, or when the client is
 * built, with the name of the setting and what to do.
 */
class ClientBuilderTests {

	private final UserpoolManagementClient.Builder builder = UserpoolManagementClient.builder();

	@Test
	void whenPoolAndSecretAreSetThenAllElseHasDefaults() {
		try (ReactiveUserpoolManagementClient client = this.builder.userpoolId("pool").secret("s").buildReactive()) {
			assertThat(client.userpoolId()).isEqualTo("pool");
			assertThat(client.host()).isEqualTo("https://core.authing.cn");
		}
	}

	@Test
	void whenLeastValuesAreSetThenTheyAreTaken() {
		this.builder.userpoolId("pool")
			.accessToken("t.o.k")
			.host("http://10.0.0.1")
			.allowInsecureHttp(true)
			.appId(null)
			.tenantId(null)
			.lang("en-US")
			.renameHeader("X-Authing-Lang", "x-lang")
			.callTimeout(Duration.ofNanos(1))
			.maxAttempts(1)
			.backoff(Duration.ofNanos(1), Duration.ofNanos(1))
			.maxResponseSize(1)
			.webClientBuilder(WebClient.builder())
			.webClientCustomizer((webClient) -> {
			})
			.observationRegistry(ObservationRegistry.NOOP);
		try (ReactiveUserpoolManagementClient client = this.builder.buildReactive()) {
			assertThat(client.host()).isEqualTo("http://10.0.0.1");
		}
	}

	@Test
	void whenWebClientSendsSomethingByDefaultThenAuthingDoesNotGetIt() {
		try (AuthingServer server = new AuthingServer();
				UserpoolManagementClient client = server.clientBuilder()
					.webClientBuilder(WebClient.builder()
						.defaultHeader("X-Application", "application")
						.defaultCookie("application", "cookie")
						.defaultRequest(
								(request) -> request.header("X-Request", "application").cookie("request", "cookie")))
					.webClientCustomizer((webClient) -> webClient.defaultHeader("X-Customizer", "customizer"))
					.build()) {
			client.detail();
			Headers headers = server.requests(AuthingServer.DETAIL).get(0).getHeaders();
			assertThat(headers.get("X-Customizer")).isEqualTo("customizer");
			for (String name : List.of("X-Application", "X-Request", "Cookie")) {
				assertThat(headers.get(name)).as(name).isNull();
			}
		}
	}

	@Test
	void whenWebClientLogsDetailsThenTheyStayMasked() {
		try (AuthingServer server = new AuthingServer();
				LogRecorder log = LogRecorder.ofEverything();
				UserpoolManagementClient client = server.clientBuilder()
					.webClientCustomizer((webClient) -> webClient
						.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true)))
					.build()) {
			client.detail();
			assertThat(log.text()).contains("headers={masked}").doesNotContain("Bearer");
		}
	}

	@Test
	void whenBuilderIsUsedAgainThenFormerClientStaysAsItWasBuilt() {
		try (AuthingServer server = new AuthingServer()) {
			UserpoolManagementClient.Builder builder = server.clientBuilder()
				.webClientCustomizer((webClient) -> webClient.defaultHeader("X-First", "first"));
			try (UserpoolManagementClient first = builder.build();
					UserpoolManagementClient second = builder.userpoolId("second")
						.webClientCustomizer((webClient) -> webClient.defaultHeader("X-Second", "second"))
						.build()) {
				first.detail();
				second.detail();
			}
			assertThat(server.requests(AuthingServer.DETAIL)).extracting(RecordedRequest::getHeaders)
				.satisfiesExactly(
						(headers) -> assertThat(headers.toMultimap())
							.containsEntry("x-authing-userpool-id", List.of(Fixtures.USERPOOL_ID))
							.containsEntry("x-first", List.of("first"))
							.doesNotContainKey("x-second"),
						(headers) -> assertThat(headers.toMultimap())
							.containsEntry("x-authing-userpool-id", List.of("second"))
							.containsEntry("x-first", List.of("first"))
							.containsEntry("x-second", List.of("second")));
		}
	}

	@Test
	void whenCredentialsAreIncompleteThenClientIsNotBuilt() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.builder::build)
			.withMessage("'authing.userpool-id' is not set (or empty). Give it a value.");
		this.builder.userpoolId("pool");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.builder::build)
			.withMessageStartingWith(
					"'authing.secret' is not set, although 'authing.userpool-id' is. Set it to the secret");
		this.builder.secret("s").accessToken("t.o.k");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.builder::build)
			.withMessageStartingWith(
					"'authing.access-token' is set beside 'authing.secret', and only one can be used. ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "` s` | begins or ends with white space", "`s ` | begins or ends with white space",
					"${SECRET} | holds a placeholder '${…}' that nothing resolves", "`` | is not set (or empty)",
					"\ud83d | holds half of a surrogate pair, which has no encoding" })
	void whenSecretCannotBeTheRealOneThenItIsRejectedAndNotShown(String secret, String reason) {
		assertRejected(() -> this.builder.secret(secret), "secret", reason);
		assertRejected(() -> this.builder.accessToken(secret), "access-token", reason);
	}

	@Test
	void whenSecretHasAnyCharacterThenItIsTaken() {
		assertThat(this.builder.secret("se cret$ {\u7528\ud83d\ude00")).isSameAs(this.builder);
	}

	@Test
	void whenValueGoesIntoHeaderThenItIsVisibleAscii() {
		String reason = "holds a character that an HTTP header cannot carry (only visible ASCII characters can be sent)";
		for (String value : List.of("a b", "a\nb", "a\u007fb", "\u7528\u6237")) {
			assertRejected(() -> this.builder.userpoolId(value), "userpool-id", reason);
			assertRejected(() -> this.builder.accessToken(value), "access-token", reason);
			assertRejected(() -> this.builder.appId(value), "app-id", reason);
			assertRejected(() -> this.builder.tenantId(value), "tenant-id", reason);
			assertRejected(() -> this.builder.lang(value), "lang", reason);
		}
		assertThat(this.builder.userpoolId("!~")).isSameAs(this.builder);
	}

	@Test
	void whenHeaderIsRenamedToNoNameThenSettingIsNamed() {
		String reason = "is not a name that HTTP allows for a header";
		assertRejected(() -> this.builder.renameHeader("x-authing-app-tenant-id", ""), "header-names.tenant-id",
				reason);
		assertRejected(() -> this.builder.renameHeader("x-authing-sdk-version", "a:b"), "header-names.sdk-version",
				reason);
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.renameHeader("x-other", "x-new"))
			.withMessage("'standardName' must be one of [x-authing-app-id, x-authing-app-tenant-id, "
					+ "x-authing-lang, x-authing-request-from, x-authing-sdk-version, x-authing-userpool-id]");
	}

	@Test
	void whenDurationIsNotAboveZeroThenItIsRejected() {
		assertRejected(() -> this.builder.callTimeout(null), "call-timeout", "is not set");
		assertRejected(() -> this.builder.callTimeout(Duration.ZERO), "call-timeout", "must be above zero (is 0s)");
		assertRejected(() -> this.builder.callTimeout(Duration.ofSeconds(-1)), "call-timeout",
				"must be above zero (is -1s)");
		assertRejected(() -> this.builder.backoff(Duration.ZERO, Duration.ofSeconds(1)), "retry.initial-backoff",
				"must be above zero (is 0s)");
		assertRejected(() -> this.builder.backoff(Duration.ofSeconds(1), Duration.ZERO), "retry.max-backoff",
				"must be above zero (is 0s)");
		assertRejected(() -> this.builder.backoff(Duration.ofMillis(1001), Duration.ofSeconds(1)),
				"retry.initial-backoff", "(1001ms) is longer than 'authing.retry.max-backoff' (1s)");
	}

	@Test
	void whenNumberIsBelowOneThenItIsRejected() {
		assertRejected(() -> this.builder.maxAttempts(0), "retry.max-attempts", "must be at least 1 (is 0)");
		assertRejected(() -> this.builder.maxResponseSize(0), "http.max-response-size",
				"must be above zero (is 0 bytes)");
	}

	@Test
	void whenArgumentIsNullThenItIsNamed() {
		assertNamed("secret", () -> this.builder.secret((Supplier<String>) null));
		assertNamed("accessToken", () -> this.builder.accessToken((Supplier<String>) null));
		assertNamed("webClientBuilder", () -> this.builder.webClientBuilder((WebClient.Builder) null));
		assertNamed("webClientBuilder", () -> this.builder.webClientBuilder((Supplier<WebClient.Builder>) null));
		assertNamed("connector", () -> this.builder.clientConnector(null));
		assertNamed("customizer", () -> this.builder.webClientCustomizer((Consumer<WebClient.Builder>) null));
		assertNamed("observationRegistry", () -> this.builder.observationRegistry(null));
		assertNamed("httpConnection", () -> this.builder.httpConnection(null));
		assertNamed("customizer", () -> HttpConnection.create(null));
		assertNamed("standardName", () -> this.builder.renameHeader(null, "x-new"));
		assertNamed("name", () -> this.builder.renameHeader("x-authing-lang", null));
	}

	@Test
	void whenSettingIsNullThenItIsNotSet() {
		String reason = "is not set (or empty)";
		assertRejected(() -> this.builder.userpoolId(null), "userpool-id", reason);
		assertRejected(() -> this.builder.secret((String) null), "secret", reason);
		assertRejected(() -> this.builder.accessToken((String) null), "access-token", reason);
		assertRejected(() -> this.builder.lang(null), "lang", reason);
		assertRejected(() -> this.builder.backoff(null, Duration.ofSeconds(1)), "retry.initial-backoff", "is not set");
		assertRejected(() -> this.builder.backoff(Duration.ofSeconds(1), null), "retry.max-backoff", "is not set");
		this.builder.userpoolId("pool").secret("s").host(null);
		assertRejected(this.builder::build, "host", reason);
	}

	private static void assertNamed(String argument, Runnable setting) {
		assertThatIllegalArgumentException().isThrownBy(setting::run)
			.withMessage("'" + argument + "' must not be null");
	}

	private static void assertRejected(Runnable setting, String name, String reason) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(setting::run)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo(name))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.satisfies((ex) -> assertThat(ex).hasMessage("'authing." + name + "' " + reason + ". " + ex.action()));
	}

}
