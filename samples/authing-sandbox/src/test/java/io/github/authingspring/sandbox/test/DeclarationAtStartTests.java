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

package io.github.authingspring.sandbox.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.github.authingspring.app.ExampleApplication;
import io.github.authingspring.sandbox.AuthingSandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application, in a process of its own, that is given an exported
 * declaration.
 */
@Timeout(120)
class DeclarationAtStartTests {

	private static final AuthingSandbox sandbox = AuthingSandbox.start();

	private static ExportedDeclaration exported;

	private static Map<String, String> placeholders;

	@TempDir
	private Path directory;

	@BeforeAll
	static void export() {
		sandbox.addEnv("lark webhook", "https://open.example.com/${x}?a=b \"c\"");
		try (ConfigurableApplicationContext exporter = ExportedDeclaration.startExporter(sandbox)) {
			exported = ExportedDeclaration.of(exporter);
		}
		placeholders = exported.placeholders(sandbox);
	}

	@AfterEach
	void resetSandbox() {
		sandbox.reset();
		sandbox.addEnv("lark webhook", "https://open.example.com/${x}?a=b \"c\"");
	}

	@AfterAll
	static void closeSandbox() {
		sandbox.close();
	}

	@Test
	void whenPlaceholderIsNotSetThenStartStopsAndPropertyIsNamed() throws Exception {
		Map<String, String> set = new TreeMap<>(placeholders);
		assertThat(set.remove("USERPOOL_LARK_WEBHOOK_2")).isNotNull();
		Ended ended = run(set, Map.of(), "--authing.declared.on-startup=validate");
		assertThat(ended.exitCode()).isOne();
		assertThat(ended.output())
			.contains("APPLICATION FAILED TO START",
					"The property 'authing.declared.variables.lark-webhook-2.value' holds a placeholder that nothing "
							+ "resolves.")
			.doesNotContain("sandbox-sms-secret", "sandbox-webhook", "open.example.com");
		assertThat(sandbox.requests()).isEmpty();
	}

	@Test
	void whenPlaceholdersAreSetThenValidationPasses() throws Exception {
		Map<String, String> environment = new TreeMap<>(placeholders);
		Map<String, String> systemProperties = new TreeMap<>();
		for (String placeholder : List.of("USERPOOL_LARK_WEBHOOK", "USERPOOL_LARK_WEBHOOK_2")) {
			systemProperties.put(placeholder, environment.remove(placeholder));
		}
		Ended ended = run(environment, systemProperties, "--authing.declared.on-startup=validate");
		assertThat(ended.exitCode()).as(ended.output()).isZero();
		assertThat(sandbox.requests()).hasSize(3);
	}

	@Test
	void whenPoolHasChangedThenValidationFails() throws Exception {
		sandbox.updateUserpool(Map.of("registerDisabled", true, "customSMSProvider", Map.of("config", "changed")));
		sandbox.addEnv("lark webhook", "changed");
		Ended ended = run(placeholders, Map.of(), "--authing.declared.on-startup=validate");
		assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
		assertThat(ended.output())
			.contains("differs from what is declared: registerDisabled, customSMSProvider.config, lark webhook")
			.doesNotContain("sandbox-sms-secret", "sandbox-webhook", "open.example.com");
	}

	private Ended run(Map<String, String> environment, Map<String, String> systemProperties, String... arguments)
			throws IOException, InterruptedException {
		Path file = Files.writeString(this.directory.resolve("declared.yaml"), exported.yaml());
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
		systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExampleApplication.class.getName(),
				"--spring.main.web-application-type=none", "--spring.config.additional-location=" + file.toUri(),
				"--authing.host=" + sandbox.host(), "--authing.userpool-id=" + sandbox.userpoolId(),
				"--authing.secret=" + sandbox.secret()));
		command.addAll(List.of(arguments));
		Path log = this.directory.resolve("log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		sandbox.clearRequests();
		Process process = builder.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private record Ended(int exitCode, String output) {
	}

}
