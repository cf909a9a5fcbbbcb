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

import java.util.HashMap;
import java.util.Map;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class AuthingPropertiesMapperTests {

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

}
