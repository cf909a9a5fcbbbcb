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

package io.github.authingspring.reactive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.authingspring.reactive.PollState.Recovered;
import io.github.authingspring.reactive.PollState.Unavailable;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.model.UserPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * The changes of the user pool, as events for any number of listeners. Authing tells
 * nobody of a change, so the configuration is read again and again and compared. All
 * listeners share one poll; it ends with the last of them.
 */
@Component
class UserpoolChanges {

	private static final Logger logger = LoggerFactory.getLogger(UserpoolChanges.class);

	private final Flux<PollState> states;

	private final Duration heartbeat;

	private final Scheduler scheduler;

	private final Sinks.Empty<Void> closing = Sinks.empty();

	@Autowired
	UserpoolChanges(ReactiveUserpoolManagementClient userpool, ChangesProperties properties) {
		this(userpool.detail(), properties, Schedulers.parallel());
	}

	UserpoolChanges(Mono<UserPool> userPool, ChangesProperties properties, Scheduler scheduler) {
		this.states = states(userPool, properties.interval(), scheduler);
		this.heartbeat = properties.heartbeat();
		this.scheduler = scheduler;
	}

	/**
	 * The replayed state gives a listener that joins something to compare with, and tells
	 * it of an outage that began before.
	 */
	private static Flux<PollState> states(Mono<UserPool> userPool, Duration interval, Scheduler scheduler) {
		return userPool.map(PoolConfiguration::of)
			.<UnaryOperator<PollState>>map((configuration) -> (last) -> last.succeeded(configuration))
			.onErrorResume(Exception.class, (ex) -> Mono.just((last) -> last.failed(ex)))
			.repeatWhen((polls) -> polls.delayElements(interval, scheduler))
			.scan(PollState.NONE, (last, poll) -> logged(last, poll.apply(last)))
			.skip(1)
			.replay(1)
			.refCount();
	}

	private static PollState logged(PollState last, PollState current) {
		Unavailable unavailable = current.unavailableSince(last);
		if (unavailable != null) {
			logger.warn("The user pool cannot be read, polling goes on. {}: {}", unavailable.type(),
					unavailable.message());
		}
		Recovered recovered = current.recoveredSince(last);
		if (recovered != null) {
			logger.info("The user pool can be read again, after {} polls that failed", recovered.failedPolls());
		}
		return current;
	}

	/**
	 * Return the events for one listener. One that reads too slowly misses states in
	 * between, never the difference to the latest.
	 * @return the events, without end until the application is closed
	 */
	Flux<ServerSentEvent<Object>> events() {
		Flux<ServerSentEvent<Object>> changes = Flux.defer(() -> {
			AtomicReference<PollState> known = new AtomicReference<>(PollState.NONE);
			return this.states.onBackpressureLatest()
				.concatMapIterable((current) -> current.eventsSince(known.getAndSet(current)), 1);
		});
		return Flux.merge(changes, heartbeats()).takeUntilOther(this.closing.asMono());
	}

	/**
	 * Writing is what makes a connection that has died be noticed.
	 */
	private Flux<ServerSentEvent<Object>> heartbeats() {
		return Flux.interval(this.heartbeat, this.scheduler)
			.onBackpressureDrop()
			.map((tick) -> ServerSentEvent.builder().comment("heartbeat").build());
	}

	/**
	 * The server's graceful shutdown would wait for streams without end.
	 */
	@EventListener(ContextClosedEvent.class)
	void endStreams() {
		this.closing.tryEmitEmpty();
	}

}
