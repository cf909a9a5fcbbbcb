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

package io.github.authingspring.userpool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLHandshakeException;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Failures of TLS, which are told as such, and lost connections, which are not.
 */
class TlsTests {

	private static HttpConnection connection(String... protocols) {
		return HttpConnection.create((client) -> trustAll(client, protocols), (pool) -> pool.maxConnections(1));
	}

	private static HttpClient trustAll(HttpClient client, String... protocols) {
		SslContextBuilder context = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE);
		if (protocols.length > 0) {
			context.protocols(protocols);
		}
		return client.secure((ssl) -> {
			try {
				ssl.sslContext(context.build());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/**
	 * TLS 1.3 lets the server tell after the client's end of the handshake, with the
	 * request on its way.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whenServerWantsClientCertificateThenItIsToldAsTlsWithItsCause(String protocol) {
		HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
		HandshakeCertificates certificates = new HandshakeCertificates.Builder().heldCertificate(certificate)
			.addTrustedCertificate(certificate.certificate())
			.build();
		try (AuthingServer server = AuthingServer.secure(certificates);
				HttpConnection connection = connection(protocol);
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.userpoolId(Fixtures.USERPOOL_ID)
					.accessToken("to.ke.n")
					.host(server.host())
					.httpConnection(connection)
					.build()) {
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.addEnv("KEY", 1))
				.withMessageContaining("no TLS connection was made (")
				.withMessageContaining("authing.http.ssl.bundle")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.NOT_APPLIED))
				.havingRootCause()
				.isInstanceOf(SSLHandshakeException.class);
			assertThat(server.count(AuthingServer.ADD_ENV)).isZero();
		}
	}

	/**
	 * A connection of the pool on which the server has said that it closes it: its TLS
	 * engine takes nothing more, but the channel is not closed yet.
	 */
	@Test
	void whenTlsOfPooledConnectionIsClosedThenItIsLostConnection(@TempDir Path directory) throws Exception {
		AtomicInteger toClose = new AtomicInteger();
		UnaryOperator<HttpClient> closing = (client) -> trustAll(client).doOnRequest((request, connection) -> {
			if (toClose.get() > 0) {
				toClose.decrementAndGet();
				connection.channel().pipeline().get(SslHandler.class).engine().closeOutbound();
			}
		});
		try (FaultServer server = FaultServer.secure(UnknownCertificate.serverSockets(directory));
				HttpConnection connection = HttpConnection.create(closing);
				UserpoolManagementClient client = client(server, connection)) {
			client.detail();
			toClose.set(2);
			assertThat(client.detail().id()).isEqualTo(Fixtures.USERPOOL_ID);
			toClose.set(1);
			assertThatExceptionOfType(AuthingUnavailableException.class).isThrownBy(() -> client.addEnv("KEY", 1))
				.withMessageContaining("the connection was lost (SslClosedEngineException: SSLEngine closed already)")
				.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN));
		}
	}

	@Test
	void whenServerClosesEachTlsConnectionThenReadsSucceedAndLostChangesAreUnknown(@TempDir Path directory)
			throws Exception {
		ServerResponse respondAndClose = ServerResponse.executed((request, exchange) -> {
			ServerResponse.HEALTHY.action().respond(request, exchange);
			return false;
		});
		try (FaultServer server = FaultServer.secure(UnknownCertificate.serverSockets(directory));
				HttpConnection connection = connection();
				UserpoolManagementClient client = client(server, connection)) {
			for (String kind : List.of(AuthingServer.DETAIL, AuthingServer.UPDATE)) {
				server.plan(kind, true, List.of(respondAndClose));
			}
			int updates = 20;
			int unknown = 0;
			for (int i = 0; i < updates; i++) {
				client.detail();
				try {
					client.update((update) -> update.name("name"));
				}
				catch (AuthingUnavailableException ex) {
					assertThat(ex).hasMessageContaining("the connection was lost (");
					assertThat(ex.outcome()).isEqualTo(Outcome.UNKNOWN);
					unknown++;
				}
			}
			assertThat(server.executions(AuthingServer.UPDATE)).isBetween(updates - unknown, updates);
		}
	}

	private static UserpoolManagementClient client(FaultServer server, HttpConnection connection) {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken("to.ke.n")
			.host(server.host())
			.backoff(Duration.ofMillis(1), Duration.ofMillis(10))
			.httpConnection(connection)
			.build();
	}

}
