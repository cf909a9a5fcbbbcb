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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.benchmarks.SteadyState.Metric;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootVersion;

/**
 * Writes what was measured as a table, in proportion to what it is compared with.
 */
final class Report {

	private static final String OURS = "authing";

	private static final String WEB_CLIENT = "web-client";

	private static final String REACTOR_NETTY = "reactor-netty";

	private static final String JAVA_CORE = "java-core";

	private final SteadyState steadyState;

	private final Processes processes;

	private final List<String> lines = new ArrayList<>();

	Report(SteadyState steadyState, Processes processes) {
		this.steadyState = steadyState;
		this.processes = processes;
	}

	String toMarkdown(long minutes) {
		header(minutes);
		againstWebClient();
		againstJavaCore();
		counted();
		startUp();
		figures();
		return String.join("\n", this.lines) + "\n";
	}

	private void header(long minutes) {
		this.lines.add("<!-- Written by the benchmarks, do not edit. -->");
		this.lines.add("Measured "
				+ Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10) + " on "
				+ Runtime.getRuntime().availableProcessors() + " cores (" + processor() + "), "
				+ System.getProperty("os.name") + ", Java " + Runtime.version() + ", Spring Boot "
				+ SpringBootVersion.getVersion() + ", in " + minutes
				+ " minutes. The server runs on the same cores, in a "
				+ "process of its own. A ratio below 1 means that this client takes less (of throughput: has less). "
				+ "Medians of the rounds, " + "and in brackets their range.");
		this.lines.add("");
		this.lines.add("| # | what | must | aim | measured | |");
		this.lines.add("|---|---|---|---|---|---|");
	}

	private void againstWebClient() {
		Ratio listEnv = ratio(Scenario.LIST_ENV, WEB_CLIENT, Metric.CPU);
		row("1", "CPU per `listEnv` against bare WebClient, 64 callers, 20 ms", "≤ 1.08", "≤ 1.00",
				listEnv + "; reactive " + ratio(Scenario.REACTIVE, WEB_CLIENT, Metric.CPU),
				verdict(listEnv.median() <= 1.08, listEnv.median() <= 1));
		Ratio detail = ratio(Scenario.DETAIL, WEB_CLIENT, Metric.CPU);
		row("2", "the same for `detail`", "≤ 1.08", "≤ 1.00", detail.toString(),
				verdict(detail.median() <= 1.08, detail.median() <= 1));
		Ratio listEnvBytes = ratio(Scenario.LIST_ENV, WEB_CLIENT, Metric.BYTES);
		Ratio detailBytes = ratio(Scenario.DETAIL, WEB_CLIENT, Metric.BYTES);
		double most = Math.max(listEnvBytes.median(), detailBytes.median());
		row("3", "allocated bytes per call against bare WebClient", "≤ 1.10", "≤ 0.95",
				"`listEnv` " + listEnvBytes + "; `detail` " + detailBytes + "; reactive `listEnv` "
						+ ratio(Scenario.REACTIVE, WEB_CLIENT, Metric.BYTES),
				verdict(most <= 1.1, most <= 0.95));
	}

	private void againstJavaCore() {
		Ratio cpu = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.CPU);
		row("4", "CPU per `listEnv` against `java-core`, 64 callers, 20 ms", "≤ 0.95", "≤ 0.85",
				cpu + "; `detail` " + ratio(Scenario.DETAIL, JAVA_CORE, Metric.CPU),
				verdict(cpu.median() <= 0.95, cpu.median() <= 0.85));
		Ratio p99 = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.P99);
		Ratio throughput = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.THROUGHPUT);
		row("5", "p99 and throughput against `java-core`, 64 callers", "≤ 1.0, ≥ 1.0", "", p99 + ", " + throughput,
				verdict(round(p99.median()) <= 1 && round(throughput.median()) >= 1));
		Ratio full = ratio(Scenario.CORES_FULL, JAVA_CORE, Metric.THROUGHPUT);
		Ratio webClient = this.steadyState.ratio(Scenario.CORES_FULL, WEB_CLIENT, JAVA_CORE, Metric.THROUGHPUT);
		row("6", "throughput against `java-core`, 400 callers, cores full", "reported", "≥ 1.0",
				full + "; bare WebClient " + webClient, aim(full.median() >= 1));
		row("7", "CPU and time per call of a single caller, no latency, against `java-core`", "reported", "", ratio(
				Scenario.SINGLE_CALLER, JAVA_CORE, Metric.CPU) + ", "
				+ inverse(ratio(Scenario.SINGLE_CALLER, JAVA_CORE, Metric.THROUGHPUT)) + "; bare WebClient "
				+ this.steadyState.ratio(Scenario.SINGLE_CALLER, WEB_CLIENT, JAVA_CORE, Metric.CPU) + ", "
				+ inverse(this.steadyState.ratio(Scenario.SINGLE_CALLER, WEB_CLIENT, JAVA_CORE, Metric.THROUGHPUT))
				+ "; bare Reactor Netty "
				+ this.steadyState.ratio(Scenario.SINGLE_CALLER, REACTOR_NETTY, JAVA_CORE, Metric.CPU) + ", "
				+ inverse(this.steadyState.ratio(Scenario.SINGLE_CALLER, REACTOR_NETTY, JAVA_CORE, Metric.THROUGHPUT)),
				"");
	}

	private static Ratio inverse(Ratio ratio) {
		return new Ratio(ratio.values().stream().map((value) -> 1 / value).toList());
	}

	private void counted() {
		JsonNode threads = this.processes.outcomes("threads", OURS).get(0);
		int added = threads.path("added").asInt();
		int eventLoops = threads.path("eventLoops").asInt();
		row("8", "2,000 concurrent reactive calls, 20 ms: threads beyond those of an idle application",
				"≤ event loops + 1", "", added + ", with " + eventLoops + " event loops",
				verdict(added <= eventLoops + 1));
		List<Double> tokenRequests = coldTrials(OURS, "tokenRequests");
		List<Double> failed = coldTrials(OURS, "failed");
		Ratio first = coldRatio(true);
		Ratio later = coldRatio(false);
		row("9", "cold start, 256 callers: token requests / failed calls / time to the last response against `java-core`",
				"1 / 0 / ≤ 1.0", "≤ 0.6",
				range(tokenRequests) + " / " + range(failed) + " / " + first + " for the first client of a process, "
						+ later + " for further ones (`java-core`: " + range(coldTrials(JAVA_CORE, "tokenRequests"))
						+ " token requests, " + range(coldTrials(JAVA_CORE, "failed")) + " failed calls)",
				verdict(range(tokenRequests).equals("1") && range(failed).equals("0") && first.median() <= 1
						&& later.median() <= 1, first.median() <= 0.6 && later.median() <= 0.6));
		double perCall = requestsPerCall(OURS);
		row("10", "requests per call with ten-minute tokens", "1.00", "",
				number(perCall) + " (`java-core` " + number(requestsPerCall(JAVA_CORE)) + ")",
				verdict(number(perCall).equals("1.00")));
		row("11", "HTTPS, cold, 64 callers, a server that offers HTTP/2: connections; time to the last response",
				"reported", "≤ 2 connections",
				Stream.of(OURS, "authing-http2", JAVA_CORE).map(this::https).collect(Collectors.joining("; ")),
				aim(Collections.max(this.processes.trials("https", OURS, false, "connections")) <= 2));
	}

	private List<Double> coldTrials(String candidate, String field) {
		return Stream
			.concat(this.processes.trials("coldStart", candidate, true, field).stream(),
					this.processes.trials("coldStart", candidate, false, field).stream())
			.toList();
	}

	private Ratio coldRatio(boolean first) {
		return Ratio.of(this.processes.trials("coldStart", OURS, first, "millis"),
				this.processes.trials("coldStart", JAVA_CORE, first, "millis"));
	}

	private String https(String candidate) {
		return "`" + candidate + "` " + range(this.processes.trials("https", candidate, false, "connections")) + "; "
				+ Math.round(median(this.processes.trials("https", candidate, true, "millis"))) + " ms first, "
				+ Math.round(median(this.processes.trials("https", candidate, false, "millis"))) + " ms later";
	}

	private double requestsPerCall(String candidate) {
		JsonNode counted = this.processes.outcomes("shortTokens", candidate).get(0);
		return counted.path("requests").asDouble() / counted.path("calls").asDouble();
	}

	private void startUp() {
		double cpu = Ratio
			.of(this.processes.numbers("start", "with", "cpu"), this.processes.numbers("start", "without", "cpu"))
			.median() - 1;
		double threads = median(this.processes.numbers("start", "with", "threads"))
				- median(this.processes.numbers("start", "without", "threads"));
		double requests = this.processes.numbers("start", "with", "requests")
			.stream()
			.mapToDouble(Double::doubleValue)
			.sum();
		row("12", "added to the start-up of an application with WebClient and actuator",
				"≤ 5 % CPU, no request, no thread", "≤ 3 %",
				String.format(Locale.ROOT, "%.1f %% CPU, %.0f requests, %.0f threads", cpu * 100, requests, threads),
				verdict(cpu <= 0.05 && requests == 0 && threads <= 0, cpu <= 0.03));
	}

	private void figures() {
		this.lines.add("");
		this.lines.add("What the ratios are made of (medians):");
		this.lines.add("");
		this.lines.add("| scenario | candidate | CPU µs/call | bytes/call | p99 ms | calls/s |");
		this.lines.add("|---|---|---|---|---|---|");
		for (Scenario scenario : Scenario.values()) {
			for (String candidate : scenario.candidates()) {
				this.lines.add(String.format(Locale.ROOT, "| `%s`, %s, %d ms | `%s` | %.0f | %,.0f | %s | %,.0f |",
						scenario.method(),
						(scenario == Scenario.REACTIVE) ? "64 concurrent" : scenario.threads() + " callers",
						scenario.latency(), candidate, median(scenario, candidate, Metric.CPU),
						median(scenario, candidate, Metric.BYTES),
						(scenario == Scenario.REACTIVE) ? "" : number(median(scenario, candidate, Metric.P99) / 1000),
						median(scenario, candidate, Metric.THROUGHPUT)));
			}
		}
	}

	private Ratio ratio(Scenario scenario, String other, Metric metric) {
		return this.steadyState.ratio(scenario, OURS, other, metric);
	}

	private double median(Scenario scenario, String candidate, Metric metric) {
		return this.steadyState.median(scenario, candidate, metric);
	}

	private static double median(List<Double> values) {
		return new Ratio(values).median();
	}

	private static String range(List<Double> values) {
		long min = Math.round(values.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
		long max = Math.round(values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
		return (min == max) ? Long.toString(min) : min + " to " + max;
	}

	private static double round(double value) {
		return Math.round(value * 100) / 100.0;
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

	private static String verdict(boolean met) {
		return met ? "met" : "**missed**";
	}

	private static String verdict(boolean met, boolean aim) {
		return aim ? "met, aim too" : verdict(met);
	}

	private static String aim(boolean met) {
		return met ? "aim met" : "aim missed";
	}

	private void row(String... cells) {
		this.lines.add("| " + String.join(" | ", cells) + " |");
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

}
