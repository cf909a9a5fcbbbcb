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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts Java processes like this one. Each prints what it measured as one line of JSON,
 * the last on its standard output.
 */
public final class JavaProcess {

	private JavaProcess() {
	}

	/**
	 * Return the class path of this process.
	 */
	public static String classPath() {
		return System.getProperty("java.class.path");
	}

	/**
	 * Start a process on the Java of this one. What it says on its standard error is
	 * shown on that of this one.
	 * @param classPath its class path
	 * @param options options of the virtual machine
	 * @param main the class to run
	 * @param arguments its arguments
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static Process start(String classPath, List<String> options, Class<?> main, String... arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
	}

	static JsonNode run(String classPath, List<String> options, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		Process process = start(classPath, options, main, arguments);
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (process.waitFor() != 0) {
			throw new IllegalStateException(main.getSimpleName() + " failed: " + output);
		}
		return JsonMapper.shared().readTree(output.substring(output.lastIndexOf('\n') + 1));
	}

}
