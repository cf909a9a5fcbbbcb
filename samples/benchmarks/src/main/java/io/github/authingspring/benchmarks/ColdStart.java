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

package io.github.authingspring.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.authingspring.benchmarks.ConstantServer.Counters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers at once of a client that has neither a token nor a connection. Whoever has not
 * made it before does so now. The first trial is also the first use in its process, the
 * later ones are those of further clients.
 */
final class ColdStart {

	private ColdStart() {
	}

	/**
	 * Run the trials, and print them.
	 * @param args candidate, host, control address, latency in ms, callers, trials
	 */
	public static void main(String[] args) throws InterruptedException {
		long latency = Long.parseLong(args[3]);
		List<Trial> trials = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(args[5]); i++) {
			Supplier<Candidate> candidate = Candidate.prepare(args[0], args[1]);
			ServerProcess.set(args[2], latency, ServerProcess.DEFAULT_TOKEN_LIFETIME);
			trials.add(trial(candidate, Integer.parseInt(args[4]), args[2], latency));
		}
		System.out.println(JsonMapper.shared().writeValueAsString(trials));
		System.exit(0);
	}

	private static Trial trial(Supplier<Candidate> supplier, int callers, String control, long latency)
			throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(callers);
		AtomicReference<Candidate> candidate = new AtomicReference<>();
		CountDownLatch start = new CountDownLatch(1);
		AtomicInteger failed = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			Thread thread = new Thread(() -> {
				ready.countDown();
				try {
					start.await();
					candidate.get().listEnv();
				}
				catch (InterruptedException | RuntimeException ex) {
					failed.incrementAndGet();
				}
			});
			threads.add(thread);
			thread.start();
		}
		ready.await();
		long begin = System.nanoTime();
		candidate.set(supplier.get());
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		double millis = (System.nanoTime() - begin) / 1e6;
		candidate.get().close();
		Counters counters = ServerProcess.set(control, latency, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		return new Trial(millis, failed.get(), counters.tokenRequests(), counters.requests(), counters.connections());
	}

	/**
	 * What a trial brought.
	 *
	 * @param millis time to the last response
	 * @param failed calls that failed
	 * @param tokenRequests token requests that the server got
	 * @param requests all requests that the server got
	 * @param connections connections opened to it
	 */
	record Trial(double millis, int failed, int tokenRequests, int requests, int connections) {
	}

}
