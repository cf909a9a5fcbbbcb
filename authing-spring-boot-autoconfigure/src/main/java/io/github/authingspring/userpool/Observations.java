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

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Observes calls and token requests as
 * {@link UserpoolManagementClient.Builder#observationRegistry} says.
 */
final class Observations {

	private static final String SUCCESS = "SUCCESS";

	private static final String CANCELLED = "CANCELLED";

	private final ObservationRegistry registry;

	Observations(ObservationRegistry registry) {
		this.registry = registry;
	}

	<T> Mono<T> observeCall(Operation operation, Mono<T> call) {
		return observe("authing.userpool", "authing " + operation, "operation", operation.toString(), call);
	}

	<T> Mono<T> observeTokenRequest(String reason, Mono<T> request) {
		return observe("authing.token", "authing token", "reason", reason, request);
	}

	/**
	 * Observe something from its subscription to its end. What happens within it, its
	 * HTTP requests and log lines, finds the observation in Reactor's context.
	 */
	private <T> Mono<T> observe(String name, String contextualName, String key, String value, Mono<T> observed) {
		if (this.registry.isNoop()) {
			return observed;
		}
		return Mono.deferContextual((context) -> {
			Observation observation = Observation.createNotStarted(name, this.registry);
			if (observation.isNoop()) {
				// Disabled; in the context it would hide the caller's observation.
				return observed;
			}
			Observation parent = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			observation.contextualName(contextualName).lowCardinalityKeyValue(key, value).start();
			return stopAtEnd(observation, observed)
				.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	/**
	 * Stop the observation before the caller gets the result. A caller that cancels once
	 * it has the result is no second end.
	 */
	private static <T> Mono<T> stopAtEnd(Observation observation, Mono<T> observed) {
		AtomicBoolean stopped = new AtomicBoolean();
		return observed.doOnSuccess((value) -> stop(observation, stopped, SUCCESS, null))
			.doOnError((ex) -> stop(observation, stopped, outcome(ex), ex))
			.doOnCancel(() -> stop(observation, stopped, CANCELLED, null));
	}

	private static void stop(Observation observation, AtomicBoolean stopped, String outcome, @Nullable Throwable ex) {
		if (!stopped.compareAndSet(false, true)) {
			return;
		}
		observation.lowCardinalityKeyValue("outcome", outcome);
		if (ex != null) {
			// Micrometer makes the key "error" of it. Set by us, and be it "none", the
			// key would mark the span of a success as failed.
			observation.error(ex);
		}
		observation.stop();
	}

	private static String outcome(Throwable ex) {
		if (ex instanceof RequestFailure failure) {
			return failure.kind().name();
		}
		return ((ex instanceof AuthingException failure) ? failure.outcome() : AuthingException.Outcome.UNKNOWN).name();
	}

}
