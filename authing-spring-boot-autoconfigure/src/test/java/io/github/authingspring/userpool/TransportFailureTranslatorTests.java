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

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.RequestFailure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.channel.AbortedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the transport throws, and what is concluded from it: above all whether the server
 * can have got the request.
 */
class TransportFailureTranslatorTests {

	static Stream<Throwable> ofTls() {
		return Stream.of(new SSLHandshakeException("x"), new SSLPeerUnverifiedException("x"),
				new NotSslRecordException("x"), new DecoderException(new SSLHandshakeException("x")),
				new SSLException(new CertificateExpiredException("x")), new IOException(new CertificateException("x")));
	}

	@ParameterizedTest
	@MethodSource("ofTls")
	void whenHandshakeOrCertificateIsInChainThenItIsTls(Throwable thrown) {
		for (boolean sent : new boolean[] { false, true }) {
			RequestFailure failure = translate(thrown, sent);
			assertFailure(failure, Kind.TLS_FAILED, "no TLS connection was made (" + text(thrown) + ")", false);
			assertThat(failure).hasCause(thrown);
		}
	}

	static Stream<Throwable> ofConnecting() {
		return Stream.of(new ConnectException("x"), new ConnectTimeoutException("x"), new UnknownHostException("x"),
				new ProxyConnectException("x"), new IOException(new ConnectException("x")));
	}

	@ParameterizedTest
	@MethodSource("ofConnecting")
	void whenConnectingFailsThenNothingWasSent(Throwable thrown) {
		// Reactor Netty connects again after a connection that turned out dead.
		for (boolean sent : new boolean[] { false, true }) {
			RequestFailure failure = translate(thrown, sent);
			assertFailure(failure, Kind.CONNECT_FAILED, "no connection was made (" + text(thrown) + ")", false);
			assertThat(failure).hasCause(thrown);
		}
	}

	static Stream<Throwable> ofNetwork() {
		return Stream.of(new IOException("x"), new EOFException(), new ClosedChannelException(),
				new NoRouteToHostException(), new PrematureChannelClosureException("x"), AbortedException.beforeSend(),
				new SSLException("x"), new SslClosedEngineException("x"), new DecoderException(new SSLException("x")),
				new UnresolvedAddressException());
	}

	@ParameterizedTest
	@MethodSource("ofNetwork")
	void whenNetworkFailsThenConnectionIsLostOnceTheRequestIsSent(Throwable thrown) {
		RequestFailure before = translate(thrown, false);
		assertFailure(before, Kind.CONNECT_FAILED, "no connection was made (" + text(thrown) + ")", false);
		assertThat(before).hasCause(thrown);
		RequestFailure after = translate(thrown, true);
		assertFailure(after, Kind.CONNECTION_LOST, "the connection was lost (" + text(thrown) + ")", true);
		assertThat(after).hasCause(thrown);
	}

	static Stream<Throwable> ofTime() {
		return Stream.of(new TimeoutException(), new TimeoutException("x"), ReadTimeoutException.INSTANCE);
	}

	@ParameterizedTest
	@MethodSource("ofTime")
	void whenTimeIsOverThenItIsTheReadTimeoutOnceTheRequestIsSent(Throwable thrown) {
		assertFailure(translate(thrown, false), Kind.CONNECT_FAILED, "no connection was made (" + text(thrown) + ")",
				false);
		assertFailure(translate(thrown, true), Kind.CONNECTION_LOST,
				"no response came within authing.http.read-timeout", true);
	}

	static Stream<Throwable> ofCodec() {
		return Stream.of(new DecoderException("secret"), new TooLongFrameException("secret"),
				new DecoderException(new NumberFormatException("secret")),
				new DecoderException(new IllegalArgumentException("secret")));
	}

	@ParameterizedTest
	@MethodSource("ofCodec")
	void whenResponseIsNotHttpThenItIsNotQuoted(Throwable thrown) {
		Throwable reason = (thrown.getCause() != null) ? thrown.getCause() : thrown;
		for (boolean sent : new boolean[] { false, true }) {
			RequestFailure failure = translate(thrown, sent);
			assertFailure(failure, Kind.INVALID_RESPONSE,
					"the response is not HTTP (" + reason.getClass().getSimpleName() + ")", sent);
			assertThat(failure).hasNoCause();
		}
	}

	@Test
	void whenResponseIsNotCompressedThenItIsNotQuoted() {
		for (boolean sent : new boolean[] { false, true }) {
			RequestFailure failure = translate(new DecompressionException("secret"), sent);
			assertFailure(failure, Kind.INVALID_RESPONSE, "the response is not compressed as its header says", sent);
			assertThat(failure).hasNoCause();
		}
	}

	static Stream<Throwable> unknown() {
		return Stream.of(new IllegalStateException("secret"), new IllegalArgumentException("secret"),
				new NumberFormatException("secret"), new NullPointerException(),
				new RuntimeException(new IOException("secret")));
	}

	@ParameterizedTest
	@MethodSource("unknown")
	void whenExceptionIsUnknownThenItIsNamedByItsType(Throwable thrown) {
		for (boolean sent : new boolean[] { false, true }) {
			RequestFailure failure = translate(thrown, sent);
			assertFailure(failure, Kind.TRANSPORT_FAILED, "the transport failed (" + thrown.getClass().getName() + ")",
					sent);
			assertThat(failure).hasCause(thrown);
		}
	}

	@Test
	void whenFailureIsKnownAlreadyThenItIsLeftAsItIs() {
		RequestFailure failure = new RequestFailure(Kind.TLS_FAILED, "x");
		assertThat(TransportFailureTranslator.translate(failure, true)).isSameAs(failure);
		Error error = new StackOverflowError();
		assertThat(TransportFailureTranslator.translate(error, true)).isSameAs(error);
	}

	@Test
	void whenMessageOfCauseHasControlCharactersThenTheyAreGone() {
		assertThat(translate(new ConnectException("refused\nERROR forged"), false).description())
			.isEqualTo("no connection was made (ConnectException: refused ERROR forged)");
	}

	@Test
	void whenCausesFormCircleThenItEnds() {
		IOException first = new IOException("first");
		first.initCause(new IOException("second", first));
		assertThat(translate(first, true).description()).isEqualTo("the connection was lost (IOException: first)");
	}

	/**
	 * Translate an exception, as it is and as WebClient wraps it.
	 */
	private static RequestFailure translate(Throwable thrown, boolean sent) {
		RequestFailure failure = (RequestFailure) TransportFailureTranslator.translate(thrown, sent);
		RequestFailure ofWebClient = (RequestFailure) TransportFailureTranslator.translate(
				new WebClientRequestException(thrown, HttpMethod.GET, URI.create("https://x"), new HttpHeaders()),
				sent);
		assertThat(ofWebClient.kind()).isEqualTo(failure.kind());
		assertThat(ofWebClient.description()).isEqualTo(failure.description());
		assertThat(ofWebClient.getCause()).isSameAs(failure.getCause());
		assertThat(ofWebClient.outcome()).isEqualTo(failure.outcome());
		return failure;
	}

	private static void assertFailure(RequestFailure failure, Kind kind, String description, boolean executed) {
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.description()).isEqualTo(description);
		assertThat(failure.outcome()).isEqualTo(executed ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
		assertThat(failure.error()).isNull();
	}

	private static String text(Throwable thrown) {
		return thrown.getClass().getSimpleName() + ((thrown.getMessage() != null) ? ": " + thrown.getMessage() : "");
	}

}
