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

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Tells from what a connector throws whether a connection was made at all. Classes of
 * Netty are known by name alone, since the connector may be another one.
 */
final class TransportFailureTranslator {

	private static final String CLOSED_WITHIN_HEADERS = "io.netty.handler.codec.PrematureChannelClosureException";

	private TransportFailureTranslator() {
	}

	static Throwable translate(Throwable ex, int maxResponseSize) {
		if (ex instanceof RequestFailure || ex instanceof Error) {
			return ex;
		}
		// WebClient's own exception holds the headers of the request.
		Throwable cause = (ex instanceof WebClientRequestException && ex.getCause() != null) ? ex.getCause() : ex;
		if (find(cause, DataBufferLimitException.class) != null) {
			return new RequestFailure(Kind.INVALID_RESPONSE,
					"the answer is larger than authing.http.max-response-size (" + maxResponseSize + " bytes)");
		}
		SSLException tls = find(cause, SSLException.class);
		if (tls != null) {
			return new RequestFailure(Kind.TLS, "no TLS connection was made (" + describe(tls) + ")", cause);
		}
		if (isConnectFailure(cause)) {
			return new RequestFailure(Kind.NOT_CONNECTED, "no connection was made (" + describe(cause) + ")", cause);
		}
		if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException
				|| isInstance(cause, "io.netty.handler.timeout.TimeoutException")) {
			return new RequestFailure(Kind.NO_ANSWER, "no answer came within authing.http.read-timeout", cause);
		}
		if (isNoHttp(cause)) {
			// The message of the cause may quote the answer.
			return new RequestFailure(Kind.INVALID_RESPONSE,
					"the answer is no HTTP (" + new NoHttpException(cause).getMessage() + ")");
		}
		if (cause instanceof IOException || isInstance(cause, CLOSED_WITHIN_HEADERS)) {
			return new RequestFailure(Kind.NO_ANSWER, "the connection was lost (" + describe(cause) + ")", cause);
		}
		return new RequestFailure(Kind.NO_ANSWER, "the exchange failed (" + cause.getClass().getName() + ")", cause);
	}

	private static boolean isConnectFailure(Throwable cause) {
		return find(cause, ConnectException.class) != null || find(cause, UnknownHostException.class) != null
				|| find(cause, NoRouteToHostException.class) != null
				|| find(cause, UnresolvedAddressException.class) != null || cause instanceof HttpConnectTimeoutException
				|| cause.getClass().getSimpleName().startsWith("PoolAcquire");
	}

	/**
	 * Return an exception of WebClient's without what it quotes of an answer that is no
	 * HTTP: WebClient shows it to whoever observes requests.
	 */
	static WebClientRequestException withoutContent(WebClientRequestException ex) {
		Throwable cause = ex.getCause();
		return (cause != null && isNoHttp(cause)) ? new WebClientRequestException(new NoHttpException(cause),
				ex.getMethod(), ex.getUri(), ex.getHeaders()) : ex;
	}

	private static boolean isNoHttp(Throwable cause) {
		if (isInstance(cause, "io.netty.handler.codec.CodecException")) {
			return !isInstance(cause, CLOSED_WITHIN_HEADERS);
		}
		return cause instanceof ProtocolException || cause instanceof NumberFormatException
				|| (cause instanceof IllegalArgumentException && isThrownBy(cause, "io.netty.handler.codec."));
	}

	private static boolean isThrownBy(Throwable ex, String packagePrefix) {
		StackTraceElement[] stackTrace = ex.getStackTrace();
		return stackTrace.length > 0 && stackTrace[0].getClassName().startsWith(packagePrefix);
	}

	private static String describe(Throwable ex) {
		String message = ex.getMessage();
		return ex.getClass().getSimpleName() + ((message != null) ? ": " + SecretScrubber.plain(message) : "");
	}

	private static boolean isInstance(Throwable ex, String className) {
		for (Class<?> type = ex.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(className)) {
				return true;
			}
		}
		return false;
	}

	private static <T> @Nullable T find(Throwable ex, Class<T> type) {
		Throwable candidate = ex;
		for (int depth = 0; candidate != null && depth < 20; depth++) {
			if (type.isInstance(candidate)) {
				return type.cast(candidate);
			}
			candidate = candidate.getCause();
		}
		return null;
	}

	/**
	 * Says of which type an exception is that may quote an answer.
	 */
	private static final class NoHttpException extends ProtocolException {

		private NoHttpException(Throwable original) {
			super((original instanceof NoHttpException) ? original.getMessage() : original.getClass().getSimpleName());
		}

	}

}
