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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application pays at its start for a client that it does not call: beyond what
 * the same application loads with {@code authing.enabled=false}.
 */
class StartupTests {

	private static final int MAX_CLASSES = 150;

	private static final Pattern START = Pattern
		.compile("(?s)\nStarting\n(.*?)\nStarted, client: (true|false), threads: (.*?)\n");

	private static final Pattern LOADED = Pattern.compile("(?m)^\\[.*class,load *] ([^ ]+) source:");

	@Test
	void whenClientIsInjectedAndNotCalledThenNothingOfWebClientAndNettyIsLoaded() throws Exception {
		List<MatchResult> starts = START.matcher(run()).results().toList();
		assertThat(starts).extracting((start) -> start.group(2)).containsExactly("false", "true");
		List<String> loaded = loaded(starts.get(1));
		assertThat(loaded).contains("io.github.authingspring.userpool.HttpConnection")
			.noneMatch((name) -> name.matches("(io|reactor)\\.netty\\..*"))
			.noneMatch((name) -> name.matches("org\\.springframework\\.(http\\.codec|core\\.codec)\\..*"))
			.noneMatch((name) -> name.startsWith("org.springframework.web.reactive.function.client.DefaultWebClient"))
			.noneMatch((name) -> name.startsWith("tools.jackson."))
			.hasSizeLessThanOrEqualTo(MAX_CLASSES);
		assertThat(starts.get(1).group(3)).contains("main")
			.doesNotContainPattern("authing-|reactor|boundedElastic|parallel-|single-|HttpClient");
	}

	private static List<String> loaded(MatchResult start) {
		return LOADED.matcher(start.group(1)).results().map((line) -> line.group(1)).toList();
	}

	private static String run() throws IOException {
		List<String> classPath = new ArrayList<>(ClassPathTests.without(ClassPathTests.everything(),
				"spring-boot-webflux|spring-boot-reactor-netty|spring-boot-starter-webflux|spring-boot-starter-reactor-netty"));
		classPath.add(0, "target" + File.separator + "test-classes");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Xlog:class+load:stdout", "-cp", String.join(File.pathSeparator, classPath),
				StartupApplication.class.getName(), "--authing.userpool-id=pool", "--authing.secret=secret-of-the-test",
				// Nobody is there: a request would be a failure.
				"--authing.host=http://localhost:1", "--server.port=0",
				"--management.endpoints.web.exposure.include=health,authing-userpool")
			.redirectErrorStream(true)
			.start();
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
