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

import java.util.Map;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the configuration of the user pool and its changes. It never returns a secret.
 */
@RestController
@RequestMapping("/userpool")
class UserpoolController {

	private final ReactiveUserpoolManagementClient userpool;

	private final UserpoolChanges changes;

	UserpoolController(ReactiveUserpoolManagementClient userpool, UserpoolChanges changes) {
		this.userpool = userpool;
		this.changes = changes;
	}

	@GetMapping
	Mono<Map<String, Object>> detail() {
		return this.userpool.detail().map((userPool) -> PoolConfiguration.of(userPool).toMap());
	}

	@GetMapping(path = "/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<Flux<ServerSentEvent<Object>>> changes() {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(this.changes.events());
	}

}
