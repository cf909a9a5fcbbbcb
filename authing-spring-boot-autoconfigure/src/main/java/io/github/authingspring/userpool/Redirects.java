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

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where a redirect points to, as far as a message may tell.
 */
final class Redirects {

	private Redirects() {
	}

	/**
	 * Return scheme, host and port: path and query of a redirect may carry credentials.
	 */
	static String origin(HttpHeaders headers) {
		URI location = location(headers.getFirst(HttpHeaders.LOCATION));
		if (location == null) {
			return "an unknown place";
		}
		if (location.getHost() == null) {
			return (location.getRawAuthority() == null) ? "another path" : "an unknown place";
		}
		return ((location.getScheme() != null) ? location.getScheme() + ":" : "") + "//" + location.getHost()
				+ ((location.getPort() >= 0) ? ":" + location.getPort() : "");
	}

	private static @Nullable URI location(@Nullable String header) {
		try {
			return (header != null) ? new URI(header) : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
