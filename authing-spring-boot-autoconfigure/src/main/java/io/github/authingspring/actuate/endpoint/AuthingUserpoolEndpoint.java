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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.ErrorDescriptor;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
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

	private final @Nullable UserpoolDriftMonitor driftMonitor;

	/**
	 * Create an endpoint.
	 * @param client reads the user pool
	 * @param showValues to whom to show values that may be secrets
	 * @param sanitizingFunctions functions that mask further values
	 * @param driftMonitor compares the user pool with what is declared, or {@code null}
	 * if nothing is declared
	 */
	public AuthingUserpoolEndpoint(ReactiveUserpoolManagementClient client, Show showValues,
			Iterable<SanitizingFunction> sanitizingFunctions, @Nullable UserpoolDriftMonitor driftMonitor) {
		this.client = client;
		this.showValues = showValues;
		this.sanitizer = new UserPoolSanitizer(sanitizingFunctions);
		this.driftMonitor = driftMonitor;
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
		return describe(read(), showUnsanitized);
	}

	/**
	 * Write the user pool as the properties that declare it.
	 * @return the YAML as a {@code String}, or the description of a failure
	 */
	Object declaration() {
		Reading reading = read();
		UserPool pool = reading.pool().get();
		List<Env> variables = reading.variables().get();
		return (pool != null && variables != null)
				? new DeclarationYaml(this.sanitizer::isMasked).write(pool, variables) : describe(reading, false);
	}

	private Reading read() {
		CompletableFuture<? extends @Nullable UserPool> pool = Mono.defer(this.client::detail).toFuture();
		CompletableFuture<? extends @Nullable List<Env>> variables = Mono.defer(this.client::listEnv).toFuture();
		Signal<UserPool> poolSignal = await(pool);
		if (poolSignal.get() == null) {
			variables.cancel(true);
			return new Reading(poolSignal, Signal.complete());
		}
		return new Reading(poolSignal, await(variables));
	}

	private AuthingUserpoolDescriptor describe(Reading reading, boolean showUnsanitized) {
		UserPool pool = reading.pool().get();
		if (pool == null) {
			failed(reading.pool());
			return new AuthingUserpoolDescriptor(this.client.userpoolId(), this.client.host(), error(reading.pool()));
		}
		List<Env> variables = reading.variables().get();
		Map<String, Object> configuration = this.sanitizer.configuration(pool, showUnsanitized);
		if (variables == null) {
			failed(reading.variables());
			return new AuthingUserpoolDescriptor(this.client.userpoolId(), this.client.host(), configuration, null,
					error(reading.variables()), null);
		}
		return new AuthingUserpoolDescriptor(this.client.userpoolId(), this.client.host(), configuration,
				this.sanitizer.environmentVariables(variables, showUnsanitized), null, (this.driftMonitor != null)
						? this.sanitizer.declared(this.driftMonitor.compare(pool, variables)) : null);
	}

	private void failed(Signal<?> signal) {
		Throwable failure = signal.getThrowable();
		if (this.driftMonitor != null && failure != null && !(failure instanceof InterruptedException)) {
			this.driftMonitor.failed(failure);
		}
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

	private record Reading(Signal<UserPool> pool, Signal<List<Env>> variables) {
	}

}
