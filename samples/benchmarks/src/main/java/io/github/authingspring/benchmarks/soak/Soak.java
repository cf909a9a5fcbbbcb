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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.benchmarks.soak.InjectedFault.Kind;
import io.github.authingspring.benchmarks.soak.SandboxProcess.Faults;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * One run: lets the callers call while the server fails, then judges.
 */
final class Soak {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** The timeout of a call, and what the machine may add to it. */
	private static final Duration LONGEST_CALL = ClientApplication.CALL_TIMEOUT.plusSeconds(1);

	/** A renewal begins within the last tenth of a token's lifetime. */
	private static final Duration SHORTEST_RENEWAL = SandboxProcess.TOKEN_LIFETIME.multipliedBy(9).dividedBy(10);

	/** Reactor ends a thread that may block after one to two minutes without work. */
	private static final Duration RETURN_LIMIT = Duration.ofSeconds(150);

	/** Reactor's own for timers, which never end. */
	private static final String PARALLEL_THREADS = "parallel-";

	/** Reactor's own that ends its idle threads, and never ends itself. */
	private static final String EVICTOR_THREAD = "boundedElastic-evictor-";

	private static final int WARM_UP_CALLS = 2000;

	private static final double HEAP_FACTOR = 1.5;

	private static final double HEAP_ALLOWANCE = 8;

	private final Verdict verdict = new Verdict();

	private final Duration length;

	private final long seed;

	private final SandboxProcess sandbox;

	Soak(Duration length, long seed, SandboxProcess sandbox) {
		this.length = length;
		this.seed = seed;
		this.sandbox = sandbox;
	}

	/**
	 * Run and print.
	 * @return whether nothing is left unexplained
	 */
	boolean run() throws InterruptedException {
		Set<String> threadsAtStart = Footprint.threadNames();
		print("before the application", Footprint.take(this.sandbox.port()));
		try (ConfigurableApplicationContext context = ClientApplication.start(this.sandbox.properties())) {
			NettyLeaks leaks = NettyLeaks.start();
			DroppedErrors dropped = DroppedErrors.start();
			run(context.getBean(ReactiveUserpoolManagementClient.class), context.getBean(MeterRegistry.class), leaks);
			this.verdict.check(dropped.areExplained(),
					"no error is dropped but for failures of calls that were cancelled: " + dropped.all());
		}
		judgeWhatIsLeft(threadsAtStart);
		return this.verdict.isGood();
	}

	private void run(ReactiveUserpoolManagementClient client, MeterRegistry meters, NettyLeaks leaks)
			throws InterruptedException {
		long firstId = lastId(Objects.requireNonNull(client.listEnv().block()));
		warmUp(client);
		RunClock clock = new RunClock(this.length);
		FaultInjector faults = new FaultInjector(this.sandbox, clock, this.seed);
		Journal journal = new Journal(faults, clock);
		MovingName movingName = new MovingName(clock);
		try (Callers callers = new Callers(client, journal, clock)) {
			print("at the start", Footprint.take(this.sandbox.port()));
			callers.start(this.seed);
			faults.start();
			movingName.start();
			List<Footprint> footprints = sample(clock, journal);
			RunClock.await(LONGEST_CALL.multipliedBy(2), () -> callers.left() == 0);
			Faults counted = this.sandbox.faults();
			faults.stop();
			List<String> lost = movingName.stop();
			Footprint end = Footprint.take(this.sandbox.port());
			print("at the end, " + clock.calls() + " calls", end);
			print(journal, faults, counted, meters);
			System.out.println("Assertions");
			judgeCalls(callers, journal);
			judgeTokenRequests(clock, faults, counted);
			this.verdict.check(lost.isEmpty(), "a name that moves is followed: " + movingName + " " + lost);
			// A token that was rejected twice is not replaced at once.
			this.verdict.check(
					RunClock.await(LONGEST_CALL,
							() -> Boolean.TRUE.equals(client.listEnv().hasElement().onErrorReturn(false).block())),
					"the client works once the faults are over");
			judgeKeys(client, callers, journal, firstId);
			judgeFootprints(footprints, end);
			List<String> reports = leaks.reports();
			this.verdict.check(Footprint.threadNames().stream().noneMatch((name) -> name.startsWith(PARALLEL_THREADS)),
					"no timer of Reactor was started, whose threads never end");
			this.verdict.check(reports.isEmpty(), "Netty's leak detector (paranoid) reports nothing: " + reports);
		}
	}

	/**
	 * A cold virtual machine on a small computer may need longer for the first calls than
	 * the timeouts allow.
	 */
	private static void warmUp(ReactiveUserpoolManagementClient client) {
		Flux.range(0, WARM_UP_CALLS)
			.flatMap((index) -> ((index % 2 == 0) ? client.detail().then() : client.listEnv().then()).onErrorComplete(),
					8)
			.blockLast();
	}

	private List<Footprint> sample(RunClock clock, Journal journal) throws InterruptedException {
		Duration step = (this.length.compareTo(MINUTE.multipliedBy(6)) < 0) ? this.length.dividedBy(6) : MINUTE;
		List<Footprint> footprints = new ArrayList<>();
		for (long next = step.toNanos(); clock.isRunning(); next += step.toNanos()) {
			long mark = next;
			RunClock.await(step, () -> clock.now() >= mark || !clock.isRunning());
			if (clock.isRunning()) {
				Footprint footprint = Footprint.take(this.sandbox.port());
				footprints.add(footprint);
				print("after " + Duration.ofNanos(clock.now()).toSeconds() + " s, " + clock.calls() + " calls, "
						+ journal.open() + " under way, " + this.sandbox.faults().requests(Operation.AUTHENTICATE)
						+ " token requests, slowest response without a fault "
						+ this.sandbox.slowestResponse().toMillis() + " ms", footprint);
			}
		}
		return footprints;
	}

	private void print(Journal journal, FaultInjector faults, Faults counted, MeterRegistry meters) {
		System.out.println("Outcomes");
		journal.outcomes().forEach((kind, count) -> System.out.printf(Locale.ROOT, "  %9d  %s%n", count, kind));
		System.out.printf(Locale.ROOT, "Latency: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n", journal.latencyMillis(0.5),
				journal.latencyMillis(0.99), journal.maxLatency().toNanos() / 1e6);
		System.out.println("Faults: " + faults.episodes() + " episodes, requests concerned: " + faults.requests() + ", "
				+ faults.revocations() + " revocations");
		System.out.println("Requests at the server: " + counted.requests());
		System.out.println("Token requests as the client counts them, without retries: " + meters.find("authing.token")
			.timers()
			.stream()
			.map((timer) -> timer.getId().getTag("reason") + " " + timer.getId().getTag("outcome") + " "
					+ timer.count())
			.sorted()
			.toList());
	}

	private void judgeCalls(Callers callers, Journal journal) {
		this.verdict.check(callers.left() == 0 && journal.open() == 0, "every caller and every call ended: "
				+ callers.left() + " callers and " + journal.open() + " calls left");
		Set<String> kinds = journal.outcomes().keySet();
		this.verdict.check(
				Operation.calls().stream().allMatch((operation) -> kinds.contains(operation + " OK"))
						&& kinds.stream().anyMatch((kind) -> kind.contains("Exception")),
				"every operation succeeded, and some calls failed");
		this.verdict.check(journal.maxLatency().compareTo(LONGEST_CALL) <= 0, "no call took longer than "
				+ LONGEST_CALL.toMillis() + " ms: " + journal.maxLatency().toMillis() + " ms");
		this.verdict.check(journal.violationCount() == 0,
				"every failure is an AuthingException that a fault at that time explains, and every variable is as "
						+ "the client said: " + journal.violationCount() + " violations, " + journal.keyReads()
						+ " variables compared");
		journal.violations().forEach((violation) -> System.out.println("          " + violation));
	}

	/**
	 * One request for the first token; one for each token that got old, that was revoked
	 * or with which a request was rejected; one more for each that failed. Hundreds of
	 * calls hold the token each time, so one request per call would be far more.
	 */
	private void judgeTokenRequests(RunClock clock, FaultInjector faults, Faults counted) {
		long renewals = clock.now() / SHORTEST_RENEWAL.toNanos();
		int rejected = faults.requests().getOrDefault(Kind.REJECTED_TOKEN, 0);
		long allowed = 1 + renewals + faults.revocations() + rejected + faults.failedTokenRequests();
		long requests = counted.requests(Operation.AUTHENTICATE);
		this.verdict.check(requests <= allowed,
				requests + " token requests, at most " + allowed + " = 1 + " + renewals + " renewals + "
						+ faults.revocations() + " revocations + " + rejected + " rejections + "
						+ faults.failedTokenRequests() + " failed ones");
	}

	/**
	 * The ids of the sandbox count how many variables were made.
	 */
	private void judgeKeys(ReactiveUserpoolManagementClient client, Callers callers, Journal journal, long firstId) {
		List<Env> list = Objects.requireNonNull(client.addEnv("LAST", "soak").block());
		long violations = journal.violationCount();
		callers.scripts().forEach((script) -> script.check(list));
		Set<String> known = callers.scripts()
			.stream()
			.flatMap((script) -> Stream.ofNullable(script.key()))
			.collect(Collectors.toCollection(TreeSet::new));
		List<String> unexpected = list.stream()
			.map((env) -> Objects.requireNonNull(env.key()))
			.filter((key) -> Script.isKey(key) && !known.contains(key) && !journal.uncertainKeys().contains(key))
			.toList();
		this.verdict.check(unexpected.isEmpty() && journal.violationCount() == violations,
				"the last list holds what callers left there, " + known.size() + " variables, and nothing else: "
						+ unexpected);
		long made = lastId(list) - firstId - 1;
		long certain = journal.added();
		long uncertain = journal.uncertainKeys().size();
		this.verdict.check(made >= certain && made <= certain + uncertain, made + " variables were made, " + certain
				+ " for certain and " + uncertain + " perhaps, and none of them twice");
	}

	private static long lastId(List<Env> list) {
		return list.stream()
			.mapToLong((env) -> Long.parseLong(Objects.requireNonNull(env.id()).substring("614c".length()), 16))
			.max()
			.orElse(0);
	}

	private void judgeFootprints(List<Footprint> footprints, Footprint end) {
		double first = footprints.get(0).heapMegabytes();
		double limit = first * HEAP_FACTOR + HEAP_ALLOWANCE;
		this.verdict.check(end.heapMegabytes() <= limit,
				String.format(Locale.ROOT,
						"the heap does not grow: %.1f MB at first, %.1f MB at the end, at most %.1f MB", first,
						end.heapMegabytes(), limit));
		int connections = footprints.stream().mapToInt(Footprint::connections).max().orElse(0);
		int callers = Callers.BLOCKING + Callers.REACTIVE;
		this.verdict.check(connections <= callers, "never more connections than callers: " + connections);
	}

	private void judgeWhatIsLeft(Set<String> threadsAtStart) throws InterruptedException {
		boolean closed = RunClock.await(RETURN_LIMIT, () -> Footprint.connections(this.sandbox.port()) <= 0);
		boolean ended = RunClock.await(RETURN_LIMIT, () -> newThreads(threadsAtStart).isEmpty());
		Footprint footprint = Footprint.take(this.sandbox.port());
		print("after close", footprint);
		this.verdict.check(closed, "no connection is left: " + footprint.connections());
		this.verdict.check(ended, "no thread is left: " + newThreads(threadsAtStart));
	}

	private static Set<String> newThreads(Set<String> threadsAtStart) {
		Set<String> names = Footprint.threadNames();
		names.removeAll(threadsAtStart);
		// Spring gives the event loops a timeout to end, on one of the first. What a
		// timeout delivers comes on threads of the second.
		names.removeIf((name) -> name.startsWith(PARALLEL_THREADS) || name.startsWith(EVICTOR_THREAD));
		return names;
	}

	private void print(String when, Footprint footprint) {
		System.out.println(footprint + " (" + when + ")");
	}

}
