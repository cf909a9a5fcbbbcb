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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.ClassUtils;

/**
 * Cancels an exchange on the event loop of its connection, one after the other with what
 * happens to it there. A cancellation on another thread that meets the answer's arrival
 * would leave the answer to nobody: Spring's connector for Reactor Netty would neither
 * hand it on nor release it, and its buffer and its connection would be lost.
 */
final class EventLoopCancellation {

	private static final boolean REACTOR_NETTY_PRESENT = ClassUtils.isPresent("reactor.netty.Connection",
			EventLoopCancellation.class.getClassLoader());

	private volatile @Nullable Executor eventLoop;

	/**
	 * Note where a request goes, just before it is sent: no answer can come earlier.
	 */
	void follow(ClientHttpRequest request) {
		if (REACTOR_NETTY_PRESENT) {
			this.eventLoop = ReactorNetty.eventLoop(request.getNativeRequest());
		}
	}

	Scheduler scheduler() {
		return Schedulers.fromExecutor(this::cancel);
	}

	private void cancel(Runnable cancellation) {
		Executor eventLoop = this.eventLoop;
		if (eventLoop == null) {
			cancellation.run();
			return;
		}
		try {
			eventLoop.execute(cancellation);
		}
		catch (RejectedExecutionException ex) {
			cancellation.run();
		}
	}

	private static final class ReactorNetty {

		static @Nullable Executor eventLoop(Object nativeRequest) {
			return (nativeRequest instanceof Connection connection) ? connection.channel().eventLoop() : null;
		}

	}

}
