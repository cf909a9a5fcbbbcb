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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingInvalidResponseException;
import io.github.authingspring.userpool.AuthingRateLimitException;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.AuthingUnavailableException;
import io.github.authingspring.userpool.Fixtures;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.netty.resolver.NoopAddressResolverGroup;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.transport.ProxyProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The effect of every property, on the wire.
 */
class PropertiesTests {

	private final AuthingServer server = new AuthingServer();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, SslAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				WebClientAutoConfiguration.class))
		.withBean(ReactorResourceFactory.class, PropertiesTests::resourcesThatCloseAtOnce)
		.withPropertyValues("authing.userpool-id=" + Fixtures.USERPOOL_ID, "authing.secret=" + Fixtures.SECRET,
				"authing.host=" + this.server.host(), "authing.retry.initial-backoff=1ms");

	private static ReactorResourceFactory resourcesThatCloseAtOnce() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "authing.userpool-id=other, x-authing-userpool-id, other", "authing.app-id=app, x-authing-app-id, app",
			"authing.tenant-id=tenant, x-authing-app-tenant-id, tenant", "authing.lang=ja-JP, x-authing-lang, ja-JP",
			"authing.header-names.userpool-id=x-other, x-other, 59f86b4832eb28071bdd9214",
			"authing.header-names.request-from=x-other, x-other, sdk",
			"authing.header-names.lang=x-other, x-other, zh-CN" })
	void whenHeaderIsConfiguredThenItIsSentWithEachRequest(String property, String header, String value) {
		call(UserpoolManagementClient::detail, property);
		assertThat(List.of(request(AuthingServer.TOKEN), request(AuthingServer.DETAIL)))
			.allSatisfy((request) -> assertThat(request.getHeaders().values(header)).containsExactly(value));
	}

	@ParameterizedTest
	@CsvSource({ "authing.header-names.app-id=x-other, app", "authing.header-names.tenant-id=x-other, tenant",
			"authing.header-names.sdk-version=x-other, spring-boot:" })
	void whenOptionalHeaderIsRenamedThenItIsSentUnderThatName(String property, String value) {
		call(UserpoolManagementClient::detail, property, "authing.app-id=app", "authing.tenant-id=tenant");
		assertThat(request(AuthingServer.DETAIL).getHeaders().get("x-other")).startsWith(value);
	}

	@Test
	void whenAccessTokenIsConfiguredThenItIsUsedInPlaceOfTheSecret() {
		call(UserpoolManagementClient::detail, "authing.secret=", "authing.access-token=to.ke.n");
		assertThat(request(AuthingServer.DETAIL).getHeaders().get("Authorization")).isEqualTo("Bearer to.ke.n");
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	@Test
	void whenHostHasBasePathThenRequestsGoBelowIt() {
		call(UserpoolManagementClient::detail, "authing.host=" + this.server.host() + "/base/");
		assertThat(request(AuthingServer.DETAIL).getTarget()).isEqualTo("/base/api/v2/userpools/detail");
	}

	@Test
	void whenInsecureHttpIsAllowedThenApplicationStarts() {
		this.contextRunner
			.withPropertyValues("authing.host=http://authing.example.com", "authing.allow-insecure-http=true")
			.run((context) -> assertThat(context).hasSingleBean(UserpoolManagementClient.class));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void whenAttemptsAreLimitedThenRequestIsSentThatOften(int attempts) {
		this.server.always(AuthingServer.DETAIL, new MockResponse.Builder().code(503).build());
		fails(AuthingUnavailableException.class, "authing.retry.max-attempts=" + attempts);
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(attempts);
	}

	@ParameterizedTest
	@CsvSource({ "1ms, 3", "1m, 1" })
	void whenFirstWaitWouldNotFitThenCallFailsAtOnce(String initialBackoff, int attempts) {
		this.server.always(AuthingServer.DETAIL, new MockResponse.Builder().code(503).build());
		fails(AuthingUnavailableException.class, "authing.retry.initial-backoff=" + initialBackoff,
				"authing.retry.max-backoff=2m", "authing.call-timeout=20s");
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(attempts);
	}

	@Test
	void whenServerAsksForLongerWaitThanAllowedThenCallFailsAtOnce() {
		this.server.always(AuthingServer.DETAIL,
				new MockResponse.Builder().code(429).setHeader("Retry-After", "2").build());
		fails(AuthingRateLimitException.class, "authing.retry.max-backoff=1s");
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenCallTakesTooLongThenItEndsByCallTimeout(String connector) {
		this.server.always(AuthingServer.DETAIL, silence());
		assertThat(fails(AuthingUnavailableException.class, connector(connector), "authing.call-timeout=2s"))
			.hasMessageContaining("it did not end within authing.call-timeout (2s)");
	}

	@ParameterizedTest
	@CsvSource({ "reactor, authing.http.read-timeout=2s, spring.http.clients.read-timeout=1h",
			"jdk, authing.http.read-timeout=2s, spring.http.clients.read-timeout=1h",
			"reactor, spring.http.clients.read-timeout=2s, spring.http.clients.connect-timeout=1h",
			"jdk, spring.http.clients.read-timeout=2s, spring.http.clients.connect-timeout=1h" })
	void whenNothingIsReadInTimeThenReadTimeoutFires(String connector, String property, String other) {
		this.server.always(AuthingServer.DETAIL, silence());
		assertThat(fails(AuthingUnavailableException.class, connector(connector), property, other,
				"authing.retry.max-attempts=1"))
			.hasMessageContaining("no answer came within authing.http.read-timeout");
	}

	@Test
	void whenApplicationInstallsConnectorThenReadTimeoutFiresAllTheSame() {
		this.server.always(AuthingServer.DETAIL, silence());
		this.contextRunner
			.withBean(WebClientCustomizer.class,
					() -> (builder) -> builder.clientConnector(new ReactorClientHttpConnector()))
			.withPropertyValues("authing.http.read-timeout=2s", "authing.retry.max-attempts=1")
			.run((context) -> assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(context.getBean(UserpoolManagementClient.class)::detail)
				.withMessageContaining("no answer came within authing.http.read-timeout"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenNoConnectionIsMadeInTimeThenConnectTimeoutFires(String connector) throws IOException {
		List<Socket> waiting = new ArrayList<>();
		try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// A queue that is full lets further connections wait.
			for (int i = 0; i < 2; i++) {
				waiting.add(new Socket(deaf.getInetAddress(), deaf.getLocalPort()));
			}
			assertThat(fails(AuthingUnavailableException.class, connector(connector),
					"authing.host=http://localhost:" + deaf.getLocalPort(), "authing.http.connect-timeout=200ms",
					"authing.retry.max-attempts=1"))
				.hasMessageContaining("no connection was made")
				.hasMessageContaining("imed out");
		}
		finally {
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenAnswerIsLargerThanAllowedThenItIsNotRead(String connector) {
		assertThat(fails(AuthingInvalidResponseException.class, connector(connector),
				"authing.http.max-response-size=1KB"))
			.hasMessageContaining("the answer is larger than authing.http.max-response-size (1024 bytes)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void whenSslBundleIsSetThenPrivateAuthorityIsTrustedAndCertificatePresented(String connector) {
		HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
		HeldCertificate ofServer = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
			.signedBy(authority)
			.build();
		HeldCertificate ofClient = new HeldCertificate.Builder().commonName("client").signedBy(authority).build();
		try (AuthingServer secure = AuthingServer
			.secure(new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate())
				.heldCertificate(ofServer)
				.build())) {
			String host = "authing.host=" + secure.host();
			assertThat(fails(AuthingUnavailableException.class, connector(connector), host))
				.hasMessageContaining("no TLS connection was made")
				.hasMessageContaining("authing.http.ssl.bundle");
			String[] bundle = { connector(connector), host,
					"spring.ssl.bundle.pem.private.truststore.certificate=" + authority.certificatePem(),
					"spring.ssl.bundle.pem.private.keystore.certificate=" + ofClient.certificatePem(),
					"spring.ssl.bundle.pem.private.keystore.private-key=" + ofClient.privateKeyPkcs8Pem() };
			for (String property : List.of("authing.http.ssl.bundle=private",
					"spring.http.clients.ssl.bundle=private")) {
				this.contextRunner.withPropertyValues(bundle)
					.withPropertyValues(property)
					.run((context) -> assertThat(context.getBean(UserpoolManagementClient.class).detail().name())
						.isEqualTo("Fixture pool"));
			}
			assertThat(secure.requests(AuthingServer.DETAIL)).hasSize(2)
				.allSatisfy((request) -> assertThat(request.getHandshake().peerPrincipal().getName())
					.isEqualTo("CN=client"));
		}
	}

	@Test
	void whenConnectorIsCustomizedThenOnlyThisClientUsesTheProxyAndKeepsItsTimeLimits() {
		try (ForwardProxy proxy = new ForwardProxy()) {
			this.contextRunner.withBean(ProxyCustomizer.class, () -> new ProxyCustomizer(proxy.port()))
				.withPropertyValues("authing.host=http://authing.invalid:" + port(), "authing.allow-insecure-http=true",
						"authing.http.read-timeout=2s", "authing.retry.max-attempts=1")
				.run((context) -> {
					UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
					assertThat(client.detail().name()).isEqualTo("Fixture pool");
					assertThat(proxy.tunnels()).containsOnly("authing.invalid:" + port());
					context.getBean(WebClient.Builder.class)
						.build()
						.get()
						.uri(this.server.host() + "/api/v2/env")
						.retrieve()
						.toBodilessEntity()
						.block();
					assertThat(proxy.tunnels()).containsOnly("authing.invalid:" + port());
					this.server.always(AuthingServer.DETAIL, silence());
					assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(client::detail)
						.withMessageContaining("no answer came within authing.http.read-timeout");
				});
		}
	}

	private String port() {
		return this.server.host().substring(this.server.host().lastIndexOf(':') + 1);
	}

	private static MockResponse silence() {
		return new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build();
	}

	private static String connector(String name) {
		return "spring.http.clients.reactive.connector=" + name;
	}

	private RecordedRequest request(String kind) {
		return this.server.requests(kind).get(0);
	}

	private void call(Consumer<UserpoolManagementClient> operation, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> operation.accept(context.getBean(UserpoolManagementClient.class)));
	}

	private <E extends AuthingException> Throwable fails(Class<E> type, String... properties) {
		List<Throwable> failures = new ArrayList<>();
		call((client) -> assertThatExceptionOfType(type).isThrownBy(client::detail).satisfies(failures::add),
				properties);
		return failures.get(0);
	}

	/**
	 * The README's example. Without the resolver the name would be resolved on this side
	 * of the proxy.
	 */
	static final class ProxyCustomizer implements AuthingWebClientCustomizer {

		private final int port;

		ProxyCustomizer(int port) {
			this.port = port;
		}

		@Override
		public void customize(WebClient.Builder builder) {
		}

		@Override
		public ClientHttpConnectorBuilder<?> customizeConnector(ClientHttpConnectorBuilder<?> builder) {
			return ((ReactorClientHttpConnectorBuilder) builder).withHttpClientCustomizer((httpClient) -> httpClient
				.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host("localhost").port(this.port))
				.resolver(NoopAddressResolverGroup.INSTANCE));
		}

	}

}
