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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AuthingSandbox}.
 */
class AuthingSandboxTests {

	@Test
	void whenStartedThenHasDefaults() {
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			assertThat(sandbox.port()).isPositive();
			assertThat(sandbox.host()).isEqualTo("http://127.0.0.1:" + sandbox.port());
			assertThat(sandbox.userpoolId()).isEqualTo("59f86b4832eb28071bdd9214");
			assertThat(sandbox.secret()).matches("[0-9a-f]{32}");
			SandboxClient.Response token = SandboxClient.anonymous(sandbox)
				.requestToken(sandbox.userpoolId(), sandbox.secret());
			assertThat(token.at("exp").asLong() - token.at("iat").asLong()).isEqualTo(1_296_000);
		}
	}

	@Test
	void whenBuiltThenHasTheGivenSettings() {
		try (AuthingSandbox sandbox = AuthingSandbox.builder()
			.userpoolId("0123456789abcdef01234567")
			.secret("given")
			.start()) {
			assertThat(sandbox.userpoolId()).isEqualTo("0123456789abcdef01234567");
			assertThat(sandbox.secret()).isEqualTo("given");
			SandboxClient client = SandboxClient.authenticated(sandbox);
			assertThat(client.get("/api/v2/userpools/detail").at("data", "id").asString())
				.isEqualTo("0123456789abcdef01234567");
			assertThat(client.get("/api/v2/env").at("data", 0, "userPoolId").asString())
				.isEqualTo("0123456789abcdef01234567");
		}
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 127.0.0.1, true", "127.0.0.2, 127.0.0.2, false", "localhost, 127.0.0.1, false" })
	void whenHostIsGivenThenListensThere(String host, String reachable, boolean open) {
		try (AuthingSandbox sandbox = AuthingSandbox.builder().host(host).start()) {
			assertThat(sandbox.host()).isEqualTo("http://" + reachable + ":" + sandbox.port());
			assertThat(sandbox.isOpen()).isEqualTo(open);
			assertThat(SandboxClient.authenticated(sandbox).get("/api/v2/env").at("code").asInt()).isEqualTo(200);
		}
	}

	@Test
	void whenHostIsOfAnotherMachineThenStartFails() {
		// An address for documentation, which no machine has.
		AuthingSandbox.Builder builder = AuthingSandbox.builder().host("192.0.2.1");
		assertThatIllegalStateException().isThrownBy(builder::start)
			.withMessage("Port 0 of 192.0.2.1 is taken or not permitted");
	}

	@Test
	void whenSettingIsInvalidThenItIsRejected() {
		AuthingSandbox.Builder builder = AuthingSandbox.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.host(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65536));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.userpoolId(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.secret(""));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.tokenLifetime(Duration.ofMillis(999)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.renameHeader("x-authing", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.renameHeader("x-authing-lang", " "));
		try (AuthingSandbox sandbox = builder.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> sandbox.rotateSecret(""));
		}
	}

	@Test
	void whenSetUpInJavaThenApiReturnsIt() {
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			sandbox.updateUserpool(Map.of("whitelist", Map.of("phoneEnabled", true), "packageType", 3, "userpoolTypes",
					List.of(Map.of("code", "native")), "fieldOfTomorrow", List.of(1)));
			sandbox.addEnv("KEY", Map.of("a", List.of(1, true)));
			sandbox.removeEnv("FEATURES");
			SandboxClient client = SandboxClient.authenticated(sandbox);
			JsonNode detail = client.get("/api/v2/userpools/detail").at("data");
			assertThat(detail.required("whitelist")).isEqualTo(SandboxClient
				.json("{ \"phoneEnabled\": true, \"emailEnabled\": false, \"usernameEnabled\": true }"));
			assertThat(detail.required("fieldOfTomorrow")).isEqualTo(SandboxClient.json("[1]"));
			assertThat(client.graphQl("{ userpool { packageType userpoolTypes { code } } }").at("data", "userpool"))
				.isEqualTo(
						SandboxClient.json("{ \"packageType\": 3, \"userpoolTypes\": [ { \"code\": \"native\" } ] }"));
			assertThat(client.get("/api/v2/env").at("data").findValuesAsString("key")).containsExactly("LARK_WEBHOOK",
					"KEY");
			assertThat(client.envValue("KEY")).isEqualTo(SandboxClient.json("{ \"a\": [1, true] }"));
		}
	}

	@Test
	void whenSetUpIsNotPossibleThenNothingIsChanged() {
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			Map<String, Object> before = sandbox.userpool();
			for (String field : List.of("id", "secret", "createdAt", "updatedAt")) {
				assertThatIllegalArgumentException()
					.isThrownBy(() -> sandbox.updateUserpool(Map.of("name", "new", field, "x")))
					.withMessage("'%s' cannot be set", field);
			}
			assertThatIllegalArgumentException()
				.isThrownBy(() -> sandbox.updateUserpool(Collections.singletonMap("logo", null)))
				.withMessage("'logo' must not be null");
			assertThatIllegalArgumentException().isThrownBy(() -> sandbox.addEnv("", 1));
			assertThat(sandbox.userpool()).isEqualTo(before);
		}
	}

	@Test
	void whenReadInJavaThenApiReturnsTheSame() {
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			SandboxClient client = SandboxClient.authenticated(sandbox);
			client.update("{ \"name\": \"new\" }", "id");
			assertThat(SandboxClient.json(Json.write(sandbox.userpool())))
				.isEqualTo(client.get("/api/v2/userpools/detail").at("data"));
			client.setEnv("KEY", "value");
			assertThat(sandbox.env()).containsOnlyKeys("LARK_WEBHOOK", "FEATURES", "KEY").containsEntry("KEY", "value");
		}
	}

	@Test
	void whenResetThenEverythingIsAsAtTheStart() {
		try (AuthingSandbox sandbox = AuthingSandbox.builder().secret("first").start()) {
			Map<String, Object> userpool = sandbox.userpool();
			Map<String, Object> env = sandbox.env();
			SandboxClient client = SandboxClient.authenticated(sandbox);
			client.update("{ \"name\": \"new\", \"whitelist\": { \"phoneEnabled\": true } }", "id");
			client.setEnv("KEY", 1);
			client.delete("/api/v2/env/FEATURES");
			sandbox.addFault(Fault.status(503));
			sandbox.reset();
			assertThat(sandbox.userpool()).isEqualTo(userpool);
			assertThat(sandbox.env()).isEqualTo(env);
			assertThat(sandbox.requests()).isEmpty();
			assertThat(client.get("/api/v2/env").at("data").findValuesAsString("id"))
				.containsExactly("614c00000000000000000001", "614c00000000000000000002");
		}
	}

	@Test
	void whenNestedObjectsAreReplacedThenUpdateInJavaMergesThemAndResetMergesAgain() {
		try (AuthingSandbox sandbox = AuthingSandbox.start()) {
			sandbox.replaceNestedObjects(true);
			sandbox.updateUserpool(Map.of("whitelist", Map.of("phoneEnabled", true)));
			assertThat(sandbox.userpool()).containsEntry("whitelist",
					Map.of("phoneEnabled", true, "emailEnabled", false, "usernameEnabled", true));
			sandbox.reset();
			SandboxClient.authenticated(sandbox).update("{ \"whitelist\": { \"phoneEnabled\": true } }", "id");
			assertThat(sandbox.userpool()).containsEntry("whitelist",
					Map.of("phoneEnabled", true, "emailEnabled", false, "usernameEnabled", true));
		}
	}

	@Test
	void whenResetAfterRotationThenFirstSecretIsValidAgain() {
		try (AuthingSandbox sandbox = AuthingSandbox.builder().secret("first").start()) {
			sandbox.rotateSecret("second");
			SandboxClient ofSecond = SandboxClient.authenticated(sandbox);
			sandbox.reset();
			assertThat(sandbox.secret()).isEqualTo("first");
			assertThat(ofSecond.get("/api/v2/env").at("code").asInt()).isEqualTo(2020);
			assertThat(SandboxClient.authenticated(sandbox).get("/api/v2/env").at("code").asInt()).isEqualTo(200);
		}
	}

	@Test
	void whenTwoRunSideBySideThenTheyShareNothing() {
		try (AuthingSandbox first = AuthingSandbox.start(); AuthingSandbox second = AuthingSandbox.start()) {
			assertThat(first.port()).isNotEqualTo(second.port());
			assertThat(first.secret()).isNotEqualTo(second.secret());
			SandboxClient firstClient = SandboxClient.authenticated(first);
			SandboxClient secondClient = SandboxClient.authenticated(second);
			firstClient.setEnv("KEY", 1);
			firstClient.update("{ \"name\": \"first\" }", "id");
			second.revokeTokens();
			assertThat(firstClient.envValue("KEY")).isNotNull();
			SandboxClient renewed = SandboxClient.authenticated(second);
			assertThat(secondClient.get("/api/v2/env").at("code").asInt()).isEqualTo(2206);
			assertThat(renewed.envValue("KEY")).isNull();
			assertThat(renewed.get("/api/v2/userpools/detail").at("data", "name").asString()).isEqualTo("Sandbox pool");
		}
	}

	@Test
	void whenClosedThenPortIsFree() throws IOException {
		AuthingSandbox sandbox = AuthingSandbox.start();
		SandboxClient.authenticated(sandbox);
		sandbox.close();
		sandbox.close();
		try (AuthingSandbox successor = AuthingSandbox.builder().port(sandbox.port()).start()) {
			assertThat(successor.port()).isEqualTo(sandbox.port());
		}
	}

	@Test
	void whenClosedThenOpenConnectionsAreClosed() throws IOException {
		AuthingSandbox sandbox = AuthingSandbox.start();
		try (Socket connection = new Socket("127.0.0.1", sandbox.port())) {
			connection.getOutputStream()
				.write("GET /__sandbox/requests HTTP/1.1\r\nHost: localhost\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(connection.getInputStream().read()).isEqualTo('H');
			sandbox.close();
			assertThat(connection.getInputStream().readAllBytes()).isNotEmpty();
		}
	}

	@Test
	void whenClosedThenItsThreadsEnd() throws InterruptedException {
		Set<Thread> before = sandboxThreads();
		AuthingSandbox sandbox = AuthingSandbox.start();
		SandboxClient.authenticated(sandbox).get("/api/v2/env");
		Set<Thread> started = sandboxThreads();
		started.removeAll(before);
		assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
		sandbox.close();
		for (Thread thread : started) {
			thread.join(10_000);
			assertThat(thread.isAlive()).as(thread.getName()).isFalse();
		}
	}

	@Test
	void whenPortIsTakenThenStartFails() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			AuthingSandbox.Builder builder = AuthingSandbox.builder().port(taken.getLocalPort());
			assertThatIllegalStateException().isThrownBy(builder::start)
				.withMessage("Port %d of 127.0.0.1 is taken or not permitted", taken.getLocalPort());
		}
	}

	@Test
	void whenEverythingIsLoggedThenNoSecretIs() {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		root.addAppender(appender);
		root.setLevel(Level.TRACE);
		Set<String> secrets;
		try {
			secrets = useEverything();
		}
		finally {
			root.setLevel(level);
			root.detachAppender(appender);
		}
		List<String> lines = List.copyOf(appender.list)
			.stream()
			.filter((event) -> !event.getLoggerName().startsWith("jdk."))
			.map((event) -> event.getFormattedMessage() + " " + event.getThrowableProxy())
			.toList();
		assertThat(lines).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).doesNotContain(secrets.toArray(String[]::new)));
	}

	@Test
	void whenEmbeddedThenBringsNothingThatBootWouldPickUp() {
		ClassLoader classLoader = AuthingSandbox.class.getClassLoader();
		String own = AuthingSandbox.class.getProtectionDomain().getCodeSource().getLocation().toString();
		for (String resource : List.of("graphql", "application.properties", "application.yaml", "application.yml",
				"logback.xml", "logback-spring.xml", "META-INF/spring", "static", "templates")) {
			assertThat(classLoader.resources(resource)).as(resource).noneMatch((url) -> url.toString().startsWith(own));
		}
		assertThat(classLoader.resources("META-INF/spring.factories")
			.filter((url) -> url.toString().startsWith(own))
			.flatMap((url) -> properties(url).stringPropertyNames().stream()))
			.containsExactly("org.springframework.test.context.ContextCustomizerFactory");
		assertThat(classLoader
			.getResource(ClassUtils.classPackageAsResourcePath(AuthingSandbox.class) + "/authing.graphqls"))
			.isNotNull();
	}

	/**
	 * The threads of the sandboxes, without those that Reactor and Netty share in a JVM.
	 */
	private static Set<Thread> sandboxThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("authing-sandbox"))
			.collect(Collectors.toCollection(HashSet::new));
	}

	private static Properties properties(URL url) {
		try (InputStream stream = url.openStream()) {
			Properties properties = new Properties();
			properties.load(stream);
			return properties;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> useEverything() {
		try (AuthingSandbox sandbox = AuthingSandbox.builder().secret("secret-of-the-pool").start()) {
			SandboxClient anonymous = SandboxClient.anonymous(sandbox);
			String legacyQuery = "?userPoolId=" + sandbox.userpoolId() + "&secret=" + sandbox.secret();
			String token = anonymous.get("/api/v2/userpools/accessToken" + legacyQuery).at("accessToken").asString();
			anonymous.requestToken(sandbox.userpoolId(), sandbox.secret());
			anonymous.graphQl(
					"query q($p: String!, $s: String!) "
							+ "{ accessToken(userPoolId: $p, secret: $s) { accessToken } }",
					"{ \"p\": \"" + sandbox.userpoolId() + "\", \"s\": \"" + sandbox.secret() + "\" }");
			SandboxClient client = anonymous.withToken(token);
			String jwtSecret = client.get("/api/v2/userpools/detail").at("data", "jwtSecret").asString();
			client.graphQl("{ userpool { secret jwtSecret customSMSProvider { config } } }");
			client.update(
					"{ \"customSMSProvider\": { \"config\": \"config-of-the-provider\" }, \"domain\": \"taken\" }",
					"id");
			client.setEnv("KEY", "value-of-the-variable");
			client.get("/api/v2/env");
			client.delete("/api/v2/env/KEY");
			client.post("/api/v2/env", "{ \"key\": \"KEY\", \"value\": \"value-of-the-variable\"");
			client.get("/unknown" + legacyQuery);
			client.send("PUT", "/__sandbox/secret", "{ \"secret\": \"secret-of-the-pool\" }");
			client.get("/__sandbox/requests");
			client.get("/");
			return Set.of(sandbox.secret(), token, jwtSecret, "sandbox-sms-secret", "sandbox-db-password",
					"config-of-the-provider", "value-of-the-variable", "sandbox-webhook");
		}
	}

}
