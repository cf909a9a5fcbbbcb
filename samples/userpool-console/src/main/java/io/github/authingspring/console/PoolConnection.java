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

package io.github.authingspring.console;

import java.net.URI;

/**
 * Which user pool the console manages and where it is.
 *
 * @param kind what kind of server it is on
 * @param userpoolId id of the user pool
 * @param host URL of the server
 */
record PoolConnection(Kind kind, String userpoolId, String host) {

	static PoolConnection toSandbox(String userpoolId, String host) {
		return new PoolConnection(Kind.SANDBOX, userpoolId, host);
	}

	static PoolConnection to(String userpoolId, String host) {
		return new PoolConnection(isThisMachine(host) ? Kind.LOCAL_SERVER : Kind.SERVICE, userpoolId, host);
	}

	boolean isSandbox() {
		return this.kind == Kind.SANDBOX;
	}

	private static boolean isThisMachine(String host) {
		String name = URI.create(host).getHost();
		return name != null && (name.equals("localhost") || name.matches("127(\\.\\d+){3}") || name.equals("[::1]"));
	}

	/**
	 * A kind of server.
	 */
	enum Kind {

		/**
		 * The sandbox that the console started.
		 */
		SANDBOX("Sandbox",
				"A local Authing in this process. Nothing here reaches a real user, "
						+ "and everything is gone when the console stops."),

		/**
		 * A server on this machine that somebody else started.
		 */
		LOCAL_SERVER("Local server",
				"A server on this machine, for example a sandbox. Changes take effect there at once."),

		/**
		 * Authing.
		 */
		SERVICE("Real service", "Authing itself. Changes take effect at once, for real users.");

		private final String title;

		private final String meaning;

		Kind(String title, String meaning) {
			this.title = title;
			this.meaning = meaning;
		}

		public String getTitle() {
			return this.title;
		}

		public String getMeaning() {
			return this.meaning;
		}

		public String getCssClass() {
			return (this == SERVICE) ? "live" : "local";
		}

	}

}
