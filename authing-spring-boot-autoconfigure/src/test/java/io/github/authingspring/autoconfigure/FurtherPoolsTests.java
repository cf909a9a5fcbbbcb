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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.UserpoolManagementClient;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Further user pools beside that of the properties, as the README shows them.
 */
class FurtherPoolsTests {

	private final AuthingServer server = new AuthingServer();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class))
		.withPropertyValues("authing.userpool-id=first-pool", "authing.secret=first-secret",
				"authing.host=" + this.server.host(), "authing.app-id=first-app", "authing.lang=en-US");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenSecondPoolIsDefinedThenFirstOneStaysTheDefault() {
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("to.ken.1", 600));
		this.server.next(AuthingServer.TOKEN, AuthingServer.token("to.ken.2", 600));
		this.contextRunner.withUserConfiguration(SecondPool.class).run((context) -> {
			Pools pools = context.getBean(Pools.class);
			pools.first.detail();
			pools.second.detail();
			pools.first.detail();
			pools.second.detail();
		});
		assertThat(this.server.requests(AuthingServer.DETAIL)).extracting(FurtherPoolsTests::poolAndToken)
			.containsExactly("first-pool Bearer to.ken.1", "second-pool Bearer to.ken.2", "first-pool Bearer to.ken.1",
					"second-pool Bearer to.ken.2");
		assertThat(this.server.requests(AuthingServer.TOKEN)).extracting(AuthingServer::body)
			.satisfiesExactly((first) -> assertThat(first).contains("first-secret"),
					(second) -> assertThat(second).contains("second-secret").doesNotContain("first-secret"));
		assertThat(this.server.requests(AuthingServer.DETAIL))
			.allSatisfy((request) -> assertThat(request.getHeaders().get("x-authing-lang")).isEqualTo("en-US"));
		assertThat(this.server.requests(AuthingServer.DETAIL).get(1).getHeaders().get("x-authing-app-id")).isNull();
	}

	@Test
	void whenTenantsComeAndGoThenEachHasItsClient() {
		this.contextRunner.withBean(Tenants.class).run((context) -> {
			Tenants tenants = context.getBean(Tenants.class);
			UserpoolManagementClient client = tenants.client("blue");
			assertThat(tenants.client("blue")).isSameAs(client);
			client.detail();
			tenants.client("green").detail();
			tenants.remove("blue");
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
				.withMessageContaining("the client is closed");
			tenants.client("green").detail();
			tenants.client("blue").detail();
		});
		assertThat(this.server.requests(AuthingServer.DETAIL))
			.extracting((request) -> request.getHeaders().get("x-authing-userpool-id"))
			.containsExactly("pool-of-blue", "pool-of-green", "pool-of-green", "pool-of-blue");
		assertThat(this.server.count(AuthingServer.TOKEN)).isEqualTo(3);
	}

	@Test
	void whenNoPoolIsConfiguredThenTenantsHaveTheirClientsAllTheSame() {
		this.contextRunner.withPropertyValues("authing.userpool-id=", "authing.secret=")
			.withBean(Tenants.class)
			.run((context) -> assertThat(context.getBean(Tenants.class).client("blue").detail().name())
				.isEqualTo("Fixture pool"));
	}

	private static String poolAndToken(RecordedRequest request) {
		return String.join(" ",
				List.of(request.getHeaders().get("x-authing-userpool-id"), request.getHeaders().get("Authorization")));
	}

	@Configuration(proxyBeanMethods = false)
	static class SecondPool {

		@Bean(defaultCandidate = false)
		@Qualifier("staff")
		UserpoolManagementClient staffUserpool(UserpoolManagementClient.Builder builder) {
			return builder.userpoolId("second-pool").secret("second-secret").build();
		}

		@Bean
		Pools pools(UserpoolManagementClient first, @Qualifier("staff") UserpoolManagementClient second) {
			return new Pools(first, second);
		}

	}

	record Pools(UserpoolManagementClient first, UserpoolManagementClient second) {
	}

	static class Tenants implements AutoCloseable {

		private final Map<String, UserpoolManagementClient> clients = new ConcurrentHashMap<>();

		private final ObjectProvider<UserpoolManagementClient.Builder> builders;

		@Autowired
		Tenants(ObjectProvider<UserpoolManagementClient.Builder> builders) {
			this.builders = builders;
		}

		UserpoolManagementClient client(String tenant) {
			return this.clients.computeIfAbsent(tenant,
					(name) -> this.builders.getObject()
						.userpoolId("pool-of-" + name)
						.secret(() -> Fixtures.SECRET)
						.build());
		}

		void remove(String tenant) {
			UserpoolManagementClient client = this.clients.remove(tenant);
			if (client != null) {
				client.close();
			}
		}

		@Override
		public void close() {
			this.clients.values().forEach(UserpoolManagementClient::close);
		}

	}

}
