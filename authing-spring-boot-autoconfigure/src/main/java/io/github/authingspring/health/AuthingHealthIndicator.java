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

package io.github.authingspring.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} that tells whether Authing accepts the credentials of a user
 * pool. While there is an access token that the server has not rejected, nothing is sent;
 * the user pool is never read.
 * <p>
 * Details are {@code userpoolId} and {@code host} and, if it is down, {@code error} with
 * the {@code type} of the exception and the server's {@code code}. Messages are left out:
 * whoever may see health need not see them.
 *
 * @since 0.1.0
 */
public class AuthingHealthIndicator extends AbstractHealthIndicator {

	/** Shorter than the 10 seconds after which Boot warns of a slow indicator. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final ReactiveUserpoolManagementClient client;

	private final Duration timeout;

	/**
	 * Create an indicator that waits for 5 seconds at most.
	 * @param client the client of the user pool
	 */
	public AuthingHealthIndicator(ReactiveUserpoolManagementClient client) {
		this(client, TIMEOUT);
	}

	AuthingHealthIndicator(ReactiveUserpoolManagementClient client, Duration timeout) {
		this.client = client;
		this.timeout = timeout;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		HealthDetails.add(builder, "userpoolId", this.client.userpoolId());
		HealthDetails.add(builder, "host", this.client.host());
		// Not by an operator of Reactor's with a timeout: its thread would never end, and
		// keep the class loader of a web application.
		CompletableFuture<?> authentication = Mono.defer(this.client::authenticate).toFuture();
		try {
			authentication.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			builder.up();
		}
		catch (ExecutionException ex) {
			// Described here: Boot would show and log the message.
			builder.down().withDetail("error", HealthDetails.error((ex.getCause() != null) ? ex.getCause() : ex));
		}
		catch (TimeoutException ex) {
			builder.down().withDetail("error", HealthDetails.error(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			builder.down().withDetail("error", HealthDetails.error(ex));
		}
		finally {
			authentication.cancel(true);
		}
	}

}
