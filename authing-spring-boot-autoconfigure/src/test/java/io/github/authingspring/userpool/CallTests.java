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

import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.github.authingspring.userpool.AuthingException.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a call is repeated, when it ends and what it tells then, by a clock that stands
 * still until the test moves it, on a server that the test plays.
 */
class CallTests {

	private static final String POOL = "{\"code\":200,\"data\":{\"name\":\"pool\"}}";

	private static final String LIST = "{\"code\":200,\"data\":[{\"key\":\"KEY\"}]}";

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Queue<Mono<ClientResponse>> answers = new ArrayDeque<>();

	private final List<Long> requests = new ArrayList<>();

	private final LogRecorder log = LogRecorder.ofClient();

	private ReactiveUserpoolManagementClient client = client((builder) -> builder.accessToken("t.o.k"));

	private Object result;

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
		this.time.dispose();
	}

	private ReactiveUserpoolManagementClient client(UnaryOperator<UserpoolManagementClient.Builder> settings) {
		Timing timing = new Timing(() -> this.time.now(TimeUnit.NANOSECONDS), Clock.systemUTC(), this.time, this.time,
				() -> 1.0);
		UserpoolManagementClient.Builder builder = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient
			.builder()).timing(timing)
			.userpoolId(Fixtures.USERPOOL_ID)
			.webClientBuilder(WebClient.builder().exchangeFunction(this::exchange));
		return settings.apply(builder).buildReactive();
	}

	private Mono<ClientResponse> exchange(ClientRequest request) {
		this.requests.add(this.time.now(TimeUnit.MILLISECONDS));
		Mono<ClientResponse> answer = this.answers.poll();
		return (answer != null) ? answer : Mono.never();
	}

	@Test
	void whenAttemptsFailThenEachWaitsTwiceAsLongAndTheLastFailureIsTheResult() {
		answer(503, "");
		answer(502, "");
		answer(504, "");
		call(this.client.detail());
		elapse(199);
		assertThat(this.requests).containsExactly(0L);
		elapse(1);
		assertThat(this.requests).containsExactly(0L, 200L);
		elapse(399);
		assertThat(this.requests).hasSize(2);
		assertThat(this.result).isNull();
		elapse(1);
		assertThat(this.requests).containsExactly(0L, 200L, 600L);
		assertThat(this.result).isInstanceOfSatisfying(AuthingUnavailableException.class,
				(ex) -> assertThat(ex.code()).isEqualTo(504));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 1000", "5, 5000" })
	void whenServerAsksToWaitThenItIsGivenThatWait(int seconds, long millis) {
		answer(429, "", seconds);
		answer(200, POOL);
		call(this.client.detail());
		elapse(Math.max(0, millis - 1));
		assertThat(this.requests).hasSize((millis > 0) ? 1 : 2);
		elapse(1);
		assertThat(this.requests).hasSize(2);
		assertThat(this.result).isInstanceOf(UserPool.class);
	}

	@Test
	void whenServerAsksForMoreThanTheLongestBackoffThenCallFailsAtOnce() {
		answer(429, "", 6);
		call(this.client.detail());
		assertThat(this.result).isInstanceOfSatisfying(AuthingRateLimitException.class,
				(ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(6)));
		assertThat(this.requests).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "3000, false", "3001, true" })
	void whenWaitDoesNotFitIntoTimeLimitThenCallFailsAtOnce(long limit, boolean repeated) {
		this.client = client((builder) -> builder.accessToken("t.o.k").callTimeout(Duration.ofMillis(limit)));
		answer(429, "", 3);
		answer(200, POOL);
		call(this.client.detail());
		assertThat(this.result != null).isEqualTo(!repeated);
		elapse(3000);
		assertThat(this.requests).hasSize(repeated ? 2 : 1);
		assertThat(this.result).isInstanceOf(repeated ? UserPool.class : AuthingRateLimitException.class);
	}

	@Test
	void whenNothingIsAnsweredThenTimeLimitEndsTheCall() {
		answer(503, "");
		call(this.client.detail());
		elapse(29_999);
		assertThat(this.result).isNull();
		elapse(1);
		assertThat(this.result).isInstanceOfSatisfying(AuthingUnavailableException.class,
				(ex) -> assertThat(ex)
					.hasMessageContaining("failed: it did not end within authing.call-timeout (30s); before that, the "
							+ "server answered with code 503 (HTTP 503)."));
	}

	@Test
	void whenChangeIsUnderWayAtTimeLimitThenItsOutcomeIsUnknown() {
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertOutcome(Outcome.UNKNOWN);
	}

	@Test
	void whenSecondReadIsUnderWayAtTimeLimitThenChangeIsApplied() {
		answer(200, "{\"code\":200}");
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertThat(this.requests).hasSize(2);
		assertOutcome(Outcome.APPLIED);
	}

	@Test
	void whenTokenIsUnderWayAtTimeLimitThenNothingIsChanged() {
		this.client = client((builder) -> builder.secret("secret"));
		call(this.client.addEnv("KEY", 1));
		elapse(30_000);
		assertThat(this.requests).hasSize(1);
		assertOutcome(Outcome.NOT_APPLIED);
	}

	@Test
	void whenConnectionIsNotMadeThenChangeIsRepeated() {
		this.answers.add(Mono.error(new ConnectException("refused")));
		answer(200, LIST);
		call(this.client.removeEnv("KEY"));
		elapse(200);
		assertThat(this.result).isEqualTo(List.of(new Env(null, null, "KEY", null, null, null)));
	}

	@Test
	void whenTokenRequestFailsForAMomentThenItIsRepeated() {
		this.client = client((builder) -> builder.secret("secret"));
		answer(503, "");
		answer(200, "{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"iat\":0,\"exp\":600}}}");
		answer(200, POOL);
		call(this.client.detail());
		elapse(199);
		assertThat(this.requests).hasSize(1);
		elapse(1);
		assertThat(this.result).isInstanceOf(UserPool.class);
	}

	@Test
	void whenCallIsCancelledThenItIsNotRepeated() {
		answer(503, "");
		Disposable call = this.client.detail().subscribe();
		call.dispose();
		elapse(60_000);
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void whenClientIsClosedThenCallsFailAtOnceAndSendNothing() {
		this.client.close();
		call(this.client.addEnv("KEY", 1));
		assertThat((Throwable) this.result).isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("failed: the client is closed. Nothing was changed. ");
		assertThat(this.requests).isEmpty();
	}

	@Test
	void whenClientIsClosedWhileTokenIsUnderWayThenWaitingCallFails() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.answers.add(Mono.<ClientResponse>never().doOnCancel(() -> cancelled.set(true)));
		this.client = client((builder) -> builder.secret("secret"));
		call(this.client.detail());
		elapse(0);
		assertThat(this.requests).hasSize(1);
		assertThat(this.result).isNull();
		this.client.close();
		assertThat(cancelled).isTrue();
		assertThat((Throwable) this.result).isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("failed: the client is closed. ");
	}

	@Test
	void whenCallEndsThenOneLineSaysHow() {
		answer(200, POOL);
		call(this.client.detail());
		assertThat(this.log.text())
			.isEqualTo("DEBUG io.github.authingspring.userpool.UserpoolManagementClient detail succeeded after 0 ms\n");
		answer(503, "{\"code\":503,\"requestId\":\"id-1\"}");
		call(this.client.addEnv("KEY", "value"));
		assertThat(this.log.text())
			.endsWith(" addEnv failed after 0 ms: AuthingUnavailableException, code 503, outcome "
					+ "UNKNOWN, request id id-1\n");
		call(this.client.detail());
		elapse(30_000);
		assertThat(this.log.text()).endsWith(
				" detail failed after 30000 ms: AuthingUnavailableException, code null, outcome NOT_APPLIED, request id null\n");
	}

	private void assertOutcome(Outcome outcome) {
		assertThat(this.result).isInstanceOfSatisfying(AuthingUnavailableException.class,
				(ex) -> assertThat(ex.outcome()).isEqualTo(outcome));
	}

	private void call(Mono<?> call) {
		this.result = null;
		call.subscribe((value) -> this.result = value, (ex) -> this.result = ex);
		elapse(0);
	}

	private void elapse(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	private void answer(int status, String body) {
		this.answers.add(Mono.just(ClientResponse.create(HttpStatusCode.valueOf(status)).body(body).build()));
	}

	private void answer(int status, String body, int retryAfter) {
		this.answers.add(Mono.just(ClientResponse.create(HttpStatusCode.valueOf(status))
			.header("Retry-After", Integer.toString(retryAfter))
			.body(body)
			.build()));
	}

}
