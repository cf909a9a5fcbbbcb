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

package io.github.authingspring.sandbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthingSandboxApplication}, in a process of its own.
 */
@Timeout(60)
class AuthingSandboxApplicationTests {

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void endProcesses() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@Test
	void whenStartedThenPrintsPropertiesAndKeepsRunning() throws Exception {
		Process process = run("--port=0");
		BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
		List<String> lines = List.of(out.readLine(), out.readLine(), out.readLine(), out.readLine());
		assertThat(lines.get(0)).contains("local Authing");
		assertThat(lines.get(1)).matches("authing\\.host=http://127\\.0\\.0\\.1:\\d+");
		assertThat(lines.get(2)).isEqualTo("authing.userpool-id=59f86b4832eb28071bdd9214");
		assertThat(lines.get(3)).matches("authing\\.secret=[0-9a-f]{32}");
		assertThat(out.readLine()).isEqualTo("What it holds and its last requests: " + value(lines.get(1)) + "/");
		URI uri = URI.create(value(lines.get(1)) + "/api/v2/userpools/accessToken?userPoolId=" + value(lines.get(2))
				+ "&secret=" + value(lines.get(3)));
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.body()).startsWith("{\"accessToken\":");
		assertThat(process.isAlive()).isTrue();
		assertThat(process.toHandle().destroy()).isTrue();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(out.readLine()).isNull();
		assertThat(errors(process)).isEmpty();
	}

	@Test
	void whenSettingsAreGivenThenSandboxHasThem() throws Exception {
		Process process = run("--host=0.0.0.0", "--port=0", "--userpool-id=0123456789abcdef01234567",
				"--secret=given=secret", "--token-lifetime=600");
		BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
		out.readLine();
		String host = value(out.readLine());
		assertThat(host).startsWith("http://127.0.0.1:");
		assertThat(value(out.readLine())).isEqualTo("0123456789abcdef01234567");
		assertThat(value(out.readLine())).isEqualTo("given=secret");
		assertThat(out.readLine()).endsWith(host + "/");
		assertThat(out.readLine()).isEqualTo(
				"It listens beyond this machine: whoever reaches it can read its secret, change everything in it, "
						+ "let it fail and read its requests, without signing in.");
		URI uri = URI
			.create(host + "/api/v2/userpools/accessToken?userPoolId=0123456789abcdef01234567&secret=given%3Dsecret");
		JsonNode token = SandboxClient.json(HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body());
		assertThat(token.required("exp").asLong() - token.required("iat").asLong()).isEqualTo(600);
	}

	@Test
	void whenPortIsTakenThenEndsWithOneLine() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Process process = run("--port=" + taken.getLocalPort());
			assertThat(errors(process))
				.containsExactly("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken or not permitted");
			assertThat(process.waitFor()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--port=x               | 'x' is no value for --port, it must be a number
					--port=                | '' is no value for --port, it must be a number
					--port                 | '' is no value for --port, it must be a number
					--secret               | 'secret' must not be empty
					--port=70000           | 'port' must be between 0 and 65535
					--userpool-id=         | 'userpoolId' must not be empty
					--secret=              | 'secret' must not be empty
					--token-lifetime=PT1H  | 'PT1H' is no value for --token-lifetime, it must be a number
					--token-lifetime=0     | 'tokenLifetime' must be at least a second
					--prt=8081             | Unknown argument '--prt', there are --host=, --port=, --userpool-id=, --secret= and --token-lifetime=
					""",
			quoteCharacter = '"')
	void whenArgumentIsBadThenEndsWithOneLine(String argument, String line) throws Exception {
		Process process = run(argument);
		assertThat(errors(process)).containsExactly(line);
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
	}

	private Process run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		// What the manifest of the jar says.
		command.add("--enable-native-access=ALL-UNNAMED");
		command.addAll(List.of("-cp", runtimeClassPath()));
		command.add(AuthingSandboxApplication.class.getName());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).start();
		this.processes.add(process);
		return process;
	}

	/**
	 * The loggers come from the test dependencies, and would print lines of their own.
	 */
	private static String runtimeClassPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
			.filter((entry) -> !entry.contains("logback") && !entry.contains("slf4j") && !entry.contains("log4j"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static List<String> errors(Process process) {
		return process.errorReader(StandardCharsets.UTF_8).lines().toList();
	}

	private static String value(String line) {
		return line.substring(line.indexOf('=') + 1);
	}

}
