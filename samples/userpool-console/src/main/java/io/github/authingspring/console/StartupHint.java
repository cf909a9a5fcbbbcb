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

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Tells a newcomer what runs and what to type.
 */
@Component
class StartupHint implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupHint.class);

	private final AuthingConnectionDetails connectionDetails;

	StartupHint(AuthingConnectionDetails connectionDetails) {
		this.connectionDetails = connectionDetails;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			String url = "http://127.0.0.1:" + context.getWebServer().getPort();
			logger.info(
					"""
							User pool {} on the sandbox at {}. Try:

							  curl {}/actuator/authing-userpool
							  curl {}/userpool
							  curl -X PATCH -H 'Content-Type: application/json' -d '{"registerDisabled": true}' {}/userpool
							  curl {}/userpool/env
							  curl -H 'Content-Type: application/json' -d '{"key": "GREETING", "value": "hello"}' {}/userpool/env
							  curl -X DELETE {}/userpool/env/GREETING
							""",
					this.connectionDetails.getUserpoolId(), this.connectionDetails.getHost(), url, url, url, url, url,
					url);
		}
	}

}
