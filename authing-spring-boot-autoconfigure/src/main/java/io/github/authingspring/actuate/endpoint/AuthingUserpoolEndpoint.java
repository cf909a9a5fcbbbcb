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

package io.github.authingspring.actuate.endpoint;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.ErrorDescriptor;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that shows the configuration of a user pool and its
 * environment variables, with secrets masked. A failure is described in the body, never
 * thrown: an endpoint's error could be cached, and would be a 500.
 *
 * @since 0.1.0
 */
@Endpoint(id = AuthingUserpoolEndpoint.ID)
public class AuthingUserpoolEndpoint {

	static final String ID = "authingUserpool";

	private final ReactiveUserpoolManagementClient client;

	private final Show showValues;

	private final UserPoolSanitizer sanitizer;

	/**
	 * Create an endpoint.
	 * @param client reads the user pool
	 * @param showValues to whom to show values that may be secrets
	 * @param sanitizingFunctions functions that mask further values
	 */
	public AuthingUserpoolEndpoint(ReactiveUserpoolManagementClient client, Show showValues,
			Iterable<SanitizingFunction> sanitizingFunctions) {
		this.client = client;
		this.showValues = showValues;
		this.sanitizer = new UserPoolSanitizer(sanitizingFunctions);
	}

	/**
	 * Describe the user pool.
	 * @return the description; of a failure if the user pool cannot be read
	 */
	@ReadOperation
	public AuthingUserpoolDescriptor userpool() {
		return userpool(this.showValues.isShown(true));
	}

	AuthingUserpoolDescriptor userpool(boolean showUnsanitized) {
		CompletableFuture<? extends @Nullable UserPool> userPool = Mono.defer(this.client::detail).toFuture();
		CompletableFuture<? extends @Nullable List<Env>> variables = Mono.defer(this.client::listEnv).toFuture();
		Signal<UserPool> userPoolSignal = await(userPool);
		UserPool pool = userPoolSignal.get();
		if (pool == null) {
			variables.cancel(true);
			return new AuthingUserpoolDescriptor(this.client.userpoolId(), this.client.host(), error(userPoolSignal));
		}
		Signal<List<Env>> variablesSignal = await(variables);
		List<Env> list = variablesSignal.get();
		return new AuthingUserpoolDescriptor(this.client.userpoolId(), this.client.host(),
				this.sanitizer.configuration(pool, showUnsanitized),
				(list != null) ? this.sanitizer.environmentVariables(list, showUnsanitized) : null,
				(list != null) ? null : error(variablesSignal));
	}

	/**
	 * Wait for a result, which the client bounds by its own timeout.
	 */
	private static <T> Signal<T> await(CompletableFuture<? extends @Nullable T> result) {
		try {
			T value = result.get();
			return (value != null) ? Signal.next(value) : Signal.complete();
		}
		catch (ExecutionException ex) {
			return Signal.error((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			result.cancel(true);
			return Signal.error(ex);
		}
	}

	/**
	 * Of exceptions that are not ours only the type is shown: nobody knows what their
	 * message holds.
	 */
	private static ErrorDescriptor error(Signal<?> signal) {
		Throwable ex = signal.getThrowable();
		if (ex instanceof AuthingException failure) {
			return new ErrorDescriptor(failure.getClass().getSimpleName(), failure.code(), failure.getMessage(),
					failure.requestId());
		}
		String type = (ex != null) ? ex.getClass().getSimpleName() : "NoSuchElementException";
		return new ErrorDescriptor(type, null, null, null);
	}

}
