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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies that, unlike those of the JDK, may hold {@code null}: the API
 * answers with such lists.
 */
final class Copies {

	private Copies() {
	}

	static <T extends @Nullable Object> @Nullable List<T> of(@Nullable List<T> list) {
		return (list != null) ? Collections.unmodifiableList(new ArrayList<>(list)) : null;
	}

	static Map<String, @Nullable Object> of(@Nullable Map<String, @Nullable Object> map) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		if (map != null) {
			copy.putAll(map);
		}
		return Collections.unmodifiableMap(copy);
	}

}
