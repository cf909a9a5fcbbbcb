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

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

/**
 * Controls the sandbox over HTTP, for clients in other processes.
 */
final class ControlHandler {

	private final SandboxState state;

	ControlHandler(SandboxState state) {
		this.state = state;
	}

	Mono<ServerResponse> listRequests(ServerRequest request) {
		return Json.respond(HttpStatus.OK, this.state.requests().list().stream().map(RecordedRequest::toJson).toList());
	}

	Mono<ServerResponse> clearRequests(ServerRequest request) {
		this.state.requests().clear();
		return noContent();
	}

	Mono<ServerResponse> listFaults(ServerRequest request) {
		return Json.respond(HttpStatus.OK, this.state.faults().toJson());
	}

	Mono<ServerResponse> addFault(ServerRequest request) {
		return withBody(request, (body) -> this.state.faults().add(FaultJson.read(body)))
			.then(Mono.defer(() -> Json.respond(HttpStatus.CREATED, this.state.faults().toJson())));
	}

	Mono<ServerResponse> clearFaults(ServerRequest request) {
		this.state.faults().clear();
		return noContent();
	}

	Mono<ServerResponse> revokeTokens(ServerRequest request) {
		this.state.accessTokens().revokeAll();
		return noContent();
	}

	Mono<ServerResponse> rotateSecret(ServerRequest request) {
		return withBody(request, (body) -> {
			if (!body.keySet().equals(Set.of("secret")) || !(body.get("secret") instanceof String secret)
					|| !StringUtils.hasText(secret)) {
				throw new IllegalArgumentException("A 'secret' is needed, and nothing else");
			}
			this.state.accessTokens().rotateSecret(secret);
		}).then(noContent());
	}

	Mono<ServerResponse> replaceNestedObjects(ServerRequest request) {
		return withFlag(request, "replace", this.state.userpool()::replaceNestedObjects);
	}

	Mono<ServerResponse> useSchemaOfEarly2021(ServerRequest request) {
		return withFlag(request, "early2021", this.state.userpool()::useSchemaOfEarly2021);
	}

	Mono<ServerResponse> lagEnvList(ServerRequest request) {
		return withFlag(request, "lag", this.state.variables()::lag);
	}

	Mono<ServerResponse> reset(ServerRequest request) {
		this.state.reset();
		return noContent();
	}

	private static Mono<ServerResponse> noContent() {
		return ServerResponse.noContent().build();
	}

	private static Mono<ServerResponse> withFlag(ServerRequest request, String name, Consumer<Boolean> action) {
		return withBody(request, (body) -> {
			if (!body.keySet().equals(Set.of(name)) || !(body.get(name) instanceof Boolean flag)) {
				throw new IllegalArgumentException("'" + name + "' is needed, true or false, and nothing else");
			}
			action.accept(flag);
		}).then(noContent());
	}

	private static Mono<Void> withBody(ServerRequest request, Consumer<Map<String, @Nullable Object>> action) {
		return Json.readBytes(request).map(ControlHandler::read).doOnNext((body) -> {
			try {
				action.accept(body);
			}
			catch (IllegalArgumentException ex) {
				throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage());
			}
		}).then();
	}

	private static Map<String, @Nullable Object> read(Optional<byte[]> body) {
		return Json.readObject(body
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "The body is too large")));
	}

}
