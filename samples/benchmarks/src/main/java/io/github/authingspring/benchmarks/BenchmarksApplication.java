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
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures everything and writes the tables into the README of this module and the
 * summary into that of the project, with the raw figures in {@code target}.
 * {@code --smoke} only proves that everything runs.
 */
public final class BenchmarksApplication {

	private BenchmarksApplication() {
	}

	public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
		boolean smoke = List.of(args).contains("--smoke");
		Effort effort = smoke ? Effort.SMOKE : Effort.FULL;
		long begin = System.nanoTime();
		Path directory = Objects.requireNonNull(Path.of(JavaProcess.classPath()).toAbsolutePath().getParent());
		Path keyStore = createKeyStore(directory);
		try (ServerProcess server = ServerProcess.start(keyStore)) {
			Processes processes = new Processes(server, keyStore);
			processes.measure(effort);
			processes.writeRaw(directory.resolve("processes.json"));
			SteadyState steadyState = SteadyState.measure(server, effort);
			steadyState.writeRaw(directory.resolve("jmh.json"));
			Report report = new Report(steadyState, processes);
			String table = report.toMarkdown(Duration.ofNanos(System.nanoTime() - begin).toMinutes());
			System.out.println(report.toSummary() + "\n" + table);
			if (!smoke) {
				Path module = Objects.requireNonNull(directory.getParent());
				GeneratedBlock.replace(module.resolve("README.md"), "Summary", report.toSummary());
				GeneratedBlock.replace(module.resolve("README.md"), "Results", table);
				GeneratedBlock.replace(module.resolve("../../README.md"), "Performance", report.toSummary());
			}
		}
	}

	private static Path createKeyStore(Path directory) throws IOException, InterruptedException {
		Path keyStore = directory.resolve("server.p12");
		Files.deleteIfExists(keyStore);
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass",
				ConstantServer.KEY_STORE_PASSWORD, "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1",
				"-ext", "SAN=ip:127.0.0.1", "-validity", "2")
			.redirectErrorStream(true)
			.redirectOutput(Redirect.INHERIT)
			.start();
		if (keytool.waitFor() != 0) {
			throw new IllegalStateException("keytool failed");
		}
		return keyStore;
	}

}
