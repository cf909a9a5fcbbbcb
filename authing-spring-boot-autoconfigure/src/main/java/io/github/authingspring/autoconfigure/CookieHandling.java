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

import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.util.ReflectionUtils;

/**
 * Takes the cookie handling of Spring Boot 4.1 out of the settings: Boot's builder for
 * Reactor Netty throws an exception where an application enables it for all its clients
 * (spring-boot PR #51724), and this client keeps no cookies. By reflection, since Boot
 * 4.0 has no such setting, and building the settings anew would lose others.
 */
final class CookieHandling {

	private CookieHandling() {
	}

	static HttpClientSettings none(HttpClientSettings settings) {
		for (Method method : HttpClientSettings.class.getMethods()) {
			if (method.getName().equals("withCookieHandling")) {
				Object disable = Arrays.stream(method.getParameterTypes()[0].getEnumConstants())
					.filter((handling) -> handling.toString().equals("DISABLE"))
					.findFirst()
					.orElseThrow();
				HttpClientSettings none = (HttpClientSettings) ReflectionUtils.invokeMethod(method, settings, disable);
				return (none != null) ? none : settings;
			}
		}
		return settings;
	}

	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(HttpClientSettings.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		}

	}

}
