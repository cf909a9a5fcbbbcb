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

package io.github.authingspring.autoconfigure;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.github.authingspring.userpool.TokenRequestReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts token requests as {@code authing.token.requests}, by {@code reason}. All reasons
 * are there from the start, so that a rate is right from the first request on.
 */
final class TokenRequestCounter implements TokenRequestListener {

	private final Map<TokenRequestReason, Counter> counters = new EnumMap<>(TokenRequestReason.class);

	TokenRequestCounter(MeterRegistry registry) {
		for (TokenRequestReason reason : TokenRequestReason.values()) {
			this.counters.put(reason,
					Counter.builder("authing.token.requests")
						.description("Access tokens that were requested from Authing")
						.tag("reason", reason.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	@Override
	public void accept(TokenRequestReason reason) {
		Counter counter = this.counters.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

}
