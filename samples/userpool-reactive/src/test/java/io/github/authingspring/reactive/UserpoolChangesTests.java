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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.authingspring.reactive.PoolConfiguration.Change;
import io.github.authingspring.reactive.PollState.Recovered;
import io.github.authingspring.reactive.PollState.Unavailable;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.codec.ServerSentEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UserpoolChanges}, in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class UserpoolChangesTests {

	private static final Duration INTERVAL = Duration.ofSeconds(5);

	private static final Duration HEARTBEAT = Duration.ofSeconds(12);

	private static final Callable<UserPool> OPEN = () -> UserPool.fromJson("{\"registerDisabled\": false}");

	private static final Callable<UserPool> CLOSED = () -> UserPool.fromJson("{\"registerDisabled\": true}");

	private static final Callable<UserPool> FAILURE = () -> {
		throw new IllegalStateException("TELLTALE");
	};

	private static final Object HEARTBEAT_COMMENT = ":heartbeat";

	private static final Object WATCHING = ":watching";

	private static final Change CHANGE = new Change("registerDisabled", false, true);

	private static final Change CHANGE_BACK = new Change("registerDisabled", true, false);

	private static final Unavailable UNAVAILABLE = new Unavailable("IllegalStateException", null, null);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private Callable<UserPool> server = OPEN;

	private int polls;

	private final UserpoolChanges changes = changes(Mono.fromCallable(() -> {
		this.polls++;
		return this.server.call();
	}));

	@AfterEach
	void stopTime() {
		this.time.dispose();
	}

	@Test
	void whenNobodyListensThenNothingIsPolled() {
		this.time.advanceTimeBy(INTERVAL.multipliedBy(10));
		assertThat(this.polls).isZero();
	}

	@Test
	void whenSomebodyListensThenPolledAtOnceAndAtTheInterval() {
		listen();
		assertThat(this.polls).isEqualTo(1);
		this.time.advanceTimeBy(INTERVAL.minusMillis(1));
		assertThat(this.polls).isEqualTo(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.polls).isEqualTo(2);
		this.time.advanceTimeBy(INTERVAL.multipliedBy(3));
		assertThat(this.polls).isEqualTo(5);
	}

	@Test
	void whenResponseIsSlowThenIntervalBeginsWithIt() {
		TestPublisher<UserPool> response = TestPublisher.createCold();
		TestSubscriber<ServerSentEvent<Object>> listener = listen(changes(response.mono()));
		this.time.advanceTimeBy(INTERVAL.multipliedBy(10));
		assertThat(response.subscribeCount()).isEqualTo(1);
		assertThat(withoutHeartbeats(listener)).isEmpty();
		response.emit(UserPool.fromJson("{}"));
		this.time.advanceTimeBy(INTERVAL);
		assertThat(response.subscribeCount()).isEqualTo(2);
	}

	@Test
	void whenConfigurationChangesThenOnlyDifferencesAreEmitted() {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.time.advanceTimeBy(INTERVAL);
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL.multipliedBy(3));
		this.server = OPEN;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(WATCHING, CHANGE, CHANGE_BACK);
		assertThat(listener.getReceivedOnNext()).extracting(ServerSentEvent::event)
			.containsOnly(null, "changed")
			.contains("changed");
	}

	@Test
	void whenManyListenThenTheyShareOnePoll() {
		TestSubscriber<ServerSentEvent<Object>> first = listen();
		this.time.advanceTimeBy(INTERVAL);
		TestSubscriber<ServerSentEvent<Object>> second = listen();
		assertThat(this.polls).isEqualTo(2);
		assertThat(withoutHeartbeats(second)).containsExactly(WATCHING);
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(this.polls).isEqualTo(3);
		assertThat(withoutHeartbeats(first)).containsExactly(WATCHING, CHANGE);
		assertThat(withoutHeartbeats(second)).containsExactly(WATCHING, CHANGE);
	}

	@Test
	void whenLastListenerLeavesThenPollingStops() {
		TestSubscriber<ServerSentEvent<Object>> first = listen();
		TestSubscriber<ServerSentEvent<Object>> second = listen();
		first.cancel();
		this.time.advanceTimeBy(INTERVAL);
		assertThat(this.polls).isEqualTo(2);
		second.cancel();
		this.time.advanceTimeBy(INTERVAL.multipliedBy(10));
		assertThat(this.polls).isEqualTo(2);
	}

	@Test
	void whenListenerComesAfterAPauseThenItStartsAfresh() {
		listen().cancel();
		this.server = CLOSED;
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		assertThat(this.polls).isEqualTo(2);
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(WATCHING);
	}

	@Test
	void whenListenerLeavesThenPollUnderWayIsCancelled() {
		TestPublisher<UserPool> response = TestPublisher.createCold();
		TestSubscriber<ServerSentEvent<Object>> listener = listen(changes(response.mono()));
		response.assertNotCancelled();
		listener.cancel();
		response.assertCancelled();
	}

	@Test
	void whenPollsFailThenItIsToldOnceAndPollingGoesOn(CapturedOutput output) {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.server = FAILURE;
		this.time.advanceTimeBy(INTERVAL.multipliedBy(3));
		assertThat(this.polls).isEqualTo(4);
		assertThat(withoutHeartbeats(listener)).containsExactly(WATCHING, UNAVAILABLE);
		assertThat(output).containsOnlyOnce("The user pool cannot be read").doesNotContain("TELLTALE");
	}

	@Test
	void whenPollsSucceedAgainThenRecoveryAndWhatChangedMeanwhileAreTold(CapturedOutput output) {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.server = FAILURE;
		this.time.advanceTimeBy(INTERVAL.multipliedBy(3));
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL);
		this.server = FAILURE;
		this.time.advanceTimeBy(INTERVAL);
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(WATCHING, UNAVAILABLE, new Recovered(3), CHANGE,
				UNAVAILABLE, new Recovered(1));
		assertThat(output).contains("The user pool can be read again, after 3 polls that failed");
	}

	@Test
	void whenReasonBecomesAnotherKindThenItIsToldAgain() {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.server = FAILURE;
		this.time.advanceTimeBy(INTERVAL.multipliedBy(2));
		this.server = () -> {
			throw new UncheckedIOException(new IOException());
		};
		this.time.advanceTimeBy(INTERVAL.multipliedBy(2));
		this.server = OPEN;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(WATCHING, UNAVAILABLE,
				new Unavailable("UncheckedIOException", null, null), new Recovered(4));
	}

	@Test
	void whenFirstPollFailsThenConfigurationIsWatchedFromTheFirstSuccessOn() {
		this.server = FAILURE;
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		assertThat(withoutHeartbeats(listener)).containsExactly(UNAVAILABLE);
		this.server = OPEN;
		this.time.advanceTimeBy(INTERVAL);
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(UNAVAILABLE, new Recovered(1), WATCHING, CHANGE);
	}

	@Test
	void whenListenerComesDuringAnOutageThenItIsToldOfIt() {
		listen();
		this.server = FAILURE;
		this.time.advanceTimeBy(INTERVAL);
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		assertThat(withoutHeartbeats(listener)).containsExactly(UNAVAILABLE, WATCHING);
		this.server = CLOSED;
		this.time.advanceTimeBy(INTERVAL);
		assertThat(withoutHeartbeats(listener)).containsExactly(UNAVAILABLE, WATCHING, new Recovered(1), CHANGE);
	}

	@Test
	void whenListenerIsSlowThenItMissesStatesButNotTheDifferenceToTheLatest() {
		TestSubscriber<ServerSentEvent<Object>> slow = TestSubscriber.builder().initialRequest(1).build();
		this.changes.events().subscribe(slow);
		for (int poll = 0; poll < 1_000; poll++) {
			int number = poll;
			this.server = () -> UserPool.fromJson("{\"tokenExpiresAfter\": " + number + "}");
			this.time.advanceTimeBy(INTERVAL);
		}
		assertThat(slow.getReceivedOnNext()).hasSize(1);
		slow.request(Long.MAX_VALUE);
		List<Change> received = withoutHeartbeats(slow).stream()
			.filter(Change.class::isInstance)
			.map(Change.class::cast)
			.filter((change) -> change.field().equals("tokenExpiresAfter"))
			.toList();
		assertThat(received).hasSizeLessThan(100);
		assertThat(received.get(received.size() - 1).newValue()).isEqualTo(999);
		for (int i = 1; i < received.size(); i++) {
			assertThat(received.get(i).oldValue()).isEqualTo(received.get(i - 1).newValue());
		}
	}

	@Test
	void whenNothingChangesThenHeartbeatsAreSent() {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.time.advanceTimeBy(HEARTBEAT.multipliedBy(2));
		assertThat(received(listener)).containsExactly(WATCHING, HEARTBEAT_COMMENT, HEARTBEAT_COMMENT);
	}

	@Test
	void whenApplicationIsClosedThenStreamsAndPollingEnd() {
		TestSubscriber<ServerSentEvent<Object>> listener = listen();
		this.changes.endStreams();
		assertThat(listener.isTerminatedComplete()).isTrue();
		this.time.advanceTimeBy(INTERVAL.multipliedBy(10));
		assertThat(this.polls).isEqualTo(1);
		assertThat(listen().isTerminatedComplete()).isTrue();
	}

	private UserpoolChanges changes(Mono<UserPool> userPool) {
		return new UserpoolChanges(userPool, new ChangesProperties(INTERVAL, HEARTBEAT), this.time);
	}

	private TestSubscriber<ServerSentEvent<Object>> listen() {
		return listen(this.changes);
	}

	private static TestSubscriber<ServerSentEvent<Object>> listen(UserpoolChanges changes) {
		TestSubscriber<ServerSentEvent<Object>> listener = TestSubscriber.create();
		changes.events().subscribe(listener);
		return listener;
	}

	private static List<Object> withoutHeartbeats(TestSubscriber<ServerSentEvent<Object>> listener) {
		return received(listener).stream().filter((received) -> !received.equals(HEARTBEAT_COMMENT)).toList();
	}

	/**
	 * The data of events, and comments as they are written.
	 */
	private static List<Object> received(TestSubscriber<ServerSentEvent<Object>> listener) {
		return listener.getReceivedOnNext()
			.stream()
			.map((event) -> (event.data() != null) ? event.data() : ":" + event.comment())
			.toList();
	}

}
