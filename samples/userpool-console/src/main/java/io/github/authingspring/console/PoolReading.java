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

package io.github.authingspring.console;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * What could be read of a user pool: the configuration, the variables, both or nothing.
 */
final class PoolReading {

	private final Signal<UserPool> pool;

	private final Signal<List<Env>> variables;

	private PoolReading(Signal<UserPool> pool, Signal<List<Env>> variables) {
		this.pool = pool;
		this.variables = variables;
	}

	/**
	 * Read a user pool, both parts at once: where Authing does not respond, nobody waits
	 * twice.
	 * @param userpool the client
	 * @return what could be read
	 */
	static PoolReading of(ReactiveUserpoolManagementClient userpool) {
		return Objects.requireNonNull(
				Mono.zip(userpool.detail().materialize(), userpool.listEnv().materialize(), PoolReading::new).block());
	}

	Optional<UserPool> pool() {
		return Optional.ofNullable(this.pool.get());
	}

	Optional<List<Env>> variables() {
		return Optional.ofNullable(this.variables.get());
	}

	Optional<AuthingException> poolFailure() {
		return failure(this.pool);
	}

	Optional<AuthingException> variablesFailure() {
		return failure(this.variables);
	}

	private static Optional<AuthingException> failure(Signal<?> signal) {
		Throwable failure = signal.getThrowable();
		if (failure != null && !(failure instanceof AuthingException)) {
			throw Exceptions.propagate(failure);
		}
		return Optional.ofNullable((AuthingException) failure);
	}

}
