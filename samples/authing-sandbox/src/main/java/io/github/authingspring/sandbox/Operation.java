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

import org.jspecify.annotations.Nullable;

/**
 * The operations of the API, whichever of its forms a client chooses for one.
 *
 * @since 0.1.0
 */
public enum Operation {

	/** Get an access token, over GraphQL or over one of the REST forms. */
	AUTHENTICATE("authenticate"),

	/** Read the user pool, over REST or GraphQL. */
	DETAIL("detail"),

	/** Change the user pool. */
	UPDATE("update"),

	/** Read the environment variables. */
	LIST_ENV("listEnv"),

	/** Set an environment variable. */
	ADD_ENV("addEnv"),

	/** Remove an environment variable. */
	REMOVE_ENV("removeEnv");

	private final String id;

	Operation(String id) {
		this.id = id;
	}

	static @Nullable Operation of(String id) {
		for (Operation operation : values()) {
			if (operation.id.equals(id)) {
				return operation;
			}
		}
		return null;
	}

	/**
	 * Return the name that the operation has in the client and over HTTP.
	 * @return the name, for example {@code addEnv}
	 */
	@Override
	public String toString() {
		return this.id;
	}

}
