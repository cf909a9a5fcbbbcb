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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.authingspring.app.ExampleApplication;
import io.github.authingspring.sandbox.AuthingSandbox;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;

/**
 * The user pool of a sandbox as the actuator writes it: the properties that declare it.
 */
record ExportedDeclaration(String yaml) {

	private static final String SMS_CONFIG = "authing.declared.settings.custom-sms-provider.config";

	private static final String VARIABLES = "authing.declared.variables.";

	/**
	 * Start a servlet application whose actuator exports the user pool.
	 */
	static ConfigurableApplicationContext startExporter(AuthingSandbox sandbox) {
		return new SpringApplicationBuilder(ExampleApplication.class).web(WebApplicationType.SERVLET)
			.properties(Map.of("server.port", "0", "spring.main.banner-mode", "off", "logging.level.root", "warn",
					"management.endpoints.web.exposure.include", "authing-userpool", "authing.host", sandbox.host(),
					"authing.userpool-id", sandbox.userpoolId(), "authing.secret", sandbox.secret()))
			.run();
	}

	static ExportedDeclaration of(ConfigurableApplicationContext exporter) {
		byte[] yaml = RestClient
			.create("http://127.0.0.1:" + exporter.getEnvironment().getProperty("local.server.port"))
			.get()
			.uri("/actuator/authing-userpool/declaration")
			.retrieve()
			.body(byte[].class);
		return new ExportedDeclaration(new String(yaml, StandardCharsets.UTF_8));
	}

	/**
	 * Load the properties as Boot does.
	 */
	List<PropertySource<?>> load() {
		try {
			return new YamlPropertySourceLoader().load("declared",
					new ByteArrayResource(this.yaml.getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the placeholders have to be set to, by their names.
	 */
	Map<String, String> placeholders(AuthingSandbox sandbox) {
		Map<String, String> placeholders = new LinkedHashMap<>();
		StandardEnvironment environment = new StandardEnvironment();
		List<PropertySource<?>> sources = load();
		sources.forEach(environment.getPropertySources()::addLast);
		sources.forEach((source) -> {
			for (String property : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				String raw = String.valueOf(source.getProperty(property));
				if (property.equals(SMS_CONFIG)) {
					placeholders.put(name(raw),
							((Map<?, ?>) sandbox.userpool().get("customSMSProvider")).get("config").toString());
				}
				else if (property.startsWith(VARIABLES) && property.endsWith(".value")) {
					String key = environment.getProperty(property.replaceAll("value$", "key"));
					Object value = sandbox.env().get(key);
					placeholders.put(name(raw),
							(value instanceof String text) ? text : JsonMapper.shared().writeValueAsString(value));
				}
			}
		});
		// What a placeholder stands for is searched for placeholders, too.
		placeholders.replaceAll((name, value) -> value.replace("${", "\\${"));
		return placeholders;
	}

	private static String name(String placeholder) {
		return placeholder.substring("${".length(), placeholder.length() - "}".length());
	}

}
