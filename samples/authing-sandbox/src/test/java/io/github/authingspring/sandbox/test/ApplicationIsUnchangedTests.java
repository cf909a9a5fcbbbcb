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

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.authingspring.app.ApplicationFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the sandbox changes nothing in an application. Each application runs in a
 * process of its own, with a class path like that of its starter: without the sandbox,
 * then with it and with its configuration.
 */
@Timeout(180)
class ApplicationIsUnchangedTests {

	/** What the sandbox adds to the class path of an application with the starter. */
	private static final List<String> SANDBOX = List.of("authing-sandbox", "graphql-java", "java-dataloader");

	/** What only the tests of this module need. */
	private static final List<String> OTHERS = List.of("archunit", "gson", "jackson-core-2", "jackson-databind-2",
			"java-core", "java-jwt", "kotlin", "micrometer-core", "micrometer-jakarta9", "nimbus", "okhttp", "okio",
			"spring-boot-actuator", "spring-boot-health", "spring-boot-micrometer", "spring-boot-starter-actuator",
			"spring-boot-starter-micrometer", "spring-boot-test", "spring-test");

	private static final List<String> SERVLET = List.of("spring-boot-servlet", "spring-boot-starter-webmvc",
			"spring-boot-tomcat", "spring-boot-webmvc", "spring-webmvc", "tomcat-embed");

	private static final List<String> REACTIVE = List.of("spring-boot-netty", "spring-boot-reactor-netty",
			"spring-boot-starter-webflux", "spring-boot-webflux");

	private static final List<String> WEB_SERVER = List.of("spring-boot-web-server");

	@ParameterizedTest
	@CsvSource({ "SERVLET, AnnotationConfigServletWebServerApplicationContext",
			"REACTIVE, AnnotationConfigReactiveWebServerApplicationContext",
			"NONE, AnnotationConfigApplicationContext" })
	void whenSandboxIsAddedThenOnlyTheConnectionDetailsChange(String type, String context) throws Exception {
		Set<String> without = facts(type, SANDBOX);
		Set<String> with = facts(type, List.of(), AuthingSandboxConfiguration.class.getName());
		assertThat(without).contains("type " + type, "context " + context, "context propagation false",
				"bean userpoolManagementClient");
		assertThat(difference(without, with)).containsExactlyInAnyOrder("bean authingConnectionDetails",
				"condition io.github.authingspring.autoconfigure.AuthingAutoConfiguration#authingConnectionDetails");
		assertThat(difference(with, without)).containsExactlyInAnyOrder("bean authingSandboxConfiguration",
				"bean authingSandbox", "bean authingSandboxConnectionDetails");
	}

	@Test
	void whenSandboxNeedsMoreThenTheListAboveSaysSo() throws Exception {
		NodeList dependencies = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(Path.of("pom.xml").toFile())
			.getElementsByTagName("dependency");
		assertThat(IntStream.range(0, dependencies.getLength())
			.mapToObj((i) -> (Element) dependencies.item(i))
			.filter((dependency) -> text(dependency, "scope").isEmpty() && text(dependency, "optional").isEmpty())
			.map((dependency) -> text(dependency, "artifactId"))).as("all but graphql-java come with the starter")
			.containsExactlyInAnyOrder("graphql-java", "jackson-databind", "jspecify", "reactor-netty-http",
					"spring-context", "spring-webflux");
	}

	private static String text(Element element, String name) {
		NodeList children = element.getElementsByTagName(name);
		return (children.getLength() > 0) ? children.item(0).getTextContent() : "";
	}

	private static Set<String> difference(Set<String> facts, Set<String> others) {
		Set<String> difference = new TreeSet<>(facts);
		difference.removeAll(others);
		return difference;
	}

	/**
	 * A command-line application has to end by itself: the process is not stopped.
	 */
	private static Set<String> facts(String type, List<String> excluded, String... configurations) throws Exception {
		Process process = new ProcessBuilder(command(classPath(type, excluded), configurations))
			.redirectErrorStream(true)
			.start();
		try {
			List<String> lines = process.inputReader().lines().toList();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
			return lines.stream()
				.filter((line) -> line.startsWith("FACT "))
				.map((line) -> line.substring("FACT ".length()))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> command(String classPath, String... configurations) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", classPath, ApplicationFacts.class.getName()));
		command.addAll(List.of(configurations));
		return command;
	}

	private static String classPath(String type, List<String> excluded) {
		Predicate<String> unwanted = contains(OTHERS).or(contains(excluded));
		unwanted = switch (type) {
			case "SERVLET" -> unwanted.or(contains(REACTIVE));
			case "REACTIVE" -> unwanted.or(contains(SERVLET));
			default -> unwanted.or(contains(SERVLET)).or(contains(REACTIVE)).or(contains(WEB_SERVER));
		};
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
			.filter(Predicate.not(unwanted))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * Whether an entry of the class path is one of the given artifacts, or their classes
	 * in this build. Those of its tests are wanted.
	 */
	private static Predicate<String> contains(List<String> artifacts) {
		return (entry) -> {
			Path path = Path.of(entry);
			String name = path.endsWith("target/classes") ? path.getParent().getParent().getFileName().toString()
					: path.getFileName().toString();
			return artifacts.stream().anyMatch(name::startsWith);
		};
	}

}
