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
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.github.authingspring.userpool.RequestFailure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What connectors throw, and what is concluded from it: above all whether the server can
 * have got the request.
 */
class TransportFailureTranslatorTests {

	static Stream<Arguments> failures() {
		return Stream.of(
				Arguments.of(new DataBufferLimitException("x"), Kind.INVALID_RESPONSE,
						"the answer is larger than authing.http.max-response-size (1024 bytes)"),
				Arguments.of(new DecoderException(new DataBufferLimitException("x")), Kind.INVALID_RESPONSE,
						"the answer is larger than authing.http.max-response-size (1024 bytes)"),
				Arguments.of(new SSLHandshakeException("unknown\nCA"), Kind.TLS,
						"no TLS connection was made (SSLHandshakeException: unknown CA)"),
				Arguments.of(new DecoderException(new SSLException("bad record")), Kind.TLS,
						"no TLS connection was made (SSLException: bad record)"),
				Arguments.of(new ConnectException("refused"), Kind.NOT_CONNECTED,
						"no connection was made (ConnectException: refused)"),
				Arguments.of(new ConnectTimeoutException("5s"), Kind.NOT_CONNECTED,
						"no connection was made (ConnectTimeoutException: 5s)"),
				Arguments.of(new UnknownHostException("x.invalid"), Kind.NOT_CONNECTED,
						"no connection was made (UnknownHostException: x.invalid)"),
				Arguments.of(new NoRouteToHostException(), Kind.NOT_CONNECTED,
						"no connection was made (NoRouteToHostException)"),
				Arguments.of(new IOException(new UnresolvedAddressException()), Kind.NOT_CONNECTED,
						"no connection was made (IOException: java.nio.channels.UnresolvedAddressException)"),
				Arguments.of(new HttpConnectTimeoutException("5s"), Kind.NOT_CONNECTED,
						"no connection was made (HttpConnectTimeoutException: 5s)"),
				Arguments.of(new PoolAcquireTimeoutException("45s"), Kind.NOT_CONNECTED,
						"no connection was made (PoolAcquireTimeoutException: 45s)"),
				Arguments.of(new TimeoutException(), Kind.NO_ANSWER, "no answer came within authing.http.read-timeout"),
				Arguments.of(new HttpTimeoutException("10s"), Kind.NO_ANSWER,
						"no answer came within authing.http.read-timeout"),
				Arguments.of(ReadTimeoutException.INSTANCE, Kind.NO_ANSWER,
						"no answer came within authing.http.read-timeout"),
				Arguments.of(new DecoderException("secret"), Kind.INVALID_RESPONSE,
						"the answer is no HTTP (DecoderException)"),
				Arguments.of(new ProtocolException("secret"), Kind.INVALID_RESPONSE,
						"the answer is no HTTP (ProtocolException)"),
				Arguments.of(catchThrowable(() -> new DefaultHttpHeaders().add("a b", "secret")), Kind.INVALID_RESPONSE,
						"the answer is no HTTP (IllegalArgumentException)"),
				Arguments.of(new PrematureChannelClosureException("gone"), Kind.NO_ANSWER,
						"the connection was lost (PrematureChannelClosureException: gone)"),
				Arguments.of(new EOFException(), Kind.NO_ANSWER, "the connection was lost (EOFException)"),
				Arguments.of(new IllegalArgumentException("of a filter"), Kind.NO_ANSWER,
						"the exchange failed (java.lang.IllegalArgumentException)"),
				Arguments.of(withoutStackTrace(), Kind.NO_ANSWER,
						"the exchange failed (java.lang.IllegalArgumentException)"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whenConnectorThrowsThenMessageSaysHowFarTheRequestGot(Throwable thrown, Kind kind, String description) {
		for (Throwable ex : new Throwable[] { thrown, ofWebClient(thrown) }) {
			Throwable failure = TransportFailureTranslator.translate(ex, 1024);
			assertThat(failure).isInstanceOfSatisfying(RequestFailure.class, (translated) -> {
				assertThat(translated.kind()).isEqualTo(kind);
				assertThat(translated.description()).isEqualTo(description);
				// Causes that may quote the answer or the request are left out.
				assertThat(translated.getCause()).isIn(thrown, null);
				assertThat(translated.getCause() == null).isEqualTo(kind == Kind.INVALID_RESPONSE);
			});
		}
	}

	@Test
	void whenFailureIsKnownAlreadyThenItIsLeftAsItIs() {
		RequestFailure failure = new RequestFailure(Kind.TLS, "x");
		assertThat(TransportFailureTranslator.translate(failure, 1024)).isSameAs(failure);
		Error error = new StackOverflowError();
		assertThat(TransportFailureTranslator.translate(error, 1024)).isSameAs(error);
	}

	@Test
	void whenAnswerIsNoHttpThenWebClientsExceptionLosesWhatItQuotes() {
		WebClientRequestException quoting = ofWebClient(new DecoderException("quoted"));
		WebClientRequestException quiet = TransportFailureTranslator.withoutContent(quoting);
		assertThat(quiet).hasStackTraceContaining("DecoderException").hasMessageNotContaining("quoted");
		assertThat(quiet.getCause()).hasMessageNotContaining("quoted").hasNoCause();
		assertThat(quiet.getUri()).isEqualTo(quoting.getUri());
		WebClientRequestException other = ofWebClient(new ConnectException("refused"));
		assertThat(TransportFailureTranslator.withoutContent(other)).isSameAs(other);
	}

	@Test
	void whenCausesFormCircleThenItEnds() {
		IOException first = new IOException("first");
		first.initCause(new IOException("second", first));
		assertThat(TransportFailureTranslator.translate(first, 1024))
			.hasMessage("the connection was lost (IOException: first)");
	}

	private static WebClientRequestException ofWebClient(Throwable cause) {
		return new WebClientRequestException(cause, HttpMethod.GET, URI.create("https://x"), new HttpHeaders());
	}

	private static IllegalArgumentException withoutStackTrace() {
		IllegalArgumentException ex = new IllegalArgumentException("x");
		ex.setStackTrace(new StackTraceElement[0]);
		return ex;
	}

	/**
	 * Named as Reactor Netty's own, which is internal and known by its name alone.
	 */
	private static final class PoolAcquireTimeoutException extends TimeoutException {

		PoolAcquireTimeoutException(String message) {
			super(message);
		}

	}

}
