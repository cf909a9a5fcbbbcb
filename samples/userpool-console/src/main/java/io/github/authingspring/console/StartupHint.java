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

import io.github.authingspring.console.ConsoleProperties.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Tells a newcomer what runs, where to sign in and what to type.
 */
@Component
class StartupHint implements ApplicationListener<WebServerInitializedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupHint.class);

	private final PoolConnection connection;

	private final ConsoleUsers users;

	StartupHint(PoolConnection connection, ConsoleUsers users) {
		this.connection = connection;
		this.users = users;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (!StringUtils.hasText(event.getApplicationContext().getServerNamespace())) {
			logger.info(hint("http://127.0.0.1:" + event.getWebServer().getPort()));
		}
	}

	private String hint(String url) {
		String viewer = quoted(this.users.credentials(Role.VIEWER));
		String admin = quoted(this.users.credentials(Role.ADMIN));
		String json = "-H 'Content-Type: application/json'";
		return """
				User pool %s on %s at %s

				  Open    %s%s

				  Or type
				  curl -u %s %s/actuator/authing-userpool
				  curl -u %s %s/userpool
				  curl -u %s -X PATCH %s -d '{"registerDisabled": true}' %s/userpool
				  curl -u %s %s/userpool/env
				  curl -u %s %s -d '{"key": "GREETING", "value": "hello"}' %s/userpool/env
				  curl -u %s -X DELETE %s/userpool/env/GREETING
				""".formatted(this.connection.userpoolId(), server(), this.connection.host(), url, signIn(), viewer,
				url, viewer, url, admin, json, url, viewer, url, admin, json, url, admin, url);
	}

	private static String quoted(String argument) {
		return argument.matches("[\\w.@:-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
	}

	private String server() {
		return switch (this.connection.kind()) {
			case SANDBOX -> "the sandbox";
			case LOCAL_SERVER -> "a local server";
			case SERVICE -> "the real service";
		};
	}

	private String signIn() {
		return this.users.isDemo() ? "   and sign in as admin (password admin) or viewer (password viewer)" : "";
	}

}
