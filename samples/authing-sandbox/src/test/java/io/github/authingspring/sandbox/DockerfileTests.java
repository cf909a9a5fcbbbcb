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

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@code Dockerfile}, as far as they go without Docker: {@code .ci/run}
 * builds it where there is one.
 */
class DockerfileTests {

	private final Map<String, String> instructions = lines("Dockerfile").stream()
		.filter((line) -> !line.startsWith("#"))
		.map((line) -> line.split(" ", 2))
		.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1]));

	@Test
	void whenReadThenHasTheseInstructions() {
		assertThat(this.instructions).containsOnlyKeys("FROM", "COPY", "USER", "EXPOSE", "ENTRYPOINT");
		assertThat(this.instructions.get("FROM")).matches("[a-z-]+:17-jre");
		assertThat(this.instructions.get("USER")).doesNotContain("root").isNotEqualTo("0");
	}

	@Test
	void whenCopiesThenItIsTheExecutableJarAndNothingElseIsSent() {
		String[] copy = this.instructions.get("COPY").split(" ", -1);
		Path jar = Path.of("target", "authing-sandbox-" + System.getProperty("project.version") + "-exec.jar");
		assertThat(FileSystems.getDefault().getPathMatcher("glob:" + copy[0]).matches(jar)).isTrue();
		assertThat(lines(".dockerignore")).containsExactly("*", "!" + copy[0]);
		assertThat(entrypoint()).containsSequence("-jar", copy[1]);
	}

	@Test
	void whenRunsThenPortIsExposedAndArgumentsAreKnown() {
		assertThat(this.instructions).containsEntry("EXPOSE", "8081");
		List<String> entrypoint = entrypoint();
		List<String> arguments = entrypoint.subList(entrypoint.indexOf("-jar") + 2, entrypoint.size());
		assertThat(arguments).isNotEmpty();
		try (AuthingSandbox sandbox = AuthingSandboxApplication.builder(arguments.toArray(String[]::new))
			.port(0)
			.start()) {
			assertThat(sandbox.isOpen()).isTrue();
		}
	}

	private List<String> entrypoint() {
		return SandboxClient.json(this.instructions.get("ENTRYPOINT")).valueStream().map(JsonNode::asString).toList();
	}

	private static List<String> lines(String file) {
		try {
			return Files.readAllLines(Path.of(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
