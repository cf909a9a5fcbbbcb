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
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the CPU time of a steady {@code listEnv} goes: to the kernel, as Linux counts it,
 * and to each library, by its share of the samples that Java's flight recorder takes.
 */
final class Profile {

	private static final int CALLERS = 64;

	private static final long LATENCY = 20;

	private static final String SAMPLE = "jdk.ExecutionSample";

	private static final double TICK_MICROS = 10_000;

	private final LongAdder calls = new LongAdder();

	private volatile boolean over;

	private Profile() {
	}

	/**
	 * Call, and print what one call took.
	 * @param args candidate, host, control address, seconds to warm up, to measure
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Candidate candidate = Candidate.create(args[0], args[1]);
		int warmUpSeconds = Integer.parseInt(args[3]);
		Profile profile = new Profile();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		ServerProcess.set(args[2], LATENCY / 10, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		// java-core fails calls that need its first token at the same time.
		candidate.listEnv();
		for (int i = 0; i < CALLERS; i++) {
			callers.execute(() -> profile.call(candidate));
		}
		TimeUnit.SECONDS.sleep(warmUpSeconds / 2);
		ServerProcess.set(args[2], LATENCY, ServerProcess.DEFAULT_TOKEN_LIFETIME);
		TimeUnit.SECONDS.sleep(warmUpSeconds / 2);
		Outcome outcome = profile.measure(Integer.parseInt(args[4]));
		profile.over = true;
		callers.shutdown();
		System.out.println(JsonMapper.shared().writeValueAsString(outcome));
		System.exit(0);
	}

	private void call(Candidate candidate) {
		while (!this.over) {
			candidate.listEnv();
			this.calls.increment();
		}
	}

	/**
	 * Measure the CPU time first: samples cost a lot of it.
	 */
	private Outcome measure(int seconds) throws IOException, InterruptedException {
		this.calls.reset();
		ThreadTimes begin = ThreadTimes.now();
		Ticks ticks = Ticks.now();
		TimeUnit.SECONDS.sleep(seconds);
		Ticks spent = Ticks.now().since(ticks);
		double compiler = ThreadTimes.now().since(begin).compiler();
		long calls = this.calls.sum();
		return Outcome.of(spent.kernel() * TICK_MICROS / calls, (spent.user() * TICK_MICROS - compiler) / calls,
				samples(seconds));
	}

	/**
	 * Return how many samples there are of each part.
	 */
	private static Map<Part, Integer> samples(int seconds) throws IOException, InterruptedException {
		Path file = Files.createTempFile("profile", ".jfr");
		try (Recording recording = new Recording()) {
			recording.enable(SAMPLE).withPeriod(Duration.ofMillis(1));
			recording.start();
			TimeUnit.SECONDS.sleep(seconds);
			recording.stop();
			recording.dump(file);
			Map<Part, Integer> samples = new EnumMap<>(Part.class);
			for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
				if (event.getEventType().getName().equals(SAMPLE)) {
					samples.merge(Part.of(event), 1, Integer::sum);
				}
			}
			return samples;
		}
		finally {
			Files.delete(file);
		}
	}

	/**
	 * What a call is made of.
	 */
	enum Part {

		JSON("JSON: Jackson, Gson", "tools.jackson.", "com.google.gson."),

		HTTP("HTTP: Netty, OkHttp", "io.netty.", "okhttp3.", "okio."),

		REACTOR_NETTY("Reactor Netty", "reactor.netty."),

		REACTOR("Reactor", "reactor."),

		SPRING("Spring", "org.springframework."),

		CLIENT("the client itself", "io.github.authingspring.", "cn.authing.", "kotlin."),

		OTHER("other");

		private final String label;

		private final List<String> packages;

		Part(String label, String... packages) {
			this.label = label;
			this.packages = List.of(packages);
		}

		String label() {
			return this.label;
		}

		/**
		 * Return the part whose code runs, or which calls what runs of the JDK.
		 */
		static Part of(RecordedEvent sample) {
			return sample.getStackTrace()
				.getFrames()
				.stream()
				.map(Part::of)
				.filter((part) -> part != OTHER)
				.findFirst()
				.orElse(OTHER);
		}

		private static Part of(RecordedFrame frame) {
			String type = frame.getMethod().getType().getName();
			for (Part part : values()) {
				if (part.packages.stream().anyMatch(type::startsWith)) {
					return part;
				}
			}
			return OTHER;
		}

	}

	/**
	 * CPU time of this process, in hundredths of a second.
	 */
	private record Ticks(long user, long kernel) {

		static Ticks now() throws IOException {
			String line = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.UTF_8);
			// What precedes is the name, which may hold blanks. The third field comes
			// first.
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
			return new Ticks(Long.parseLong(fields[11]), Long.parseLong(fields[12]));
		}

		Ticks since(Ticks earlier) {
			return new Ticks(this.user - earlier.user, this.kernel - earlier.kernel);
		}

	}

	/**
	 * What a call took, in microseconds of CPU time, without that of the JIT compiler.
	 *
	 * @param kernel in the kernel
	 * @param parts in each part
	 * @param samples on how many samples that rests
	 */
	record Outcome(double kernel, Map<Part, Double> parts, int samples) {

		static Outcome of(double kernel, double user, Map<Part, Integer> samples) {
			int all = samples.values().stream().mapToInt(Integer::intValue).sum();
			Map<Part, Double> parts = new EnumMap<>(Part.class);
			samples.forEach((part, count) -> parts.put(part, user * count / all));
			return new Outcome(kernel, parts, all);
		}

	}

}
