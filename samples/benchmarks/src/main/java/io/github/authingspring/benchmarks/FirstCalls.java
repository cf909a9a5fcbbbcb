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

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.OperatingSystemMXBean;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first calls of a process, of many callers. The CPU time is that of the whole
 * process: what the JIT compiler takes is what they cost.
 */
final class FirstCalls {

	private FirstCalls() {
	}

	/**
	 * Make the calls, and print what one took.
	 * @param args candidate, host, callers, calls
	 */
	public static void main(String[] args) throws InterruptedException {
		int callers = Integer.parseInt(args[2]);
		int calls = Integer.parseInt(args[3]);
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		AtomicInteger begun = new AtomicInteger();
		AtomicInteger succeeded = new AtomicInteger();
		Candidate candidate = Candidate.create(args[0], args[1]);
		long cpu = system.getProcessCpuTime();
		long begin = System.nanoTime();
		for (int i = 0; i < callers; i++) {
			threads.execute(() -> {
				while (begun.getAndIncrement() < calls) {
					candidate.listEnv();
					succeeded.incrementAndGet();
				}
			});
		}
		threads.shutdown();
		boolean ended = threads.awaitTermination(5, TimeUnit.MINUTES);
		double millis = (System.nanoTime() - begin) / 1e6;
		double perCall = (system.getProcessCpuTime() - cpu) / 1e3 / calls;
		if (!ended || succeeded.get() != calls) {
			throw new IllegalStateException("Only " + succeeded + " calls of " + calls + " succeeded");
		}
		System.out.println(JsonMapper.shared().writeValueAsString(new Outcome(perCall, millis)));
		System.exit(0);
	}

	/**
	 * What was found.
	 *
	 * @param cpu CPU time per call in microseconds
	 * @param millis time that all calls took together
	 */
	record Outcome(double cpu, double millis) {
	}

}
