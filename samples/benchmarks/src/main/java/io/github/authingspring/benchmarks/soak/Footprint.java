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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What this process holds.
 *
 * @param heap bytes of the heap that are in use after a collection
 * @param threads the number of threads
 * @param connections connections to the server that are open, {@code -1} where the
 * operating system has no {@code /proc/net/tcp}
 */
record Footprint(long heap, int threads, int connections) {

	private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

	private static final int REMOTE_ADDRESS = 2;

	private static final int STATE = 3;

	/** Established, or left open after the server closed its end. */
	private static final Set<String> OPEN = Set.of("01", "08");

	static Footprint take(int port) {
		System.gc();
		return new Footprint(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				ManagementFactory.getThreadMXBean().getThreadCount(), connections(port));
	}

	static Set<String> threadNames() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	static int connections(int port) {
		List<Path> tables = TABLES.stream().filter(Files::isReadable).toList();
		return tables.isEmpty() ? -1 : tables.stream().mapToInt((table) -> connections(table, port)).sum();
	}

	private static int connections(Path table, int port) {
		String remotePort = String.format(Locale.ROOT, ":%04X", port);
		try {
			return (int) Files.readAllLines(table)
				.stream()
				.map((line) -> line.strip().split("\\s+", -1))
				.filter((columns) -> columns.length > STATE && columns[REMOTE_ADDRESS].endsWith(remotePort)
						&& OPEN.contains(columns[STATE]))
				.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	double heapMegabytes() {
		return this.heap / 1e6;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "heap %.1f MB, threads %d, connections %d", heapMegabytes(), this.threads,
				this.connections);
	}

}
