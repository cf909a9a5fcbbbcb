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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.autoconfigure.actuate.AuthingSanitizingAutoConfiguration;
import io.github.authingspring.autoconfigure.actuate.AuthingUserpoolEndpointAutoConfiguration;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class AuthingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AuthingAutoConfiguration.class, AuthingSanitizingAutoConfiguration.class,
						AuthingUserpoolEndpointAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	private final String[] pool = { "authing.userpool-id=59f86b4832eb28071bdd9214",
			"authing.secret=fixture-pool-secret" };

	@ParameterizedTest
	@ValueSource(strings = { "any=any", "authing.userpool-id=", "authing.userpool-id= " })
	void whenUserpoolIdIsMissingThenOnlyBuilderIsThere(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UserpoolManagementClient.class)
				.doesNotHaveBean(ReactiveUserpoolManagementClient.class)
				.doesNotHaveBean(AuthingConnectionDetails.class)
				.hasSingleBean(UserpoolManagementClient.Builder.class)
				.hasSingleBean(HttpConnection.class));
	}

	@Test
	void whenDisabledThenNothingIsConfigured() {
		this.contextRunner.withPropertyValues(this.pool)
			.withPropertyValues("authing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UserpoolManagementClient.class)
				.doesNotHaveBean(UserpoolManagementClient.Builder.class)
				.doesNotHaveBean(HttpConnection.class)
				.doesNotHaveBean(AuthingProperties.class));
	}

	@Test
	void whenPoolIsSetThenBothClientsAreThere() {
		this.contextRunner.withPropertyValues(this.pool)
			.run((context) -> assertThat(context).hasSingleBean(UserpoolManagementClient.class)
				.hasSingleBean(ReactiveUserpoolManagementClient.class)
				.doesNotHaveBean(AuthingUserpoolEndpoint.class));
	}

	@Test
	void whenApplicationHasReactiveClientThenBlockingOneIsItsView() {
		ReactiveUserpoolManagementClient client = mock(ReactiveUserpoolManagementClient.class);
		this.contextRunner.withBean(ReactiveUserpoolManagementClient.class, () -> client)
			.run((context) -> assertThat(context).hasSingleBean(UserpoolManagementClient.class)
				.getBean(ReactiveUserpoolManagementClient.class)
				.isSameAs(client));
	}

	@Test
	void whenApplicationHasBlockingClientThenOursBacksOff() {
		UserpoolManagementClient client = mock(UserpoolManagementClient.class);
		this.contextRunner.withPropertyValues(this.pool)
			.withBean(UserpoolManagementClient.class, () -> client)
			.run((context) -> assertThat(context).getBean(UserpoolManagementClient.class).isSameAs(client));
	}

	@Test
	void whenApplicationHasBuilderThenClientsAreMadeByIt() {
		UserpoolManagementClient.Builder builder = UserpoolManagementClient.builder().appId("of-the-application");
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withBean(UserpoolManagementClient.Builder.class, () -> builder.host(server.host()))
				.run((context) -> context.getBean(UserpoolManagementClient.class).detail());
			assertThat(server.requests(AuthingServer.DETAIL).get(0).getHeaders().get("x-authing-app-id"))
				.isEqualTo("of-the-application");
		}
	}

	@Test
	void whenApplicationHasConnectionDetailsThenTheyPrecedeTheProperties() {
		try (AuthingServer server = new AuthingServer()) {
			AuthingConnectionDetails details = mock(AuthingConnectionDetails.class);
			given(details.getUserpoolId()).willReturn("of-the-application");
			given(details.getSecret()).willReturn("first-secret", "next-secret");
			given(details.getHost()).willReturn(server.host());
			server.next(AuthingServer.DETAIL, AuthingServer.json("errors/rest-not-logged-in-http200.json"));
			this.contextRunner.withPropertyValues(this.pool)
				.withBean(AuthingConnectionDetails.class, () -> details)
				.run((context) -> {
					verify(details, never()).getSecret();
					context.getBean(UserpoolManagementClient.class).detail();
				});
			assertThat(server.requests(AuthingServer.DETAIL).get(0).getHeaders().get("x-authing-userpool-id"))
				.isEqualTo("of-the-application");
			assertThat(server.requests(AuthingServer.TOKEN)).extracting(AuthingServer::body)
				.satisfiesExactly((first) -> assertThat(first).contains("first-secret"),
						(next) -> assertThat(next).contains("next-secret"));
		}
	}

	@Test
	void whenApplicationHasOtherWebClientBuildersThenTheyAreNotUsed() {
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean("loadBalancedBuilder", WebClient.Builder.class,
						AuthingAutoConfigurationTests::builderOfOthers)
				.withBean("otherBuilder", WebClient.Builder.class, AuthingAutoConfigurationTests::builderOfOthers)
				.run((context) -> assertThat(context.getBean(UserpoolManagementClient.class).detail().name())
					.isEqualTo("Fixture pool"));
		}
	}

	private static WebClient.Builder builderOfOthers() {
		return WebClient.builder()
			.filter((request, next) -> Mono.error(new IllegalStateException("This builder is for other servers")));
	}

	@Test
	void whenFilterIsCustomizedForThisClientThenItSeesNoToken() {
		List<HttpHeaders> seen = new CopyOnWriteArrayList<>();
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean(AuthingWebClientCustomizer.class,
						() -> (builder) -> builder.filter((request, next) -> next.exchange(request)
							.doOnNext((response) -> seen.add(response.request().getHeaders()))))
				.run((context) -> context.getBean(UserpoolManagementClient.class).detail());
		}
		assertThat(seen).hasSize(2).noneMatch((headers) -> headers.containsHeader("Authorization"));
	}

	@Test
	void whenApplicationCustomizesItsWebClientsThenNothingLeadsElsewhere() {
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean(WebClientCustomizer.class,
						() -> (builder) -> builder.baseUrl("http://localhost:1")
							.defaultHeader("X-Application", "application")
							.defaultRequest((request) -> request.header("X-Request", "application"))
							.filter((request, next) -> next.exchange(
									ClientRequest.from(request).header("Authorization", "Bearer application").build())))
				.run((context) -> {
					context.getBean(UserpoolManagementClient.class).detail();
					RecordedRequest token = server.requests(AuthingServer.TOKEN).get(0);
					RecordedRequest detail = server.requests(AuthingServer.DETAIL).get(0);
					assertThat(token.getHeaders().get("Authorization")).isNull();
					assertThat(detail.getHeaders().values("Authorization")).singleElement()
						.asString()
						.doesNotContain("application");
					assertThat(detail.getHeaders().get("X-Application")).isNull();
					assertThat(detail.getHeaders().get("X-Request")).isNull();
				});
		}
	}

	@Test
	void whenFiltersOfTheApplicationAreClearedForThisClientThenTheyAreNotItsOwn() {
		List<String> filtered = new CopyOnWriteArrayList<>();
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter((request, next) -> {
					filtered.add(request.url().getPath());
					return next.exchange(request);
				}))
				.withBean(AuthingWebClientCustomizer.class, () -> (builder) -> builder.filters(List::clear))
				.run((context) -> {
					context.getBean(UserpoolManagementClient.class).detail();
					assertThat(server.requests(AuthingServer.DETAIL).get(0).getHeaders().get("Authorization"))
						.isNotNull();
				});
		}
		assertThat(filtered).isEmpty();
	}

	@Test
	void whenClientIsNotCalledThenItsWebClientIsNotCustomized() {
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withBean(WebClientCustomizer.class, () -> (builder) -> {
					throw new IllegalStateException("no gateway");
				})
				.run((context) -> assertThatExceptionOfType(AuthingUnavailableException.class)
					.isThrownBy(context.getBean(UserpoolManagementClient.class)::detail)
					.withMessageContaining("a customizer of its WebClient failed (java.lang.IllegalStateException)"));
			assertThat(server.count(AuthingServer.TOKEN)).isZero();
		}
	}

	/**
	 * Its first call needs beans, which another thread could not make before the start is
	 * over.
	 */
	@Test
	void whenClientIsCalledWhileApplicationStartsThenCustomizersApply() {
		List<URI> seen = new CopyOnWriteArrayList<>();
		try (AuthingServer server = new AuthingServer()) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host())
				.withSystemProperties("spring.locking.strict=true")
				.withBean(WebClientCustomizer.class,
						() -> (builder) -> builder.filter((request, next) -> next.exchange(request)
							.doOnSubscribe((subscription) -> seen.add(request.url()))),
						(definition) -> definition.setLazyInit(true))
				.withUserConfiguration(CallsAtStart.class)
				.run((context) -> assertThat(context.getBean("nameOfPool")).isEqualTo("Fixture pool"));
		}
		assertThat(seen).hasSize(2);
	}

	@Test
	void whenClientIsFirstCalledAsContextClosesThenDestroyMethodIsTooLate() {
		List<String> names = new CopyOnWriteArrayList<>();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		try (AuthingServer server = new AuthingServer()) {
			ApplicationContextRunner runner = this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host());
			runner.run((context) -> context
				.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> names
					.add(String.valueOf(context.getBean(UserpoolManagementClient.class).detail().name()))));
			runner.run((context) -> {
				UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
				DisposableBean user = () -> failures.add(catchThrowable(client::detail));
				((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean("user", user);
			});
		}
		assertThat(names).containsExactly("Fixture pool");
		assertThat(failures).singleElement(InstanceOfAssertFactories.THROWABLE)
			.isInstanceOf(AuthingUnavailableException.class)
			.hasMessageContaining("a customizer of its WebClient failed")
			.hasCauseInstanceOf(BeanCreationNotAllowedException.class);
	}

	@Test
	void whenCallersAreManyThenEachHasItsConnection() {
		int callers = 64;
		CountDownLatch arrivals = new CountDownLatch(callers);
		try (AuthingServer server = new AuthingServer().always(AuthingServer.LIST_ENV, (request) -> {
			arrivals.countDown();
			return awaitAll(arrivals) ? AuthingServer.json("env/list.json") : AuthingServer.json(500, "{}");
		})) {
			this.contextRunner.withPropertyValues(this.pool)
				.withPropertyValues("authing.host=" + server.host(), "authing.retry.max-attempts=1")
				.run((context) -> {
					ReactiveUserpoolManagementClient client = context.getBean(ReactiveUserpoolManagementClient.class);
					assertThat(Flux.range(0, callers)
						.flatMap((caller) -> client.listEnv(), callers)
						.count()
						.block(Duration.ofSeconds(30))).isEqualTo(callers);
				});
		}
	}

	private static boolean awaitAll(CountDownLatch arrivals) {
		try {
			return arrivals.await(9, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class CallsAtStart {

		@Bean
		String nameOfPool(UserpoolManagementClient client) {
			return String.valueOf(client.detail().name());
		}

	}

}
