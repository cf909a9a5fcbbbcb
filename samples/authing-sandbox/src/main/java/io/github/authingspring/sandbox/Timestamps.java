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

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The two forms of a timestamp: milliseconds and {@code Z} over REST, seconds and an
 * offset over GraphQL.
 */
final class Timestamps {

	private static final DateTimeFormatter REST = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter GRAPHQL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
		.withZone(ZoneOffset.UTC);

	private Timestamps() {
	}

	static String rest(Instant instant) {
		return REST.format(instant);
	}

	static String graphQl(Instant instant) {
		return GRAPHQL.format(instant);
	}

}
