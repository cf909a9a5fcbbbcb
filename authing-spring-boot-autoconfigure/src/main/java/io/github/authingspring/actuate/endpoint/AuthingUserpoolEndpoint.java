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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.ErrorDescriptor;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.Env;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserPool;
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

	private final Duration timeLimit;

	private final Show showValues;

	private final UserPoolSanitizer sanitizer;

	/**
	 * Create an endpoint.
	 * @param client reads the user pool
	 * @param timeLimit how long to wait for the client
	 * @param showValues to whom to show values that may be secrets
	 * @param sanitizingFunctions functions that mask further values
	 */
	public AuthingUserpoolEndpoint(ReactiveUserpoolManagementClient client, Duration timeLimit, Show showValues,
			Iterable<SanitizingFunction> sanitizingFunctions) {
		this.client = client;
		this.timeLimit = timeLimit;
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
		long end = System.nanoTime() + this.timeLimit.toNanos();
		CompletableFuture<UserPool> userPool = Mono.defer(this.client::detail).toFuture();
		CompletableFuture<List<Env>> variables = Mono.defer(this.client::listEnv).toFuture();
		Signal<UserPool> userPoolSignal = await(userPool, end);
		UserPool pool = userPoolSignal.get();
		if (pool == null) {
			variables.cancel(true);
			return AuthingUserpoolDescriptor.unavailable(this.client.userpoolId(), this.client.host(),
					error(userPoolSignal));
		}
		Signal<List<Env>> variablesSignal = await(variables, end);
		List<Env> list = variablesSignal.get();
		return AuthingUserpoolDescriptor.available(this.client.userpoolId(), this.client.host(),
				this.sanitizer.configuration(pool, showUnsanitized),
				(list != null) ? this.sanitizer.environmentVariables(list, showUnsanitized) : null,
				(list != null) ? null : error(variablesSignal));
	}

	/**
	 * Wait for a result. Not by an operator of Reactor's with a time limit: that would
	 * start a thread that never ends and keeps the web application's class loader.
	 */
	private static <T> Signal<T> await(CompletableFuture<T> result, long end) {
		try {
			T value = result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			return (value != null) ? Signal.next(value) : Signal.complete();
		}
		catch (ExecutionException ex) {
			return Signal.error((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (TimeoutException ex) {
			result.cancel(true);
			return Signal.error(ex);
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
