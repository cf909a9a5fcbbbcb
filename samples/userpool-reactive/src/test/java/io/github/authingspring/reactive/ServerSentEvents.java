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

package io.github.authingspring.reactive;

import reactor.core.publisher.Flux;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The stream of changes as a client sees it.
 */
final class ServerSentEvents {

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private ServerSentEvents() {
	}

	/**
	 * Listen to the changes.
	 * @param http a client of the application
	 * @return a line for each event, without heartbeats
	 */
	static Flux<String> of(WebTestClient http) {
		return http.get()
			.uri("/userpool/changes")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith("text/event-stream")
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.returnResult(EVENT)
			.getResponseBody()
			.map((event) -> (event.comment() != null) ? ":" + event.comment() : event.event() + " " + event.data())
			.filter((line) -> !line.equals(":heartbeat"));
	}

}
