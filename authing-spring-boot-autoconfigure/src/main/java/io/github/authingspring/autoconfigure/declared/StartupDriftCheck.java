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

package io.github.authingspring.autoconfigure.declared;

import java.util.concurrent.ExecutionException;

import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.OnStartup;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;

/**
 * Compares the user pool with what is declared when the application starts, before its
 * own runners.
 */
final class StartupDriftCheck implements ApplicationRunner, Ordered {

	private static final Log logger = LogFactory.getLog(StartupDriftCheck.class);

	private final OnStartup onStartup;

	private final @Nullable UserpoolDriftMonitor monitor;

	private final @Nullable ReactiveUserpoolManagementClient client;

	private StartupDriftCheck(OnStartup onStartup, @Nullable UserpoolDriftMonitor monitor,
			@Nullable ReactiveUserpoolManagementClient client) {
		this.onStartup = onStartup;
		this.monitor = monitor;
		this.client = client;
	}

	static StartupDriftCheck of(OnStartup onStartup, @Nullable UserpoolDriftMonitor monitor,
			@Nullable ReactiveUserpoolManagementClient client) {
		if (onStartup != OnStartup.NONE && monitor == null) {
			throw RawProperties.invalid("on-startup", "asks for a comparison, but nothing is declared",
					"Declare settings or variables below 'authing.declared', or remove this property.");
		}
		if (onStartup != OnStartup.NONE && client == null) {
			throw RawProperties.invalid("on-startup", "asks for a comparison, but there is no client, or more than one",
					"Set 'authing.userpool-id' and 'authing.secret', make one of several beans of type "
							+ "ReactiveUserpoolManagementClient the @Primary one, or remove this property.");
		}
		return new StartupDriftCheck(onStartup, monitor, client);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		UserpoolDriftMonitor monitor = this.monitor;
		ReactiveUserpoolManagementClient client = this.client;
		if (this.onStartup == OnStartup.NONE || monitor == null || client == null) {
			return;
		}
		try {
			UserpoolDrift drift = monitor.compare(Mono.defer(client::detail), Mono.defer(client::listEnv))
				.toFuture()
				.get();
			if (drift.count() > 0) {
				report(StartupDriftException.drift(client.userpoolId(), drift.names()));
			}
		}
		catch (ExecutionException ex) {
			Throwable failure = (ex.getCause() != null) ? ex.getCause() : ex;
			monitor.failed(failure);
			report(StartupDriftException.unreadable(client.userpoolId(), failure));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			report(StartupDriftException.unreadable(client.userpoolId(), ex));
		}
	}

	private void report(StartupDriftException problem) {
		if (this.onStartup == OnStartup.VALIDATE) {
			throw problem;
		}
		logger.warn(problem.getMessage());
	}

}
