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

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of all clients beside those of the connector. There is none before the
 * first call, and none soon after the last. Reactor's own schedulers are not used, since
 * their threads never end and keep the class loader of whoever happened to start them: in
 * a servlet container that is a web application, which then could not be unloaded.
 */
final class Threads {

	private static final int KEEP_ALIVE_SECONDS = 5;

	private static final int MAX_BLOCKING = 10;

	private Threads() {
	}

	/**
	 * Return a scheduler for time limits and waits. Nothing may block on it.
	 */
	static Scheduler timer() {
		return Timer.SCHEDULER;
	}

	/**
	 * Return a scheduler for what may block: asking the application for a credential.
	 */
	static Scheduler blocking() {
		return Blocking.SCHEDULER;
	}

	private static Scheduler scheduler(ThreadPoolExecutor executor) {
		executor.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return Schedulers.fromExecutorService(executor);
	}

	private static Thread prepare(Thread thread) {
		thread.setDaemon(true);
		thread.setContextClassLoader(Threads.class.getClassLoader());
		return thread;
	}

	private static final class Timer {

		private static final Scheduler SCHEDULER = scheduler(executor());

		private static ScheduledThreadPoolExecutor executor() {
			ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
					(task) -> prepare(new NonBlockingThread(task, "authing-timer")));
			// A call that ends in time leaves nothing of its time limit behind.
			executor.setRemoveOnCancelPolicy(true);
			return executor;
		}

	}

	private static final class Blocking {

		private static final Scheduler SCHEDULER = scheduler(executor());

		private static ThreadPoolExecutor executor() {
			ThreadFactory threadFactory = (task) -> prepare(new Thread(task, "authing-credentials"));
			return new ThreadPoolExecutor(MAX_BLOCKING, MAX_BLOCKING, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(), threadFactory);
		}

	}

	private static final class NonBlockingThread extends Thread implements NonBlocking {

		private NonBlockingThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
