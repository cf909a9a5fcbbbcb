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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends one request and reads its answer. JSON goes through as bytes, without a codec, so
 * no log line of Spring's shows what is in it.
 */
final class ApiExchange {

	private static final byte[] EMPTY = new byte[0];

	private final WebClient webClient;

	private final int maxResponseSize;

	private final Clock clock;

	ApiExchange(WebClient webClient, int maxResponseSize, Clock clock) {
		this.webClient = webClient;
		this.maxResponseSize = maxResponseSize;
		this.clock = clock;
	}

	/**
	 * Send a request.
	 * @param request the request
	 * @param token the token that authorizes it, {@code null} for the token request
	 * @param reader reads the answer
	 * @return the value in the answer's envelope, or a {@link RequestFailure}
	 */
	<T> Mono<T> send(ApiRequest request, @Nullable AccessToken token, AnswerReader<T> reader) {
		WebClient.RequestBodySpec spec = (request.pathVariable() != null)
				? this.webClient.method(request.method()).uri(request.path(), request.pathVariable())
				: this.webClient.method(request.method()).uri(request.path());
		// What the application's customizers gave to every request by "defaultRequest".
		spec.headers(HttpHeaders::clear).cookies((cookies) -> cookies.clear());
		spec.accept(MediaType.APPLICATION_JSON);
		if (token != null) {
			spec.attribute(ApiHeaders.TOKEN_ATTRIBUTE, token);
		}
		if (request.pathVariable() != null) {
			spec.attribute(UriTemplateInObservation.TEMPLATE_ATTRIBUTE, request.path());
		}
		if (request.body() != null) {
			spec.contentType(MediaType.APPLICATION_JSON).body(bytes(request.body()));
		}
		EventLoopCancellation cancellation = new EventLoopCancellation();
		return spec.httpRequest(cancellation::follow)
			.exchangeToMono(this::read)
			.cancelOn(cancellation.scheduler())
			.onErrorMap((ex) -> TransportFailureTranslator.translate(ex, this.maxResponseSize))
			.map((answer) -> reader.read(answer, request, token, this.clock));
	}

	private static BodyInserter<byte[], ClientHttpRequest> bytes(byte[] body) {
		return (message, context) -> {
			message.getHeaders().setContentLength(body.length);
			return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body)));
		};
	}

	private Mono<ApiResponse> read(ClientResponse response) {
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), this.maxResponseSize)
			.map(ApiExchange::toBytes)
			.map((body) -> Gzip.isEncoding(response.headers().asHttpHeaders()) ? Gzip.unpack(body, this.maxResponseSize)
					: body)
			.defaultIfEmpty(EMPTY)
			.map((body) -> new ApiResponse(response.statusCode().value(), response.headers().asHttpHeaders(), body));
	}

	private static byte[] toBytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
