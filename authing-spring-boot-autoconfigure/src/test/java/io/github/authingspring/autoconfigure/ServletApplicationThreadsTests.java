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

package io.github.authingspring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.ConsoleHandler;
import java.util.logging.Logger;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.UserpoolManagementClient;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A servlet application whose request threads called the client ends without a warning of
 * Tomcat's about threads. It runs in a JVM of its own, where no test has started the
 * threads that Reactor shares.
 */
class ServletApplicationThreadsTests {

	private static final String TOMCAT_WARNING = "appears to have started a thread named [";

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenRequestThreadsCalledClientThenTomcatWarnsOfNoThread() throws Exception {
		// Its retry waits, and continues on another thread.
		this.server.next(AuthingServer.DETAIL, new MockResponse.Builder().code(503).build());
		String output = runApplication("/pool");
		assertThat(output).contains("Response: Fixture pool, Fixture pool").doesNotContain(TOMCAT_WARNING, " WARN ");
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(3);
		assertThat(output).contains("Thread: main")
			.doesNotContain("Thread: authing-")
			// The application's event loops, which it shares with its other clients.
			.doesNotContain("Thread: reactor-");
	}

	/**
	 * Without it the other test would show nothing.
	 */
	@Test
	void whenRequestThreadStartedThreadThenTomcatWarnsOfIt() throws Exception {
		assertThat(runApplication("/thread")).contains("Response: started", TOMCAT_WARNING + "left-behind]");
	}

	private String runApplication(String path) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Duser.language=en",
				Application.class.getName(), this.server.host(), path)
			.redirectErrorStream(true)
			.start();
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		/** Spring Boot ends its logging before Tomcat ends. */
		private static final Logger tomcatLogger = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

		private final UserpoolManagementClient.Builder builder;

		private final UserpoolManagementClient client;

		Application(UserpoolManagementClient.Builder builder, UserpoolManagementClient client) {
			this.builder = builder;
			this.client = client;
		}

		public static void main(String[] arguments) throws Exception {
			ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.SERVLET)
				.properties("server.port=0", "test.host=" + arguments[0], "authing.retry.initial-backoff=1ms")
				.run();
			URI uri = URI
				.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + arguments[1]);
			String response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
				.body();
			System.out.println("Response: " + response);
			tomcatLogger.addHandler(new ConsoleHandler());
			context.close();
			Thread.getAllStackTraces().keySet().forEach((thread) -> System.out.println("Thread: " + thread.getName()));
			System.exit(0);
		}

		@GetMapping("/pool")
		String pool() {
			String name = this.client.detail().name();
			try (UserpoolManagementClient another = this.builder.userpoolId(Fixtures.USERPOOL_ID)
				.secret(() -> Fixtures.SECRET)
				.build()) {
				return name + ", " + another.detail().name();
			}
		}

		@GetMapping("/thread")
		String thread() {
			Thread thread = new Thread(() -> {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					// Ends.
				}
			}, "left-behind");
			thread.setDaemon(true);
			thread.start();
			return "started";
		}

		@Bean
		static AuthingConnectionDetails authingConnectionDetails(@Value("${test.host}") String host) {
			return new AuthingConnectionDetails() {

				@Override
				public String getUserpoolId() {
					return Fixtures.USERPOOL_ID;
				}

				@Override
				public String getSecret() {
					return Fixtures.SECRET;
				}

				@Override
				public String getHost() {
					return host;
				}

			};
		}

	}

}
