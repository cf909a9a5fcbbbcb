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
import java.util.Set;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The exceptions that callers get: kind, outcome and, to the last word, what an on-call
 * engineer reads.
 */
class AuthingExceptionFactoryTests {

	private static final String CREDENTIALS = "Check authing.userpool-id and authing.secret; Authing's console shows "
			+ "both under Settings > Basic settings > Key management (设置 > 基础设置 > 密钥管理).";

	private final AuthingExceptionFactory exceptions = new AuthingExceptionFactory(
			BaseUrl.parse("https://authing.example.com", false), false);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					CONNECT_FAILED     | AuthingUnavailableException     | NOT_APPLIED | Check authing.host and the network, proxy and firewall on the way to it.
					TLS_FAILED         | AuthingUnavailableException     | NOT_APPLIED | Check that this application trusts the server's certificate; authing.http.ssl.bundle names a bundle that trusts a private CA.
					CONNECTION_LOST    | AuthingUnavailableException     | UNKNOWN     | Check the network and the server; try again later.
					TIMED_OUT          | AuthingUnavailableException     | UNKNOWN     | Check the network and the server, or allow more time.
					RATE_LIMITED       | AuthingRateLimitException       | NOT_APPLIED | Call less often, or try again later.
					SERVER_ERROR       | AuthingUnavailableException     | UNKNOWN     | The error is on the server's side: try again later.
					GATEWAY_ERROR      | AuthingUnavailableException     | UNKNOWN     | The error is on the server's side: try again later.
					TOKEN_REJECTED     | AuthingAuthenticationException  | NOT_APPLIED | A new access token did not help: check that authing.userpool-id names the pool that authing.secret belongs to.
					NO_CREDENTIALS     | AuthingAuthenticationException  | NOT_APPLIED | CREDENTIALS
					REJECTED           | AuthingApiException             | NOT_APPLIED | Check that authing.host is the address of Authing, and that no proxy or login page responds in its place.
					REDIRECTED         | AuthingInvalidResponseException | NOT_APPLIED | A redirect is never followed, since it would carry the secret to another place: set authing.host to the address that responds itself.
					REROUTED           | AuthingUnavailableException     | NOT_APPLIED | The token goes to authing.host alone: remove that filter, or set authing.host.
					INVALID_RESPONSE   | AuthingInvalidResponseException | UNKNOWN     | Check that authing.host is the address of Authing, and that no proxy or login page responds in its place.
					UNEXPECTED_VALUE   | AuthingInvalidResponseException | UNKNOWN     | The server responds otherwise than its API says: check its version and report it.
					TOO_LARGE          | AuthingInvalidResponseException | UNKNOWN     | Raise authing.http.max-response-size if so much is expected.
					APPLICATION_FAILED | AuthingUnavailableException     | UNKNOWN     | The cause is in the application, not in Authing or the network.
					TRANSPORT_FAILED   | AuthingUnavailableException     | UNKNOWN     | The cause says what failed below WebClient.
					CLOSED             | AuthingUnavailableException     | UNKNOWN     | Do not use a client after closing it or its application context.
					""")
	void whenChangeFailsThenMessageSaysWhatHappenedAndWhatToDo(Kind kind, String type, Outcome outcome, String action) {
		String whatToDo = action.replace("CREDENTIALS", CREDENTIALS);
		Throwable cause = new IllegalStateException("it broke");
		RequestFailure failure = new RequestFailure(kind, "it broke", cause, true);
		AuthingException ex = this.exceptions.create(failure, call(Operation.ADD_ENV));
		assertThat(ex.getClass().getSimpleName()).isEqualTo(type);
		assertThat(ex.outcome()).isEqualTo(outcome);
		assertThat(ex).hasCause(cause)
			.hasMessage("addEnv at https://authing.example.com failed: it broke. " + ((outcome == Outcome.UNKNOWN)
					? "Whether the change was made is unknown: read before you send it again." : "Nothing was changed.")
					+ " " + whatToDo);
		assertThat(ex.code()).isNull();
		assertThat(ex.requestId()).isNull();
		AuthingException notSent = this.exceptions.create(new RequestFailure(kind, "it broke", cause, false),
				call(Operation.ADD_ENV));
		assertThat(notSent.outcome()).isEqualTo(Outcome.NOT_APPLIED);
		assertThat(notSent)
			.hasMessage("addEnv at https://authing.example.com failed: it broke. Nothing was changed. " + whatToDo);
		AuthingException ofRead = this.exceptions.create(failure, call(Operation.DETAIL));
		assertThat(ofRead.outcome()).isEqualTo(Outcome.NOT_APPLIED);
		assertThat(ofRead).hasMessage("detail at https://authing.example.com failed: it broke. " + whatToDo);
		AuthingException ofToken = this.exceptions.create(failure.asFailureOfTokenRequest(), call(Operation.ADD_ENV));
		boolean ofCredentials = kind == Kind.TOKEN_REJECTED;
		assertThat(ofToken.getClass().getSimpleName())
			.isEqualTo((ofCredentials || kind == Kind.REJECTED) ? "AuthingAuthenticationException" : type);
		assertThat(ofToken.outcome()).isEqualTo(Outcome.NOT_APPLIED);
		assertThat(ofToken).hasCause(cause)
			.hasMessage("addEnv at https://authing.example.com failed: there is no access token, since it broke. "
					+ "Nothing was changed. " + (ofCredentials ? CREDENTIALS : whatToDo));
	}

	@Test
	void whenKindIsAddedThenTableHasIt() {
		assertThat(Kind.values()).hasSize(18);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			402  | Check the plan and the quota of the user pool.
			4021 | Check the plan and the quota of the user pool.
			501  | This server does not support the operation.
			2224 | Check authing.userpool-id.
			403  | These credentials may not do that: check authing.userpool-id and what its secret allows.
			2209 | These credentials may not do that: check authing.userpool-id and what its secret allows.
			2039 | The server's text says what to correct.
			     | The server's text says what to correct.
			""")
	void whenServerRejectsThenCodeDecidesWhatToDo(Integer code, String action) {
		RequestFailure failure = new RequestFailure(Kind.REJECTED, error(code, null), Outcome.NOT_APPLIED);
		AuthingException ex = this.exceptions.create(failure, call(Operation.UPDATE));
		assertThat(ex).isExactlyInstanceOf(AuthingApiException.class)
			.hasMessageEndingWith("(HTTP 200, request id id-1). Nothing was changed. " + action);
		AuthingApiException rejected = (AuthingApiException) ex;
		assertThat(rejected.code()).isEqualTo(code);
		assertThat(rejected.requestId()).isEqualTo("id-1");
		assertThat(rejected.status()).isEqualTo(200);
		assertThat(rejected.apiMessage()).isEqualTo("no");
		assertThat(rejected.data()).isEqualTo(List.of(1));
		AuthingException ofToken = this.exceptions.create(failure.asFailureOfTokenRequest(), call(Operation.UPDATE));
		assertThat(ofToken).isExactlyInstanceOf(AuthingAuthenticationException.class);
		assertThat(ofToken.code()).isEqualTo(code);
		boolean ofCredentials = code == null || code == 403 || code == 2209 || code == 2039;
		assertThat(ofToken).hasMessageEndingWith(ofCredentials ? CREDENTIALS : action);
	}

	/**
	 * Such as the page of a proxy, which knows neither Authing's codes nor its texts.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 402, 403, 404, 425, 501 })
	void whenErrorHasStatusAloneThenAddressIsToBeChecked(int status) {
		RequestFailure failure = new RequestFailure(Kind.REJECTED,
				new ApiError(status, status, null, null, null, null, Set.of()), Outcome.NOT_APPLIED);
		String action = " Nothing was changed. Check that authing.host is the address of Authing, "
				+ "and that no proxy or login page responds in its place.";
		assertThat(this.exceptions.create(failure, call(Operation.UPDATE))).hasMessageEndingWith(action);
		assertThat(this.exceptions.create(failure.asFailureOfTokenRequest(), call(Operation.UPDATE)))
			.hasMessageEndingWith(action);
	}

	@Test
	void whenServerAsksToWaitThenMessageAndExceptionSayHowLong() {
		AuthingException ex = this.exceptions.create(
				new RequestFailure(Kind.RATE_LIMITED, error(429, Duration.ofSeconds(90)), Outcome.NOT_APPLIED),
				call(Operation.DETAIL));
		assertThat(ex).isInstanceOfSatisfying(AuthingRateLimitException.class,
				(limited) -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
		assertThat(ex).hasMessageEndingWith(" The server asks to wait 90s before the next call.");
		AuthingException without = this.exceptions.create(
				new RequestFailure(Kind.RATE_LIMITED, error(429, null), Outcome.NOT_APPLIED), call(Operation.DETAIL));
		assertThat(without).hasMessageEndingWith(" Call less often, or try again later.");
	}

	@Test
	void whenConfiguredTokenIsRejectedThenMessageNamesIt() {
		AuthingExceptionFactory configured = new AuthingExceptionFactory(
				BaseUrl.parse("https://authing.example.com", false), true);
		assertThat(configured.create(new RequestFailure(Kind.TOKEN_REJECTED, "no"), call(Operation.DETAIL)))
			.hasMessageEndingWith(
					"The token is the configured authing.access-token, which nothing can renew: configure "
							+ "a new one, or authing.secret in its place.");
	}

	@Test
	void whenChangeWasMadeThenMessageSaysSo() {
		Call call = call(Operation.ADD_ENV);
		call.changeMade();
		AuthingException ex = this.exceptions.create(new RequestFailure(Kind.CONNECTION_LOST, "it broke"), call);
		assertThat(ex.outcome()).isEqualTo(Outcome.APPLIED);
		assertThat(ex).hasMessageContaining(" The change itself was made; what failed came after it. ");
	}

	@Test
	void whenThreadIsInterruptedThenMessageSaysWhetherChangeIsKnown() {
		InterruptedException cause = new InterruptedException();
		AuthingException ofRead = AuthingExceptionFactory.interrupted(Operation.DETAIL, cause);
		assertThat(ofRead).isExactlyInstanceOf(AuthingUnavailableException.class)
			.hasMessage("detail failed: the thread was interrupted while it waited.")
			.hasCause(cause);
		assertThat(ofRead.outcome()).isEqualTo(Outcome.NOT_APPLIED);
		AuthingException ofChange = AuthingExceptionFactory.interrupted(Operation.ADD_ENV, cause);
		assertThat(ofChange).hasMessage("addEnv failed: the thread was interrupted while it waited. "
				+ "Whether the change was made is unknown: read before you send it again.");
		assertThat(ofChange.outcome()).isEqualTo(Outcome.UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0s", "1, 1ms", "500, 500ms", "1000, 1s", "1500, 1500ms", "90000, 90s" })
	void whenDurationIsShownThenItIsAsPropertiesWriteIt(long millis, String text) {
		assertThat(AuthingExceptionFactory.text(Duration.ofMillis(millis))).isEqualTo(text);
	}

	private static ApiError error(Integer code, Duration retryAfter) {
		return new ApiError(200, code, "no", "id-1", List.of(1), retryAfter, Set.of());
	}

	private static Call call(Operation operation) {
		return new Call(operation, null, null, CallRetry.Policy.DEFAULT, Duration.ofSeconds(30),
				TimeSource.system(Schedulers::immediate));
	}

}
