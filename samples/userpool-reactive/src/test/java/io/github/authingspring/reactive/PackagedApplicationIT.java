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

package io.github.authingspring.reactive;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application, after ahead-of-time processing and by {@code java -jar}.
 */
class PackagedApplicationIT {

	private static final Pattern ACTUATOR = Pattern.compile("curl (http://\\S+/actuator/authing-userpool)");

	@Test
	void whenJarRunsAsProcessedAheadOfTimeThenItDoesItsJob() throws Exception {
		Process process = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dspring.aot.enabled=true",
						"-jar", System.getProperty("packaged-jar"), "--server.port=0", "--management.server.port=0"))
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			StringBuilder log = new StringBuilder();
			HttpResponse<String> response = get(actuatorUrl(output, log));
			assertThat(log).contains("Starting AOT-processed UserpoolReactiveApplication");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("\"status\":\"AVAILABLE\"", "\"secret\":\"******\"",
					"\"registerDisabled\":false", "\"environmentVariables\":[{");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String actuatorUrl(BufferedReader output, StringBuilder log) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			log.append(line).append('\n');
			Matcher matcher = ACTUATOR.matcher(line);
			if (matcher.find()) {
				return matcher.group(1);
			}
		}
		throw new AssertionError("The application did not start: " + log);
	}

	private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
	}

}
