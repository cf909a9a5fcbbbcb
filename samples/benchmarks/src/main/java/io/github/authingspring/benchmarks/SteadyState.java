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

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the scenarios with JMH. Each turn of a candidate is a process of its own; the
 * candidates take turns, in the opposite order every other round, so that a machine that
 * becomes slower favours none.
 */
final class SteadyState {

	/**
	 * Options of a process that is measured when it is steady. Threads of the compiler
	 * that end would take their CPU time with them.
	 */
	static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:-UseDynamicNumberOfCompilerThreads");

	private final List<Turn> turns = new ArrayList<>();

	private final List<RunResult> results = new ArrayList<>();

	static SteadyState measure(ServerProcess server, Effort effort) throws RunnerException {
		SteadyState measured = new SteadyState();
		for (int round = 0; round < effort.rounds(); round++) {
			for (Scenario scenario : Scenario.values()) {
				measured.measure(scenario, round, server, effort);
			}
		}
		return measured;
	}

	private void measure(Scenario scenario, int round, ServerProcess server, Effort effort) throws RunnerException {
		List<String> candidates = new ArrayList<>(scenario.candidates());
		if (round % 2 != 0) {
			Collections.reverse(candidates);
		}
		for (String candidate : candidates) {
			RunResult result = run(scenario, candidate, server, effort);
			Turn turn = Turn.of(scenario, candidate, result);
			System.out.println(turn);
			this.turns.add(turn);
			this.results.add(result);
		}
	}

	private RunResult run(Scenario scenario, String candidate, ServerProcess server, Effort effort)
			throws RunnerException {
		return new Runner(
				new OptionsBuilder().include(UserpoolBenchmark.class.getName() + "\\." + scenario.method() + "$")
					.threads(scenario.threads())
					.param("candidate", candidate)
					.param("latency", Integer.toString(scenario.latency()))
					.forks(1)
					// The benchmark warms itself up; this is for the loops of JMH alone.
					.warmupIterations(1)
					.warmupTime(TimeValue.milliseconds(effort.iterationMillis() / 2))
					.measurementIterations(effort.iterations())
					.measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
					.jvmArgs(JVM_OPTIONS.toArray(String[]::new))
					.jvmArgsAppend("-D" + UserpoolBenchmark.HOST + "=" + server.http(),
							"-D" + UserpoolBenchmark.CONTROL + "=" + server.control(),
							"-D" + UserpoolBenchmark.WARM_UP + "="
									+ (scenario.isBusy() ? effort.warmUpSeconds() / 2 : effort.warmUpSeconds()))
					.addProfiler(ThreadProfiler.class)
					.addProfiler(GCProfiler.class)
					.shouldFailOnError(true)
					.verbosity(VerboseMode.SILENT)
					.build())
			.runSingle();
	}

	/**
	 * Return what a candidate took in each round, in proportion to another one.
	 */
	Ratio ratio(Scenario scenario, String candidate, String other, Metric metric) {
		List<Double> values = values(scenario, candidate, metric);
		List<Double> others = values(scenario, other, metric);
		return new Ratio(IntStream.range(0, values.size()).mapToObj((i) -> values.get(i) / others.get(i)).toList());
	}

	/**
	 * Return the median of what a candidate took.
	 */
	double median(Scenario scenario, String candidate, Metric metric) {
		return new Ratio(values(scenario, candidate, metric)).median();
	}

	private List<Double> values(Scenario scenario, String candidate, Metric metric) {
		return this.turns.stream()
			.filter((turn) -> turn.scenario() == scenario && turn.candidate().equals(candidate))
			.map(metric::of)
			.toList();
	}

	void writeRaw(Path file) throws IOException {
		try (OutputStream stream = Files.newOutputStream(file);
				PrintStream out = new PrintStream(stream, false, StandardCharsets.UTF_8)) {
			ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(this.results);
		}
	}

	/**
	 * What is measured of a turn.
	 */
	enum Metric {

		CPU, COMPILER, SWITCHES, PREEMPTIONS, BYTES, P99, THROUGHPUT, WARM_UP;

		double of(Turn turn) {
			return Objects.requireNonNull(turn.figures().get(this), name());
		}

	}

	/**
	 * One turn of a candidate.
	 *
	 * @param scenario the scenario
	 * @param candidate the candidate
	 * @param figures CPU time per call in microseconds, that of the JIT compiler apart,
	 * context switches per call, of threads that wait and of others, bytes allocated per
	 * call, 99th percentile of the time of a call in microseconds, calls per second,
	 * seconds of the warm-up
	 */
	record Turn(Scenario scenario, String candidate, Map<Metric, Double> figures) {

		static Turn of(Scenario scenario, String candidate, RunResult result) {
			Statistics times = result.getPrimaryResult().getStatistics();
			Map<Metric, Double> figures = new EnumMap<>(Metric.class);
			figures.put(Metric.CPU, secondary(result, ThreadProfiler.CPU));
			figures.put(Metric.COMPILER, secondary(result, ThreadProfiler.COMPILER));
			figures.put(Metric.SWITCHES, secondary(result, ThreadProfiler.SWITCHES));
			figures.put(Metric.PREEMPTIONS, secondary(result, ThreadProfiler.PREEMPTIONS));
			figures.put(Metric.BYTES, secondary(result, "gc.alloc.rate.norm"));
			figures.put(Metric.P99, times.getPercentile(99));
			// Each caller calls again as soon as it has its response.
			figures.put(Metric.THROUGHPUT, scenario.threads() * 1e6 / times.getMean());
			figures.put(Metric.WARM_UP, secondary(result, ThreadProfiler.WARM_UP));
			return new Turn(scenario, candidate, figures);
		}

		private static double secondary(RunResult result, String label) {
			return Objects.requireNonNull(result.getSecondaryResults().get(label), label).getScore();
		}

	}

}
