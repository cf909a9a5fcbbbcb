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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Connection details from {@link AuthingProperties}. An empty property is the same as
 * none.
 * <p>
 * The properties are bound anew each time: a refresh resets the bean to its defaults
 * before it binds it anew (spring-cloud-commons gh-1727).
 */
final class PropertiesAuthingConnectionDetails implements AuthingConnectionDetails {

	private final Supplier<AuthingProperties> properties;

	PropertiesAuthingConnectionDetails(Environment environment) {
		this(() -> AuthingProperties.bind(environment));
	}

	private PropertiesAuthingConnectionDetails(Supplier<AuthingProperties> properties) {
		this.properties = properties;
	}

	/**
	 * Return the details that one set of the properties has.
	 */
	static PropertiesAuthingConnectionDetails of(AuthingProperties properties) {
		return new PropertiesAuthingConnectionDetails(() -> properties);
	}

	@Override
	public String getUserpoolId() {
		String userpoolId = this.properties.get().getUserpoolId();
		return (userpoolId != null) ? userpoolId : "";
	}

	@Override
	public @Nullable String getSecret() {
		return valueOf(this.properties.get().getSecret());
	}

	@Override
	public @Nullable String getAccessToken() {
		return valueOf(this.properties.get().getAccessToken());
	}

	private static @Nullable String valueOf(@Nullable String property) {
		return StringUtils.hasLength(property) ? property : null;
	}

	@Override
	public String getHost() {
		return this.properties.get().getHost();
	}

}
