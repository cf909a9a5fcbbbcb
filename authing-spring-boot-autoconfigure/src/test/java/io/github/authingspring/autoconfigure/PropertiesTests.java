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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
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
		.withPropertyValues("authing.userpool-id=" + Fixtures.USERPOOL_ID, "authing.secret=" + Fixtures.SECRET,
				"authing.host=" + this.server.host(), "authing.retry.initial-backoff=1ms",
				"spring.reactor.netty.shutdown-quiet-period=0s");

	/** No token request, which a short timeout could meet, too. */
	private final String[] withoutTokenRequest = { "authing.secret=", "authing.access-token=to.ke.n",
			"authing.retry.max-attempts=1" };

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenValuesAreConfiguredThenTheirHeadersAreSentWithEachRequest() {
		call(UserpoolManagementClient::detail, "authing.userpool-id=pool", "authing.app-id=app",
				"authing.tenant-id=tenant", "authing.lang=ja-JP");
		assertThat(List.of(request(AuthingServer.TOKEN), request(AuthingServer.DETAIL))).allSatisfy((request) -> {
			assertThat(request.getHeaders().values("x-authing-userpool-id")).containsExactly("pool");
			assertThat(request.getHeaders().values("x-authing-app-id")).containsExactly("app");
			assertThat(request.getHeaders().values("x-authing-app-tenant-id")).containsExactly("tenant");
			assertThat(request.getHeaders().values("x-authing-lang")).containsExactly("ja-JP");
		});
	}

	@Test
	void whenHeadersAreRenamedThenTheyAreSentUnderThoseNamesAlone() {
		call(UserpoolManagementClient::detail, "authing.app-id=app", "authing.tenant-id=tenant",
				"authing.header-names.userpool-id=x-1", "authing.header-names.app-id=x-2",
				"authing.header-names.tenant-id=x-3", "authing.header-names.request-from=x-4",
				"authing.header-names.sdk-version=x-5", "authing.header-names.lang=x-6");
		assertThat(List.of(request(AuthingServer.TOKEN), request(AuthingServer.DETAIL))).allSatisfy((request) -> {
			assertThat(request.getHeaders().values("x-1")).containsExactly(Fixtures.USERPOOL_ID);
			assertThat(request.getHeaders().values("x-2")).containsExactly("app");
			assertThat(request.getHeaders().values("x-3")).containsExactly("tenant");
			assertThat(request.getHeaders().values("x-4")).containsExactly("sdk");
			assertThat(request.getHeaders().values("x-5")).singleElement().asString().startsWith("spring-boot:");
			assertThat(request.getHeaders().values("x-6")).containsExactly("zh-CN");
			assertThat(request.getHeaders().names()).noneMatch((name) -> name.startsWith("x-authing"));
		});
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
	@ValueSource(ints = { 1, 4 })
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

	@Test
	void whenCallTakesTooLongThenItEndsByCallTimeout() {
		this.server.always(AuthingServer.DETAIL, silence());
		assertThat(failsWithoutTokenRequest("authing.call-timeout=100ms"))
			.hasMessageContaining("it timed out after 100ms (authing.call-timeout)");
	}

	@ParameterizedTest
	@CsvSource({ "authing.http.read-timeout=100ms, spring.http.clients.read-timeout=1h",
			"spring.http.clients.read-timeout=100ms, spring.http.clients.connect-timeout=1h" })
	void whenNothingIsReadInTimeThenReadTimeoutFires(String property, String other) {
		this.server.always(AuthingServer.DETAIL, silence());
		assertThat(failsWithoutTokenRequest(property, other))
			.hasMessageContaining("no response came within authing.http.read-timeout");
	}

	@Test
	void whenApplicationInstallsConnectorThenReadTimeoutFiresAllTheSame() {
		this.server.always(AuthingServer.DETAIL, silence());
		this.contextRunner
			.withBean(WebClientCustomizer.class,
					() -> (builder) -> builder.clientConnector(new ReactorClientHttpConnector()))
			.withPropertyValues(this.withoutTokenRequest)
			.withPropertyValues("authing.http.read-timeout=100ms")
			.run((context) -> assertThatExceptionOfType(AuthingUnavailableException.class)
				.isThrownBy(context.getBean(UserpoolManagementClient.class)::detail)
				.withMessageContaining("no response came within authing.http.read-timeout"));
	}

	@Test
	void whenNoConnectionIsMadeInTimeThenConnectTimeoutFires() throws IOException {
		List<Socket> waiting = new ArrayList<>();
		try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// A queue that is full lets further connections wait.
			for (int i = 0; i < 2; i++) {
				waiting.add(new Socket(deaf.getInetAddress(), deaf.getLocalPort()));
			}
			assertThat(failsWithoutTokenRequest("authing.host=http://localhost:" + deaf.getLocalPort(),
					"authing.http.connect-timeout=100ms"))
				.hasMessageContaining("no connection was made")
				.hasMessageContaining("imed out");
		}
		finally {
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@Test
	void whenResponseIsLargerThanAllowedThenItIsNotRead() {
		assertThat(fails(AuthingInvalidResponseException.class, "authing.http.max-response-size=1KB"))
			.hasMessageContaining("the response is larger than authing.http.max-response-size (1024 bytes). "
					+ "Raise authing.http.max-response-size if so much is expected.");
	}

	@Test
	void whenSslBundleIsSetThenPrivateAuthorityIsTrustedAndCertificatePresented() {
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
			assertThat(fails(AuthingUnavailableException.class, host))
				.hasMessageContaining("no TLS connection was made")
				.hasMessageContaining("authing.http.ssl.bundle");
			String[] bundle = { host,
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
	void whenHttpClientIsCustomizedThenOnlyThisClientUsesTheProxyAndKeepsItsTimeouts() {
		try (ForwardProxy proxy = new ForwardProxy()) {
			this.contextRunner.withBean(ProxyCustomizer.class, () -> new ProxyCustomizer(proxy.port()))
				.withPropertyValues(this.withoutTokenRequest)
				.withPropertyValues("authing.host=http://authing.invalid:" + port(), "authing.allow-insecure-http=true",
						"authing.http.read-timeout=2s")
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
						.withMessageContaining("no response came within authing.http.read-timeout");
				});
		}
	}

	private String port() {
		return this.server.host().substring(this.server.host().lastIndexOf(':') + 1);
	}

	private static MockResponse silence() {
		return new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build();
	}

	private RecordedRequest request(String kind) {
		return this.server.requests(kind).get(0);
	}

	private void call(Consumer<UserpoolManagementClient> operation, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> operation.accept(context.getBean(UserpoolManagementClient.class)));
	}

	private Throwable failsWithoutTokenRequest(String... properties) {
		return fails(AuthingUnavailableException.class,
				Stream.of(this.withoutTokenRequest, properties).flatMap(Stream::of).toArray(String[]::new));
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
		public HttpClient customize(HttpClient httpClient) {
			return httpClient.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host("localhost").port(this.port))
				.resolver(NoopAddressResolverGroup.INSTANCE);
		}

	}

}
