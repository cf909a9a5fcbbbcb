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

package io.github.authingspring.reactive;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the stream of changes.
 *
 * @param interval Time between a response of Authing and the next request. Nothing is
 * requested while nobody listens.
 * @param heartbeat Time between comments that are sent to find out whether a listener is
 * still there.
 */
@ConfigurationProperties("userpool.changes")
record ChangesProperties(@DefaultValue("5s") Duration interval, @DefaultValue("15s") Duration heartbeat) {

	ChangesProperties {
		Assert.isTrue(interval.compareTo(Duration.ZERO) > 0, "'interval' must be positive");
		Assert.isTrue(heartbeat.compareTo(Duration.ZERO) > 0, "'heartbeat' must be positive");
	}

}
