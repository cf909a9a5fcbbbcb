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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.authingspring.sandbox.AuthingSandbox;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class UserpoolConsoleApplicationTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private AuthingSandbox sandbox;

	@Test
	void whenActuatorIsAskedThenConfigurationIsShownWithSecretsMasked() throws Exception {
		HttpResponse<String> response = send("GET", "/actuator/authing-userpool", null);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.contains("\"status\":\"AVAILABLE\"", "\"secret\":\"******\"", "\"jwtSecret\":\"******\"",
					"\"value\":\"******\"")
			.doesNotContain(this.sandbox.secret());
	}

	@Test
	void whenRegistrationIsSwitchedOffThenActuatorShowsIt() throws Exception {
		assertThat(send("PATCH", "/userpool", "{\"registerDisabled\": true}").body())
			.contains("\"registerDisabled\":true");
		assertThat(send("GET", "/userpool", null).body()).contains("\"registerDisabled\":true");
		assertThat(send("GET", "/actuator/authing-userpool", null).body()).contains("\"registerDisabled\":true");
	}

	@Test
	void whenDomainIsTakenThenServersTextIsTheAnswer() throws Exception {
		HttpResponse<String> response = send("PATCH", "/userpool", "{\"domain\": \"taken\"}");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("2039", "Nothing was changed");
	}

	@Test
	void whenUpdateIsEmptyThenBadRequest() throws Exception {
		HttpResponse<String> response = send("PATCH", "/userpool", "{}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("nothing to change");
	}

	@Test
	void whenVariableIsAddedAndRemovedThenListFollows() throws Exception {
		assertThat(send("POST", "/userpool/env", "{\"key\": \"a/b\", \"value\": \"fixture\"}").body())
			.contains("\"key\":\"a/b\"")
			.doesNotContain("fixture");
		assertThat(send("GET", "/userpool/env", null).body()).contains("\"key\":\"a/b\"");
		assertThat(send("DELETE", "/userpool/env/a/b", null).body()).doesNotContain("\"key\":\"a/b\"");
	}

	private HttpResponse<String> send(String method, String path, String body) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody())
			.header("Content-Type", "application/json")
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString());
	}

}
