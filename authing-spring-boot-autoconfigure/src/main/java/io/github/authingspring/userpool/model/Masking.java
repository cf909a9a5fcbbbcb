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

package io.github.authingspring.userpool.model;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Descriptions of records that hold secrets.
 */
final class Masking {

	static final String MASK = "******";

	private Masking() {
	}

	/**
	 * Describe a record by its components that are not {@code null}. Of maps only the
	 * keys are shown.
	 * @param record the record
	 * @param masked the names of the components whose value must not be shown
	 * @return the description
	 */
	static String describe(Record record, String... masked) {
		Set<String> maskedNames = Set.of(masked);
		StringJoiner description = new StringJoiner(", ", record.getClass().getSimpleName() + "[", "]");
		for (RecordComponent component : record.getClass().getRecordComponents()) {
			Object value = valueOf(component, record);
			if (value instanceof Map<?, ?> map) {
				value = map.keySet();
			}
			if (value != null) {
				description.add(component.getName() + "=" + (maskedNames.contains(component.getName()) ? MASK : value));
			}
		}
		return description.toString();
	}

	private static @Nullable Object valueOf(RecordComponent component, Record record) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Unreadable component " + component.getName(), ex);
		}
	}

}
