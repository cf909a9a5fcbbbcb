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

package io.github.authingspring.autoconfigure.actuate;

import java.util.HashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoint that shows a user pool. They stand beside those that Boot
 * generates for every endpoint ({@code access}, {@code cache.time-to-live}), where users
 * look for them.
 */
@ConfigurationProperties("management.endpoint.authing-userpool")
class AuthingUserpoolEndpointProperties {

	/**
	 * When to show values that may be secrets. The secrets of the user pool itself are
	 * never shown.
	 */
	private Show showValues = Show.NEVER;

	/**
	 * Comma-separated list of roles that may see values when authorized. When empty, all
	 * authenticated users may.
	 */
	private final Set<String> roles = new HashSet<>();

	public Show getShowValues() {
		return this.showValues;
	}

	public void setShowValues(Show showValues) {
		this.showValues = showValues;
	}

	public Set<String> getRoles() {
		return this.roles;
	}

}
