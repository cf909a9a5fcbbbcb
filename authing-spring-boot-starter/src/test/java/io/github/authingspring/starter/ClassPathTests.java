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

package io.github.authingspring.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts a whole application on each class path that an application may have, in a JVM of
 * its own: it calls the server once and ends by itself.
 */
class ClassPathTests {

	private static final String TEST_LIBRARIES = "mockwebserver|okhttp|okio|kotlin|junit|opentest4j|assertj|mockito|"
			+ "byte-buddy|objenesis|hamcrest|json-path|jsonassert|android-json|xmlunit|awaitility|json-smart|"
			+ "accessors-smart|spring-boot-starter-test|spring-boot-test|spring-test|apiguardian|spring-security|"
			+ "spring-boot-security|spring-boot-starter-security|oauth2-oidc-sdk|nimbus-jose-jwt";

	private static final String MVC = "spring-webmvc|spring-boot-webmvc|spring-boot-servlet|tomcat|jakarta.servlet";

	private final MockWebServer server = new MockWebServer();

	@TempDir
	private Path directory;

	@BeforeEach
	void startServer() throws IOException {
		this.server.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				String body = switch (request.getUrl().encodedPath()) {
					case "/graphql/v2" ->
						"{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"exp\":1620873993,\"iat\":1619577993}}}";
					case "/api/v2/userpools/detail" ->
						"{\"code\":200,\"message\":\"ok\",\"data\":{\"name\":\"Example\",\"secret\":\"pool-secret\"}}";
					case "/api/v2/env" -> "{\"code\":200,\"message\":\"ok\",\"data\":[]}";
					default -> "{}";
				};
				return new MockResponse.Builder().setHeader("Content-Type", "application/json").body(body).build();
			}
		});
		this.server.start();
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void whenStarterIsAloneThenCommandLineApplicationCallsAndEnds() throws Exception {
		assertThat(run(starterAlone())).contains("Context: AnnotationConfigApplicationContext", "User pool: Example")
			.doesNotContain("Tomcat", "Netty started", " WARN ", " ERROR ");
	}

	@Test
	void whenReactorNettyIsMissingThenStartFailsWithWhatToAdd() throws Exception {
		assertThat(run(1, without(starterAlone(), "netty|spring-boot-reactor"))).contains(
				"needs a bean of type 'io.github.authingspring.userpool.UserpoolManagementClient'. There is none, "
						+ "since Reactor Netty is not on the class path.",
				"Add the dependency 'io.projectreactor.netty:reactor-netty-http', which the starter brings.");
	}

	@Test
	void whenWebClientAutoConfigurationIsExcludedThenClientWorks() throws Exception {
		assertThat(run(starterAlone(),
				"--spring.autoconfigure.exclude=org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration"))
			.contains("User pool: Example")
			.doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void whenApplicationIsServletApplicationThenEndpointResponds() throws Exception {
		assertThat(run(everything())).contains("Context: AnnotationConfigServletWebServerApplicationContext")
			.satisfies(ClassPathTests::endpointResponded);
	}

	@Test
	void whenApplicationIsWebFluxApplicationThenEndpointResponds() throws Exception {
		assertThat(run(without(everything(), MVC)))
			.contains("Context: AnnotationConfigReactiveWebServerApplicationContext")
			.satisfies(ClassPathTests::endpointResponded);
	}

	@Test
	void whenThereIsActuatorButNoHealthThenEndpointResponds() throws Exception {
		assertThat(run(without(everything(), "spring-boot-health"))).satisfies(ClassPathTests::endpointResponded);
	}

	@Test
	void whenThereIsActuatorButNoMicrometerCoreThenEndpointResponds() throws Exception {
		assertThat(run(without(everything(),
				"micrometer-core|micrometer-jakarta|spring-boot-micrometer|"
						+ "spring-boot-starter-micrometer|HdrHistogram|LatencyUtils")))
			.satisfies(ClassPathTests::endpointResponded);
	}

	private static void endpointResponded(String output) {
		assertThat(output)
			.contains("User pool: Example", "Actuator: 200 {\"userpoolId\":\"pool\",\"host\":\"http://localhost:")
			.contains("\"secret\":\"******\"")
			.doesNotContain("pool-secret", " WARN ", " ERROR ");
	}

	/**
	 * Return what an application has that depends on the starter and on nothing else.
	 */
	private static List<String> starterAlone() throws IOException {
		return entries(Files.readString(Path.of("target", "runtime-class-path.txt")).strip()).toList();
	}

	/**
	 * Return what the tests have, but for what only tests have. The modules of this
	 * project may be folders.
	 */
	static List<String> everything() {
		return without(entries(System.getProperty("java.class.path")).filter((entry) -> !entry.endsWith("test-classes"))
			.toList(), TEST_LIBRARIES);
	}

	private static Stream<String> entries(String classPath) {
		return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)));
	}

	static List<String> without(List<String> classPath, String names) {
		Predicate<String> excluded = Pattern.compile("(" + names + ")[^" + Pattern.quote(File.separator) + "]*\\.jar$")
			.asPredicate();
		List<String> remaining = classPath.stream().filter(excluded.negate()).toList();
		assertThat(remaining).hasSizeLessThan(classPath.size());
		return remaining;
	}

	private String run(List<String> classPath, String... arguments) throws Exception {
		return run(0, classPath, arguments);
	}

	private String run(int exitCode, List<String> classPath, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
				"target" + File.separator + "test-classes" + File.pathSeparator
						+ String.join(File.pathSeparator, classPath),
				ExampleApplication.class.getName(), "--authing.userpool-id=pool", "--authing.secret=secret-of-the-test",
				"--authing.host=http://localhost:" + this.server.getPort(), "--server.port=0",
				"--management.endpoints.web.exposure.include=*"));
		command.addAll(Arrays.asList(arguments));
		File output = this.directory.resolve("output.txt").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		try {
			boolean ended = process.waitFor(2, TimeUnit.MINUTES);
			String text = Files.readString(output.toPath());
			assertThat(ended).as("application ended by itself: %s", text).isTrue();
			assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
			return text;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
