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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * {@link ReactiveHealthIndicator} that tells whether Authing accepts the credentials of a
 * user pool. While there is an access token that the server has not refused, nothing is
 * sent; the user pool is never read.
 * <p>
 * Details are {@code userpoolId} and {@code host} and, if it is down, {@code error} with
 * the {@code type} of the exception and the server's {@code code}. Messages are left out:
 * whoever may see health need not see them.
 *
 * @since 0.1.0
 */
public class AuthingHealthIndicator extends AbstractReactiveHealthIndicator {

	/** Shorter than the 10 seconds after which Boot warns of a slow indicator. */
	static final Duration TIME_LIMIT = Duration.ofSeconds(5);

	private final ReactiveUserpoolManagementClient client;

	private final Duration timeLimit;

	private final Scheduler timer;

	/**
	 * Create an indicator that waits for 5 seconds at the most.
	 * @param client the client of the user pool
	 */
	public AuthingHealthIndicator(ReactiveUserpoolManagementClient client) {
		this(client, TIME_LIMIT, timer());
	}

	AuthingHealthIndicator(ReactiveUserpoolManagementClient client, Duration timeLimit, Scheduler timer) {
		this.client = client;
		this.timeLimit = timeLimit;
		this.timer = timer;
	}

	/**
	 * Return a scheduler with a thread during checks alone. Those of Reactor's own would
	 * never end, and keep the class loader of a web application.
	 */
	static Scheduler timer() {
		CustomizableThreadFactory threadFactory = new CustomizableThreadFactory("authing-health-");
		threadFactory.setDaemon(true);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threadFactory);
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return Schedulers.fromExecutorService(executor);
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		addDetail(builder, "userpoolId", this.client.userpoolId());
		addDetail(builder, "host", this.client.host());
		// Boot itself waits without limit in a servlet application. What fails is
		// described here: Boot would show and log the message.
		return Mono.defer(this.client::authenticate)
			.timeout(this.timeLimit, this.timer)
			.then(Mono.fromSupplier(() -> builder.up().build()))
			.onErrorResume((ex) -> Mono.just(builder.down().withDetail("error", error(ex)).build()));
	}

	private static void addDetail(Health.Builder builder, String key, @Nullable String value) {
		if (value != null) {
			builder.withDetail(key, value);
		}
	}

	private static Map<String, Object> error(Throwable ex) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("type", ex.getClass().getSimpleName());
		Integer code = (ex instanceof AuthingException failure) ? failure.code() : null;
		if (code != null) {
			error.put("code", code);
		}
		return error;
	}

}
