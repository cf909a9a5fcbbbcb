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
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the README is true.
 */
class ReadmeTests {

	private final String readme = read("README.md");

	@Test
	void hasEveryFault() {
		for (Fault.Kind kind : Fault.Kind.values()) {
			assertThat(this.readme).contains("{\"" + kind + "\": ");
		}
	}

	@Test
	void switchesDoWhatTheirRowSays() {
		List<MatchResult> rows = find("\\| `PUT (/__sandbox/\\S+)` with `(\\{.+?})` \\| `(\\w+)\\(");
		assertThat(rows).hasSize(4);
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			for (MatchResult row : rows) {
				assertThat(SandboxClient.anonymous(sandbox).send("PUT", row.group(1), row.group(2)).status())
					.as(row.group(1))
					.isEqualTo(204);
				assertThat(AuthingSandbox.class.getMethods()).extracting(Method::getName).contains(row.group(3));
			}
		}
	}

	@Test
	void namesEverySettingOfTheBuilder() {
		List<String> settings = Stream.of(AuthingSandbox.Builder.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.getName().equals("start"))
			.map(Method::getName)
			.toList();
		assertThat(settings).isNotEmpty().allSatisfy((name) -> assertThat(this.readme).contains("`" + name + "`"));
	}

	@Test
	void namesEveryArgument() {
		List<String> arguments = find("(--[a-z-]+)=").stream().map((argument) -> argument.group(1)).distinct().toList();
		assertThat(arguments).containsExactlyInAnyOrder("--port", "--host", "--userpool-id", "--secret",
				"--token-lifetime");
		assertThat(AuthingSandboxApplication.builder(
				new String[] { "--host=127.0.0.1", "--port=0", "--userpool-id=x", "--secret=x", "--token-lifetime=1" }))
			.isNotNull();
	}

	@Test
	void namesTheVersionsOfTheSdksThatRun() {
		JsonNode javaScript = SandboxClient.json(read("src/test/js/package.json")).required("dependencies");
		List<String> versions = javaScript.valueStream()
			.map((version) -> version.asString().replaceFirst("npm:.*@", ""))
			.sorted()
			.toList();
		assertThat(this.readme).contains("`authing-js-sdk` " + String.join(" and ", versions));
		assertThat(this.readme)
			.contains("`cn.authing:java-core` " + group("java-core.version=(\\S+)", read("../../.ci/run")) + " and "
					+ group("<authing-java-core.version>(.+)<", read("pom.xml")));
	}

	@Test
	void hasTheCommandsOfTheDockerfile() {
		assertThat(read("Dockerfile").lines().filter((line) -> line.startsWith("#   docker"))).isNotEmpty()
			.allSatisfy((line) -> assertThat(this.readme).contains("\n" + line.substring(4) + "\n"));
	}

	private List<MatchResult> find(String pattern) {
		return Pattern.compile(pattern).matcher(this.readme).results().toList();
	}

	private static String group(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
	}

	private static String read(String file) {
		try {
			return Files.readString(Path.of(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
