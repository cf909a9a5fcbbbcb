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

package io.github.authingspring.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.Assert;

/**
 * The names of Authing's own headers.
 *
 * @param names the names in use by the standard ones
 */
record HeaderNames(Map<String, String> names) {

	static final HeaderNames STANDARD = new HeaderNames(Stream
		.of("x-authing-userpool-id", "x-authing-app-id", "x-authing-app-tenant-id", "x-authing-request-from",
				"x-authing-sdk-version", "x-authing-lang")
		.collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity())));

	HeaderNames rename(String name, String newName) {
		Assert.isTrue(this.names.containsKey(name), () -> "'" + name + "' is none of " + this.names.keySet());
		Assert.hasText(newName, "'newName' must not be empty");
		Map<String, String> renamed = new LinkedHashMap<>(this.names);
		renamed.put(name, newName.toLowerCase(Locale.ROOT));
		return new HeaderNames(Map.copyOf(renamed));
	}

	String of(String name) {
		return Objects.requireNonNull(this.names.get(name));
	}

	boolean isAuthings(String name) {
		return this.names.containsValue(name);
	}

}
