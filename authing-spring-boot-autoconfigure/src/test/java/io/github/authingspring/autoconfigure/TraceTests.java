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

package io.github.authingspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Traces, and trace ids in the log, with a real tracer.
 */
class TraceTests {

	private static final String ERROR = "errors/rest-api-code-number.json";

	private final AuthingServer server = new AuthingServer();

	private final Spans spans = new Spans();

	private final Logger clientLogger = (Logger) LoggerFactory.getLogger(UserpoolManagementClient.class);

	private final Logger applicationLogger = (Logger) LoggerFactory.getLogger(TraceTests.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>() {

		@Override
		protected void append(ILoggingEvent event) {
			// Takes the ids from the thread that logs.
			event.prepareForDeferredProcessing();
			super.append(event);
		}

	};

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				WebClientObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, BraveAutoConfiguration.class, ReactorAutoConfiguration.class))
		.withBean(SpanHandler.class, () -> this.spans)
		.withPropertyValues("authing.userpool-id=59f86b4832eb28071bdd9214", "authing.secret=fixture-pool-secret",
				"authing.host=" + this.server.host(), "management.tracing.sampling.probability=1.0",
				"spring.reactor.context-propagation=auto", "spring.reactor.netty.shutdown-quiet-period=0s");

	@BeforeEach
	void listen() {
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		for (Logger logger : List.of(this.clientLogger, this.applicationLogger)) {
			// An application of another test may have switched the root off.
			logger.setLevel(Level.DEBUG);
			logger.addAppender(this.log);
		}
	}

	@AfterEach
	void close() {
		for (Logger logger : List.of(this.clientLogger, this.applicationLogger)) {
			logger.detachAppender(this.log);
			logger.setLevel(null);
		}
		// A property of the application, but a switch of the whole JVM.
		Hooks.disableAutomaticContextPropagation();
		this.server.close();
	}

	@Test
	void whenBlockingCallFailsThenLogLinesHaveTraceId() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(ERROR));
		this.contextRunner.run((context) -> {
			UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
			observation(context).observe(() -> {
				String traceId = traceId(context);
				assertThatExceptionOfType(AuthingException.class).isThrownBy(client::detail)
					.satisfies((ex) -> this.applicationLogger.error("application"));
				assertThat(this.log.list).hasSize(2).allSatisfy((line) -> assertTraceId(line, traceId));
				assertThat(this.log.list.get(0).getFormattedMessage()).startsWith("detail failed");
				assertThat(spanId(this.log.list.get(0))).isEqualTo(this.spans.named("authing detail").get(0).id());
				assertThat(spanId(this.log.list.get(1))).isNotEqualTo(spanId(this.log.list.get(0)));
			});
		});
	}

	@Test
	void whenReactiveCallFailsThenLogLinesHaveTraceId() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(ERROR));
		this.contextRunner.run((context) -> {
			Observation observation = observation(context).start();
			String traceId = traceId(context, observation);
			assertThatExceptionOfType(AuthingException.class)
				.isThrownBy(() -> logged(context).contextWrite(in(observation)).block());
			assertThat(this.log.list).hasSize(2).allSatisfy((line) -> {
				assertTraceId(line, traceId);
				assertThat(line.getThreadName()).isNotEqualTo(Thread.currentThread().getName());
			});
			assertThat(spanId(this.log.list.get(0))).isEqualTo(this.spans.named("authing detail").get(0).id());
			observation.stop();
		});
	}

	@Test
	void whenManyWaitForTokenThatFailsThenEachLogsItsOwnTraceId() {
		CountDownLatch requested = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.TOKEN, (request) -> {
			requested.countDown();
			awaitUninterruptibly(end);
			return AuthingServer.json(ERROR);
		});
		this.contextRunner.run((context) -> {
			Observation first = observation(context).start();
			Observation second = observation(context).start();
			Mono<?> firstCall = logged(context).contextWrite(in(first)).onErrorComplete().cache();
			firstCall.subscribe();
			requested.await();
			Mono<?> secondCall = logged(context).contextWrite(in(second)).onErrorComplete().cache();
			secondCall.subscribe();
			end.countDown();
			Mono.when(firstCall, secondCall).block();
			String firstId = traceId(context, first);
			String secondId = traceId(context, second);
			assertThat(firstId).isNotEqualTo(secondId);
			assertThat(this.log.list).extracting((line) -> line.getMDCPropertyMap().get("traceId"))
				.containsExactlyInAnyOrder(firstId, firstId, secondId, secondId);
			first.stop();
			second.stop();
		});
	}

	@Test
	void whenCallTimesOutThenLogLinesHaveTraceId() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.always(AuthingServer.DETAIL, (request) -> {
			awaitUninterruptibly(end);
			return AuthingServer.json(ERROR);
		});
		this.contextRunner.withPropertyValues("authing.call-timeout=500ms").run((context) -> {
			Observation observation = observation(context).start();
			assertThatExceptionOfType(AuthingException.class)
				.isThrownBy(() -> logged(context).contextWrite(in(observation)).block());
			end.countDown();
			assertThat(this.log.list).hasSize(2)
				.allSatisfy((line) -> assertTraceId(line, traceId(context, observation)));
			observation.stop();
		});
	}

	@Test
	void whenOperationIsCalledThenItsRequestsAreBelowItInTheTrace() {
		this.contextRunner.run((context) -> {
			observation(context).observe(() -> context.getBean(UserpoolManagementClient.class).removeEnv("SOME_KEY"));
			await().untilAsserted(() -> assertThat(this.spans.all()).hasSize(6));
			MutableSpan caller = this.spans.named("caller").get(0);
			MutableSpan operation = this.spans.named("authing removeEnv").get(0);
			MutableSpan token = this.spans.named("authing token").get(0);
			assertThat(operation.parentId()).isEqualTo(caller.id());
			assertThat(operation.tags()).containsOnlyKeys("operation", "outcome");
			assertThat(token.parentId()).isEqualTo(operation.id());
			assertThat(token.tags()).containsOnlyKeys("reason", "outcome");
			assertThat(this.spans.all()).filteredOn((span) -> span.name().startsWith("http "))
				.extracting((span) -> span.tags().get("uri"), MutableSpan::parentId)
				.containsExactlyInAnyOrder(tuple("/graphql/v2", token.id()), tuple("/api/v2/env/{key}", operation.id()),
						tuple("/api/v2/env", operation.id()));
			assertThat(this.spans.all()).allSatisfy((span) -> {
				assertThat(span.traceId()).isEqualTo(caller.traceId());
				assertThat(span.error()).isNull();
				assertThat(span.tags()).doesNotContainKey("error");
				assertThat(span.toString()).doesNotContain("fixture-pool-secret");
				// The address of a request is the only place for what it is about.
				span.removeTag("http.url");
				assertThat(span.toString()).doesNotContain("SOME_KEY");
			});
		});
	}

	@Test
	void whenOperationFailsThenItsSpanHasTheError() {
		this.server.always(AuthingServer.DETAIL, AuthingServer.json(ERROR));
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(AuthingException.class)
				.isThrownBy(context.getBean(UserpoolManagementClient.class)::detail)
				.satisfies((ex) -> assertThat(this.spans.named("authing detail")).singleElement()
					.satisfies((span) -> assertThat(span.error()).isSameAs(ex)));
		});
	}

	private Mono<?> logged(ApplicationContext context) {
		return context.getBean(ReactiveUserpoolManagementClient.class)
			.detail()
			.doOnError((ex) -> this.applicationLogger.error("application"));
	}

	private static Function<Context, Context> in(Observation observation) {
		return (context) -> context.put(ObservationThreadLocalAccessor.KEY, observation);
	}

	private static Observation observation(ApplicationContext context) {
		return Observation.createNotStarted("caller", context.getBean(ObservationRegistry.class));
	}

	private static String traceId(ApplicationContext context) {
		return context.getBean(Tracer.class).currentSpan().context().traceId();
	}

	private static String traceId(ApplicationContext context, Observation observation) {
		return observation.scoped(() -> traceId(context));
	}

	private static void assertTraceId(ILoggingEvent line, String traceId) {
		assertThat(line.getMDCPropertyMap()).containsEntry("traceId", traceId);
	}

	private static String spanId(ILoggingEvent line) {
		return line.getMDCPropertyMap().get("spanId");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The spans that ended.
	 */
	private static final class Spans extends SpanHandler {

		private final List<MutableSpan> ended = new CopyOnWriteArrayList<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			this.ended.add(span);
			return true;
		}

		private List<MutableSpan> all() {
			return this.ended;
		}

		private List<MutableSpan> named(String name) {
			return this.ended.stream().filter((span) -> name.equals(span.name())).toList();
		}

	}

}
