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

package io.github.authingspring.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.authingspring.benchmarks.JavaProcess;
import io.github.authingspring.sandbox.AuthingSandboxApplication;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox in a process of its own, and its control API.
 */
final class SandboxProcess implements AutoCloseable {

	static final Duration TOKEN_LIFETIME = Duration.ofSeconds(60);

	/**
	 * A fault that makes each call wait for a moment and never runs out. The sandbox
	 * tells how many calls a fault has left, and so how many requests it got.
	 */
	private static final int COUNTER = 1_000_000_000;

	private static final Map<Operation, Integer> COUNTED = Map.of(Operation.AUTHENTICATE, 5, Operation.UPDATE, 20,
			Operation.ADD_ENV, 20, Operation.REMOVE_ENV, 20);

	private static final int PROPERTIES = 3;

	private final Process process;

	private final AtomicLong slowest = new AtomicLong();

	private final Map<String, Object> properties;

	private final URI host;

	private SandboxProcess(Process process, Map<String, Object> properties) {
		this.process = process;
		this.properties = properties;
		this.host = URI.create(String.valueOf(properties.get("authing.host")));
	}

	static SandboxProcess start() throws IOException {
		Process process = JavaProcess.start(JavaProcess.classPath(), List.of(
				// Logback without a configuration would write all that Netty does at
				// DEBUG.
				"-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider"), AuthingSandboxApplication.class,
				"--port=0", "--token-lifetime=" + TOKEN_LIFETIME.toSeconds());
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "soak-sandbox-shutdown"));
		Map<String, Object> properties = new LinkedHashMap<>();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		while (properties.size() < PROPERTIES) {
			String line = output.readLine();
			if (line == null) {
				throw new IllegalStateException("The sandbox did not start");
			}
			int equals = line.indexOf('=');
			if (line.startsWith("authing.") && equals != -1) {
				properties.put(line.substring(0, equals), line.substring(equals + 1));
			}
		}
		SandboxProcess sandbox = new SandboxProcess(process, properties);
		COUNTED.forEach((operation, latency) -> sandbox
			.addFault(Map.of("latency", latency, "operation", operation.toString(), "times", COUNTER)));
		return sandbox;
	}

	/**
	 * Return the properties of an application that uses this sandbox.
	 */
	Map<String, Object> properties() {
		return this.properties;
	}

	int port() {
		return this.host.getPort();
	}

	void addFault(Map<String, Object> fault) {
		send("POST", "/__sandbox/faults", fault);
	}

	void revokeTokens() {
		send("DELETE", "/__sandbox/tokens", null);
	}

	void clearFaults() {
		send("DELETE", "/__sandbox/faults", null);
	}

	Faults faults() {
		Map<String, Long> requests = new LinkedHashMap<>();
		int left = 0;
		for (JsonNode fault : JsonMapper.shared().readTree(send("GET", "/__sandbox/faults", null))) {
			int times = fault.path("times").intValue(0);
			if (times > COUNTER / 2) {
				requests.put(fault.path("operation").stringValue(""), (long) COUNTER - times);
			}
			else {
				left += times;
			}
		}
		return new Faults(requests, left);
	}

	/**
	 * Return the longest time that the control API, which knows no faults, has taken
	 * since this was asked last: how busy this machine is.
	 */
	Duration slowestResponse() {
		return Duration.ofNanos(this.slowest.getAndSet(0));
	}

	private byte[] send(String method, String path, @Nullable Object body) {
		long begin = System.nanoTime();
		try {
			HttpURLConnection connection = (HttpURLConnection) this.host.resolve(path).toURL().openConnection();
			connection.setRequestMethod(method);
			// A connection that is kept would be counted as one of the client's.
			connection.setRequestProperty("Connection", "close");
			connection.setConnectTimeout(10_000);
			connection.setReadTimeout(30_000);
			if (body != null) {
				connection.setDoOutput(true);
				connection.setRequestProperty("Content-Type", "application/json");
				try (OutputStream output = connection.getOutputStream()) {
					output.write(JsonMapper.shared().writeValueAsBytes(body));
				}
			}
			try (InputStream response = connection.getInputStream()) {
				return response.readAllBytes();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * The faults of a sandbox.
	 *
	 * @param requests the requests so far, by the name of their operation
	 * @param left the calls that the injected faults have left
	 */
	record Faults(Map<String, Long> requests, int left) {

		long requests(Operation operation) {
			return this.requests.getOrDefault(operation.toString(), 0L);
		}

	}

}
