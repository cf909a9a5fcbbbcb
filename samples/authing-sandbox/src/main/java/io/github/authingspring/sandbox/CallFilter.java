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

package io.github.authingspring.sandbox;

import java.time.Duration;

import io.github.authingspring.sandbox.Fault.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Stands before every operation of the API: writes the request down, and lets go wrong
 * what shall go wrong.
 */
final class CallFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {

	private final Faults faults;

	private final RequestLog requests;

	private final HeaderNames headerNames;

	CallFilter(Faults faults, RequestLog requests, HeaderNames headerNames) {
		this.faults = faults;
		this.requests = requests;
		this.headerNames = headerNames;
	}

	@Override
	public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
		ClientConnection connection = ClientConnection.of(request);
		if (connection.isExpired()) {
			return connection.reset().then(Mono.never());
		}
		return Json.readBytes(request).flatMap((body) -> {
			RequestSummary summary = RequestSummary.of(request, this.headerNames, body.orElse(null));
			RequestLog.Entry entry = this.requests.add(summary);
			Faults.Taken taken = this.faults.take(summary.operation());
			Caller caller = Caller.of(request.headers().asHttpHeaders(), this.headerNames, taken.revokedToken());
			new ApiCall(body, caller, taken).attachTo(request);
			addHeaders(request.exchange().getResponse(), connection, taken);
			Mono<ServerResponse> response = Mono.defer(() -> respond(request, next, taken.response()));
			return after(taken.latency(), interim(connection, taken.interimResponse(), response))
				.doOnNext((sent) -> entry.responded(sent.statusCode().value()));
		});
	}

	private static void addHeaders(ServerHttpResponse response, ClientConnection connection, Faults.Taken taken) {
		Duration keepAlive = taken.keepAlive();
		if (keepAlive != null) {
			response.getHeaders().set("Keep-Alive", "timeout=" + keepAlive.toSeconds());
			response.beforeCommit(() -> Mono.fromRunnable(() -> connection.expireAfter(keepAlive)));
		}
		if (taken.largeHeaders() > 0) {
			response.getHeaders().set("X-Padding", "x".repeat(taken.largeHeaders()));
		}
	}

	private static Mono<ServerResponse> interim(ClientConnection connection, @Nullable Fault fault,
			Mono<ServerResponse> response) {
		return (fault != null) ? connection.sendInterim(fault.number()).then(after(fault.duration(), response))
				: response;
	}

	private static Mono<ServerResponse> after(Duration latency, Mono<ServerResponse> response) {
		return latency.isZero() ? response : Mono.delay(latency).then(response);
	}

	private static Mono<ServerResponse> respond(ServerRequest request, HandlerFunction<ServerResponse> next,
			@Nullable Fault fault) {
		if (fault == null) {
			return next.handle(request);
		}
		Mono<ServerResponse> faulty = Mono.defer(() -> respond(request, fault));
		return fault.isAfterExecution() ? next.handle(request).then(faulty) : faulty;
	}

	private static Mono<ServerResponse> respond(ServerRequest request, Fault fault) {
		if (fault.kind() == Kind.DROP) {
			return ClientConnection.of(request).close().then(Mono.never());
		}
		HttpStatusCode status = HttpStatusCode.valueOf(fault.number());
		ServerResponse.BodyBuilder response = ServerResponse.status(status);
		if (fault.kind() == Kind.RATE_LIMIT) {
			if (!fault.duration().isZero()) {
				response.header(HttpHeaders.RETRY_AFTER, String.valueOf(FaultJson.seconds(fault.duration())));
			}
			return Json.respond(response, RestEnvelope.rateLimited(ApiCall.of(request).caller().language()));
		}
		String body = fault.body();
		if (body == null) {
			return Json.respond(response,
					RestEnvelope.httpError(status, message(status, ApiCall.of(request).caller().language())));
		}
		boolean json = body.startsWith("{") || body.startsWith("[");
		return response.contentType(json ? MediaType.APPLICATION_JSON : MediaType.TEXT_HTML).bodyValue(body);
	}

	private static String message(HttpStatusCode status, Language language) {
		ApiResult result = status.is5xxServerError() ? ApiResult.SERVER_ERROR
				: status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS) ? ApiResult.RATE_LIMITED : ApiResult.REJECTED;
		return result.message(language);
	}

}
