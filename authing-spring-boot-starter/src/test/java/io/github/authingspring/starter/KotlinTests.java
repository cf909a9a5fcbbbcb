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

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.userpool.UserpoolManagementClient;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client in Kotlin, whose compiler knows from JSpecify's annotations what may be
 * {@code null}. Warnings are errors: a needless {@code ?:} is one.
 */
class KotlinTests {

	private static final Path SOURCE = Path.of("src", "test", "kotlin", "io", "github", "authingspring", "starter",
			"Registration.kt");

	private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

	@TempDir
	private Path directory;

	@Test
	void whenClassIsWrittenInKotlinThenItCompilesAndCallsTheServer() throws Exception {
		assertThat(compile(SOURCE)).as(this.messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
		try (MockWebServer server = new MockWebServer();
				URLClassLoader classes = new URLClassLoader(new URL[] { this.directory.toUri().toURL() },
						getClass().getClassLoader())) {
			respond(server, "{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"exp\":7200,\"iat\":0}}}");
			respond(server, "{\"data\":{\"updateUserpool\":{\"name\":\"Example\"}}}");
			respond(server, "{\"code\":200,\"message\":\"ok\",\"data\":[{\"key\":\"LARK_WEBHOOK\"}]}");
			server.start();
			try (UserpoolManagementClient client = UserpoolManagementClient.builder()
				.userpoolId("pool")
				.secret("secret-of-the-test")
				.host("http://localhost:" + server.getPort())
				.build()) {
				Object registration = newInstance(classes, "Registration", client);
				assertThat(call(registration, "close")).isEqualTo("Example");
				Object hook = newInstance(classes, "Hook", "https://example.com", 3);
				assertThat(call(registration, "addHook", hook)).isEqualTo(List.of("LARK_WEBHOOK"));
			}
			server.takeRequest();
			assertThat(server.takeRequest().getBody().utf8()).contains("\"registerDisabled\":true");
			assertThat(server.takeRequest().getBody().utf8())
				.contains("\"value\":{\"retries\":3,\"url\":\"https://example.com\"}}");
		}
	}

	@Test
	void whenNullIsNotHandledThenItDoesNotCompile() throws IOException {
		String source = Files.readString(SOURCE);
		Path careless = this.directory.resolve("Careless.kt");
		Files.writeString(careless, source.replace(" ?: \"without a name\"", ""));
		assertThat(compile(careless)).isEqualTo(ExitCode.COMPILATION_ERROR);
		assertThat(this.messages.toString(StandardCharsets.UTF_8)).contains("String?");
	}

	private static void respond(MockWebServer server, String body) {
		server.enqueue(new MockResponse.Builder().setHeader("Content-Type", "application/json").body(body).build());
	}

	private static Object newInstance(ClassLoader classes, String name, Object... arguments) throws Exception {
		return classes.loadClass(KotlinTests.class.getPackageName() + "." + name).getConstructors()[0]
			.newInstance(arguments);
	}

	private static Object call(Object target, String name, Object... arguments) throws Exception {
		Class<?>[] types = Stream.of(arguments).map(Object::getClass).toArray(Class[]::new);
		return target.getClass().getMethod(name, types).invoke(target, arguments);
	}

	private ExitCode compile(Path source) {
		return new K2JVMCompiler().exec(new PrintStream(this.messages, true, StandardCharsets.UTF_8), source.toString(),
				"-d", this.directory.toString(), "-classpath", classPath(), "-no-stdlib", "-no-reflect", "-jvm-target",
				"17", "-Werror");
	}

	/**
	 * Return what there is: the starter has no classes of its own, and the compiler warns
	 * of what is missing.
	 */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
			.filter((entry) -> Files.exists(Path.of(entry)))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
