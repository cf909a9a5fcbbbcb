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

import io.github.authingspring.app.CloseRegistration;
import io.github.authingspring.app.ExampleApplication;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a command-line application on the sandbox.
 */
@SpringBootTest(classes = { ExampleApplication.class, CloseRegistration.class }, webEnvironment = WebEnvironment.NONE)
@AutoConfigureAuthingSandbox
class CommandLineApplicationTests {

	@Test
	void whenStartedThenItsWorkIsDone(@Autowired AuthingSandbox sandbox, @Autowired ApplicationContext context) {
		assertThat(sandbox.userpool()).containsEntry("registerDisabled", true);
		assertThat(sandbox.requests()).extracting(RecordedRequest::operation)
			.containsExactly(Operation.AUTHENTICATE, Operation.UPDATE);
		assertThat(context).isNotInstanceOf(WebServerApplicationContext.class);
	}

}
