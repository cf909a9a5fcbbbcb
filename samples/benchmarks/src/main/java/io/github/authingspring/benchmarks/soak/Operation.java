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

package io.github.authingspring.benchmarks.soak;

import java.util.List;

/**
 * What can be asked of the server, by the names that client and sandbox share.
 */
enum Operation {

	AUTHENTICATE("authenticate"), DETAIL("detail"), UPDATE("update"), LIST_ENV("listEnv"), ADD_ENV("addEnv"),
	REMOVE_ENV("removeEnv");

	private final String id;

	Operation(String id) {
		this.id = id;
	}

	/**
	 * Return what callers call.
	 */
	static List<Operation> calls() {
		return List.of(DETAIL, UPDATE, LIST_ENV, ADD_ENV, REMOVE_ENV);
	}

	boolean isRead() {
		return this == DETAIL || this == LIST_ENV;
	}

	/**
	 * Return whether a call of this operation may send a request of the given one.
	 */
	boolean involves(Operation other) {
		return other == this || other == AUTHENTICATE || (other == LIST_ENV && (this == ADD_ENV || this == REMOVE_ENV));
	}

	@Override
	public String toString() {
		return this.id;
	}

}
