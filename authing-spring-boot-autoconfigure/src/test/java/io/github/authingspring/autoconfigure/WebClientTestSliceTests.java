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

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webclient.test.autoconfigure.WebClientTest;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The slice of Spring Boot for tests of web clients brings ours.
 */
@WebClientTest(properties = { "authing.http.ssl.bundle=slice", "spring.ssl.bundle.pem.slice.truststore.certificate=" })
class WebClientTestSliceTests {

	@Autowired
	private UserpoolManagementClient client;

	@Autowired
	private AuthingServer server;

	@Test
	void whenWebClientsAreTestedThenClientIsThere() {
		assertThat(this.client.detail().name()).isEqualTo("Fixture pool");
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(1);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Application {

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class ServerConfiguration {

		@Bean
		AuthingServer authingServer() {
			return new AuthingServer();
		}

		@Bean
		AuthingConnectionDetails authingConnectionDetails(AuthingServer server) {
			return new AuthingConnectionDetails() {

				@Override
				public String getUserpoolId() {
					return Fixtures.USERPOOL_ID;
				}

				@Override
				public String getSecret() {
					return Fixtures.SECRET;
				}

				@Override
				public String getHost() {
					return server.host();
				}

			};
		}

	}

}
