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

package io.github.authingspring.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The console on a user pool that is configured; a sandbox plays its server.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredUserpoolTests {

	private static final String[] ADMIN = { "console.users[0].name=ops", "console.users[0].password=fixture-password",
			"console.users[0].role=admin" };

	private static final String SPRING = "org.springframework";

	private static AuthingSandbox server;

	private static ConfigurableApplicationContext console;

	/**
	 * Boot keeps the settings of the log in them, for the applications of later tests.
	 */
	private final Properties systemProperties = (Properties) System.getProperties().clone();

	private final LoggingSystem loggingSystem = LoggingSystem.get(getClass().getClassLoader());

	@BeforeAll
	static void startConsole() {
		server = AuthingSandbox.start();
		console = start(with(ADMIN, "console.users[1].name=reader",
				"console.users[1].password={bcrypt}" + new BCryptPasswordEncoder(4).encode("fixture"),
				"console.users[1].role=viewer"));
	}

	@AfterAll
	static void stopConsole() {
		console.close();
		server.close();
	}

	/**
	 * An application that is left running keeps the log initialized, and the next one
	 * would not get its own.
	 */
	@BeforeEach
	void reset() {
		server.reset();
		this.loggingSystem.cleanUp();
	}

	@AfterEach
	void resetLogging() {
		System.setProperties(this.systemProperties);
		this.loggingSystem.setLogLevel(SPRING, null);
	}

	@Test
	void whenUserpoolIsConfiguredThenItIsManagedAndNoSandboxRuns(CapturedOutput output) throws Exception {
		assertThat(console.getBeansOfType(AuthingSandbox.class)).isEmpty();
		HttpResponse<String> page = HttpCaller.basic(port(console), "ops", "fixture-password").get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("Sandbox pool", server.host(), "Local server")
			.doesNotContain("A local Authing in this process")
			.doesNotContain("declared");
		assertThat(console.getEnvironment().containsProperty("authing.declared.settings.register-disabled")).isFalse();
		for (String demoUser : List.of("admin", "viewer")) {
			assertThat(HttpCaller.basic(port(console), demoUser, demoUser).get("/userpool").statusCode())
				.isEqualTo(401);
		}
		assertThat(HttpCaller.anonymous(port(console)).get("/login").body()).doesNotContain("Users of the sandbox");
		assertThat(output)
			.contains("on a local server at " + server.host(), "curl -u reader http://127.0.0.1:",
					"curl -u ops -X PATCH", "/actuator/authing-userpool")
			.doesNotContain("fixture-password")
			.doesNotContain(server.secret());
	}

	@Test
	void whenNothingIsDeclaredThenNothingCanBeSetAsDeclared() throws Exception {
		HttpCaller ops = HttpCaller.signedIn(port(console), "ops", "fixture-password");
		String csrf = ops.csrf("/");
		assertThat(ops.post("/settings/registerDisabled/declared", "", csrf).statusCode()).isEqualTo(404);
		assertThat(ops.post("/origins/declared", "", csrf).statusCode()).isEqualTo(404);
		assertThat(server.requests(Operation.UPDATE)).isEmpty();
	}

	@Test
	void whenPasswordIsEncodedThenItIsAccepted() throws Exception {
		HttpCaller reader = HttpCaller.basic(port(console), "reader", "fixture");
		assertThat(reader.get("/userpool").statusCode()).isEqualTo(200);
		assertThat(reader.json("PATCH", "/userpool", "{\"name\": \"x\"}").statusCode()).isEqualTo(403);
	}

	@Test
	void whenUserpoolIsDeclaredThenPageShowsEveryKindOfDifference() throws Exception {
		server.addFault(Fault.oddFields(Map.of("verifyCodeLength", "four")));
		server.addEnv("OLD_HOOK", "fixture-value");
		try (ConfigurableApplicationContext context = start(
				with(ADMIN, "authing.declared.settings.login-fail-strategy=block-account",
						"authing.declared.settings.login-password-fail-check.enabled=true",
						"authing.declared.settings.login-password-fail-check.limit=5",
						"authing.declared.settings.custom-sms-provider.config=fixture-secret",
						"authing.declared.settings.verify-code-length=6", "authing.declared.variables.old.key=OLD_HOOK",
						"authing.declared.variables.old.absent=true"))) {
			HttpCaller ops = HttpCaller.signedIn(port(context), "ops", "fixture-password");
			assertThat(HttpCaller.text(ops.get("/")))
				.contains(
						"4 settings and 1 variable differ from what is declared: "
								+ "Reaction to too many failures, Wrong passwords allowed, Limit wrong passwords, "
								+ "customSMSProvider.config, OLD_HOOK should not be there.",
						"Could not be compared: Length of a code.",
						"Differs. Declared: block the account In the pool: ask for a captcha",
						"Differs. Declared: 5 attempts In the pool: not set",
						"Could not be compared. Declared: 6 characters The server does not show the value.")
				.doesNotContain("fixture-secret")
				.doesNotContain("fixture-value");

			HttpResponse<String> response = ops.post("/settings/loginPasswordFailCheck.limit/declared", "",
					ops.csrf("/"));
			assertThat(response.statusCode()).isEqualTo(302);
			assertThat(HttpCaller.text(ops.get("/"))).contains(
					"2 settings and 1 variable differ from what is declared:",
					"Wrong passwords allowed not set → 5, as declared; also as declared: Limit wrong passwords");
			assertThat(server.userpool().get("loginPasswordFailCheck")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("limit", 5)
				.containsEntry("enabled", true);
			assertThat(server.userpool()).containsEntry("loginFailStrategy", "captcha");
			assertThat(ops.post("/settings/verifyCodeLength/declared", "", ops.csrf("/")).body())
				.contains("No difference from what is declared was found.");
		}
	}

	@Test
	void whenPartOfObjectIsMaskedThenItCannotBeSetAsDeclared() throws Exception {
		server.updateUserpool(Map.of("customSMSProvider", Map.of("config", "******")));
		try (ConfigurableApplicationContext context = start(
				with(ADMIN, "authing.declared.settings.custom-sms-provider.provider=tencent"))) {
			HttpCaller ops = HttpCaller.signedIn(port(context), "ops", "fixture-password");
			assertThat(HttpCaller.text(ops.get("/")))
				.contains("1 setting differs from what is declared: SMS provider.",
						"Could not be compared: customSMSProvider.config.",
						"Differs. Declared: tencent In the pool: aliyun")
				.doesNotContain("Set as declared");
			HttpResponse<String> response = ops.post("/settings/customSMSProvider.provider/declared", "",
					ops.csrf("/"));
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.body()).contains("Not sent", "The server shows a part of it as a mask");
			assertThat(server.requests(Operation.UPDATE)).isEmpty();
		}
	}

	@Test
	void whenNoUserIsConfiguredThenStartFailsWithWhatToSet(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start().close());
		assertThat(output.getAll().lines().dropWhile((line) -> !line.equals("Description:")).toList()).containsSequence(
				"Description:", "",
				"The console is about to manage a real user pool (authing.userpool-id is set), "
						+ "and no user is configured who may sign in to it.",
				"", "Action:", "",
				"Give each user a name, a password and a role (admin changes, viewer reads), as properties",
				"console.users[0].name, .password and .role, or in the environment:", "",
				"    CONSOLE_USERS_0_NAME=ops", "    CONSOLE_USERS_0_PASSWORD={bcrypt}$2y$10$...",
				"    CONSOLE_USERS_0_ROLE=admin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "console.users[0].name", "console.users[0].password", "console.users[0].role" })
	void whenUserIsIncompleteThenStartFailsAndNamesTheProperty(String emptied, CapturedOutput output) {
		String[] properties = Arrays.stream(ADMIN)
			.map((property) -> property.startsWith(emptied) ? emptied + "=" : property)
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> start(properties).close());
		assertThat(output).contains("The property '" + emptied + "' is missing or empty.")
			.doesNotContain("fixture-password");
	}

	@Test
	void whenTwoUsersHaveOneNameThenStartFails(CapturedOutput output) {
		List<String> properties = new ArrayList<>(List.of(ADMIN));
		properties.addAll(List.of("console.users[1].name=ops", "console.users[1].password=other-password",
				"console.users[1].role=viewer"));
		assertThatException().isThrownBy(() -> start(properties.toArray(String[]::new)).close());
		assertThat(output).contains("The property 'console.users[1].name' repeats the name 'ops' of another user.")
			.doesNotContain("other-password");
	}

	@Test
	void whenSecretIsWrongThenPageSaysWhereToFindIt() throws Exception {
		try (ConfigurableApplicationContext context = start(ADMIN)) {
			server.rotateSecret("another-secret");
			HttpResponse<String> page = HttpCaller.basic(port(context), "ops", "fixture-password").get("/");
			assertThat(page.statusCode()).isEqualTo(503);
			assertThat(page.body()).contains("Authing does not accept the credentials", "Key management")
				.doesNotContain("another-secret");
		}
	}

	/**
	 * The log goes to a file, since it would fill that of the build.
	 */
	@Test
	void whenSpringLogsAllItCanThenValuesOfVariablesAreNotInIt(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("console.log");
		try (ConfigurableApplicationContext context = start(with(ADMIN, "logging.level." + SPRING + "=TRACE",
				"logging.threshold.console=off", "logging.file.name=" + log))) {
			HttpCaller session = HttpCaller.signedIn(port(context), "ops", "fixture-password");
			String csrf = session.csrf("/");
			assertThat(session.post("/variables", "key=K1&value=fixture-value&type=text", csrf).statusCode())
				.isEqualTo(302);
			assertThat(
					session
						.post("/variables/replace",
								"key=K1&value=fixture-value-{&type=json&value-encoded="
										+ FormText.encode("fixture-value"),
								csrf)
						.statusCode())
				.isEqualTo(400);
			assertThat(session.get("/variables/value?key=K1").body()).contains("fixture-value");
			assertThat(HttpCaller.basic(port(context), "ops", "fixture-password")
				.json("POST", "/userpool/env", "{\"key\": \"K2\", \"value\": \"fixture-value\"}")
				.statusCode()).isEqualTo(200);
		}
		assertThat(log).content()
			.contains("POST \"/variables\"", "TRACE")
			.doesNotContain("fixture-value")
			.doesNotContain(FormText.encode("fixture-value"))
			.doesNotContain(server.secret());
	}

	private static String[] with(String[] properties, String... others) {
		return Stream.of(properties, others).flatMap(Stream::of).toArray(String[]::new);
	}

	private static ConfigurableApplicationContext start(String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("server.port=0", "authing.host=" + server.host(), "authing.userpool-id=" + server.userpoolId(),
						"authing.secret=" + server.secret(), "authing.retry.initial-backoff=1ms"));
		arguments.addAll(List.of(properties));
		return SpringApplication.run(UserpoolConsoleApplication.class,
				arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
	}

}
