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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.authingspring.benchmarks.ConstantServer.Counters;
import io.github.authingspring.benchmarks.startup.StartupApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what happens once in the life of a process, or is counted.
 */
final class Processes {

	private static final long LATENCY = 20;

	private static final int COLD_TRIALS = 5;

	private final ServerProcess server;

	private final Path keyStore;

	private final ObjectNode raw = JsonMapper.shared().createObjectNode();

	/**
	 * Create the measurements.
	 * @param server the server
	 * @param keyStore its key store, which clients trust
	 */
	Processes(ServerProcess server, Path keyStore) {
		this.server = server;
		this.keyStore = keyStore;
	}

	void measure(Effort effort) throws IOException, InterruptedException {
		starts(effort.starts());
		coldStarts("firstCall", this.server.http(), 1, 1, effort.firstCallProcesses(), List.of(), "authing",
				"web-client-lean", "java-core");
		coldStarts("coldStart", this.server.http(), 256, COLD_TRIALS, effort.processes(), List.of(), "authing",
				"web-client-lean", "java-core");
		firstCalls(effort.firstCalls(), effort.processes());
		threads();
		shortTokens(effort.shortTokenCalls());
		growth(effort.clients());
		instances(3);
		instances(10);
		profiles(effort);
		coldStarts("https", this.server.https(), 64, COLD_TRIALS, 1,
				List.of("-Djavax.net.ssl.trustStore=" + this.keyStore,
						"-Djavax.net.ssl.trustStorePassword=" + ConstantServer.KEY_STORE_PASSWORD),
				"authing", "authing-http2", "java-core");
	}

	private void firstCalls(int calls, int processes) throws IOException, InterruptedException {
		this.server.set(LATENCY, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		for (int i = 0; i < processes; i++) {
			for (String candidate : List.of("authing", "web-client-lean", "java-core")) {
				add("firstCalls", candidate,
						run(List.of(), FirstCalls.class, candidate, this.server.http(), "64", Integer.toString(calls)));
			}
		}
	}

	private void profiles(Effort effort) throws IOException, InterruptedException {
		for (String candidate : List.of("authing", "web-client-lean", "java-core")) {
			add("profile", candidate,
					run(SteadyState.JVM_OPTIONS, Profile.class, candidate, this.server.http(), this.server.control(),
							Integer.toString(effort.warmUpSeconds()), Integer.toString(effort.profileSeconds())));
		}
	}

	private void growth(int clients) throws IOException, InterruptedException {
		add("growth", "authing", run(List.of("-Xmx512m"), Growth.class, this.server.http(), this.server.control(),
				Integer.toString(clients)));
	}

	private void instances(int maxAttempts) throws IOException, InterruptedException {
		add("instances", Integer.toString(maxAttempts), run(List.of(), Instances.class, this.server.http(),
				this.server.control(), "50", Integer.toString(maxAttempts), "20"));
	}

	private void threads() throws IOException, InterruptedException {
		this.server.set(LATENCY, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		add("threads", "authing", run(List.of(), ReactiveThreads.class, this.server.http()));
	}

	private void shortTokens(int calls) throws IOException, InterruptedException {
		for (String candidate : List.of("authing", "java-core")) {
			this.server.set(0, 600);
			run(List.of(), SequentialCalls.class, candidate, this.server.http(), Integer.toString(calls));
			Counters counters = this.server.set(0, ServerProcess.DEFAULT_TOKEN_LIFETIME);
			add("shortTokens", candidate,
					JsonMapper.shared().valueToTree(Map.of("calls", calls, "requests", counters.requests())));
		}
	}

	private void coldStarts(String name, String host, int callers, int trials, int processes, List<String> options,
			String... candidates) throws IOException, InterruptedException {
		for (int i = 0; i < processes; i++) {
			for (String candidate : candidates) {
				add(name, candidate, run(options, ColdStart.class, candidate, host, this.server.control(),
						Long.toString(LATENCY), Integer.toString(callers), Integer.toString(trials)));
			}
		}
	}

	private void starts(int starts) throws IOException, InterruptedException {
		for (int i = 0; i < starts; i++) {
			for (boolean enabled : List.of(false, true)) {
				this.server.set(0, ServerProcess.DEFAULT_TOKEN_LIFETIME);
				JsonNode start = run(List.of(), StartupApplication.class, "--server.port=0",
						"--logging.level.root=warn",
						"--management.endpoints.web.exposure.include=health,authing-userpool",
						"--authing.enabled=" + enabled, "--authing.host=" + this.server.http(),
						"--authing.userpool-id=" + ConstantServer.USERPOOL_ID, "--authing.secret=benchmark-secret");
				int requests = this.server.set(0, ServerProcess.DEFAULT_TOKEN_LIFETIME).requests();
				add("start", enabled ? "with" : "without", ((ObjectNode) start).put("requests", requests));
			}
		}
	}

	private static JsonNode run(List<String> options, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		return JavaProcess.run(JavaProcess.classPath(), options, main, arguments);
	}

	private void add(String name, String candidate, JsonNode outcome) {
		System.out.println(name + " " + candidate + " " + outcome);
		this.raw.withObjectProperty(name).withArrayProperty(candidate).add(outcome);
	}

	/**
	 * Return the outcomes of a measurement.
	 */
	List<JsonNode> outcomes(String name, String candidate) {
		return new ArrayList<>(this.raw.path(name).path(candidate).values());
	}

	/**
	 * Return a number of all trials: of the first one in each process, or of those in the
	 * second half, when the process is warm.
	 */
	List<Double> trials(String name, String candidate, boolean first, String field) {
		return outcomes(name, candidate).stream()
			.flatMap((trials) -> trials.values()
				.stream()
				.skip(first ? 0 : COLD_TRIALS / 2)
				.limit(first ? 1 : COLD_TRIALS))
			.map((trial) -> trial.path(field).asDouble())
			.toList();
	}

	List<Double> numbers(String name, String candidate, String field) {
		return outcomes(name, candidate).stream().map((outcome) -> outcome.path(field).asDouble()).toList();
	}

	void writeRaw(Path file) {
		JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this.raw);
	}

}
