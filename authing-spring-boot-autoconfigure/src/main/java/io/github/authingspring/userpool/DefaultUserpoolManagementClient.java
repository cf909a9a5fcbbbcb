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

import java.util.List;
import java.util.function.Supplier;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The operations of a reactive client, waited for. Not final, so that an aspect of the
 * application can proxy it.
 */
class DefaultUserpoolManagementClient implements UserpoolManagementClient {

	private final ReactiveUserpoolManagementClient reactive;

	DefaultUserpoolManagementClient(ReactiveUserpoolManagementClient reactive) {
		this.reactive = reactive;
	}

	@Override
	public UserPool detail() {
		return await(Operation.DETAIL, this.reactive::detail);
	}

	@Override
	public UserPool update(UpdateUserpoolInput updates) {
		return await(Operation.UPDATE, () -> this.reactive.update(updates));
	}

	@Override
	public List<Env> listEnv() {
		return await(Operation.LIST_ENV, this.reactive::listEnv);
	}

	@Override
	public List<Env> addEnv(String key, @Nullable Object value) {
		return await(Operation.ADD_ENV, () -> this.reactive.addEnv(key, value));
	}

	@Override
	public List<Env> removeEnv(String key) {
		return await(Operation.REMOVE_ENV, () -> this.reactive.removeEnv(key));
	}

	@Override
	public @Nullable String userpoolId() {
		return this.reactive.userpoolId();
	}

	@Override
	public void close() {
		this.reactive.close();
	}

	private static <T> T await(Operation operation, Supplier<Mono<T>> call) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(operation + " was called on the thread '" + Thread.currentThread().getName()
					+ "', which must not block; use ReactiveUserpoolManagementClient there");
		}
		T result;
		try {
			result = call.get().block();
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof InterruptedException interruption) {
				throw AuthingExceptionFactory.interrupted(operation, interruption);
			}
			throw ex;
		}
		if (result == null) {
			throw new IllegalStateException(operation + " failed: the reactive client completed without a result");
		}
		return result;
	}

}
