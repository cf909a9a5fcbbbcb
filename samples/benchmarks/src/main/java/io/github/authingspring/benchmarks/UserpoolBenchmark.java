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

	static final int WARM_UP_ITERATIONS = 8;

	private static final int FAST_WARM_UP_ITERATIONS = 3;

	private static final int REACTIVE_CALLS = 6400;

	private static final int REACTIVE_CONCURRENCY = 64;

	/**
	 * The candidate.
	 */
	@Param({ "authing", "web-client", "reactor-netty", "java-core" })
	public String candidate = "";

	/**
	 * After how many milliseconds the server responds.
	 */
	@Param("20")
	public long latency;

	private @Nullable Candidate client;

	private int iterations;

	@Setup(Level.Trial)
	public void open() {
		Candidate client = Candidate.create(this.candidate, System.getProperty(HOST));
		client.listEnv();
		this.client = client;
	}

	/**
	 * Let the server respond at once in the first warm-up iterations: many calls in
	 * little time, so that the JIT compiler knows what to compile. With many callers it
	 * responds late in the next ones, which leaves the compiler most of the processor;
	 * else it would catch up in the measured ones, and its work would be taken for that
	 * of the calls.
	 */
	@Setup(Level.Iteration)
	public void setLatency() {
		int iteration = this.iterations++;
		long latency = this.latency;
		if (iteration < FAST_WARM_UP_ITERATIONS) {
			latency = 0;
		}
		else if (iteration < WARM_UP_ITERATIONS - 1) {
			latency *= 2;
		}
		ServerProcess.set(System.getProperty(CONTROL), latency, ServerProcess.DEFAULT_TOKEN_LIFETIME);
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
