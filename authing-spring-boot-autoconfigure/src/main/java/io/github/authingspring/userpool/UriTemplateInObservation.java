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

import java.net.URI;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Shows the observation of an HTTP request the URI template in place of the URL, whose
 * path would tell everyone who reads traces the name of an environment variable. It works
 * with any convention that the application has, and the request is sent as it is.
 * <p>
 * It is the outermost filter: further in, the application's filters may have put
 * observations of their own into the context.
 */
final class UriTemplateInObservation implements ExchangeFilterFunction {

	static final String TEMPLATE_ATTRIBUTE = UriTemplateInObservation.class.getName() + ".template";

	private final BaseUrl host;

	UriTemplateInObservation(BaseUrl host) {
		this.host = host;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		String template = (String) request.attributes().get(TEMPLATE_ATTRIBUTE);
		if (template == null) {
			return next.exchange(request);
		}
		return Mono.deferContextual((context) -> {
			show(template, request, context.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
			return next.exchange(request);
		});
	}

	private void show(String template, ClientRequest request, @Nullable Observation observation) {
		if (observation != null && observation.getContext() instanceof ClientRequestObservationContext context) {
			String path = template.replace("{", "%7B").replace("}", "%7D");
			context.setRequest(ClientRequest.from(request).url(URI.create(this.host + path)).build());
		}
	}

}
