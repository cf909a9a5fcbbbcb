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

import java.util.concurrent.atomic.AtomicInteger;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application that says which addresses its HTTP clients may connect to. By
 * reflection, since the tests are compiled for Spring Boot 4.0, which has no such filter.
 */
@EnabledIf(value = "isSupported", disabledReason = "needs the address filters of Spring Boot 4.1")
class InetAddressFilterTests {

	private static final String FILTER = "org.springframework.boot.http.client.InetAddressFilter";

	private final AuthingServer server = new AuthingServer();

	private final AtomicInteger attempts = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, AuthingAutoConfiguration.class))
		.withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter((request, next) -> {
			this.attempts.incrementAndGet();
			return next.exchange(request);
		}))
		.withPropertyValues("authing.userpool-id=" + Fixtures.USERPOOL_ID, "authing.access-token=to.ke.n",
				"authing.host=" + this.server.host(), "spring.reactor.netty.shutdown-quiet-period=0s");

	static boolean isSupported() {
		return ClassUtils.isPresent(FILTER, null);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	/**
	 * Boot cannot enable cookies with Reactor Netty, which its own connector would use.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "disable", "enable" })
	void whenFilterRefusesHostThenChangeIsNotSentAndFilterIsNamed(String cookieHandling) {
		withFilter("externalAddresses")
			.withPropertyValues("spring.http.clients.cookie-handling=" + cookieHandling,
					"spring.http.clients.reactive.connector=jdk")
			.run((context) -> assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(() -> context.getBean(UserpoolManagementClient.class).addEnv("KEY", 1))
				.withMessageContaining("FilteredHostException")
				.withMessageContaining("Nothing was changed.")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED)));
		assertThat(this.attempts).hasValue(1);
		assertThat(this.server.count(AuthingServer.ADD_ENV)).isZero();
	}

	@Test
	void whenFilterAllowsHostThenClientWorks() {
		withFilter("internalAddresses")
			.run((context) -> assertThat(context.getBean(UserpoolManagementClient.class).detail().id())
				.isEqualTo(Fixtures.USERPOOL_ID));
		assertThat(this.attempts).hasValue(1);
	}

	@SuppressWarnings("unchecked")
	private ApplicationContextRunner withFilter(String factoryMethod) {
		Class<Object> type = (Class<Object>) ClassUtils.resolveClassName(FILTER, null);
		return this.runner.withBean(type,
				() -> ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(type, factoryMethod), null));
	}

}
