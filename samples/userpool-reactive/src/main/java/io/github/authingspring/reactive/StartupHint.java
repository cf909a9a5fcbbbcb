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

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells a newcomer what runs and what to type.
 */
@Component
class StartupHint implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupHint.class);

	private static final String SANDBOX = """
			User pool {} on the sandbox at {}. Try, the first line in a terminal of its own:

			  curl -N {}/userpool/changes
			  curl -X PATCH -H 'Content-Type: application/json' -d '{"registerDisabled": true}' {}/userpool
			  curl {}/userpool
			  curl {}/actuator/authing-userpool
			""";

	private static final String SERVICE = """
			User pool {} on {}. There is no login, so it can only be watched. Change it in Authing's console, and see:

			  curl -N {}/userpool/changes
			  curl {}/userpool
			  curl {}/actuator/authing-userpool
			""";

	private final AuthingConnectionDetails connectionDetails;

	private final boolean sandbox;

	private final Environment environment;

	StartupHint(AuthingConnectionDetails connectionDetails, ObjectProvider<AuthingSandbox> sandbox,
			Environment environment) {
		this.connectionDetails = connectionDetails;
		this.sandbox = sandbox.getIfAvailable() != null;
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		String url = url("local.server.port");
		String managementUrl = url("local.management.port");
		String userpoolId = this.connectionDetails.getUserpoolId();
		String host = this.connectionDetails.getHost();
		if (this.sandbox) {
			logger.info(SANDBOX, userpoolId, host, url, url, url, managementUrl);
		}
		else {
			logger.info(SERVICE, userpoolId, host, url, url, managementUrl);
		}
	}

	private String url(String port) {
		return "http://127.0.0.1:" + this.environment.getRequiredProperty(port);
	}

}
