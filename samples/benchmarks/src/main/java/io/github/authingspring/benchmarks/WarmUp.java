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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls until the process is steady: over the last ten seconds the JIT compiler took next
 * to no CPU time, and that of the calls has not fallen.
 */
final class WarmUp {

	private static final int WINDOW = 10;

	private static final double COMPILER_AT_MOST = 0.02;

	private static final double FALL_AT_MOST = 0.02;

	private final Deque<Second> seconds = new ArrayDeque<>();

	private final LongAdder calls = new LongAdder();

	private volatile boolean over;

	/**
	 * Make calls.
	 * @param call the call
	 * @param threads the number of callers
	 * @param most after how many seconds to end at the latest
	 * @param slowDown called at half of that: what was a server that responds sooner, so
	 * that there are more calls for the JIT compiler to learn from, becomes the one of
	 * the measurement
	 * @return how many seconds it took until it was steady
	 */
	int run(Runnable call, int threads, int most, Runnable slowDown) throws InterruptedException {
		// java-core fails calls that need its first token at the same time.
		call.run();
		ExecutorService callers = Executors.newFixedThreadPool(threads);
		for (int i = 0; i < threads; i++) {
			callers.execute(() -> {
				while (!this.over) {
					call.run();
					this.calls.increment();
				}
			});
		}
		int seconds = 0;
		while (seconds < most && (seconds <= most / 2 || !isSteady())) {
			if (seconds == most / 2) {
				slowDown.run();
				this.seconds.clear();
			}
			measureSecond();
			seconds++;
		}
		this.over = true;
		callers.shutdown();
		if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
			throw new IllegalStateException("A call does not end");
		}
		return seconds;
	}

	private void measureSecond() throws InterruptedException {
		ThreadTimes begin = ThreadTimes.now();
		this.calls.reset();
		Thread.sleep(1000);
		ThreadTimes.Spent spent = ThreadTimes.now().since(begin);
		this.seconds.add(new Second(spent.cpu(), spent.compiler(), this.calls.sum()));
		if (this.seconds.size() > WINDOW) {
			this.seconds.remove();
		}
	}

	private boolean isSteady() {
		if (this.seconds.size() < WINDOW) {
			return false;
		}
		double compiler = this.seconds.stream().mapToDouble(Second::compiler).sum();
		double cpu = this.seconds.stream().mapToDouble(Second::cpu).sum();
		return compiler < COMPILER_AT_MOST * cpu && cpuPerCall(WINDOW / 2) > (1 - FALL_AT_MOST) * cpuPerCall(0);
	}

	/**
	 * Return the CPU time per call in half the window.
	 */
	private double cpuPerCall(int skip) {
		double cpu = this.seconds.stream().skip(skip).limit(WINDOW / 2).mapToDouble(Second::cpu).sum();
		return cpu / this.seconds.stream().skip(skip).limit(WINDOW / 2).mapToLong(Second::calls).sum();
	}

	private record Second(double cpu, double compiler, long calls) {
	}

}
