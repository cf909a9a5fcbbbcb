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

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotationMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications without libraries that are optional, or that the starter would bring: with
 * a class loader that does not have them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClassPathTests {

	@Test
	void whenThereIsNoReactorNettyThenApplicationStartsAndInjectionIsExplained(CapturedOutput output) throws Exception {
		try (ClassPath classPath = new ClassPath("(reactor-)?netty-.*")) {
			assertThat(classPath.run(Application.class)).isEqualTo("no client");
			assertThatException().isThrownBy(() -> classPath.run(NeedsClient.class));
		}
		assertThat(output).contains(
				"needs a bean of type 'io.github.authingspring.userpool.UserpoolManagementClient'. "
						+ "There is none, since Reactor Netty is not on the class path.",
				"Add the dependency 'io.projectreactor.netty:reactor-netty-http', which the starter brings.");
	}

	@Test
	void whenThereIsNeitherActuatorNorMicrometerCoreThenClientWorks() throws Exception {
		try (AuthingServer server = new AuthingServer();
				ClassPath classPath = new ClassPath("spring-boot-(actuator|health|micrometer).*|micrometer-core-.*")) {
			assertThat(classPath.run(Application.class, "authing.host=" + server.host())).isEqualTo("Fixture pool");
		}
	}

	/**
	 * The class path of this test without some of its libraries.
	 */
	private static final class ClassPath implements AutoCloseable {

		private final URLClassLoader classLoader;

		ClassPath(String missing) {
			this.classLoader = new URLClassLoader(
					Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
						.filter((entry) -> !new File(entry).getName().matches(missing))
						.map(ClassPath::url)
						.toArray(URL[]::new),
					ClassLoader.getPlatformClassLoader());
		}

		private static URL url(String entry) {
			try {
				return new File(entry).toURI().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/**
		 * Run an application.
		 * @return what {@link Runner} returns
		 */
		Object run(Class<?> application, String... properties) throws Exception {
			Thread thread = Thread.currentThread();
			ClassLoader former = thread.getContextClassLoader();
			thread.setContextClassLoader(this.classLoader);
			try {
				return this.classLoader.loadClass(Runner.class.getName())
					.getMethod("run", Class.class, String[].class)
					.invoke(null, this.classLoader.loadClass(application.getName()), properties);
			}
			finally {
				thread.setContextClassLoader(former);
			}
		}

		@Override
		public void close() throws IOException {
			this.classLoader.close();
		}

	}

	/**
	 * Runs on such a class path.
	 */
	public static final class Runner {

		private Runner() {
		}

		/**
		 * Start an application, and call the client if there is one.
		 */
		public static String run(Class<?> application, String[] properties) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
				.web(WebApplicationType.NONE)
				.properties("spring.main.banner-mode=off", "logging.level.root=error",
						"spring.main.register-shutdown-hook=false", "spring.reactor.netty.shutdown-quiet-period=0s",
						"authing.userpool-id=pool", "authing.secret=secret")
				.properties(properties)
				.run()) {
				UserpoolManagementClient client = context.getBeanProvider(UserpoolManagementClient.class)
					.getIfAvailable();
				return (client != null) ? client.detail().name() : "no client";
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(AutoConfigurationsByName.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class NeedsClient {

		@Bean
		String needsClient(UserpoolManagementClient client) {
			return client.toString();
		}

	}

	/**
	 * As Boot imports them: by their names, since not every one of them can be loaded.
	 */
	static class AutoConfigurationsByName implements DeferredImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata importing) {
			String authing = "io.github.authingspring.autoconfigure.";
			String boot = "org.springframework.boot.";
			return new String[] { boot + "http.client.autoconfigure.HttpClientAutoConfiguration",
					boot + "http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration",
					boot + "webclient.autoconfigure.WebClientAutoConfiguration", authing + "AuthingAutoConfiguration",
					authing + "actuate.AuthingSanitizingAutoConfiguration",
					authing + "actuate.AuthingUserpoolEndpointAutoConfiguration",
					authing + "health.AuthingHealthContributorAutoConfiguration" };
		}

	}

}
