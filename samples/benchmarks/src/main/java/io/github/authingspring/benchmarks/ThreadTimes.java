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
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * What the threads of this process have done so far, as Linux counts it.
 */
final class ThreadTimes {

	private static final Path TASKS = Path.of("/proc/self/task");

	private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*", Pattern.DOTALL);

	private static final Pattern VIRTUAL_MACHINE = Pattern.compile("(C[12] Compiler|G1 |GC |VM |Sweeper).*",
			Pattern.DOTALL);

	private final long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();

	private final Map<String, Task> tasks = new HashMap<>();

	private ThreadTimes() {
	}

	static ThreadTimes now() {
		ThreadTimes times = new ThreadTimes();
		try (Stream<Path> tasks = Files.list(TASKS)) {
			for (Path task : (Iterable<Path>) tasks::iterator) {
				times.add(task);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return times;
	}

	private void add(Path task) throws IOException {
		try {
			String name = Files.readString(task.resolve("comm"), StandardCharsets.UTF_8);
			String schedule = Files.readString(task.resolve("schedstat"), StandardCharsets.UTF_8);
			List<String> status = Files.readAllLines(task.resolve("status"), StandardCharsets.UTF_8);
			this.tasks.put(task.getFileName().toString(),
					new Task(name, Long.parseLong(schedule.substring(0, schedule.indexOf(' '))),
							number(status, "voluntary_ctxt_switches:"), number(status, "nonvoluntary_ctxt_switches:")));
		}
		catch (NoSuchFileException ex) {
			// The thread has ended meanwhile.
		}
	}

	private static long number(List<String> status, String name) {
		return status.stream()
			.filter((line) -> line.startsWith(name))
			.mapToLong((line) -> Long.parseLong(line.substring(name.length()).strip()))
			.sum();
	}

	/**
	 * Return what was done since then. Of threads that have ended, their CPU time is
	 * known, but not their context switches.
	 */
	Spent since(ThreadTimes earlier) {
		long compiler = 0;
		long switches = 0;
		long preemptions = 0;
		for (Map.Entry<String, Task> entry : this.tasks.entrySet()) {
			Task task = entry.getValue();
			Task before = earlier.tasks.getOrDefault(entry.getKey(), Task.NEW);
			if (COMPILER.matcher(task.name()).matches()) {
				compiler += task.cpu() - before.cpu();
			}
			if (!VIRTUAL_MACHINE.matcher(task.name()).matches()) {
				switches += task.switches() - before.switches();
				preemptions += task.preemptions() - before.preemptions();
			}
		}
		return new Spent((this.cpu - earlier.cpu - compiler) / 1e3, compiler / 1e3, switches, preemptions);
	}

	/**
	 * What was done.
	 *
	 * @param cpu CPU time in microseconds, without that of the JIT compiler
	 * @param compiler CPU time of the JIT compiler in microseconds
	 * @param switches context switches of threads that had to wait, those of the virtual
	 * machine left out
	 * @param preemptions context switches of threads that could have gone on, those of
	 * the virtual machine left out
	 */
	record Spent(double cpu, double compiler, long switches, long preemptions) {
	}

	private record Task(String name, long cpu, long switches, long preemptions) {

		private static final Task NEW = new Task("", 0, 0, 0);

	}

}
