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
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.authingspring.userpool.Fault.Limits;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.netty.Connection;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that are sent, and calls that are cancelled on another thread than that of
 * their connection.
 */
class CallAttemptTests {

	private static final int CALLS = 4000;

	private static final int LONGEST_WAIT_NANOS = 400_000;

	private final FaultServer server = new FaultServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	/**
	 * A bare WebClient loses some four buffers in a thousand such calls, and a connection
	 * now and then.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenCallIsCancelledAsItsResponseArrivesThenNeitherBufferNorConnectionIsLost(boolean complete)
			throws Exception {
		Semaphore responded = new Semaphore(0);
		this.server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed((request, exchange) -> {
			responded.release();
			exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(500));
			if (complete) {
				exchange.write("x".repeat(500));
			}
			return complete;
		})));
		SplittableRandom random = new SplittableRandom(20261125);
		AtomicInteger ended = new AtomicInteger();
		NettyLeaks leaks = new NettyLeaks();
		leaks.start();
		try (TestConnections connections = TestConnections.open(Limits.GENEROUS);
				ReactiveUserpoolManagementClient client = client(connections)) {
			for (int i = 0; i < CALLS; i++) {
				Disposable call = client.detail()
					.doOnError((ex) -> ended.incrementAndGet())
					.onErrorComplete()
					.subscribe();
				responded.acquire();
				long start = System.nanoTime();
				int wait = random.nextInt(LONGEST_WAIT_NANOS);
				while (System.nanoTime() - start < wait) {
					Thread.onSpinWait();
				}
				call.dispose();
			}
			assertThat(ended.get()).isBetween(1, CALLS - 1);
			await().until(() -> connections.inUse() == 0);
			assertThat(leaks.reports()).isEmpty();
		}
		finally {
			leaks.stop();
		}
	}

	@Test
	void whenResponseDoesNotComeThenCallIsCancelledWhereItsConnectionLives() {
		CompletableFuture<String> cancelledOn = new CompletableFuture<>();
		this.server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed(ServerResponse.stall())));
		try (TestConnections connections = TestConnections.open(Limits.GENEROUS);
				ReactiveUserpoolManagementClient client = client(connections,
						(webClient) -> webClient.filter((request, next) -> next.exchange(request)
							.doOnCancel(() -> cancelledOn.complete(Thread.currentThread().getName()))))) {
			Disposable call = client.detail().subscribe();
			await().until(() -> this.server.requests(AuthingServer.DETAIL) == 1);
			call.dispose();
			assertThat(cancelledOn).succeedsWithin(Duration.ofSeconds(30)).asString().startsWith("authing-");
		}
	}

	@Test
	void whenRequestIsNotSentThenItIsCancelledAtOnce() {
		AtomicInteger cancelled = new AtomicInteger();
		CallAttempt attempt = new CallAttempt(null);
		assertThat(attempt.isSent()).isFalse();
		attempt.cancellation().schedule(cancelled::incrementAndGet);
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void whenEventLoopHasEndedThenExchangeIsCancelledAtOnce() {
		AtomicInteger cancelled = new AtomicInteger();
		EventLoop eventLoop = new DefaultEventLoop();
		eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
		CallAttempt attempt = new CallAttempt(null);
		Channel channel = new LocalChannel() {

			@Override
			public EventLoop eventLoop() {
				return eventLoop;
			}

		};
		attempt.send(new MockClientHttpRequest(HttpMethod.GET, "/") {

			@Override
			@SuppressWarnings("unchecked")
			public <T> T getNativeRequest() {
				return (T) (Connection) () -> channel;
			}

		});
		assertThat(attempt.isSent()).isTrue();
		attempt.cancellation().schedule(cancelled::incrementAndGet);
		assertThat(cancelled).hasValue(1);
	}

	private ReactiveUserpoolManagementClient client(TestConnections connections) {
		return client(connections, (webClient) -> {
		});
	}

	private ReactiveUserpoolManagementClient client(TestConnections connections,
			Consumer<WebClient.Builder> customizer) {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken("t.o.k")
			.host(this.server.host())
			.maxAttempts(1)
			.httpConnection(connections.httpConnection())
			.webClientCustomizer(customizer)
			.buildReactive();
	}

}
