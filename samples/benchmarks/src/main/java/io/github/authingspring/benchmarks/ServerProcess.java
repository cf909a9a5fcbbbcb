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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.github.authingspring.benchmarks.ConstantServer.Counters;
import io.github.authingspring.benchmarks.ConstantServer.Ports;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@link ConstantServer} in its process, as the measuring process sees it.
 */
final class ServerProcess implements AutoCloseable {

	static final long DEFAULT_TOKEN_LIFETIME = 1_296_000;

	private final Process process;

	private final Ports ports;

	private ServerProcess(Process process, Ports ports) {
		this.process = process;
		this.ports = ports;
	}

	static ServerProcess start(Path keyStore) throws IOException {
		Process process = JavaProcess.start(JavaProcess.classPath(), List.of(), ConstantServer.class,
				keyStore.toString());
		String ports = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
			.readLine();
		if (ports == null) {
			throw new IllegalStateException("The server did not start");
		}
		return new ServerProcess(process, JsonMapper.shared().readValue(ports, Ports.class));
	}

	String http() {
		return "http://127.0.0.1:" + this.ports.http();
	}

	String https() {
		return "https://127.0.0.1:" + this.ports.https();
	}

	String control() {
		return "http://127.0.0.1:" + this.ports.control();
	}

	/**
	 * Set what the server does from now on.
	 * @param latency the time in milliseconds after which it responds
	 * @param tokenLifetime the lifetime of its tokens in seconds
	 * @return what it was asked since it was last set
	 */
	Counters set(long latency, long tokenLifetime) {
		return set(control(), latency, tokenLifetime);
	}

	static Counters set(String control, long latency, long tokenLifetime) {
		return set(control, latency, tokenLifetime, ConstantServer.DEFAULT_VARIABLES, 0);
	}

	/**
	 * Set what the server does from now on.
	 * @param control where it is controlled
	 * @param latency the time in milliseconds after which it responds
	 * @param tokenLifetime the lifetime of its tokens in seconds
	 * @param variables how many environment variables its pool has
	 * @param perSecond how many requests it allows in a second, 0 for any number
	 * @return what it was asked since it was last set
	 */
	static Counters set(String control, long latency, long tokenLifetime, int variables, int perSecond) {
		try {
			URI uri = URI.create(control + "/" + latency + "/" + tokenLifetime + "/" + variables + "/" + perSecond);
			HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
			// A connection that is kept would bring a thread of its own.
			connection.setRequestProperty("Connection", "close");
			try (InputStream response = connection.getInputStream()) {
				return JsonMapper.shared().readValue(response.readAllBytes(), Counters.class);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
