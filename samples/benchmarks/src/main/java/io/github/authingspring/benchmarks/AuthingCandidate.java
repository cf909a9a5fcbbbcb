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

package io.github.authingspring.benchmarks;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import reactor.core.publisher.Mono;

/**
 * This project's clients, as the starter configures them.
 */
final class AuthingCandidate implements Candidate {

	private final Application application;

	private final UserpoolManagementClient client;

	private final ReactiveUserpoolManagementClient reactiveClient;

	AuthingCandidate(String host, boolean http2) {
		this.application = Application.start(host, http2);
		this.client = this.application.bean(UserpoolManagementClient.class);
		this.reactiveClient = this.application.bean(ReactiveUserpoolManagementClient.class);
	}

	@Override
	public Object listEnv() {
		return this.client.listEnv();
	}

	@Override
	public Object detail() {
		return this.client.detail();
	}

	@Override
	public Mono<?> reactiveListEnv() {
		return this.reactiveClient.listEnv();
	}

	@Override
	public void close() {
		this.application.stop();
	}

}
