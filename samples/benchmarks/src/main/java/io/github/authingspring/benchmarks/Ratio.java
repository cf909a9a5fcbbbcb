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

import java.util.List;
import java.util.Locale;

/**
 * A ratio that was measured several times.
 *
 * @param values the values
 */
record Ratio(List<Double> values) {

	Ratio {
		values = values.stream().sorted().toList();
	}

	/**
	 * Return the ratio of two samples that were taken in turn.
	 */
	static Ratio of(List<Double> samples, List<Double> others) {
		return new Ratio(List.of(new Ratio(samples).median() / new Ratio(others).median()));
	}

	double median() {
		int middle = this.values.size() / 2;
		return (this.values.size() % 2 != 0) ? this.values.get(middle)
				: (this.values.get(middle - 1) + this.values.get(middle)) / 2;
	}

	/**
	 * Return the median, with the range where there is one.
	 */
	@Override
	public String toString() {
		String range = (this.values.size() > 1) ? String.format(Locale.ROOT, " (%.2f to %.2f)", this.values.get(0),
				this.values.get(this.values.size() - 1)) : "";
		return String.format(Locale.ROOT, "%.2f", median()) + range;
	}

}
