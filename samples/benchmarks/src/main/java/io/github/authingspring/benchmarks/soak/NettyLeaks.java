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

package io.github.authingspring.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/**
 * What Netty's leak detector reports at its most thorough.
 */
final class NettyLeaks {

	private static final String CANARY = "leaked on purpose";

	private final List<String> reports = new CopyOnWriteArrayList<>();

	private NettyLeaks() {
	}

	/**
	 * Start to listen, once Spring Boot has set up the logging.
	 */
	static NettyLeaks start() {
		NettyLeaks leaks = new NettyLeaks();
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				leaks.reports.add(event.getFormattedMessage());
			}

		};
		appender.start();
		Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
		logger.setLevel(Level.ERROR);
		logger.addAppender(appender);
		logger.setAdditive(false);
		return leaks;
	}

	/**
	 * Return the reports so far. A buffer that is leaked on purpose shows that the
	 * detector works, and when it has got as far as this.
	 */
	List<String> reports() throws InterruptedException {
		leak();
		boolean found = RunClock.await(Duration.ofSeconds(30), () -> {
			System.gc();
			// The detector looks for leaks when something is allocated.
			PooledByteBufAllocator.DEFAULT.buffer(1).release();
			return this.reports.stream().anyMatch((report) -> report.contains(CANARY));
		});
		if (!found) {
			throw new IllegalStateException("The leak detector does not see what is leaked on purpose");
		}
		return this.reports.stream().filter((report) -> !report.contains(CANARY)).toList();
	}

	private static void leak() {
		ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(1);
		buffer.touch(CANARY);
	}

}
