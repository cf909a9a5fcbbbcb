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

import io.github.authingspring.userpool.UserpoolManagementClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many instances of an application at once, one call each, and a server that allows but
 * some requests in a second. An instance is a client with connections of its own.
 */
final class Instances {

	private Instances() {
	}

	/**
	 * Make the calls, and print what came of them.
	 * @param args host, control address, instances, attempts at most, requests per second
	 */
	public static void main(String[] args) throws InterruptedException {
		int perSecond = Integer.parseInt(args[4]);
		List<UserpoolManagementClient> clients = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(args[2]); i++) {
			clients.add(UserpoolManagementClient.builder()
				.host(args[0])
				.userpoolId(ConstantServer.USERPOOL_ID)
				.secret("benchmark-secret")
				.maxAttempts(Integer.parseInt(args[3]))
				.build());
		}
		ServerProcess.set(args[1], 0, ServerProcess.DEFAULT_TOKEN_LIFETIME, 10, perSecond);
		AtomicInteger failed = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = clients.stream().map((client) -> new Thread(() -> {
			try {
				start.await();
				client.listEnv();
			}
			catch (InterruptedException | RuntimeException ex) {
				failed.incrementAndGet();
			}
		})).toList();
		threads.forEach(Thread::start);
		long begin = System.nanoTime();
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		double seconds = (System.nanoTime() - begin) / 1e9;
		int tokens = ServerProcess.set(args[1], 0, ServerProcess.DEFAULT_TOKEN_LIFETIME).tokenRequests();
		System.out.println(JsonMapper.shared().writeValueAsString(new Outcome(failed.get(), tokens, seconds)));
		System.exit(0);
	}

	/**
	 * What was found.
	 *
	 * @param failed calls that failed
	 * @param tokens tokens that were issued
	 * @param seconds time to the last response
	 */
	record Outcome(int failed, int tokens, double seconds) {
	}

}
