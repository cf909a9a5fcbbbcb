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

import io.github.authingspring.sandbox.AuthingSandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartupHint}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupHintTests {

	@Test
	void whenStartedThenLogSaysWhatToTypeAndWarnsOfNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext application = SpringApplication.run(UserpoolReactiveApplication.class,
				"--server.port=0", "--management.server.port=0", "--spring.reactor.netty.shutdown-quiet-period=0s")) {
			AuthingSandbox sandbox = application.getBean(AuthingSandbox.class);
			Environment environment = application.getEnvironment();
			String url = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
			String managementUrl = "http://127.0.0.1:" + environment.getRequiredProperty("local.management.port");
			assertThat(output).contains("User pool " + sandbox.userpoolId() + " on the sandbox at " + sandbox.host())
				.contains("\n  curl -N " + url + "/userpool/changes\n",
						"\n  curl -X PATCH -H 'Content-Type: application/json' -d '{\"registerDisabled\": true}' " + url
								+ "/userpool\n",
						"\n  curl " + url + "/userpool\n", "\n  curl " + managementUrl + "/actuator/authing-userpool\n")
				.doesNotContain("WARN", "ERROR", sandbox.secret());
		}
	}

}
