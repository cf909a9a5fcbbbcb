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

package io.github.authingspring.benchmarks.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application whose client is used: the starter with actuator and metrics, and
 * timeouts so short that faults reach them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ClientApplication {

	static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

	static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	static ConfigurableApplicationContext start(Map<String, Object> connection) {
		Map<String, Object> properties = new HashMap<>(connection);
		properties.put("authing.call-timeout", CALL_TIMEOUT.toString());
		properties.put("authing.http.read-timeout", READ_TIMEOUT.toString());
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "error");
		return new SpringApplicationBuilder(ClientApplication.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(properties)
			.run();
	}

}
