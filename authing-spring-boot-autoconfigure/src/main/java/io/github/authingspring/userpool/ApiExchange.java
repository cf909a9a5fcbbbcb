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

import java.time.Clock;

import io.github.authingspring.userpool.RequestFailure.Kind;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends one request and reads its response. JSON goes through as bytes, without a codec,
 * so no log line of Spring's shows what is in it.
 */
final class ApiExchange {

	/**
	 * What observations name a request by; Spring's constant is private (spring-framework
	 * gh-32139). Its own way to set it parses the template with each request, which takes
	 * longer than all that this class does.
	 */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final SingletonSupplier<WebClient> webClient;

	private final BaseUrl baseUrl;

	private final int maxResponseSize;

	private final Clock clock;

	ApiExchange(SingletonSupplier<WebClient> webClient, BaseUrl baseUrl, int maxResponseSize, Clock clock) {
		this.webClient = webClient;
		this.baseUrl = baseUrl;
		this.maxResponseSize = maxResponseSize;
		this.clock = clock;
	}

	/**
	 * Make the WebClient, unless an earlier call has. Its customizers are the
	 * application's, which may still be starting on this very thread: another one would
	 * have to wait for it.
	 * @throws RequestFailure if a customizer fails; a later call tries again
	 */
	void open() {
		try {
			this.webClient.obtain();
		}
		catch (RuntimeException ex) {
			throw new RequestFailure(Kind.APPLICATION_FAILED,
					"a customizer of its WebClient failed (" + ex.getClass().getName() + ")", ex, false);
		}
	}

	/**
	 * Send a request.
	 * @param request the request
	 * @param attempt knows the token, and is told when the request is sent
	 * @return the value in the envelope of the response, or a {@link RequestFailure}
	 */
	Mono<JsonNode> send(ApiRequest request, CallAttempt attempt) {
		String template = this.baseUrl + request.path();
		WebClient.RequestBodySpec spec = this.webClient.obtain()
			.method(request.method())
			.uri(request.expand(template))
			.attribute(URI_TEMPLATE, template);
		// What the application's customizers gave to every request by "defaultRequest".
		spec.headers(HttpHeaders::clear).cookies((cookies) -> cookies.clear());
		spec.accept(MediaType.APPLICATION_JSON);
		if (request.body() != null) {
			spec.contentType(MediaType.APPLICATION_JSON).body(bytes(request.body()));
		}
		return spec.exchangeToMono((response) -> read(response, request, attempt))
			.cancelOn(attempt.cancellation())
			.onErrorMap((ex) -> toFailure(ex, attempt))
			// Reaches the innermost filter even if one of the application makes a new
			// request.
			.contextWrite((context) -> context.put(CallAttempt.class, attempt));
	}

	private static BodyInserter<byte[], ClientHttpRequest> bytes(byte[] body) {
		return (message, context) -> {
			message.getHeaders().setContentLength(body.length);
			return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body)));
		};
	}

	private Mono<JsonNode> read(ClientResponse response, ApiRequest request, CallAttempt attempt) {
		if (response.statusCode().is1xxInformational()) {
			// The response itself is still to come, and would be that to the next
			// request.
			attempt.closeConnection();
			return Mono.error(new RequestFailure(Kind.CONNECTION_LOST,
					"the connection was closed, since its connector does not skip interim responses (HTTP "
							+ response.statusCode().value() + ")",
					null, true));
		}
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), this.maxResponseSize)
			.defaultIfEmpty(ApiResponse.NO_BODY)
			.onErrorMap(this::toFailureOfBody)
			.map((body) -> ApiResponseReader.read(toApiResponse(response, body), request, attempt.token(), this.clock));
	}

	private static ApiResponse toApiResponse(ClientResponse response, DataBuffer body) {
		try {
			return ApiResponse.read(response.statusCode().value(), response.headers().asHttpHeaders(), body);
		}
		finally {
			DataBufferUtils.release(body);
		}
	}

	private Throwable toFailureOfBody(Throwable ex) {
		return (ex instanceof DataBufferLimitException)
				? new RequestFailure(Kind.TOO_LARGE, "the response is larger than authing.http.max-response-size ("
						+ this.maxResponseSize + " bytes)", null, true)
				: TransportFailureTranslator.translate(ex, true);
	}

	/**
	 * What is no failure yet comes from a filter of the application: the innermost filter
	 * translates what the transport throws.
	 */
	private static Throwable toFailure(Throwable ex, CallAttempt attempt) {
		if (ex instanceof RequestFailure failure) {
			return attempt.isSentAgain() ? failure.asPossiblyExecuted() : failure;
		}
		if (ex instanceof Error) {
			return ex;
		}
		return new RequestFailure(Kind.APPLICATION_FAILED,
				"a filter of the application's WebClient failed (" + ex.getClass().getName() + ")", ex,
				attempt.isSent());
	}

}
