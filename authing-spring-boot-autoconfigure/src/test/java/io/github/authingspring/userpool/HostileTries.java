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

package io.github.authingspring.userpool;

import java.util.SplittableRandom;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Tests a property many times, each time on other input. The tries are the same in every
 * run; {@code -Dhostile.seed=random} (or a number) makes others and
 * {@code -Dhostile.tries=10000} more of them. What fails names the seed that makes it
 * alone.
 * <p>
 * Of our own, since jqwik has no version for JUnit 6 on Java 17, and its later versions
 * come with terms that not every contributor can meet; Jazzer would bring a native agent
 * to find what mutations of the fixtures find as well.
 */
final class HostileTries {

	private static final long SEED = 20261125;

	private HostileTries() {
	}

	static void of(int tries, Property property) {
		long seed = seed();
		int number = Integer.getInteger("hostile.tries", tries);
		for (int i = 0; i < number; i++) {
			Chance chance = new Chance(seed + i);
			attempt(() -> property.test(chance), chance, seed + i);
		}
	}

	private static void attempt(ThrowingCallable property, Chance chance, long seed) {
		try {
			property.call();
		}
		catch (Throwable ex) {
			throw new AssertionError("It does not hold for " + chance + " (-Dhostile.seed=" + seed
					+ " -Dhostile.tries=1 tries this alone)", ex);
		}
	}

	private static long seed() {
		String seed = System.getProperty("hostile.seed", Long.toString(SEED));
		return seed.equals("random") ? new SplittableRandom().nextLong() : Long.parseLong(seed);
	}

	/**
	 * Something that must hold whatever the chance.
	 */
	interface Property {

		void test(Chance chance) throws Throwable;

	}

}
