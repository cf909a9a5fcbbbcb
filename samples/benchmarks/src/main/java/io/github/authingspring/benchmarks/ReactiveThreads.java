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
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/**
 * The threads that many reactive calls at once need, beyond those of the application
 * before its first call.
 */
final class ReactiveThreads {

	private static final int CALLS = 2000;

	private static final int ROUNDS = 5;

	private ReactiveThreads() {
	}

	/**
	 * Make the calls, and print the threads.
	 * @param args host
	 */
	public static void main(String[] args) {
		ThreadMXBean threadBean = ManagementFactory.getThreadMXBean();
		Application application = Application.start(args[0], false);
		ReactiveUserpoolManagementClient client = application.bean(ReactiveUserpoolManagementClient.class);
		Set<String> idle = names();
		int idleCount = threadBean.getThreadCount();
		threadBean.resetPeakThreadCount();
		long begin = System.nanoTime();
		for (int i = 0; i < ROUNDS; i++) {
			Flux.range(0, CALLS).flatMap((index) -> client.listEnv(), CALLS).blockLast();
		}
		double millis = (System.nanoTime() - begin) / 1e6 / ROUNDS;
		int added = threadBean.getPeakThreadCount() - idleCount;
		Set<String> busy = names();
		long eventLoops = busy.stream().filter((name) -> name.startsWith("authing-")).count();
		List<String> names = busy.stream().filter((name) -> !idle.contains(name)).sorted().toList();
		System.out.println(JsonMapper.shared().writeValueAsString(new Outcome(added, eventLoops, names, millis)));
		System.exit(0);
	}

	private static Set<String> names() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
	}

	/**
	 * What was found.
	 *
	 * @param added threads beyond those of the idle application, at most
	 * @param eventLoops event loops of the client
	 * @param names names of those that are left
	 * @param millis time that all calls took together
	 */
	record Outcome(int added, long eventLoops, List<String> names, double millis) {
	}

}
