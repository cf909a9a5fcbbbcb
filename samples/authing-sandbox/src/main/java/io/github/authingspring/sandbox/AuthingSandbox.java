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

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A local Authing: serves the v2 user pool API from memory, on a port of the loopback
 * interface unless it is told otherwise. It holds one user pool with its environment
 * variables, which start with realistic content and are gone when it is closed.
 * <p>
 * It is a plain object: it neither needs nor changes the application that starts it, and
 * several can run side by side.
 *
 * @since 0.1.0
 */
public final class AuthingSandbox implements AutoCloseable {

	private final String userpoolId;

	private final SandboxState state;

	private final SandboxServer server;

	private AuthingSandbox(Builder builder) {
		this.userpoolId = builder.userpoolId;
		AccessTokens accessTokens = new AccessTokens(builder.userpoolId,
				(builder.secret != null) ? builder.secret : randomSecret(), builder.tokenLifetime, builder.clock);
		DefaultData data = DefaultData.read();
		this.state = new SandboxState(accessTokens, data.userpool(builder.userpoolId, randomSecret(), builder.clock),
				data.environmentVariables(builder.userpoolId, builder.clock), new Faults(),
				new RequestLog(builder.clock));
		this.server = SandboxServer.start(builder.host, builder.port,
				ApiRoutes.create(this.state, builder.userpoolId, builder.headerNames));
	}

	/**
	 * Start a sandbox with default settings on a free port.
	 * @return the running sandbox
	 */
	public static AuthingSandbox start() {
		return builder().start();
	}

	/**
	 * Return a builder for a sandbox with settings of its own.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the value for {@code authing.host} of an application on this machine.
	 * @return the URL of the sandbox, without a trailing slash
	 */
	public String host() {
		return "http://" + this.server.host() + ":" + port();
	}

	/**
	 * Return the port that the sandbox listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Return the value for {@code authing.userpool-id}.
	 * @return the id of the user pool
	 */
	public String userpoolId() {
		return this.userpoolId;
	}

	/**
	 * Return the value for {@code authing.secret}.
	 * @return the current secret of the user pool
	 */
	public String secret() {
		return this.state.accessTokens().secret();
	}

	/**
	 * Give the user pool a new secret. From then on, the old secret and every token that
	 * was given out for it are rejected.
	 * @param newSecret the new secret
	 */
	public void rotateSecret(String newSecret) {
		Assert.hasText(newSecret, "'newSecret' must not be empty");
		this.state.accessTokens().rotateSecret(newSecret);
	}

	/**
	 * Put every token that was given out so far on the black list. The secret stays
	 * valid.
	 */
	public void revokeTokens() {
		this.state.accessTokens().revokeAll();
	}

	/**
	 * Return the user pool with every field that REST has, its secrets in clear.
	 * @return a copy, by the names of the fields
	 */
	public Map<String, @Nullable Object> userpool() {
		return this.state.userpool().toJson(secret());
	}

	/**
	 * Change fields of the user pool without a request. Nested objects are merged in any
	 * case; unlike the API, this takes every field but {@code id}, {@code secret},
	 * {@code createdAt} and {@code updatedAt}, and fields that Authing does not know:
	 * they are returned over REST.
	 * @param changes the new values, anything that Jackson can write, by the names that
	 * REST has
	 * @throws IllegalArgumentException if a field cannot have that value
	 */
	public void updateUserpool(Map<String, ? extends @Nullable Object> changes) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		changes.forEach((name, value) -> copy.put(name, Json.copy(value)));
		this.state.userpool().set(copy);
	}

	/**
	 * Choose what an update by a request makes of a nested object. It is not certain that
	 * every server of Authing merges, so a client should do well with both.
	 * @param replace {@code true} to replace the object, so that what the update does not
	 * name in it becomes {@code null}; {@code false} (the default) to merge
	 */
	public void replaceNestedObjects(boolean replace) {
		this.state.userpool().replaceNestedObjects(replace);
	}

	/**
	 * Choose which server this is, as far as its user pool goes. Private deployments may
	 * be years old.
	 * @param early2021 {@code true} for one of early 2021, which lacks ten fields of the
	 * user pool and has {@code config253} in place of the {@code config} of an SMS
	 * provider; {@code false} (the default) for the service as it is
	 */
	public void useSchemaOfEarly2021(boolean early2021) {
		this.state.userpool().useSchemaOfEarly2021(early2021);
	}

	/**
	 * Choose how up to date the list of environment variables is that a request gets. A
	 * change is made at once in any case, and {@link #env()} shows it.
	 * @param lag {@code true} for a list that is a second behind, by the clock of the
	 * sandbox; {@code false} (the default) for one that is up to date
	 */
	public void lagEnvList(boolean lag) {
		this.state.variables().lag(lag);
	}

	/**
	 * Return the environment variables.
	 * @return a copy, the values by their keys, in the order in which they were set first
	 */
	public Map<String, @Nullable Object> env() {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		this.state.variables().list().forEach((variable) -> values.put(variable.key(), Json.copy(variable.value())));
		return values;
	}

	/**
	 * Set an environment variable without a request.
	 * @param key the key
	 * @param value the value, anything that Jackson can write
	 */
	public void addEnv(String key, @Nullable Object value) {
		Assert.hasLength(key, "'key' must not be empty");
		this.state.variables().set(key, Json.copy(value));
	}

	/**
	 * Remove an environment variable without a request. A key that is not there has no
	 * effect.
	 * @param key the key
	 */
	public void removeEnv(String key) {
		this.state.variables().remove(key);
	}

	/**
	 * Let something go wrong, from the next call on.
	 * @param fault what goes wrong, and for which calls
	 */
	public void addFault(Fault fault) {
		Assert.notNull(fault, "'fault' must not be null");
		this.state.faults().add(fault);
	}

	/**
	 * Let nothing go wrong any more.
	 */
	public void clearFaults() {
		this.state.faults().clear();
	}

	/**
	 * Return the last 100 requests. A request is there as soon as it was read, before its
	 * response is sent.
	 * @return a copy, oldest first
	 */
	public List<RecordedRequest> requests() {
		return this.state.requests().list();
	}

	/**
	 * Return those of the last 100 requests that asked for an operation.
	 * @param operation the operation
	 * @return a copy, oldest first
	 */
	public List<RecordedRequest> requests(Operation operation) {
		return requests().stream().filter((request) -> request.operation() == operation).toList();
	}

	/**
	 * Forget the requests so far.
	 */
	public void clearRequests() {
		this.state.requests().clear();
	}

	/**
	 * Go back to the start: to the first user pool, environment variables and secret,
	 * without faults and requests, merging nested objects, with the schema of today and a
	 * list that does not lag. Tokens stay valid, unless they were given out for another
	 * secret or revoked.
	 */
	public void reset() {
		this.state.reset();
	}

	/**
	 * Return whether other machines can reach the sandbox.
	 */
	boolean isOpen() {
		return this.server.isOpen();
	}

	/**
	 * Wait until the sandbox is closed by another thread.
	 */
	void awaitClose() {
		this.server.awaitClose();
	}

	/**
	 * Stop the sandbox, and give back its port and its threads. Closing it again has no
	 * effect.
	 */
	@Override
	public void close() {
		this.server.close();
	}

	private static String randomSecret() {
		byte[] bytes = new byte[16];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	/**
	 * Collects the settings of a sandbox.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private String host = SandboxServer.LOOPBACK;

		private int port;

		private String userpoolId = "59f86b4832eb28071bdd9214";

		private @Nullable String secret;

		private Duration tokenLifetime = Duration.ofDays(15);

		private Clock clock = Clock.systemUTC();

		private HeaderNames headerNames = HeaderNames.STANDARD;

		private Builder() {
		}

		/**
		 * Set the address to listen on. Another one than that of the loopback interface
		 * opens the sandbox to whoever reaches it: nobody has to sign in to read its
		 * secret and to control it.
		 * @param host an address of this machine or a name for one, {@code 127.0.0.1} by
		 * default and {@code 0.0.0.0} for all
		 * @return this builder
		 */
		public Builder host(String host) {
			Assert.hasText(host, "'host' must not be empty");
			this.host = host;
			return this;
		}

		/**
		 * Set the port to listen on.
		 * @param port the port, {@code 0} (the default) for a free one
		 * @return this builder
		 */
		public Builder port(int port) {
			Assert.isTrue(port >= 0 && port <= 65535, "'port' must be between 0 and 65535");
			this.port = port;
			return this;
		}

		/**
		 * Set the id of the user pool.
		 * @param userpoolId the id
		 * @return this builder
		 */
		public Builder userpoolId(String userpoolId) {
			Assert.hasText(userpoolId, "'userpoolId' must not be empty");
			this.userpoolId = userpoolId;
			return this;
		}

		/**
		 * Set the secret of the user pool. Without it, every sandbox has a random one.
		 * @param secret the secret
		 * @return this builder
		 */
		public Builder secret(String secret) {
			Assert.hasText(secret, "'secret' must not be empty");
			this.secret = secret;
			return this;
		}

		/**
		 * Set how long an access token is valid.
		 * @param tokenLifetime the lifetime, 15 days by default and at least a second
		 * @return this builder
		 */
		public Builder tokenLifetime(Duration tokenLifetime) {
			Assert.isTrue(tokenLifetime.compareTo(Duration.ofSeconds(1)) >= 0,
					"'tokenLifetime' must be at least a second");
			this.tokenLifetime = tokenLifetime;
			return this;
		}

		/**
		 * Set the clock for the expiry of tokens, for timestamps and for a list that
		 * lags.
		 * @param clock the clock, that of the system by default
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			Assert.notNull(clock, "'clock' must not be null");
			this.clock = clock;
			return this;
		}

		/**
		 * Expect another name for a header, as private deployments do.
		 * @param name the name of one of Authing's own headers, such as
		 * {@code x-authing-userpool-id}
		 * @param newName the name that it has instead
		 * @return this builder
		 */
		public Builder renameHeader(String name, String newName) {
			this.headerNames = this.headerNames.rename(name, newName);
			return this;
		}

		/**
		 * Start the sandbox.
		 * @return the running sandbox
		 * @throws IllegalStateException if the address or the port cannot be used
		 */
		public AuthingSandbox start() {
			return new AuthingSandbox(this);
		}

	}

}
