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

/**
 * The operations, under the names by which messages and logs know them.
 */
enum Operation {

	AUTHENTICATE("authenticate", true),

	DETAIL("detail", true),

	UPDATE("update", false),

	LIST_ENV("listEnv", true),

	ADD_ENV("addEnv", false),

	REMOVE_ENV("removeEnv", false);

	private final String name;

	private final boolean readOnly;

	Operation(String name, boolean readOnly) {
		this.name = name;
		this.readOnly = readOnly;
	}

	boolean isReadOnly() {
		return this.readOnly;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
