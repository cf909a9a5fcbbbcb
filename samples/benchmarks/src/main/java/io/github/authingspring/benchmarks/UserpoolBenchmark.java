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

package io.github.authingspring.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import reactor.core.publisher.Flux;

/**
 * Calls of a candidate that has its token. The number of threads is the number of
 * callers; {@link Scenario} says it.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class UserpoolBenchmark {

	static final String HOST = "benchmarks.host";

	static final String CONTROL = "benchmarks.control";

	/** How many seconds a warm-up may take. */
	static final String WARM_UP = "benchmarks.warm-up";

	private static volatile int warmUpSeconds;

	private static final int REACTIVE_CALLS = 1280;

	private static final int REACTIVE_CONCURRENCY = 64;

	/**
	 * The candidate.
	 */
	@Param({ "authing", "web-client-lean", "web-client", "java-core" })
	public String candidate = "";

	/**
	 * After how many milliseconds the server responds.
	 */
	@Param("20")
	public long latency;

	private @Nullable Candidate client;

	@Setup(Level.Trial)
	public void open(BenchmarkParams params) throws InterruptedException {
		Candidate client = Candidate.create(this.candidate, System.getProperty(HOST));
		this.client = client;
		setLatency(this.latency / 10);
		warmUpSeconds = new WarmUp().run(method(params), params.getThreads(), Integer.getInteger(WARM_UP),
				() -> setLatency(this.latency));
	}

	private static void setLatency(long latency) {
		ServerProcess.set(System.getProperty(CONTROL), latency, ServerProcess.DEFAULT_TOKEN_LIFETIME);
	}

	private Runnable method(BenchmarkParams params) {
		String benchmark = params.getBenchmark();
		return switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
			case "listEnv" -> this::listEnv;
			case "detail" -> this::detail;
			case "reactiveListEnv" -> this::reactiveListEnv;
			default -> throw new IllegalStateException(benchmark);
		};
	}

	static int warmUpSeconds() {
		return warmUpSeconds;
	}

	@TearDown(Level.Trial)
	public void close() {
		client().close();
	}

	private Candidate client() {
		return Objects.requireNonNull(this.client);
	}

	@Benchmark
	public Object listEnv() {
		return client().listEnv();
	}

	@Benchmark
	public Object detail() {
		return client().detail();
	}

	@Benchmark
	@OperationsPerInvocation(REACTIVE_CALLS)
	public Object reactiveListEnv() {
		Candidate client = client();
		Object last = Flux.range(0, REACTIVE_CALLS)
			.flatMap((index) -> client.reactiveListEnv(), REACTIVE_CONCURRENCY)
			.blockLast();
		if (last == null) {
			throw new IllegalStateException("No call succeeded");
		}
		return last;
	}

}
