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
import java.time.Duration;
import java.util.Map;

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HomePage}. The console's browser tests look at it.
 */
class HomePageTests {

	private final AuthingSandbox sandbox = AuthingSandbox.builder()
		.secret("pool-secret")
		.clock(new MutableClock())
		.start();

	private final SandboxClient anonymous = SandboxClient.anonymous(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenOpenedThenHasPropertiesToPaste() {
		assertThat(page()).contains("<pre>authing.host=" + this.sandbox.host() + "\nauthing.userpool-id="
				+ this.sandbox.userpoolId() + "\nauthing.secret=pool-secret</pre>");
		this.sandbox.rotateSecret("new & <secret>");
		assertThat(page()).contains("authing.secret=new &amp; &lt;secret&gt;</pre>").doesNotContain("pool-secret");
	}

	@Test
	void whenReachedByAnotherNameThenPropertiesHaveIt() throws IOException {
		assertThat(page("sandbox:9000")).contains(
				"<pre>authing.host=http://sandbox:9000\n" + "authing.allow-insecure-http=true\nauthing.userpool-id=");
		for (String name : new String[] { "localhost:9000", "[::1]:9000", "127.0.0.2:9000" }) {
			assertThat(page(name)).contains("<pre>authing.host=http://" + name + "\nauthing.userpool-id=");
		}
		assertThat(page("127.0.0.1.example.com")).contains("authing.allow-insecure-http=true");
	}

	@Test
	void whenNothingWasRequestedThenSaysSo() {
		assertThat(page()).contains("None yet");
		assertThat(page()).contains("None yet");
	}

	@Test
	void whenRequestedThenShowsTheLastRequestsAndNoSecret() {
		SandboxClient client = SandboxClient.authenticated(this.sandbox);
		client.setEnv("<b>KEY</b>", "s3cr3t-value");
		client.delete("/api/v2/env/a%3Cb");
		this.sandbox.addFault(Fault.status(503).times(1));
		client.get("/api/v2/userpools/detail?secret=s3cr3t");
		String page = page();
		assertThat(page).containsSubsequence(
				"<span class=\"bad\">503</span> <code>GET /api/v2/userpools/detail?secret=******</code> detail ",
				"<span class=\"good\">200</span> <code>DELETE /api/v2/env/a%3Cb</code> removeEnv ",
				"<span class=\"good\">201</span> <code>POST /api/v2/env</code> addEnv ",
				"datetime=\"2026-03-01T10:15:30.250Z\">10:15:30 UTC</time>",
				"<dt>body</dt><dd>{&quot;key&quot;:&quot;&lt;b&gt;KEY&lt;/b&gt;&quot;,&quot;value&quot;:&quot;******&quot;}</dd>",
				"<dt>authorization</dt><dd>Bearer ******</dd>",
				"<code>POST /api/v2/userpools/access-token</code> authenticate ");
		assertThat(page).doesNotContain("s3cr3t", "<b>", "sandbox-webhook", "sandbox-sms-secret", "eyJ");
	}

	@Test
	void whenConnectionIsDroppedThenRequestHasNoResponse() throws IOException {
		this.sandbox.addFault(Fault.dropConnection());
		try (RawConnection connection = RawConnection.to(this.sandbox)) {
			connection.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
			assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
		}
		assertThat(page()).contains("<span class=\"bad\">no response</span> <code>GET /x</code>");
	}

	@Test
	void whenThereWereManyRequestsThenShowsTheLastTwenty() {
		for (int i = 0; i < 21; i++) {
			this.anonymous.get("/request-" + i);
		}
		assertThat(page()).contains("/request-20<", "/request-1<").doesNotContain("/request-0<");
	}

	@Test
	void whenSandboxIsToldToBeOddThenShowsIt() {
		assertThat(page()).contains("<dd>that of today</dd>", "<dd>an update merges them</dd>", "<dd>up to date</dd>",
				"<dt>Faults</dt><dd>none</dd>");
		this.sandbox.useSchemaOfEarly2021(true);
		this.sandbox.replaceNestedObjects(true);
		this.sandbox.lagEnvList(true);
		this.sandbox.addFault(Fault.latency(Duration.ofSeconds(1)).on(Operation.UPDATE).times(2));
		this.sandbox.addFault(Fault.oddFields(Map.of("name", "<i>")));
		assertThat(page()).contains("<dd>that of early 2021</dd>", "<dd>an update replaces them</dd>",
				"<dd>a second behind</dd>",
				"{&quot;latency&quot;:1000,&quot;operation&quot;:&quot;update&quot;,&quot;times&quot;:2} "
						+ "{&quot;oddFields&quot;:{&quot;name&quot;:&quot;&lt;i&gt;&quot;}}");
	}

	@Test
	void whenOpenedThenIsNeitherRecordedNorMeetsFaults() {
		this.sandbox.addFault(Fault.status(503).times(1));
		assertThat(this.anonymous.get("/").status()).isEqualTo(200);
		assertThat(this.sandbox.requests()).isEmpty();
		assertThat(this.anonymous.get("/api/v2/env").status()).isEqualTo(503);
	}

	@Test
	void whenOpenedThenNothingCanBeLoadedOrRun() {
		Response response = this.anonymous.get("/");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow())
			.isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
			.matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; base-uri 'none'; "
					+ "form-action 'none'; frame-ancestors 'none'");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.text()).doesNotContain("<script", " style=", "<!-- ").containsOnlyOnce("<style>");
	}

	private String page() {
		Response response = this.anonymous.get("/");
		assertThat(response.status()).isEqualTo(200);
		return response.text();
	}

	private String page(String host) throws IOException {
		try (RawConnection connection = RawConnection.to(this.sandbox)) {
			connection.write("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
			return connection.readResponse().body();
		}
	}

}
