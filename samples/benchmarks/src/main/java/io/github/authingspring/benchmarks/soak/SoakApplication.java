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
import java.time.Duration;

/**
 * Runs the soak for ten minutes, or for {@code --seconds N}, with random faults that
 * {@code --seed N} brings again. The threads of a run meet in another order each time.
 */
public final class SoakApplication {

	private static final int MIN_SECONDS = 6;

	private static final int MAX_SECONDS = 24 * 60 * 60;

	private SoakApplication() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		long seconds = 600;
		long seed = System.nanoTime() & 0xffff_ffffL;
		try {
			for (int i = 0; i < args.length; i += 2) {
				String value = (i + 1 < args.length) ? args[i + 1] : "";
				switch (args[i]) {
					case "--seconds" -> seconds = Long.parseLong(value);
					case "--seed" -> seed = Long.parseLong(value);
					default -> throw new IllegalArgumentException("Unknown argument " + args[i]);
				}
			}
			if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
				throw new IllegalArgumentException("Seconds from " + MIN_SECONDS + " to " + MAX_SECONDS);
			}
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + ". There are --seconds N and --seed N.");
			System.exit(2);
		}
		System.out.println("Soak of " + seconds + " s, seed " + seed + ", " + Callers.BLOCKING + " blocking and "
				+ Callers.REACTIVE + " reactive callers");
		System.out.println(System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
				+ Runtime.getRuntime().availableProcessors() + " processors, Java "
				+ System.getProperty("java.runtime.version") + ", heap up to "
				+ Runtime.getRuntime().maxMemory() / 1_000_000 + " MB");
		boolean good;
		try (SandboxProcess sandbox = SandboxProcess.start()) {
			good = new Soak(Duration.ofSeconds(seconds), seed, sandbox).run();
		}
		System.out.println(good ? "Nothing is left unexplained." : "Something is left unexplained.");
		System.exit(good ? 0 : 1);
	}

}
