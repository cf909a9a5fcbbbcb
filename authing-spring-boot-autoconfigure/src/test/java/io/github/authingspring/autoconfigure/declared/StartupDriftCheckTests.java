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

package io.github.authingspring.autoconfigure.declared;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.OnStartup;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class StartupDriftCheckTests {

	private static final String NAME = "authing.declared.settings.name=";

	private static final String LARK = "authing.declared.variables.lark.";

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenNothingIsAskedForThenNothingIsSent(CapturedOutput output) {
		run(NAME + "x", "authing.declared.on-startup=none").close();
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void whenPoolDiffersThenReportNamesItBeforeRunnersOfTheApplication(CapturedOutput output) {
		run(NAME + "declared-marker", LARK + "key=LARK_WEBHOOK", LARK + "value=variable-marker",
				"authing.declared.settings.login-fail-check.limit=5", "authing.declared.on-startup=report")
			.close();
		assertThat(output)
			.containsSubsequence("WARN",
					"The user pool " + Fixtures.USERPOOL_ID
							+ " differs from what is declared: name, loginFailCheck.limit, LARK_WEBHOOK",
					"runner of the application")
			.doesNotContain("-marker", "Fixture pool");
	}

	@Test
	void whenPoolIsAsDeclaredThenNothingIsReported(CapturedOutput output) {
		run(NAME + "Fixture pool", "authing.declared.on-startup=validate").close();
		assertThat(output).doesNotContain("WARN").contains("runner of the application");
		assertThat(this.server.count(AuthingServer.DETAIL)).isOne();
		assertThat(this.server.count(AuthingServer.LIST_ENV)).isOne();
	}

	@Test
	void whenPoolCannotBeReadThenReportSaysWhyAndTheApplicationStarts(CapturedOutput output) {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json("errors/rest-api-code-number.json"));
		run(NAME + "x", "authing.declared.on-startup=report").close();
		assertThat(output).containsSubsequence("WARN",
				"The user pool " + Fixtures.USERPOOL_ID + " could not be compared with what is declared: detail at "
						+ this.server.host() + " failed: the server responded with code 2333",
				"runner of the application");
	}

	@Test
	void whenPoolDiffersThenValidateStopsTheStart(CapturedOutput output) {
		assertThatExceptionOfType(StartupDriftException.class)
			.isThrownBy(() -> run(NAME + "x", "authing.declared.on-startup=validate"));
		assertThat(output).contains("""
				Description:

				The user pool %s differs from what is declared: name

				Action:

				Change the user pool or what is declared below 'authing.declared'. An application that runs \
				shows both values of a setting at the actuator endpoint 'authing-userpool'.
				""".formatted(Fixtures.USERPOOL_ID)).doesNotContain("runner of the application");
	}

	@Test
	void whenPoolCannotBeReadThenValidateStopsTheStart(CapturedOutput output) {
		this.server.always(AuthingServer.LIST_ENV, AuthingServer.json("errors/rest-api-code-number.json"));
		assertThatExceptionOfType(StartupDriftException.class)
			.isThrownBy(() -> run(NAME + "x", "authing.declared.on-startup=validate"));
		assertThat(output).contains("could not be compared with what is declared: listEnv at " + this.server.host())
			.contains("See the reason. With 'authing.declared.on-startup' set to 'report' the application starts "
					+ "nevertheless.")
			.doesNotContain("runner of the application");
	}

	@Test
	void whenClientOfTheApplicationHasNoPoolOrThreadIsInterruptedThenPoolIsUnreadable() {
		UserpoolDriftMonitor monitor = new UserpoolDriftMonitor(
				UserpoolDeclaration.builder().absentVariable("OLD").build());
		ReactiveUserpoolManagementClient client = mock(ReactiveUserpoolManagementClient.class);
		StartupDriftCheck check = StartupDriftCheck.of(OnStartup.VALIDATE, monitor, client);
		given(client.detail()).willReturn(Mono.empty());
		given(client.listEnv()).willReturn(Mono.empty());
		assertThatExceptionOfType(StartupDriftException.class).isThrownBy(() -> check.run(null))
			.withMessage("The user pool could not be compared with what is declared: java.util.NoSuchElementException")
			.extracting(StartupDriftException::getExitCode)
			.isEqualTo(3);
		given(client.detail()).willReturn(Mono.never());
		given(client.listEnv()).willReturn(Mono.never());
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(StartupDriftException.class).isThrownBy(() -> check.run(null))
			.extracting(StartupDriftException::getExitCode)
			.isEqualTo(3);
		assertThat(Thread.interrupted()).isTrue();
	}

	/**
	 * What a pipeline sees.
	 */
	@ParameterizedTest
	@CsvSource({ "Fixture pool, secret, 0", "another name, secret, 2", "Fixture pool, wrong, 3" })
	void whenProcessEndsThenExitCodeTells(String name, String secret, int exitCode, @TempDir Path directory)
			throws IOException, InterruptedException {
		if (secret.equals("wrong")) {
			this.server.always(AuthingServer.TOKEN, AuthingServer.json("errors/rest-api-code-number.json"));
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						Application.class.getName()));
		command.addAll(List.of(arguments(NAME + name, "authing.declared.on-startup=validate",
				"spring.main.web-application-type=none")));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(() -> directory.resolve("log").toString()).isEqualTo(exitCode);
	}

	private ConfigurableApplicationContext run(String... properties) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		return application.run(arguments(properties));
	}

	private String[] arguments(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off",
				"--authing.userpool-id=" + Fixtures.USERPOOL_ID, "--authing.secret=" + Fixtures.SECRET,
				"--authing.host=" + this.server.host(), "--authing.retry.max-attempts=1"));
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		return arguments.toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AuthingAutoConfiguration.class, AuthingDeclaredAutoConfiguration.class })
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> System.out.println("runner of the application");
		}

	}

}
