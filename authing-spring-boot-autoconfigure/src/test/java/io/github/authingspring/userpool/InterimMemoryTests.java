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

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory of a client whose server sends an interim response before each response: what is
 * dropped must be released.
 */
class InterimMemoryTests {

	private static final String EARLY_HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

	private static final int MEGABYTE = 1024 * 1024;

	/** {@code -Dinterim-calls=20000} is what CI asks for. */
	private static final int CALLS = Integer.getInteger("interim-calls", 2_000);

	private static final int CALLS_AT_A_TIME = 8;

	@Test
	void whenEachResponseHasInterimResponseThenNothingIsLeakedAndMemoryDoesNotGrow() {
		NettyLeaks leaks = new NettyLeaks();
		leaks.start();
		RawServer.Responder responder = (connection, head, pool) -> {
			RawServer.write(connection, EARLY_HINTS);
			RawServer.write(connection, RawServer.response(200, "{\"code\":200,\"data\":[]}"));
		};
		try (RawServer server = new RawServer(responder);
				ReactiveUserpoolManagementClient client = UserpoolManagementClient.builder()
					.host(server.host())
					.userpoolId("a")
					.secret("secret")
					.buildReactive()) {
			call(client, CALLS / 10);
			Memory before = Memory.now();
			call(client, CALLS);
			Memory after = Memory.now();
			System.out.println(CALLS + " calls, each with a 103 before its response, over " + server.connections()
					+ " connections: before " + before + ", after " + after);
			assertThat(server.requests()).hasSize(CALLS / 10 + CALLS);
			assertThat(after.heap() - before.heap()).as("heap").isLessThan(8L * MEGABYTE);
			assertThat(after.direct() - before.direct()).as("direct memory").isLessThan(8L * MEGABYTE);
			assertThat(leaks.reports()).isEmpty();
			System.out.println("Netty's leak detector at " + ResourceLeakDetector.getLevel() + " reports nothing");
		}
		finally {
			leaks.stop();
		}
	}

	private static void call(ReactiveUserpoolManagementClient client, int calls) {
		AtomicInteger empty = new AtomicInteger();
		Flux.range(0, calls)
			.flatMap((i) -> client.listEnv(), CALLS_AT_A_TIME)
			.doOnNext((variables) -> empty.addAndGet(variables.isEmpty() ? 1 : 0))
			.blockLast(Duration.ofMinutes(10));
		assertThat(empty).hasValue(calls);
	}

	/**
	 * What is in use, in bytes.
	 *
	 * @param heap of the heap, with nothing in it that is garbage
	 * @param direct of Netty's and the JDK's direct memory
	 */
	private record Memory(long heap, long direct) {

		private static Memory now() {
			long heap = Long.MAX_VALUE;
			for (int i = 0; i < 5; i++) {
				System.gc();
				heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
			}
			long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
				.stream()
				.filter((pool) -> pool.getName().equals("direct"))
				.mapToLong(BufferPoolMXBean::getMemoryUsed)
				.sum();
			return new Memory(heap, direct + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
		}

		@Override
		public String toString() {
			return "heap " + this.heap / 1024 + " kB, direct memory " + this.direct / 1024 + " kB";
		}

	}

}
