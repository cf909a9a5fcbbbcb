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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The token's life in thousands of random orders of fetch, expiry, rejection, rotation,
 * failure and cancellation.
 */
class TokenStressTests {

	private static final int LIVES = 2000;

	private static final int STEPS = 60;

	private static final String DETAIL = Fixtures.read("detail/rest.json");

	@Test
	void whenAnythingHappensInAnyOrderThenOneTokenServesAll() {
		Set<String> seen = new HashSet<>();
		for (long seed = 0; seed < LIVES; seed++) {
			Life life = new Life(seed);
			try {
				life.live();
			}
			catch (Throwable ex) {
				throw new AssertionError("seed " + seed + ": " + life.history, ex);
			}
			seen.addAll(life.history);
		}
		// Else the orders would not be as varied as they are meant to be.
		assertThat(seen).contains("call", "cancel", "grant", "token request lost", "secret rejected", "response",
				"token rejected", "time passes", "rotation", "renewal", "rejection from memory");
	}

	/**
	 * One client on a server that this test plays. All happens on one thread, so that a
	 * seed says all about a life.
	 */
	private static final class Life {

		private final List<String> history = new ArrayList<>();

		private final List<String> violations = new ArrayList<>();

		private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

		private final Random random;

		private final List<Exchange> tokenRequests = new ArrayList<>();

		private final List<Exchange> requests = new ArrayList<>();

		private final List<Caller> callers = new ArrayList<>();

		private final Set<String> rejectedTokens = new HashSet<>();

		private final ReactiveUserpoolManagementClient client;

		private int tokens;

		private int secrets;

		private Life(long seed) {
			this.random = new Random(seed);
			this.client = ((DefaultUserpoolManagementClientBuilder) UserpoolManagementClient.builder())
				.timing((system) -> new TimeSource(() -> this.time.now(TimeUnit.NANOSECONDS), system.clock(),
						() -> this.time, () -> this.time, this.random::nextDouble))
				.userpoolId(Fixtures.USERPOOL_ID)
				.secret(() -> "secret-" + this.secrets)
				.callTimeout(Duration.ofSeconds(20))
				.webClientBuilder(WebClient.builder().exchangeFunction(this::exchange))
				.buildReactive();
		}

		private Mono<ClientResponse> exchange(ClientRequest request) {
			return Mono.create((sink) -> {
				MockClientHttpRequest sent = new MockClientHttpRequest(request.method(), request.url());
				request.writeTo(sent, ExchangeStrategies.withDefaults()).subscribe();
				Exchange exchange = new Exchange(sink, sent.getHeaders().getFirst("Authorization"));
				List<Exchange> open = (request.method() == HttpMethod.POST) ? this.tokenRequests : this.requests;
				if (open == this.tokenRequests) {
					check(open.isEmpty(), "a second token request is under way");
				}
				else {
					assertThat(this.rejectedTokens).as("tokens that were rejected before")
						.doesNotContain(exchange.token());
					if (!this.tokenRequests.isEmpty()) {
						this.history.add("renewal");
					}
				}
				open.add(exchange);
				sink.onDispose(() -> open.remove(exchange));
			});
		}

		/**
		 * What is thrown within a call would become one of its failures.
		 */
		private void check(boolean asPromised, String violation) {
			if (!asPromised) {
				this.violations.add(violation + " after " + this.history);
			}
		}

		private void live() {
			for (int step = 0; step < STEPS; step++) {
				switch (this.random.nextInt(12)) {
					case 0, 1, 2 -> call();
					case 3 -> cancel();
					case 4, 5 -> respondToTokenRequest(this.random.nextInt(6));
					case 6, 7 -> respond(this.random.nextInt(3) > 0);
					case 8 -> respond(false);
					case 9, 10 -> passTime();
					default -> {
						this.history.add("rotation");
						this.secrets++;
					}
				}
			}
			assertNobodyIsLeftWaiting();
		}

		private void call() {
			this.history.add("call");
			int requestsBefore = this.requests.size() + this.tokenRequests.size();
			Caller caller = new Caller();
			this.callers.add(caller);
			caller.subscription = this.client.detail().subscribe((pool) -> caller.ends++, (ex) -> {
				caller.ends++;
				check(ex instanceof AuthingException, "a call ends with " + ex);
				if (caller.subscription == null && ex instanceof AuthingAuthenticationException
						&& this.requests.size() + this.tokenRequests.size() == requestsBefore) {
					this.history.add("rejection from memory");
				}
			});
		}

		private void cancel() {
			List<Caller> waiting = this.callers.stream().filter(Caller::isWaiting).toList();
			if (!waiting.isEmpty()) {
				this.history.add("cancel");
				Caller caller = waiting.get(this.random.nextInt(waiting.size()));
				caller.cancelled = true;
				caller.subscription.dispose();
			}
		}

		private void respondToTokenRequest(int choice) {
			if (this.tokenRequests.isEmpty()) {
				return;
			}
			Exchange exchange = this.tokenRequests.remove(0);
			switch (choice) {
				case 0 -> {
					this.history.add("token request lost");
					exchange.sink().error(new ConnectException("lost"));
				}
				case 1 -> {
					this.history.add("secret rejected");
					exchange.respond("{\"errors\":[{\"message\":\"wrong secret\"}]}");
				}
				default -> {
					this.history.add("grant");
					this.tokens++;
					long seconds = List.of(3, 60, 3600, 1296000).get(this.random.nextInt(4));
					exchange.respond("{\"data\":{\"accessToken\":{\"accessToken\":\"token-" + this.tokens
							+ "\",\"iat\":0,\"exp\":" + seconds + "}}}");
				}
			}
		}

		private void respond(boolean well) {
			if (this.requests.isEmpty()) {
				return;
			}
			Exchange exchange = this.requests.remove(this.random.nextInt(this.requests.size()));
			if (well) {
				this.history.add("response");
				exchange.respond(DETAIL);
			}
			else {
				this.history.add("token rejected");
				// It is rejected from the moment at which the response arrives.
				this.rejectedTokens.add(exchange.token());
				exchange.respond("{\"code\":2020,\"message\":\"no\"}");
			}
		}

		private void passTime() {
			this.history.add("time passes");
			this.time
				.advanceTimeBy(Duration.ofMillis(List.of(10, 400, 3000, 6000, 61_000).get(this.random.nextInt(5))));
		}

		private void assertNobodyIsLeftWaiting() {
			for (int i = 0; i < 100 && this.callers.stream().anyMatch(Caller::isWaiting); i++) {
				respondToTokenRequest(2);
				respond(true);
			}
			// What is waiting for a retry.
			this.time.advanceTimeBy(Duration.ofSeconds(30));
			assertThat(this.callers)
				.allSatisfy((caller) -> assertThat(caller.ends).isEqualTo(caller.cancelled ? 0 : 1));
			assertThat(this.requests).isEmpty();
			assertThat(this.violations).isEmpty();
		}

	}

	private static final class Caller {

		private Disposable subscription;

		private int ends;

		private boolean cancelled;

		private boolean isWaiting() {
			return this.ends == 0 && !this.cancelled;
		}

	}

	private record Exchange(MonoSink<ClientResponse> sink, String token) {

		private void respond(String body) {
			this.sink.success(ClientResponse.create(HttpStatus.OK).body(body).build());
		}

	}

}
