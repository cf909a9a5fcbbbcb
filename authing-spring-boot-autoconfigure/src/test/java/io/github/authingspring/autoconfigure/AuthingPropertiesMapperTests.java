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

package io.github.authingspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class AuthingPropertiesMapperTests {

	/** What conditions and the {@link HttpConnectionFactory} read. */
	private static final Set<String> ELSEWHERE = Set.of("authing.enabled", "authing.http.connect-timeout",
			"authing.http.read-timeout", "authing.http.ssl.bundle");

	/**
	 * A refresh may come between any two reads.
	 */
	@Test
	void whenPropertiesChangeMeanwhileThenClientHasOneCompleteSet() {
		StandardEnvironment environment = new StandardEnvironment();
		Map<String, Object> properties = new HashMap<>(Map.of("authing.userpool-id", "pool-1", "authing.secret",
				"secret-1", "authing.host", "https://one.example.com"));
		environment.getPropertySources().addFirst(new MapPropertySource("properties", properties));
		AuthingConnectionDetails details = new PropertiesAuthingConnectionDetails(environment);
		AuthingPropertiesMapper mapper = new AuthingPropertiesMapper(AuthingProperties.bind(environment));
		properties.putAll(Map.of("authing.userpool-id", "pool-2", "authing.secret", "", "authing.access-token",
				"to.ke.n", "authing.host", "https://two.example.com"));
		UserpoolManagementClient.Builder builder = mapper
			.configure(UserpoolManagementClient.builder().host(mapper.host(details)));
		try (ReactiveUserpoolManagementClient client = mapper.configure(builder, details).buildReactive()) {
			assertThat(client.userpoolId()).isEqualTo("pool-1");
			assertThat(client.host()).isEqualTo("https://one.example.com");
		}
		assertThat(details.getUserpoolId()).isEqualTo("pool-2");
	}

	@Test
	void whenNoPropertyIsSetThenBuilderHasItsOwnDefaults() {
		AuthingPropertiesMapper mapper = new AuthingPropertiesMapper(new AuthingProperties());
		assertThat(mapper.configure(UserpoolManagementClient.builder().host(mapper.host(null))))
			.usingRecursiveComparison()
			.isEqualTo(UserpoolManagementClient.builder());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void whenPropertyIsSetThenBuilderIsToldOfIt(String name, String value) {
		boolean same = settings(Map.of(name, value)).equals(settings(Map.of()));
		assertThat(same).as("whether the builder is told the same with %s=%s as without", name, value).isFalse();
	}

	/**
	 * Return all properties of the client, each with a value that is not its default.
	 */
	static Stream<Arguments> properties() throws IOException {
		try (InputStream metadata = AuthingProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<Arguments> properties = JsonMapper.shared()
				.readTree(metadata)
				.path("properties")
				.valueStream()
				.filter((property) -> property.path("sourceType")
					.asString("")
					.startsWith(AuthingProperties.class.getName()))
				.filter((property) -> !ELSEWHERE.contains(property.path("name").asString()))
				.map((property) -> Arguments.of(property.path("name").asString(), value(property)))
				.toList();
			assertThat(properties).hasSizeGreaterThan(15);
			return properties.stream();
		}
	}

	private static String value(JsonNode property) {
		String type = property.path("type").asString();
		return switch (type) {
			case "java.lang.Boolean" -> String.valueOf(!property.path("defaultValue").asBoolean());
			case "java.lang.Integer" -> "7";
			case "java.time.Duration" -> "7s";
			case "org.springframework.util.unit.DataSize" -> "7MB";
			case "java.lang.String" -> "another";
			default -> throw new IllegalStateException(type);
		};
	}

	/**
	 * Return what a builder is told: the names of its methods, and what they are given.
	 */
	private static List<List<Object>> settings(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("properties", properties));
		AuthingConnectionDetails details = new PropertiesAuthingConnectionDetails(environment);
		AuthingPropertiesMapper mapper = new AuthingPropertiesMapper(AuthingProperties.bind(environment));
		List<List<Object>> settings = new ArrayList<>();
		settings.add(List.of("host", mapper.host(details)));
		UserpoolManagementClient.Builder builder = (UserpoolManagementClient.Builder) Proxy.newProxyInstance(
				AuthingPropertiesMapperTests.class.getClassLoader(),
				new Class<?>[] { UserpoolManagementClient.Builder.class }, (proxy, method, arguments) -> {
					settings.add(Stream.concat(Stream.of(method.getName()), Stream.of(arguments))
						.map((argument) -> (argument instanceof Supplier<?> supplier) ? supplier.get() : argument)
						.toList());
					return proxy;
				});
		mapper.configure(builder);
		mapper.configure(builder, details);
		return settings;
	}

}
