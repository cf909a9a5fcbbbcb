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
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.benchmarks.SteadyState.Metric;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootVersion;

/**
 * Writes what was measured as tables, in proportion to what it is compared with.
 */
final class Report {

	private static final String OURS = "authing";

	private static final String LEAN = "web-client-lean";

	private static final String WEB_CLIENT = "web-client";

	private static final String JAVA_CORE = "java-core";

	private static final List<String> COMPARED = List.of(OURS, LEAN, JAVA_CORE);

	private final SteadyState steadyState;

	private final Processes processes;

	private final List<String> lines = new ArrayList<>();

	Report(SteadyState steadyState, Processes processes) {
		this.steadyState = steadyState;
		this.processes = processes;
	}

	/**
	 * Return all rows, and what they are made of.
	 * @param minutes how long the measurement took
	 */
	String toMarkdown(long minutes) {
		this.lines.clear();
		header(minutes);
		startUp();
		firstCalls();
		steady();
		counted();
		growth();
		figures();
		return String.join("\n", this.lines) + "\n";
	}

	/**
	 * Return the four lines that a user has to know.
	 */
	String toSummary() {
		return """
				- **Start-up** of an application that injects the client and does not call it: %s.
				- **First call** of a process: %s of the time of a lean hand-written `WebClient`, %s of `java-core`'s. 256 cold callers: %s and %s of it, with %s token request (`java-core`: %s, and %s failed calls).
				- **CPU per call**, 64 callers, 20 ms, steady: `listEnv` %s, `detail` %s, reactive %s of a lean `WebClient`'s; `listEnv` %s of `java-core`'s. The first 20,000 calls: %s and %s.
				- **A single caller without latency**: %s of the time of a lean `WebClient`, %s of `java-core`'s. 400 callers: %s of `java-core`'s throughput.
				"""
			.formatted(startUpCost(), trialRatio("firstCall", LEAN, "millis"),
					trialRatio("firstCall", JAVA_CORE, "millis"), coldRatio(LEAN, true), coldRatio(JAVA_CORE, true),
					range(coldTrials(OURS, "tokenRequests")), range(coldTrials(JAVA_CORE, "tokenRequests")),
					range(coldTrials(JAVA_CORE, "failed")), number(cpuRatio(Scenario.LIST_ENV, LEAN)),
					number(cpuRatio(Scenario.DETAIL, LEAN)), number(cpuRatio(Scenario.REACTIVE, LEAN)),
					number(cpuRatio(Scenario.LIST_ENV, JAVA_CORE)), numberRatio("firstCalls", LEAN, "cpu"),
					numberRatio("firstCalls", JAVA_CORE, "cpu"), number(singleCallerTime(LEAN).median()),
					number(singleCallerTime(JAVA_CORE).median()),
					number(ratio(Scenario.CORES_FULL, JAVA_CORE, Metric.THROUGHPUT).median()));
	}

	private void header(long minutes) {
		this.lines.add("Measured "
				+ Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10) + " on "
				+ Runtime.getRuntime().availableProcessors() + " cores (" + processor() + "), "
				+ System.getProperty("os.name") + ", Java " + Runtime.version() + ", Spring Boot "
				+ SpringBootVersion.getVersion() + ", in " + minutes
				+ " minutes. The server runs on the same cores, in a process of its own. A ratio below 1 means that "
				+ "this client takes less (of throughput: has less). Medians, and in brackets their range.");
		this.lines.add("");
		this.lines.add("| # | what | must | aim | measured | |");
		this.lines.add("|---|---|---|---|---|---|");
	}

	private double startDifference(String field) {
		return median(this.processes.numbers("start", "with", field))
				- median(this.processes.numbers("start", "without", field));
	}

	private double startCpu() {
		return startDifference("cpu") / median(this.processes.numbers("start", "without", "cpu"));
	}

	private double startRequests() {
		return this.processes.numbers("start", "with", "requests").stream().mapToDouble(Double::doubleValue).sum();
	}

	private String startUpCost() {
		return String.format(Locale.ROOT, "%.1f %% CPU, %.2f s, %.0f classes, %.0f requests, %.0f threads",
				startCpu() * 100, startDifference("millis") / 1000, startDifference("classes"), startRequests(),
				startDifference("threads"));
	}

	private void startUp() {
		double classes = startDifference("classes");
		row("1", "added to the start-up of an application with Spring MVC and actuator by a client that is not called",
				"≤ 3 % CPU, ≤ 0.1 s, ≤ 150 classes, no request, no thread", "≤ 1 % CPU, ≤ 80 classes", startUpCost(),
				verdict(startCpu() <= 0.03 && startDifference("millis") <= 100 && classes <= 150 && startRequests() == 0
						&& startDifference("threads") <= 0, startCpu() <= 0.01 && classes <= 80));
	}

	private void firstCalls() {
		double first = trialRatio("firstCall", LEAN, "millis").median();
		row("2", "time of the first call of a process against `web-client-lean`; against `java-core`",
				"≤ 1.15; reported", "≤ 1.00",
				trialRatio("firstCall", LEAN, "millis") + "; " + trialRatio("firstCall", JAVA_CORE, "millis"),
				verdict(first <= 1.15, first <= 1));
		Ratio lean = coldRatio(LEAN, true);
		Ratio javaCore = coldRatio(JAVA_CORE, true);
		String tokenRequests = range(coldTrials(OURS, "tokenRequests"));
		String failed = range(coldTrials(OURS, "failed"));
		boolean counted = tokenRequests.equals("1") && failed.equals("0");
		row("3", "256 cold callers: time to the last response against `web-client-lean`; against `java-core`; "
				+ "token requests; failed calls", "≤ 1.15; ≤ 1.5; 1; 0", "≤ 1.00; ≤ 1.0",
				lean + " (later clients of the process " + coldRatio(LEAN, false) + "); " + javaCore + " (later "
						+ coldRatio(JAVA_CORE, false) + "); " + tokenRequests + "; " + failed + " (`java-core`: "
						+ range(coldTrials(JAVA_CORE, "tokenRequests")) + " token requests, "
						+ range(coldTrials(JAVA_CORE, "failed")) + " failed calls)",
				verdict(counted && lean.median() <= 1.15 && javaCore.median() <= 1.5,
						counted && lean.median() <= 1 && javaCore.median() <= 1));
		Ratio cpu = numberRatio("firstCalls", LEAN, "cpu");
		row("4", "CPU per call, the JIT compiler's included, of the first 20,000 calls of a process, 64 callers, "
				+ "against `web-client-lean`; against `java-core`", "≤ 1.1; reported", "≤ 1.0",
				cpu + "; " + numberRatio("firstCalls", JAVA_CORE, "cpu"),
				verdict(cpu.median() <= 1.1, cpu.median() <= 1));
	}

	private void steady() {
		List<Scenario> scenarios = List.of(Scenario.LIST_ENV, Scenario.DETAIL, Scenario.REACTIVE);
		double cpu = scenarios.stream().mapToDouble((scenario) -> cpuRatio(scenario, LEAN)).max().orElseThrow();
		Ratio p99 = ratio(Scenario.LIST_ENV, LEAN, Metric.P99);
		row("5", "steady, 64 callers, 20 ms: CPU per call against `web-client-lean`; p99", "≤ 1.08; ≤ 1.05", "≤ 1.02",
				"`listEnv` " + ratio(Scenario.LIST_ENV, LEAN, Metric.CPU) + ", `detail` "
						+ ratio(Scenario.DETAIL, LEAN, Metric.CPU) + ", reactive `listEnv` "
						+ ratio(Scenario.REACTIVE, LEAN, Metric.CPU) + "; " + p99,
				verdict(round(cpu) <= 1.08 && round(p99.median()) <= 1.05, round(cpu) <= 1.02));
		double bare = Math.max(cpuRatio(Scenario.LIST_ENV, WEB_CLIENT), cpuRatio(Scenario.DETAIL, WEB_CLIENT));
		row("", "the same against `web-client`", "≤ 1.08", "≤ 1.00",
				"`listEnv` " + ratio(Scenario.LIST_ENV, WEB_CLIENT, Metric.CPU) + ", `detail` "
						+ ratio(Scenario.DETAIL, WEB_CLIENT, Metric.CPU),
				verdict(round(bare) <= 1.08, round(bare) <= 1));
		againstJavaCore();
		double switches = Math.max(ratio(Scenario.LIST_ENV, LEAN, Metric.SWITCHES).median(),
				ratio(Scenario.DETAIL, LEAN, Metric.SWITCHES).median());
		double bytes = Math.max(ratio(Scenario.LIST_ENV, LEAN, Metric.BYTES).median(),
				ratio(Scenario.DETAIL, LEAN, Metric.BYTES).median());
		row("7", "context switches of waiting threads per blocking call against `web-client-lean`; allocated bytes",
				"≤ 1.00; ≤ 1.15", "",
				"`listEnv` " + ratio(Scenario.LIST_ENV, LEAN, Metric.SWITCHES) + ", `detail` "
						+ ratio(Scenario.DETAIL, LEAN, Metric.SWITCHES) + "; `listEnv` "
						+ ratio(Scenario.LIST_ENV, LEAN, Metric.BYTES) + ", `detail` "
						+ ratio(Scenario.DETAIL, LEAN, Metric.BYTES),
				verdict(round(switches) <= 1 && round(bytes) <= 1.15));
		Ratio time = singleCallerTime(LEAN);
		Ratio singleCpu = ratio(Scenario.SINGLE_CALLER, LEAN, Metric.CPU);
		double most = Math.max(time.median(), singleCpu.median());
		row("8", "a single caller without latency: time; CPU against `web-client-lean`; against `java-core`",
				"≤ 1.15; reported", "≤ 1.05",
				time + "; " + singleCpu + "; " + singleCallerTime(JAVA_CORE) + "; "
						+ ratio(Scenario.SINGLE_CALLER, JAVA_CORE, Metric.CPU),
				verdict(round(most) <= 1.15, round(most) <= 1.05));
	}

	private void againstJavaCore() {
		Ratio cpu = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.CPU);
		Ratio p99 = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.P99);
		Ratio throughput = ratio(Scenario.LIST_ENV, JAVA_CORE, Metric.THROUGHPUT);
		Ratio full = ratio(Scenario.CORES_FULL, JAVA_CORE, Metric.THROUGHPUT);
		row("6", "steady, 64 callers, 20 ms, `listEnv` against `java-core`: CPU; p99; throughput; throughput of 400 callers",
				"≤ 1.10; ≤ 1.0; ≥ 1.0; ≥ 1.3", "≤ 0.95", cpu + "; " + p99 + "; " + throughput + "; " + full,
				verdict(round(cpu.median()) <= 1.1 && round(p99.median()) <= 1 && round(throughput.median()) >= 1
						&& full.median() >= 1.3, cpu.median() <= 0.95));
	}

	/**
	 * Return the time per call of a caller who waits for nothing but the call.
	 */
	private Ratio singleCallerTime(String other) {
		Ratio throughput = ratio(Scenario.SINGLE_CALLER, other, Metric.THROUGHPUT);
		return new Ratio(throughput.values().stream().map((value) -> 1 / value).toList());
	}

	private void counted() {
		JsonNode threads = this.processes.outcomes("threads", OURS).get(0);
		int added = threads.path("added").asInt();
		int eventLoops = threads.path("eventLoops").asInt();
		row("9", "2,000 concurrent reactive calls, 20 ms: threads beyond those of an idle application",
				"≤ event loops + cores + 1", "", added + ", with " + eventLoops + " event loops",
				verdict(added <= eventLoops + Runtime.getRuntime().availableProcessors() + 1));
		double perCall = requestsPerCall(OURS);
		row("10", "requests per call with ten-minute tokens", "1.00", "",
				number(perCall) + " (`java-core` " + number(requestsPerCall(JAVA_CORE)) + ")",
				verdict(number(perCall).equals("1.00")));
	}

	private void growth() {
		JsonNode growth = this.processes.outcomes("growth", OURS).get(0);
		JsonNode variables = growth.path("variables");
		JsonNode values = growth.path("values");
		double perVariable = variables.path("5000").asDouble() / 5 / variables.path("1000").asDouble();
		double perByte = values.path("1000000").asDouble() / 10 / values.path("100000").asDouble();
		JsonNode clients = growth.path("clients");
		JsonNode most = clients.path(clients.size() - 1);
		row("11", "as the work grows: CPU of `listEnv` of 5,000 variables against five of 1,000; of `addEnv` of 1 MB "
				+ "against ten of 100 kB; memory of a client of " + most.path("count").asInt() + ", time to make it",
				"≤ 1.2; ≤ 1.2; ≤ 32 kB; ≤ 1 ms", "",
				number(perVariable) + "; " + number(perByte) + "; " + Math.round(most.path("kilobytes").asDouble())
						+ " kB; " + number(most.path("millis").asDouble()) + " ms",
				verdict(perVariable <= 1.2 && perByte <= 1.2 && most.path("kilobytes").asDouble() <= 32
						&& most.path("millis").asDouble() <= 1));
		JsonNode few = this.processes.outcomes("instances", "3").get(0);
		JsonNode many = this.processes.outcomes("instances", "10").get(0);
		row("12",
				"50 instances at once, one call each, a server that allows 20 requests a second: failed calls; "
						+ "tokens; seconds, with 3 attempts; with 10",
				"reported; 0, 50, ≤ 10", "", instances(few) + "; " + instances(many),
				verdict(many.path("failed").asInt() == 0 && many.path("tokens").asInt() == 50
						&& many.path("seconds").asDouble() <= 10));
		row("13", "HTTPS, cold, 64 callers, a server that offers HTTP/2: connections; time to the last response",
				"reported", "",
				Stream.of(OURS, "authing-http2", JAVA_CORE).map(this::https).collect(Collectors.joining("; ")), "");
	}

	private static String instances(JsonNode outcome) {
		return outcome.path("failed").asInt() + ", " + outcome.path("tokens").asInt() + ", "
				+ number(outcome.path("seconds").asDouble());
	}

	private List<Double> coldTrials(String candidate, String field) {
		return Stream
			.concat(this.processes.trials("coldStart", candidate, true, field).stream(),
					this.processes.trials("coldStart", candidate, false, field).stream())
			.toList();
	}

	private Ratio coldRatio(String other, boolean first) {
		return Ratio.of(this.processes.trials("coldStart", OURS, first, "millis"),
				this.processes.trials("coldStart", other, first, "millis"));
	}

	private Ratio trialRatio(String name, String other, String field) {
		return Ratio.of(this.processes.trials(name, OURS, true, field),
				this.processes.trials(name, other, true, field));
	}

	private Ratio numberRatio(String name, String other, String field) {
		return Ratio.of(this.processes.numbers(name, OURS, field), this.processes.numbers(name, other, field));
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

	private void figures() {
		this.lines.add("");
		this.lines.add("What the ratios of steady processes are made of (medians; the warm-up ended where it was "
				+ "steady, or at its limit):");
		this.lines.add("");
		this.lines.add("| scenario | candidate | CPU µs/call | JIT compiler µs/call | waits/call | preemptions/call "
				+ "| bytes/call | p99 ms | calls/s | warm-up s |");
		this.lines.add("|---|---|---|---|---|---|---|---|---|---|");
		for (Scenario scenario : Scenario.values()) {
			for (String candidate : scenario.candidates()) {
				figures(scenario, candidate);
			}
		}
		this.lines.add("");
		this.lines.add("And of processes that start (medians):");
		this.lines.add("");
		this.lines.add("| candidate | first call ms | 256 cold callers ms | first 20,000 calls: CPU µs/call |");
		this.lines.add("|---|---|---|---|");
		for (String candidate : COMPARED) {
			this.lines.add(String.format(Locale.ROOT, "| `%s` | %.0f | %.0f | %.0f |", candidate,
					median(this.processes.trials("firstCall", candidate, true, "millis")),
					median(this.processes.trials("coldStart", candidate, true, "millis")),
					median(this.processes.numbers("firstCalls", candidate, "cpu"))));
		}
		profile();
		JsonNode growth = this.processes.outcomes("growth", OURS).get(0);
		this.lines.add("");
		this.lines.add("CPU of `listEnv` by the number of variables: " + microseconds(growth.path("variables"))
				+ ". Of `addEnv` by the length of the value: " + microseconds(growth.path("values"))
				+ ". Memory of a client and time to make it, by the number of clients: "
				+ growth.path("clients")
					.valueStream()
					.map((clients) -> String.format(Locale.ROOT, "%d: %.0f kB, %.2f ms", clients.path("count").asInt(),
							clients.path("kilobytes").asDouble(), clients.path("millis").asDouble()))
					.collect(Collectors.joining("; "))
				+ ".");
	}

	private void profile() {
		List<JsonNode> profiles = COMPARED.stream()
			.map((candidate) -> this.processes.outcomes("profile", candidate).get(0))
			.toList();
		this.lines.add("");
		this.lines
			.add("Where the CPU time of a steady `listEnv` goes (64 callers, 20 ms, µs per call): to the kernel as "
					+ "Linux counts it, and to a library by its share of " + range(samples(profiles))
					+ " samples of Java's flight recorder:");
		this.lines.add("");
		this.lines.add("| part | `" + String.join("` | `", COMPARED) + "` |");
		this.lines.add("|---" + "|---".repeat(COMPARED.size()) + "|");
		profileRow("the kernel: sockets, threads that wait and wake", profiles, (profile) -> profile.path("kernel"));
		for (Profile.Part part : Profile.Part.values()) {
			profileRow(part.label(), profiles, (profile) -> profile.path("parts").path(part.name()));
		}
	}

	private void profileRow(String label, List<JsonNode> profiles, Function<JsonNode, JsonNode> figure) {
		this.lines.add("| " + label + " | "
				+ profiles.stream()
					.map((profile) -> String.format(Locale.ROOT, "%.1f", figure.apply(profile).asDouble(0)))
					.collect(Collectors.joining(" | "))
				+ " |");
	}

	private static List<Double> samples(List<JsonNode> profiles) {
		return profiles.stream().map((profile) -> profile.path("samples").asDouble()).toList();
	}

	private static String microseconds(JsonNode byAmount) {
		return byAmount.propertyStream()
			.map((entry) -> String.format(Locale.ROOT, "%s: %.0f µs", entry.getKey(), entry.getValue().asDouble()))
			.collect(Collectors.joining(", "));
	}

	private void figures(Scenario scenario, String candidate) {
		this.lines.add(String.format(Locale.ROOT,
				"| `%s`, %s, %d ms | `%s` | %.0f | %.0f | %.2f | %.2f | %,.0f | %s | %,.0f | %.0f |", scenario.method(),
				(scenario == Scenario.REACTIVE) ? "64 concurrent"
						: (scenario.threads() == 1) ? "1 caller" : scenario.threads() + " callers",
				scenario.latency(), candidate, median(scenario, candidate, Metric.CPU),
				median(scenario, candidate, Metric.COMPILER), median(scenario, candidate, Metric.SWITCHES),
				median(scenario, candidate, Metric.PREEMPTIONS), median(scenario, candidate, Metric.BYTES),
				(scenario == Scenario.REACTIVE) ? "" : number(median(scenario, candidate, Metric.P99) / 1000),
				median(scenario, candidate, Metric.THROUGHPUT), median(scenario, candidate, Metric.WARM_UP)));
	}

	private Ratio ratio(Scenario scenario, String other, Metric metric) {
		return this.steadyState.ratio(scenario, OURS, other, metric);
	}

	private double cpuRatio(Scenario scenario, String other) {
		return ratio(scenario, other, Metric.CPU).median();
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
