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

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Records what is logged, whatever an application of another test configured.
 */
public final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final StringBuffer text = new StringBuffer();

	private final Logger logger;

	private final Level formerLevel;

	private final List<Appender<ILoggingEvent>> otherAppenders = new ArrayList<>();

	private LogRecorder(String logger, Level level) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		this.logger = context.getLogger(logger);
		this.formerLevel = this.logger.getLevel();
		setContext(context);
		start();
		this.logger.setLevel(level);
		this.logger.addAppender(this);
	}

	/**
	 * Record everything of every logger.
	 */
	public static LogRecorder ofEverything() {
		LogRecorder recorder = new LogRecorder(Logger.ROOT_LOGGER_NAME, Level.TRACE);
		recorder.keepFromOthers();
		return recorder;
	}

	/**
	 * Record the warnings and errors of every logger.
	 */
	static LogRecorder ofWarnings() {
		return new LogRecorder(Logger.ROOT_LOGGER_NAME, Level.WARN);
	}

	/**
	 * Keep what is recorded from the console, which would take longer than the test.
	 */
	private void keepFromOthers() {
		this.logger.iteratorForAppenders().forEachRemaining(this.otherAppenders::add);
		this.otherAppenders.remove(this);
		this.otherAppenders.forEach(this.logger::detachAppender);
	}

	/**
	 * Record what the client logs.
	 */
	static LogRecorder ofClient() {
		return new LogRecorder(UserpoolManagementClient.class.getName(), Level.DEBUG);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.text.append(event.getLevel())
			.append(' ')
			.append(event.getLoggerName())
			.append(' ')
			.append(event.getFormattedMessage())
			.append('\n');
		if (event.getThrowableProxy() != null) {
			this.text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
		}
	}

	public String text() {
		return this.text.toString();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.otherAppenders.forEach(this.logger::addAppender);
		this.logger.setLevel(this.formerLevel);
	}

}
