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

import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures per call what the threads of the process did: CPU time, garbage collection and
 * event loops included, that of the JIT compiler apart, and context switches. Tells, too,
 * how long the warm-up took.
 */
public final class ThreadProfiler implements InternalProfiler {

	static final String CPU = "cpu";

	static final String COMPILER = "compiler";

	static final String SWITCHES = "switches";

	static final String PREEMPTIONS = "preemptions";

	static final String WARM_UP = "warm-up";

	private ThreadTimes begin = ThreadTimes.now();

	@Override
	public String getDescription() {
		return "CPU time and context switches of the threads per call";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
		this.begin = ThreadTimes.now();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmarkParams,
			IterationParams iterationParams, IterationResult result) {
		ThreadTimes.Spent spent = ThreadTimes.now().since(this.begin);
		double calls = result.getMetadata().getAllOps();
		return List.of(result(CPU, spent.cpu() / calls, "us/op"), result(COMPILER, spent.compiler() / calls, "us/op"),
				result(SWITCHES, spent.switches() / calls, "1/op"),
				result(PREEMPTIONS, spent.preemptions() / calls, "1/op"),
				result(WARM_UP, UserpoolBenchmark.warmUpSeconds(), "s"));
	}

	private static ScalarResult result(String label, double value, String unit) {
		return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
	}

}
