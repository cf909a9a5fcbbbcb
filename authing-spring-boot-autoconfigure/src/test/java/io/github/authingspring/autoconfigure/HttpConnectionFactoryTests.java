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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.github.authingspring.userpool.AuthingInvalidResponseException;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.netty.channel.ChannelOption;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The connections in an application that has HTTP clients, settings and resources of its
 * own.
 */
class HttpConnectionFactoryTests {

	private final AuthingServer server = new AuthingServer();

	private final Connection connection = new Connection();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, SslAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				WebClientAutoConfiguration.class))
		.withBean(Connection.class, () -> this.connection)
		.withPropertyValues("authing.userpool-id=pool", "authing.secret=secret", "authing.host=" + this.server.host(),
				"spring.reactor.netty.shutdown-quiet-period=0s");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenApplicationStartsThenNothingIsMadeBeforeTheFirstCallAndOnceForAllClients() {
		this.contextRunner.run((context) -> {
			UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
			UserpoolManagementClient further = context.getBean(UserpoolManagementClient.Builder.class)
				.userpoolId("further")
				.secret("secret")
				.build();
			assertThat(this.connection.clients).isEmpty();
			client.detail();
			further.detail();
			assertThat(this.connection.clients).hasSize(1);
			assertThat(context).hasSingleBean(HttpConnection.class)
				.getBean(ClientHttpConnector.class)
				.isSameAs(context.getBean("clientHttpConnector"));
		});
	}

	@Test
	void whenApplicationHasConnectionsThenOursBackOff() {
		List<HttpClient> clients = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean(HttpConnection.class, () -> HttpConnection.create((client) -> {
			clients.add(client);
			return client;
		})).run((context) -> {
			context.getBean(UserpoolManagementClient.class).detail();
			assertThat(clients).hasSize(1);
			assertThat(this.connection.clients).isEmpty();
			assertThat(context).doesNotHaveBean("authingHttpConnection");
		});
	}

	@Test
	void whenApplicationHasReactorResourcesThenTheyAreNotUsed() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		this.contextRunner.withBean(ReactorResourceFactory.class, () -> resources).run((context) -> {
			context.getBean(UserpoolManagementClient.class).detail();
			assertThat(this.connection.clients.get(0).configuration().connectionProvider())
				.isNotSameAs(resources.getConnectionProvider());
			assertThat(this.connection.threads).isNotEmpty()
				.allSatisfy((thread) -> assertThat(thread).startsWith("authing-"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenApplicationCustomizesReactorNettyThenItAppliesWhateverConnectorIsConfigured(String connector) {
		this.contextRunner.withPropertyValues("spring.http.clients.reactive.connector=" + connector)
			.withUserConfiguration(Customizers.class)
			.run((context) -> {
				context.getBean(UserpoolManagementClient.class).detail();
				assertThat(this.server.requests(AuthingServer.DETAIL)).singleElement()
					.satisfies((request) -> assertThat(request.getHeaders().get("x-customizer")).isEqualTo("called"));
				assertThat(context.getBean(Customizers.class).jdk).hasSize(connector.equals("jdk") ? 2 : 0);
			});
	}

	@Test
	void whenApplicationHasBuilderOfOtherConnectorThenCustomizersForReactorNettyApply() {
		this.contextRunner.withUserConfiguration(Customizers.class)
			.withBean(ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
			.run((context) -> {
				context.getBean(UserpoolManagementClient.class).detail();
				assertThat(this.server.requests(AuthingServer.DETAIL).get(0).getHeaders().get("x-customizer"))
					.isEqualTo("called");
				assertThat(context.getBean(Customizers.class).jdk).isEmpty();
				assertThat(context).getBean(ClientHttpConnector.class).isInstanceOf(JdkClientHttpConnector.class);
			});
	}

	@Test
	void whenCustomizersChangeWhatIsSetThenOurSettingsHold() {
		this.server.always(AuthingServer.DETAIL,
				new MockResponse.Builder().code(302).setHeader("Location", this.server.host() + "/elsewhere").build());
		UnaryOperator<HttpClient> changed = (client) -> client.responseTimeout(Duration.ofHours(1))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1)
			.followRedirect(true);
		this.contextRunner
			.withBean("reactorCustomizer", ClientHttpConnectorBuilderCustomizer.class, () -> customizer(changed))
			.withPropertyValues("authing.http.read-timeout=20s", "authing.http.connect-timeout=30s")
			.run((context) -> {
				assertThatExceptionOfType(AuthingInvalidResponseException.class)
					.isThrownBy(context.getBean(UserpoolManagementClient.class)::detail)
					.withMessageContaining("redirect");
				assertThat(this.connection.clients.get(0).configuration().responseTimeout())
					.isEqualTo(Duration.ofSeconds(20));
				assertThat((Object) this.connection.clients.get(0)
					.configuration()
					.options()
					.get(ChannelOption.CONNECT_TIMEOUT_MILLIS)).isEqualTo(30_000);
			});
	}

	private static ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> customizer(
			UnaryOperator<HttpClient> customizer) {
		return (builder) -> builder.withHttpClientCustomizer(customizer);
	}

	@Test
	void whenBundleOfTheApplicationIsMissingThenItDoesNotStart() {
		this.contextRunner.withPropertyValues("spring.http.clients.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(NoSuchSslBundleException.class));
	}

	@ParameterizedTest
	@CsvSource({ ",, 5, 10", "1,, 1, 2", ", 3, 3, 4", "1, 3, 1, 2" })
	void whenTimeoutsAreSetThenOursPrecedeThoseOfTheApplication(Integer ours, Integer ofApplication, int connect,
			int read) {
		MockEnvironment environment = new MockEnvironment();
		if (ours != null) {
			environment.setProperty("authing.http.connect-timeout", ours + "s");
			environment.setProperty("authing.http.read-timeout", (ours + 1) + "s");
		}
		HttpClientSettings settings = (ofApplication != null) ? settings(ofApplication, ofApplication + 1) : null;
		assertThat(new HttpConnectionFactory(environment, settings, null, List.of(), List.of()).settings())
			.isEqualTo(CookieHandling.none(settings(connect, read).withRedirects(HttpRedirects.DONT_FOLLOW)));
	}

	private static HttpClientSettings settings(int connectTimeout, int readTimeout) {
		return HttpClientSettings.defaults()
			.withTimeouts(Duration.ofSeconds(connectTimeout), Duration.ofSeconds(readTimeout));
	}

	/**
	 * Sees what the connections are made of.
	 */
	static final class Connection implements AuthingWebClientCustomizer {

		private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@Override
		public void customize(WebClient.Builder builder) {
			builder.filter((request, next) -> next.exchange(request)
				.doOnNext((response) -> this.threads.add(Thread.currentThread().getName())));
		}

		@Override
		public HttpClient customize(HttpClient httpClient) {
			this.clients.add(httpClient);
			return httpClient;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<ClientHttpConnectorBuilder<?>> jdk = new ArrayList<>();

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> reactorCustomizer() {
			return customizer((client) -> client.headers((headers) -> headers.set("x-customizer", "called")));
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> jdkCustomizer() {
			return (builder) -> {
				this.jdk.add(builder);
				return builder;
			};
		}

		@Bean
		JdkCustomizer typedJdkCustomizer() {
			return new JdkCustomizer(this.jdk);
		}

	}

	record JdkCustomizer(List<ClientHttpConnectorBuilder<?>> customized)
			implements
				ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> {

		@Override
		public JdkClientHttpConnectorBuilder customize(JdkClientHttpConnectorBuilder builder) {
			this.customized.add(builder);
			return builder;
		}

	}

}
