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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that the API rejects with one of its own codes.
 */
@SuppressWarnings("serial")
final class ApiException extends RuntimeException {

	private final ApiResult result;

	private final @Nullable Map<String, String> data;

	ApiException(ApiResult result) {
		this(result, null);
	}

	ApiException(ApiResult result, @Nullable Map<String, String> data) {
		super(result.name(), null, false, false);
		this.result = result;
		this.data = data;
	}

	ApiResult result() {
		return this.result;
	}

	/**
	 * Return what the rejection is about, for example a field with its value.
	 * @return the details, or {@code null}
	 */
	@Nullable Map<String, String> data() {
		return this.data;
	}

}
