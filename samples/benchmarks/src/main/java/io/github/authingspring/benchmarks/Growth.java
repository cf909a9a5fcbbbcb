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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.github.authingspring.userpool.UserpoolManagementClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the work of this project's client grows: with the number of variables, with the
 * size of a value, and with the number of clients.
 */
final class Growth {

	private static final List<Integer> VARIABLES = List.of(10, 100, 1000, 5000);

	private static final List<Integer> VALUE_SIZES = List.of(1, 1000, 100_000, 1_000_000);

	private static final int CALLS = 200;

	/** So many variables are read for each figure, where that takes few enough calls. */
	private static final int WORK = 2_000_000;

	private static final int MOST_CALLS = 10_000;

	private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	private Growth() {
	}

	/**
	 * Measure, and print.
	 * @param args host, control address, clients at most
	 */
	public static void main(String[] args) {
		Growth growth = new Growth();
		Application application = Application.start(args[0], false);
		ServerProcess.set(args[1], 0, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		UserpoolManagementClient client = application.bean(UserpoolManagementClient.class);
		Map<Integer, Double> variables = growth.variables(client, args[1]);
		ServerProcess.set(args[1], 0, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		Map<Integer, Double> values = growth.values(client);
		List<Clients> clients = new ArrayList<>();
		for (int count = 1; count <= Integer.parseInt(args[2]); count *= 10) {
			clients.add(clients(application, count));
		}
		System.out.println(JsonMapper.shared().writeValueAsString(new Outcome(variables, values, clients)));
		System.exit(0);
	}

	private Map<Integer, Double> variables(UserpoolManagementClient client, String control) {
		Map<Integer, Double> cpu = new LinkedHashMap<>();
		// The first pass is the warm-up of the second.
		for (int pass = 0; pass < 2; pass++) {
			for (int count : VARIABLES) {
				ServerProcess.set(control, 0, ServerProcess.DEFAULT_TOKEN_LIFETIME, count, 0);
				cpu.put(count, cpuPerCall(client::listEnv, Math.min(WORK / count, MOST_CALLS)));
			}
		}
		return cpu;
	}

	private Map<Integer, Double> values(UserpoolManagementClient client) {
		Map<Integer, Double> cpu = new LinkedHashMap<>();
		for (int pass = 0; pass < 2; pass++) {
			for (int size : VALUE_SIZES) {
				String value = "v".repeat(size);
				cpu.put(size, cpuPerCall(() -> client.addEnv("KEY", value), CALLS));
			}
		}
		return cpu;
	}

	private double cpuPerCall(Runnable call, int calls) {
		long begin = this.system.getProcessCpuTime();
		for (int i = 0; i < calls; i++) {
			call.run();
		}
		return (this.system.getProcessCpuTime() - begin) / 1e3 / calls;
	}

	/**
	 * Make clients of tenants, each of which has made one call.
	 */
	private static Clients clients(Application application, int count) {
		long before = usedMemory();
		long begin = System.nanoTime();
		List<UserpoolManagementClient> clients = IntStream.range(0, count)
			.mapToObj((i) -> application.bean(UserpoolManagementClient.Builder.class)
				.userpoolId("tenant-" + i)
				.secret("benchmark-secret")
				.build())
			.toList();
		double millis = (System.nanoTime() - begin) / 1e6;
		clients.forEach(UserpoolManagementClient::listEnv);
		long memory = usedMemory() - before;
		clients.forEach(UserpoolManagementClient::close);
		return new Clients(count, memory / 1024.0 / count, millis / count);
	}

	private static long usedMemory() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * What was found.
	 *
	 * @param variables CPU time in microseconds of {@code listEnv} by the number of
	 * variables
	 * @param values CPU time in microseconds of {@code addEnv} by the length of the value
	 * @param clients what clients take
	 */
	record Outcome(Map<Integer, Double> variables, Map<Integer, Double> values, List<Clients> clients) {
	}

	/**
	 * What a client takes where there are so many.
	 *
	 * @param count the number of clients
	 * @param kilobytes memory of each after its first call
	 * @param millis time to make one
	 */
	record Clients(int count, double kilobytes, double millis) {
	}

}
