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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} that tells whether the user pool is as declared. It shows the
 * last comparison of anyone if that is not older than ten minutes, and else makes one.
 * Where the pool could not be read, the status is {@code UNKNOWN}, never {@code DOWN}.
 * <p>
 * Details are {@code userpoolId}, {@code inSync} and, where something differs, the names
 * as {@code drifted}.
 *
 * @since 0.1.0
 */
public class AuthingDriftHealthIndicator extends AbstractHealthIndicator {

	/** Shorter than the 10 seconds after which Boot warns of a slow indicator. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final ReactiveUserpoolManagementClient client;

	private final UserpoolDriftMonitor monitor;

	private final Status driftStatus;

	private final Duration timeout;

	/**
	 * Create an indicator that waits for 5 seconds at most.
	 * @param client reads the user pool
	 * @param monitor compares it with what is declared
	 * @param driftStatus the status where something differs
	 */
	public AuthingDriftHealthIndicator(ReactiveUserpoolManagementClient client, UserpoolDriftMonitor monitor,
			Status driftStatus) {
		this(client, monitor, driftStatus, TIMEOUT);
	}

	AuthingDriftHealthIndicator(ReactiveUserpoolManagementClient client, UserpoolDriftMonitor monitor,
			Status driftStatus, Duration timeout) {
		this.client = client;
		this.monitor = monitor;
		this.driftStatus = driftStatus;
		this.timeout = timeout;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		HealthDetails.add(builder, "userpoolId", this.client.userpoolId());
		Mono<UserpoolDrift> comparison = this.monitor
			.latest(this.monitor.compare(Mono.defer(this.client::detail), Mono.defer(this.client::listEnv)));
		try {
			UserpoolDrift drift = comparison.toFuture().get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			builder.status((drift.count() > 0) ? this.driftStatus : Status.UP).withDetail("inSync", drift.inSync());
			if (drift.count() > 0) {
				builder.withDetail("drifted", drift.names());
			}
		}
		catch (ExecutionException ex) {
			builder.unknown().withDetail("error", HealthDetails.error((ex.getCause() != null) ? ex.getCause() : ex));
		}
		catch (TimeoutException ex) {
			this.monitor.failed(comparison, ex);
			builder.unknown().withDetail("error", HealthDetails.error(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			builder.unknown().withDetail("error", HealthDetails.error(ex));
		}
	}

}
