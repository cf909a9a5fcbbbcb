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

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private final Path directory;

	private final ObjectNode raw = JsonMapper.shared().createObjectNode();

	/**
	 * Create the measurements.
	 * @param server the server
	 * @param keyStore its key store, which clients trust
	 * @param directory where the jar and its libraries are
	 */
	Processes(ServerProcess server, Path keyStore, Path directory) {
		this.server = server;
		this.keyStore = keyStore;
		this.directory = directory;
	}

	void measure(Effort effort) throws IOException, InterruptedException {
		threads();
		shortTokens(effort.shortTokenCalls());
		coldStarts("coldStart", this.server.http(), 256, effort.coldStarts(), List.of(), "authing", "java-core");
		coldStarts("https", this.server.https(), 64, effort.coldStarts(),
				List.of("-Djavax.net.ssl.trustStore=" + this.keyStore,
						"-Djavax.net.ssl.trustStorePassword=" + ConstantServer.KEY_STORE_PASSWORD),
				"authing", "authing-http2", "java-core");
		starts(effort.starts());
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

	private void coldStarts(String name, String host, int callers, int processes, List<String> options,
			String... candidates) throws IOException, InterruptedException {
		for (int i = 0; i < processes; i++) {
			for (String candidate : candidates) {
				add(name, candidate, run(options, ColdStart.class, candidate, host, this.server.control(),
						Long.toString(LATENCY), Integer.toString(callers), Integer.toString(COLD_TRIALS)));
			}
		}
	}

	private void starts(int starts) throws IOException, InterruptedException {
		Map<String, String> classPaths = new LinkedHashMap<>();
		classPaths.put("without", startupClassPath(false));
		classPaths.put("with", startupClassPath(true));
		for (int i = 0; i < starts; i++) {
			for (Map.Entry<String, String> classPath : classPaths.entrySet()) {
				this.server.set(0, ServerProcess.DEFAULT_TOKEN_LIFETIME);
				JsonNode start = JavaProcess.run(classPath.getValue(), List.of(), StartupApplication.class,
						"--server.port=0", "--management.endpoints.web.exposure.include=health,authing-userpool",
						"--authing.host=" + this.server.http(), "--authing.userpool-id=" + ConstantServer.USERPOOL_ID,
						"--authing.secret=benchmark-secret");
				int requests = this.server.set(0, ServerProcess.DEFAULT_TOKEN_LIFETIME).requests();
				add("start", classPath.getKey(), ((ObjectNode) start).put("requests", requests));
			}
		}
	}

	/**
	 * The application's classes come from where they were compiled to, since the jar's
	 * manifest names the starter.
	 */
	private String startupClassPath(boolean withStarter) {
		File[] libraries = this.directory.resolve("lib").toFile().listFiles();
		if (libraries == null) {
			throw new IllegalStateException("No libraries in " + this.directory);
		}
		return Stream.concat(Stream.of(this.directory.resolve("classes").toString()),
				Stream.of(libraries)
					.filter((library) -> withStarter || !library.getName().startsWith("authing-spring-boot-"))
					.map(File::getPath)
					.sorted())
			.collect(Collectors.joining(File.pathSeparator));
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
