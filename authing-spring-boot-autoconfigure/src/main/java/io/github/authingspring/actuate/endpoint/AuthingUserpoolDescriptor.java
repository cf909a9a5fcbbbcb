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

package io.github.authingspring.actuate.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What {@link AuthingUserpoolEndpoint} shows. What is {@code null} is not shown.
 *
 * @param userpoolId the id of the user pool
 * @param host the server's address
 * @param status whether the user pool could be read
 * @param configuration the fields of the user pool that are not {@code null}, sanitized
 * @param environmentVariables the environment variables, sanitized
 * @param environmentVariablesError why the environment variables could not be read
 * although the user pool could
 * @param error why the user pool could not be read
 * @since 0.1.0
 */
public record AuthingUserpoolDescriptor(@Nullable String userpoolId, @Nullable String host, Status status,
		@Nullable Map<String, Object> configuration, @Nullable List<EnvDescriptor> environmentVariables,
		@Nullable ErrorDescriptor environmentVariablesError,
		@Nullable ErrorDescriptor error) implements OperationResponseBody {

	static AuthingUserpoolDescriptor available(@Nullable String userpoolId, @Nullable String host,
			Map<String, Object> configuration, @Nullable List<EnvDescriptor> environmentVariables,
			@Nullable ErrorDescriptor environmentVariablesError) {
		return new AuthingUserpoolDescriptor(userpoolId, host, Status.AVAILABLE, configuration, environmentVariables,
				environmentVariablesError, null);
	}

	static AuthingUserpoolDescriptor unavailable(@Nullable String userpoolId, @Nullable String host,
			ErrorDescriptor error) {
		return new AuthingUserpoolDescriptor(userpoolId, host, Status.UNAVAILABLE, null, null, null, error);
	}

	/**
	 * Return a description without what may be opened by {@code show-values}: what is
	 * written as an answer is logged, too.
	 */
	@Override
	public String toString() {
		return "AuthingUserpoolDescriptor[userpoolId=" + this.userpoolId + ", status=" + this.status + "]";
	}

	/**
	 * Whether the user pool could be read.
	 */
	public enum Status {

		/**
		 * The user pool was read.
		 */
		AVAILABLE,

		/**
		 * Authing could not be reached or refused.
		 */
		UNAVAILABLE

	}

	/**
	 * An environment variable.
	 *
	 * @param key its name
	 * @param value its value, sanitized
	 * @param updatedAt when it was last set
	 */
	public record EnvDescriptor(@Nullable String key, @Nullable Object value, @Nullable Instant updatedAt) {

		/**
		 * Return a description without the value.
		 */
		@Override
		public String toString() {
			return "EnvDescriptor[key=" + this.key + "]";
		}

	}

	/**
	 * A failure.
	 *
	 * @param type the simple name of the exception
	 * @param code Authing's code or the HTTP status
	 * @param message the message
	 * @param requestId the id of the request, for Authing's support
	 */
	public record ErrorDescriptor(String type, @Nullable Integer code, @Nullable String message,
			@Nullable String requestId) {

	}

}
