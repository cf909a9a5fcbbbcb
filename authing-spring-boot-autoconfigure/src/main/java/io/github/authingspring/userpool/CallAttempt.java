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

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * One attempt at a request: the token that goes with it, and whether it was sent.
 */
final class CallAttempt {

	private final @Nullable AccessToken token;

	private volatile boolean sent;

	private volatile boolean sentAgain;

	private volatile @Nullable Channel channel;

	/**
	 * Create an attempt.
	 * @param token the token that authorizes it, {@code null} for the token request
	 */
	CallAttempt(@Nullable AccessToken token) {
		this.token = token;
	}

	@Nullable AccessToken token() {
		return this.token;
	}

	/**
	 * Note that an exchange begins. A filter of the application may begin another one
	 * after one that failed; what that one comes to says nothing of the first.
	 */
	void begin() {
		this.sentAgain = this.sent;
	}

	boolean isSentAgain() {
		return this.sentAgain;
	}

	/**
	 * Note that the request was handed to a connected channel.
	 */
	void send(ClientHttpRequest request) {
		if (request.getNativeRequest() instanceof Connection connection) {
			this.channel = connection.channel();
		}
		this.sent = true;
	}

	boolean isSent() {
		return this.sent;
	}

	/**
	 * Close the connection, which can then be used for nothing else.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	void closeConnection() {
		Channel channel = this.channel;
		if (channel != null) {
			channel.close();
		}
	}

	/**
	 * Return where to cancel the exchange: on the event loop of its connection, one after
	 * the other with what happens to it there. A cancellation on another thread that
	 * meets the arrival of the response would lose the buffer and the connection
	 * (spring-framework gh-37204, PR #37205).
	 */
	Scheduler cancellation() {
		return Schedulers.fromExecutor(this::cancel);
	}

	private void cancel(Runnable cancellation) {
		Channel channel = this.channel;
		if (channel == null) {
			cancellation.run();
			return;
		}
		try {
			channel.eventLoop().execute(cancellation);
		}
		catch (RejectedExecutionException ex) {
			cancellation.run();
		}
	}

}
