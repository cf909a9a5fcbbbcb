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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/**
 * What Netty's leak detector reports at its most thorough.
 */
final class NettyLeaks {

	private static final String CANARY = "leaked on purpose";

	private static final AtomicInteger number = new AtomicInteger();

	/** The detector never reports the same twice. */
	private final String canary = CANARY + " (" + number.incrementAndGet() + ")";

	private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private final List<String> reports = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			NettyLeaks.this.reports.add(event.getFormattedMessage());
		}

	};

	private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

	void start() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		// A disabled logger keeps the detector from looking, and the application of
		// another test may have disabled all.
		this.logger.setLevel(Level.ERROR);
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
	}

	/**
	 * Return the reports so far. A buffer that is leaked on purpose shows that the
	 * detector works, and when it has got as far as this.
	 */
	List<String> reports() {
		leak();
		await("report of the buffer that is leaked on purpose").atMost(Duration.ofSeconds(30)).until(() -> {
			System.gc();
			// The detector looks for leaks when something is allocated.
			PooledByteBufAllocator.DEFAULT.buffer(1).release();
			return this.reports.stream().anyMatch((report) -> report.contains(this.canary));
		});
		return this.reports.stream().filter((report) -> !report.contains(CANARY)).toList();
	}

	private void leak() {
		ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(1);
		buffer.touch(this.canary);
	}

	void stop() {
		ResourceLeakDetector.setLevel(this.level);
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
		this.logger.setAdditive(true);
	}

}
