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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The properties that connect an application to a sandbox.
 *
 * @param url the URL of the sandbox
 * @param userpoolId the id of the user pool
 * @param secret the secret of the user pool
 */
record ConnectionProperties(String url, String userpoolId, String secret) {

	List<String> lines() {
		List<String> lines = new ArrayList<>();
		lines.add("authing.host=" + this.url);
		if (!isLoopback(URI.create(this.url).getHost())) {
			lines.add("authing.allow-insecure-http=true");
		}
		lines.add("authing.userpool-id=" + this.userpoolId);
		lines.add("authing.secret=" + this.secret);
		return lines;
	}

	/**
	 * Whether the client takes plain HTTP to that host without being told to.
	 */
	private static boolean isLoopback(@Nullable String host) {
		return host != null && host.matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
	}

	@Override
	public String toString() {
		return "ConnectionProperties[url=" + this.url + ", userpoolId=" + this.userpoolId + "]";
	}

}
