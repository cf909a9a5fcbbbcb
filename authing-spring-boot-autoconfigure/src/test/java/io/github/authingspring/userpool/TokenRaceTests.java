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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.authingspring.userpool.RequestFailure.Kind;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The token under threads that race for it: what {@link TokenStressTests} cannot show,
 * since it has one thread.
 */
class TokenRaceTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 2500;

	private static final Duration HANGING = Duration.ofSeconds(60);

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger mostUnderWay = new AtomicInteger();

	private final AtomicInteger granted = new AtomicInteger();

	private final AtomicInteger lastRejected = new AtomicInteger();

	private final AtomicLong clock = new AtomicLong();

	private final TimeSource timing = new TimeSource(this.clock::get, Clock.systemUTC(), Schedulers::single,
			Schedulers::boundedElastic, () -> 0.5);

	private final CachingAccessTokenProvider tokens = new CachingAccessTokenProvider(new AccessTokenFetcher(
			new ApiExchange(SingletonSupplier.of(WebClient.builder().exchangeFunction(this::exchange).build()),
					BaseUrl.parse(BaseUrl.DEFAULT, false), 10_000, Clock.systemUTC()),
			Fixtures.USERPOOL_ID, () -> Fixtures.SECRET, CallRetry.Policy.DEFAULT, HANGING, this.timing,
			new Observations(ObservationRegistry.NOOP)), this.timing);

	private Mono<ClientResponse> exchange(ClientRequest request) {
		return Mono.defer(() -> {
			this.mostUnderWay.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
			return Mono.fromCallable(() -> {
				String token = "{\"data\":{\"accessToken\":{\"accessToken\":\"" + this.granted.incrementAndGet()
						+ "\",\"iat\":0,\"exp\":60}}}";
				this.underWay.decrementAndGet();
				return ClientResponse.create(HttpStatus.OK).body(token).build();
			}).subscribeOn(Schedulers.parallel());
		});
	}

	@Test
	void whenThreadsRaceThenNoneIsLeftWaitingAndNoRejectedTokenComesBack() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		List<Future<Integer>> runs = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			Random random = new Random(thread);
			runs.add(threads.submit(() -> run(random)));
		}
		int used = 0;
		for (Future<Integer> run : runs) {
			used += run.get(HANGING.toSeconds(), TimeUnit.SECONDS);
		}
		threads.shutdown();
		assertThat(this.mostUnderWay).hasValue(1);
		assertThat(used).isGreaterThan(ROUNDS);
		assertThat(this.lastRejected).hasPositiveValue();
	}

	/**
	 * Tokens are numbered, and a later one takes the place of an earlier one.
	 */
	private int run(Random random) {
		int used = 0;
		for (int round = 0; round < ROUNDS; round++) {
			this.clock.addAndGet(random.nextInt(1_000_000_000));
			int rejectedBefore = this.lastRejected.get();
			if (random.nextInt(10) == 0) {
				this.tokens.get().onErrorComplete().subscribe().dispose();
				continue;
			}
			AccessToken token = get();
			if (token == null) {
				continue;
			}
			used++;
			int number = Integer.parseInt(token.value());
			assertThat(number).isGreaterThan(rejectedBefore);
			if (random.nextInt(10) > 0) {
				token.markProven();
			}
			if (random.nextInt(10) == 0) {
				this.tokens.reject(token, new RequestFailure(Kind.TOKEN_REJECTED, "rejected"));
				this.lastRejected.accumulateAndGet(number, Math::max);
			}
		}
		return used;
	}

	/**
	 * Return the token, {@code null} where the rejection of the last one still stands.
	 */
	private AccessToken get() {
		try {
			return this.tokens.get().block(HANGING);
		}
		catch (RequestFailure ex) {
			assertThat(ex.kind()).isEqualTo(Kind.TOKEN_REJECTED);
			return null;
		}
	}

}
