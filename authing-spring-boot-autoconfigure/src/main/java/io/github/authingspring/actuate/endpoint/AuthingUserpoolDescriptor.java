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

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What {@link AuthingUserpoolEndpoint} shows. What is {@code null} is not shown.
 *
 * @since 0.1.0
 */
@JsonPropertyOrder({ "userpoolId", "host", "status", "configuration", "environmentVariables",
		"environmentVariablesError", "declared", "error" })
public final class AuthingUserpoolDescriptor implements OperationResponseBody {

	private final @Nullable String userpoolId;

	private final @Nullable String host;

	private final Status status;

	private final @Nullable Map<String, Object> configuration;

	private final @Nullable List<EnvDescriptor> environmentVariables;

	private final @Nullable ErrorDescriptor environmentVariablesError;

	private final @Nullable DeclaredDescriptor declared;

	private final @Nullable ErrorDescriptor error;

	AuthingUserpoolDescriptor(@Nullable String userpoolId, @Nullable String host, Map<String, Object> configuration,
			@Nullable List<EnvDescriptor> environmentVariables, @Nullable ErrorDescriptor environmentVariablesError,
			@Nullable DeclaredDescriptor declared) {
		this.userpoolId = userpoolId;
		this.host = host;
		this.status = Status.AVAILABLE;
		this.configuration = configuration;
		this.environmentVariables = environmentVariables;
		this.environmentVariablesError = environmentVariablesError;
		this.declared = declared;
		this.error = null;
	}

	AuthingUserpoolDescriptor(@Nullable String userpoolId, @Nullable String host, ErrorDescriptor error) {
		this.userpoolId = userpoolId;
		this.host = host;
		this.status = Status.UNAVAILABLE;
		this.configuration = null;
		this.environmentVariables = null;
		this.environmentVariablesError = null;
		this.declared = null;
		this.error = error;
	}

	/**
	 * Return the id of the user pool.
	 * @return the id, or {@code null} where the client does not tell
	 */
	public @Nullable String getUserpoolId() {
		return this.userpoolId;
	}

	/**
	 * Return the server's address.
	 * @return the address, or {@code null} where the client does not tell
	 */
	public @Nullable String getHost() {
		return this.host;
	}

	/**
	 * Return whether the user pool could be read.
	 * @return the status
	 */
	public Status getStatus() {
		return this.status;
	}

	/**
	 * Return the fields of the user pool that are not {@code null}, sanitized.
	 * @return the fields, or {@code null} if the user pool could not be read
	 */
	public @Nullable Map<String, Object> getConfiguration() {
		return this.configuration;
	}

	/**
	 * Return the environment variables, sanitized.
	 * @return the variables, or {@code null} if they could not be read
	 */
	public @Nullable List<EnvDescriptor> getEnvironmentVariables() {
		return this.environmentVariables;
	}

	/**
	 * Return why the environment variables could not be read although the user pool
	 * could.
	 * @return the failure, or {@code null} if there was none
	 */
	public @Nullable ErrorDescriptor getEnvironmentVariablesError() {
		return this.environmentVariablesError;
	}

	/**
	 * Return how the user pool differs from what is declared.
	 * @return what differs, or {@code null} if nothing is declared or not everything
	 * could be read
	 */
	public @Nullable DeclaredDescriptor getDeclared() {
		return this.declared;
	}

	/**
	 * Return why the user pool could not be read.
	 * @return the failure, or {@code null} if there was none
	 */
	public @Nullable ErrorDescriptor getError() {
		return this.error;
	}

	/**
	 * Return a description without what may be opened by {@code show-values}: what is
	 * written as a response is logged, too.
	 */
	@Override
	public String toString() {
		return "AuthingUserpoolDescriptor[userpoolId=" + this.userpoolId + ", status=" + this.status + "]";
	}

	/**
	 * Whether the user pool could be read. Further values may be added: have a default
	 * where you switch.
	 */
	public enum Status {

		/**
		 * The user pool was read.
		 */
		AVAILABLE,

		/**
		 * Authing could not be reached or rejected the call.
		 */
		UNAVAILABLE

	}

	/**
	 * How the user pool differs from what is declared.
	 */
	@JsonPropertyOrder({ "status", "inSync", "settings", "variables", "undeclared" })
	public static final class DeclaredDescriptor {

		private final DriftStatus status;

		private final int inSync;

		private final List<SettingDriftDescriptor> settings;

		private final List<VariableDriftDescriptor> variables;

		private final List<String> undeclared;

		DeclaredDescriptor(DriftStatus status, int inSync, List<SettingDriftDescriptor> settings,
				List<VariableDriftDescriptor> variables, List<String> undeclared) {
			this.status = status;
			this.inSync = inSync;
			this.settings = settings;
			this.variables = variables;
			this.undeclared = undeclared;
		}

		/**
		 * Return whether something differs.
		 * @return the status
		 */
		public DriftStatus getStatus() {
			return this.status;
		}

		/**
		 * Return how many settings and variables are as declared.
		 * @return their number
		 */
		public int getInSync() {
			return this.inSync;
		}

		/**
		 * Return the settings that are not as declared or could not be compared.
		 * @return the settings, never {@code null}
		 */
		public List<SettingDriftDescriptor> getSettings() {
			return this.settings;
		}

		/**
		 * Return the variables that are not as declared or could not be compared.
		 * @return the variables, never {@code null}
		 */
		public List<VariableDriftDescriptor> getVariables() {
			return this.variables;
		}

		/**
		 * Return the names of the variables that are not declared, which is no drift.
		 * @return the names, never {@code null}
		 */
		public List<String> getUndeclared() {
			return this.undeclared;
		}

		/**
		 * Return a description without values.
		 */
		@Override
		public String toString() {
			return "DeclaredDescriptor[status=" + this.status + ", inSync=" + this.inSync + "]";
		}

	}

	/**
	 * Whether the user pool is as declared. Further values may be added: have a default
	 * where you switch.
	 */
	public enum DriftStatus {

		/**
		 * Whatever is declared and could be compared is as declared.
		 */
		IN_SYNC,

		/**
		 * Something differs.
		 */
		DRIFTED

	}

	/**
	 * A setting that is not as declared or could not be compared.
	 */
	@JsonPropertyOrder({ "name", "state", "declared", "actual" })
	public static final class SettingDriftDescriptor {

		private final String name;

		private final State state;

		private final @Nullable Object declared;

		private final @Nullable Object actual;

		SettingDriftDescriptor(String name, State state, @Nullable Object declared, @Nullable Object actual) {
			this.name = name;
			this.state = state;
			this.declared = declared;
			this.actual = actual;
		}

		/**
		 * Return its name.
		 * @return the name as the API has it, of a nested one with a dot
		 */
		public String getName() {
			return this.name;
		}

		/**
		 * Return what is the matter.
		 * @return the state
		 */
		public State getState() {
			return this.state;
		}

		/**
		 * Return the declared value, sanitized.
		 * @return the value, or {@code null} where none is declared
		 */
		public @Nullable Object getDeclared() {
			return this.declared;
		}

		/**
		 * Return the value that the user pool has, sanitized.
		 * @return the value, or {@code null} where there is none or it is not shown
		 */
		public @Nullable Object getActual() {
			return this.actual;
		}

		/**
		 * Return a description without the values.
		 */
		@Override
		public String toString() {
			return "SettingDriftDescriptor[name=" + this.name + ", state=" + this.state + "]";
		}

	}

	/**
	 * A variable that is not as declared or could not be compared.
	 */
	@JsonPropertyOrder({ "key", "state" })
	public static final class VariableDriftDescriptor {

		private final String key;

		private final State state;

		VariableDriftDescriptor(String key, State state) {
			this.key = key;
			this.state = state;
		}

		/**
		 * Return its name.
		 * @return the name
		 */
		public String getKey() {
			return this.key;
		}

		/**
		 * Return what is the matter.
		 * @return the state
		 */
		public State getState() {
			return this.state;
		}

	}

	/**
	 * An environment variable.
	 */
	@JsonPropertyOrder({ "key", "value", "updatedAt" })
	public static final class EnvDescriptor {

		private final @Nullable String key;

		private final @Nullable Object value;

		private final @Nullable Instant updatedAt;

		EnvDescriptor(@Nullable String key, @Nullable Object value, @Nullable Instant updatedAt) {
			this.key = key;
			this.value = value;
			this.updatedAt = updatedAt;
		}

		/**
		 * Return its name.
		 * @return the name, or {@code null} where the server said nothing
		 */
		public @Nullable String getKey() {
			return this.key;
		}

		/**
		 * Return its value, sanitized.
		 * @return the value, or {@code null}
		 */
		public @Nullable Object getValue() {
			return this.value;
		}

		/**
		 * Return when it was last set.
		 * @return the time, or {@code null} where the server said nothing
		 */
		public @Nullable Instant getUpdatedAt() {
			return this.updatedAt;
		}

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
	 */
	@JsonPropertyOrder({ "type", "code", "message", "requestId" })
	public static final class ErrorDescriptor {

		private final String type;

		private final @Nullable Integer code;

		private final @Nullable String message;

		private final @Nullable String requestId;

		ErrorDescriptor(String type, @Nullable Integer code, @Nullable String message, @Nullable String requestId) {
			this.type = type;
			this.code = code;
			this.message = message;
			this.requestId = requestId;
		}

		/**
		 * Return the type of the exception.
		 * @return its simple name
		 */
		public String getType() {
			return this.type;
		}

		/**
		 * Return the code of the response.
		 * @return Authing's code or the HTTP status, or {@code null} where there is none
		 */
		public @Nullable Integer getCode() {
			return this.code;
		}

		/**
		 * Return the message.
		 * @return the client's message, or {@code null} if the exception is not the
		 * client's
		 */
		public @Nullable String getMessage() {
			return this.message;
		}

		/**
		 * Return the id of the request, for Authing's support.
		 * @return the id, or {@code null} where there is none
		 */
		public @Nullable String getRequestId() {
			return this.requestId;
		}

	}

}
