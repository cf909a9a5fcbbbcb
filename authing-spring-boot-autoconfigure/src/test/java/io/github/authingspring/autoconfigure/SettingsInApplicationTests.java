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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.InvalidSettingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.model.Env;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Settings that change while the application runs, that contradict one another, or that
 * are meant for other clients.
 */
class SettingsInApplicationTests {

	private final AuthingServer server = new AuthingServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				JacksonAutoConfiguration.class, AuthingAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s",
				"authing.userpool-id=59f86b4832eb28071bdd9214", "authing.secret=first-secret",
				"authing.host=" + this.server.host());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenRefreshHasResetThePropertiesBeanThenBuildersAndTokensAreAsTheEnvironmentSays() {
		this.runner.run((context) -> {
			// What a refresh does before it binds the bean anew.
			AuthingProperties properties = context.getBean(AuthingProperties.class);
			properties.setHost("https://core.authing.cn");
			properties.setSecret(null);
			properties.setUserpoolId(null);
			properties.setLang("zh-CN");
			context.getBean(UserpoolManagementClient.class).detail();
			try (ReactiveUserpoolManagementClient tenant = context.getBean(UserpoolManagementClient.Builder.class)
				.userpoolId("tenant")
				.secret("tenant-secret")
				.buildReactive()) {
				assertThat(tenant.host()).isEqualTo(this.server.host());
			}
			assertThat(AuthingServer.body(this.server.requests(AuthingServer.TOKEN).get(0))).contains("first-secret");
		});
	}

	@Test
	void whenSecretIsRotatedThenNextTokenRequestSendsTheNewOne() {
		this.runner.run((context) -> {
			ConfigurableEnvironment environment = context.getEnvironment();
			environment.getPropertySources()
				.addFirst(new MapPropertySource("rotated",
						new LinkedHashMap<>(Map.of("authing.secret", "second-secret"))));
			context.getBean(UserpoolManagementClient.class).detail();
			assertThat(AuthingServer.body(this.server.requests(AuthingServer.TOKEN).get(0))).contains("second-secret");
		});
	}

	@Test
	void whenConnectionDetailsHaveSecretAndTokenThenStartFails() {
		this.runner.withUserConfiguration(BothCredentials.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("'authing.access-token' is given beside the secret by the bean ")
				.hasMessageNotContaining("the-token"));
	}

	@Test
	void whenBeanOfApplicationSplitsTheViewsThenThereIsWarning() {
		assertThat(warnings(this.runner.withUserConfiguration(SecondPool.class))).singleElement()
			.asString()
			.startsWith("UserpoolManagementClient manages the user pool second-pool, but")
			.contains("that of 59f86b4832eb28071bdd9214")
			.contains("@Bean(defaultCandidate = false)");
	}

	@Test
	void whenViewsAreOfOnePoolThenThereIsNoWarning() {
		assertThat(warnings(this.runner)).isEmpty();
	}

	private static List<String> warnings(ApplicationContextRunner runner) {
		Logger logger = (Logger) LoggerFactory.getLogger(ClientViewsCheck.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		Level level = logger.getLevel();
		logger.setLevel(Level.WARN);
		logger.addAppender(appender);
		try {
			runner.run((context) -> assertThat(context).hasNotFailed());
			return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(level);
		}
	}

	@Test
	void whenCookiesAreEnabledForOtherClientsThenApplicationStartsAndKeepsNone() {
		this.server.always(AuthingServer.DETAIL,
				AuthingServer.json("detail/rest.json")
					.newBuilder()
					.addHeader("Set-Cookie", "session=1; Path=/")
					.build());
		// Boot keeps no cookies with Reactor Netty, and says so: the other clients use
		// another transport.
		this.runner
			.withPropertyValues("spring.http.clients.cookie-handling=enable",
					"spring.http.clients.reactive.connector=jdk")
			.run((context) -> {
				UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
				client.detail();
				client.detail();
				assertThat(this.server.requests(AuthingServer.DETAIL).get(1).getHeaders().get("Cookie")).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "authing.http.ssl.bundle", "spring.http.clients.ssl.bundle" })
	void whenSslBundleIsReloadedThenNewConnectionsTrustItsAuthorities(String property) {
		whenSslBundleIsReloadedThenNewConnectionsTakeIt(property, (client, server) -> bundle(client, client),
				(client, server) -> bundle(client, server));
	}

	@ParameterizedTest
	@ValueSource(strings = { "authing.http.ssl.bundle", "spring.http.clients.ssl.bundle" })
	void whenSslBundleIsReloadedThenNewConnectionsPresentItsCertificate(String property) {
		whenSslBundleIsReloadedThenNewConnectionsTakeIt(property,
				(client, server) -> bundle(new HeldCertificate.Builder().build(), server),
				(client, server) -> bundle(client, server));
	}

	private void whenSslBundleIsReloadedThenNewConnectionsTakeIt(String property,
			BiFunction<HeldCertificate, HeldCertificate, SslBundle> before,
			BiFunction<HeldCertificate, HeldCertificate, SslBundle> after) {
		HeldCertificate serverCertificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
			.build();
		HeldCertificate clientCertificate = new HeldCertificate.Builder().commonName("client").build();
		try (AuthingServer secure = AuthingServer
			.secure(new HandshakeCertificates.Builder().heldCertificate(serverCertificate)
				.addTrustedCertificate(clientCertificate.certificate())
				.build())) {
			DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("reloaded",
					before.apply(clientCertificate, serverCertificate));
			this.runner.withBean(SslBundles.class, () -> bundles)
				.withPropertyValues(property + "=reloaded", "authing.host=" + secure.host(),
						"authing.retry.max-attempts=1")
				.run((context) -> {
					UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
					assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
						.withMessageContaining("no TLS connection was made");
					bundles.updateBundle("reloaded", after.apply(clientCertificate, serverCertificate));
					assertThat(client.detail().id()).isNotNull();
				});
			assertThat(secure.requests(AuthingServer.DETAIL)).singleElement()
				.satisfies((request) -> assertThat(request.getHandshake().peerPrincipal().getName())
					.isEqualTo("CN=client"));
		}
	}

	private static SslBundle bundle(HeldCertificate own, HeldCertificate trusted) {
		return SslBundle.of(new PemSslStoreBundle(
				PemSslStoreDetails.forCertificate(own.certificatePem()).withPrivateKey(own.privateKeyPkcs8Pem()),
				PemSslStoreDetails.forCertificate(trusted.certificatePem())));
	}

	@Test
	void whenBeansAreLazyThenFailureNamesTheSetting() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("authing.host=http://authing.example.com")
			.run((context) -> assertThat(context.getStartupFailure()).hasMessageContaining("'authing.host'")
				.rootCause()
				.isInstanceOf(InvalidSettingException.class));
	}

	/**
	 * As with Kotlin's module, which keeps {@code isActive} from becoming {@code active}.
	 */
	@Test
	void whenMapperOfApplicationHasSettingsThenTheyAreThoseOfValuesAlone() {
		this.runner
			.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.jackson.deserialization.fail-on-unknown-properties=true")
			.run((context) -> {
				UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
				client.addEnv("KEY", new Hook("https://example.com"));
				client.update((updates) -> updates.registerDisabled(true));
			});
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.ADD_ENV).get(0)))
			.isEqualTo("{\"key\":\"KEY\",\"value\":{\"target_url\":\"https://example.com\"}}");
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.UPDATE).get(0)))
			.contains("\"registerDisabled\":true");
	}

	@Test
	void whenContextIsClosedWhileChangeIsUnderWayThenChangeEndsWithItsSecondRead() {
		CountDownLatch received = new CountDownLatch(1);
		CountDownLatch respond = new CountDownLatch(1);
		// The common pool of two processors has one thread, and Java 25 takes no other.
		Executor ownThread = (task) -> new Thread(task).start();
		this.server.always(AuthingServer.ADD_ENV, (request) -> {
			received.countDown();
			awaitUninterruptibly(respond);
			return AuthingServer.json("env/add-single-without-value.json");
		});
		this.runner.run((context) -> {
			UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
			CompletableFuture<List<Env>> change = CompletableFuture.supplyAsync(() -> client.addEnv("KEY", 1),
					ownThread);
			awaitUninterruptibly(received);
			CompletableFuture<Void> closing = CompletableFuture.runAsync(context.getSourceApplicationContext()::close,
					ownThread);
			await().untilAsserted(
					() -> assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
						.withMessageContaining("the client is closed"));
			assertThat(closing).isNotDone();
			respond.countDown();
			assertThat(change).succeedsWithin(Duration.ofSeconds(30))
				.asInstanceOf(InstanceOfAssertFactories.LIST)
				.hasSize(3);
			assertThat(closing).succeedsWithin(Duration.ofSeconds(30));
		});
		assertThat(this.server.count(AuthingServer.ADD_ENV)).isEqualTo(1);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whenContextIsClosedThenSharedConnectionsAreClosed() {
		HttpConnection[] connection = new HttpConnection[1];
		this.runner.run((context) -> connection[0] = context.getBean(HttpConnection.class));
		UserpoolManagementClient client = UserpoolManagementClient.builder()
			.host(this.server.host())
			.userpoolId("pool")
			.secret("secret")
			.httpConnection(connection[0])
			.build();
		assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
			.withMessageContaining("closed");
	}

	record Hook(String targetUrl) {

	}

	@Configuration(proxyBeanMethods = false)
	static class BothCredentials {

		@Bean
		AuthingConnectionDetails connectionDetails() {
			return new AuthingConnectionDetails() {

				@Override
				public String getUserpoolId() {
					return "pool";
				}

				@Override
				public String getSecret() {
					return "the-secret";
				}

				@Override
				public String getAccessToken() {
					return "the-token";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondPool {

		@Bean
		UserpoolManagementClient secondPool(UserpoolManagementClient.Builder builder) {
			return builder.userpoolId("second-pool").secret("second").build();
		}

	}

}
