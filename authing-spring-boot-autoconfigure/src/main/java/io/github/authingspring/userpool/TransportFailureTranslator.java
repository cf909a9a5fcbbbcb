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
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.authingspring.userpool.RequestFailure.Kind;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.ssl.NotSslRecordException;
import reactor.netty.channel.AbortedException;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Tells what it means that the transport threw an exception, given whether the request
 * was handed to a connected channel.
 */
final class TransportFailureTranslator {

	private TransportFailureTranslator() {
	}

	static Throwable translate(Throwable ex, boolean sent) {
		if (ex instanceof RequestFailure || ex instanceof Error) {
			return ex;
		}
		// WebClient's own exception holds the headers of the request.
		Throwable cause = (ex instanceof WebClientRequestException && ex.getCause() != null) ? ex.getCause() : ex;
		if (has(cause, SSLHandshakeException.class) || has(cause, SSLPeerUnverifiedException.class)
				|| has(cause, NotSslRecordException.class) || has(cause, CertificateException.class)) {
			return new RequestFailure(Kind.TLS_FAILED, "no TLS connection was made (" + describe(cause) + ")", cause,
					sent);
		}
		boolean network = cause instanceof IOException || cause instanceof TimeoutException
				|| cause instanceof io.netty.handler.timeout.TimeoutException
				|| cause instanceof PrematureChannelClosureException || cause instanceof AbortedException
				|| cause instanceof UnresolvedAddressException || has(cause, SSLException.class);
		if (network && !sent || has(cause, ConnectException.class) || has(cause, UnknownHostException.class)) {
			return new RequestFailure(Kind.CONNECT_FAILED, "no connection was made (" + describe(cause) + ")", cause,
					false);
		}
		if (cause instanceof TimeoutException || cause instanceof io.netty.handler.timeout.TimeoutException) {
			return new RequestFailure(Kind.CONNECTION_LOST, "no response came within authing.http.read-timeout", cause,
					true);
		}
		if (network) {
			return new RequestFailure(Kind.CONNECTION_LOST, "the connection was lost (" + describe(cause) + ")", cause,
					true);
		}
		if (cause instanceof DecompressionException) {
			return new RequestFailure(Kind.INVALID_RESPONSE, "the response is not compressed as its header says", null,
					sent);
		}
		if (cause instanceof TooLongHttpHeaderException) {
			return new RequestFailure(Kind.INVALID_RESPONSE, "the headers of the response are larger than 64 kB", null,
					true);
		}
		if (cause instanceof CodecException) {
			Throwable reason = (cause.getCause() != null) ? cause.getCause() : cause;
			// The message of the cause may quote the response.
			return new RequestFailure(Kind.INVALID_RESPONSE,
					"the response is not HTTP (" + reason.getClass().getSimpleName() + ")", null, sent);
		}
		return new RequestFailure(Kind.TRANSPORT_FAILED, "the transport failed (" + cause.getClass().getName() + ")",
				cause, sent);
	}

	private static String describe(Throwable ex) {
		String message = ex.getMessage();
		return ex.getClass().getSimpleName() + ((message != null) ? ": " + SecretScrubber.plain(message) : "");
	}

	private static boolean has(Throwable ex, Class<? extends Throwable> type) {
		Throwable candidate = ex;
		for (int depth = 0; candidate != null && depth < 20; depth++) {
			if (type.isInstance(candidate)) {
				return true;
			}
			candidate = candidate.getCause();
		}
		return false;
	}

}
