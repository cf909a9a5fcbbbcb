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

import java.util.Map;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Adds the headers of the wire contract (section 2) to a request, the token among them.
 * <p>
 * It is the innermost filter, and it writes to the connector's request, not to the one
 * that filters, exceptions and log lines of Spring's see: none of them gets to know the
 * token. Whatever {@code Authorization} the application's own filters added is replaced,
 * and the request goes to the configured host or nowhere.
 */
final class ApiHeaders implements ExchangeFilterFunction {

	static final String TOKEN_ATTRIBUTE = AccessToken.class.getName();

	private final BaseUrl host;

	private final Map<String, String> headers;

	ApiHeaders(BaseUrl host, Map<String, String> headers) {
		this.host = host;
		this.headers = Map.copyOf(headers);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		if (!this.host.isOriginOf(request.url())) {
			return Mono.error(new RequestFailure(Kind.REROUTED,
					"a filter of the application directs the request to " + BaseUrl.origin(request.url())));
		}
		return next.exchange(ClientRequest.from(request)
			.httpRequest((httpRequest) -> write(httpRequest, (AccessToken) request.attributes().get(TOKEN_ATTRIBUTE)))
			.build());
	}

	private void write(ClientHttpRequest request, @Nullable AccessToken token) {
		HttpHeaders headers = request.getHeaders();
		if (token != null) {
			headers.setBearerAuth(token.value());
		}
		else {
			headers.remove(HttpHeaders.AUTHORIZATION);
		}
		this.headers.forEach(headers::set);
	}

}
