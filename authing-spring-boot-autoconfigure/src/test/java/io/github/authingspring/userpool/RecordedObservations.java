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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;

/**
 * Micrometer's test registry, which checks how observations are used, with the
 * observations that were stopped, in that order.
 */
public final class RecordedObservations implements ObservationHandler<Observation.Context> {

	private final ObservationRegistry registry = TestObservationRegistry.create();

	private final List<Observation.Context> started = new CopyOnWriteArrayList<>();

	private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

	public RecordedObservations() {
		this.registry.observationConfig().observationHandler(this);
	}

	public ObservationRegistry registry() {
		return this.registry;
	}

	/**
	 * Return the stopped observations of a name.
	 */
	public List<Observation.Context> named(String name) {
		return this.stopped.stream().filter((context) -> name.equals(context.getName())).toList();
	}

	/**
	 * Return whether all that was started is stopped.
	 */
	public boolean isComplete() {
		return this.stopped.containsAll(this.started);
	}

	/**
	 * Return everything that any backend would get of the observations, as text.
	 */
	public String keyValues() {
		StringBuilder text = new StringBuilder();
		this.stopped.forEach((context) -> text.append(context.getName())
			.append(context.getContextualName())
			.append(context.getAllKeyValues())
			.append('\n'));
		return text.toString();
	}

	/**
	 * Return, besides, what a handler may print of the observations.
	 */
	public String everything() {
		StringBuilder text = new StringBuilder(keyValues());
		this.stopped.forEach((context) -> text.append(context).append(context.getError()).append('\n'));
		return text.toString();
	}

	public static Map<String, String> lowCardinalityKeys(Observation.Context context) {
		Map<String, String> keys = new TreeMap<>();
		for (KeyValue keyValue : context.getLowCardinalityKeyValues()) {
			keys.put(keyValue.getKey(), keyValue.getValue());
		}
		return keys;
	}

	@Override
	public void onStart(Observation.Context context) {
		this.started.add(context);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.stopped.add(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

}
