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

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.Assert;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Manages a user pool of Authing: its configuration and its environment variables. Each
 * operation waits for its result; on a thread that must not block it fails at once with
 * an {@link IllegalStateException}, and {@link ReactiveUserpoolManagementClient} is the
 * one to use.
 * <p>
 * An operation that fails throws an {@link AuthingException}. What can be retried safely
 * is retried first: reading after any passing error, changing only if the change cannot
 * have been made.
 * <p>
 * Safe for use by many threads. One access token serves all calls: it is fetched when it
 * is first needed, renewed before its end, and replaced if the server rejects it.
 * <p>
 * Applications may implement it, for example to decorate a client; methods that are added
 * to it later are default methods.
 *
 * @since 0.1.0
 */
public interface UserpoolManagementClient extends AutoCloseable {

	/**
	 * Read the user pool ({@code GET /api/v2/userpools/detail}).
	 * @return the user pool, never {@code null}; it holds secrets
	 * @throws AuthingException if it cannot be read
	 */
	UserPool detail();

	/**
	 * Change the user pool (GraphQL mutation {@code updateUserpool}).
	 * @param updates what to change; all else stays as it is
	 * @return the user pool after the change, as far as the GraphQL API shows it (it
	 * leaves out what only {@code detail} shows, for example {@code customDb}), never
	 * {@code null}
	 * @throws IllegalArgumentException if the argument is {@code null}
	 * @throws AuthingException if it fails; its {@code outcome()} says whether the change
	 * was made
	 */
	UserPool update(UpdateUserpoolInput updates);

	/**
	 * Change the user pool:
	 * {@code client.update((updates) -> updates.registerDisabled(true))}.
	 * @param updates sets what to change; all else stays as it is
	 * @return the user pool after the change, as far as the GraphQL API shows it, never
	 * {@code null}
	 * @throws IllegalArgumentException if nothing is set
	 * @throws AuthingException if it fails; its {@code outcome()} says whether the change
	 * was made
	 */
	default UserPool update(Consumer<UpdateUserpoolInput.Builder> updates) {
		Assert.notNull(updates, "'updates' must not be null");
		UpdateUserpoolInput.Builder builder = UpdateUserpoolInput.builder();
		updates.accept(builder);
		return update(builder.build());
	}

	/**
	 * List the environment variables ({@code GET /api/v2/env}).
	 * @return the variables in the server's order, unmodifiable, never {@code null}; the
	 * values are secrets
	 * @throws AuthingException if they cannot be read
	 */
	List<Env> listEnv();

	/**
	 * Set an environment variable ({@code POST /api/v2/env}). One that exists is
	 * overwritten.
	 * @param key the name of the variable; it arrives at the server exactly as given
	 * @param value the value, anything that Jackson can write; may be {@code null}; an
	 * object without any property is rejected, since its serializer is missing
	 * @return the latest list of variables, which is read again where the server does not
	 * return it; unmodifiable, never {@code null}
	 * @throws IllegalArgumentException if the key is {@code null}, empty, has half of a
	 * surrogate pair or a path segment {@code .} or {@code ..}, or the value cannot be
	 * written as JSON or takes more bytes than a response may
	 * @throws AuthingException if it fails; its {@code outcome()} is {@code APPLIED} if
	 * only reading the list failed
	 */
	List<Env> addEnv(String key, @Nullable Object value);

	/**
	 * Remove an environment variable ({@code DELETE /api/v2/env/{key}}).
	 * @param key the name of the variable
	 * @return the latest list of variables, which is read again where the server does not
	 * return it; unmodifiable, never {@code null}
	 * @throws IllegalArgumentException if the key is {@code null}, empty, has half of a
	 * surrogate pair or a path segment {@code .} or {@code ..}
	 * @throws AuthingException if it fails; its {@code outcome()} is {@code APPLIED} if
	 * only reading the list failed
	 */
	List<Env> removeEnv(String key);

	/**
	 * Return the id of the user pool.
	 * @return the id, or {@code null} where an implementation does not tell
	 */
	default @Nullable String userpoolId() {
		return null;
	}

	/**
	 * Reject new calls, wait for those that are under way, for 10 seconds at most, and
	 * close the connections unless they belong to somebody else. Where this thread must
	 * not block, it does not wait: calls that are under way fail.
	 */
	@Override
	void close();

	/**
	 * Return a blocking view of a reactive client. They share everything.
	 * @param reactive the reactive client
	 * @return the view
	 */
	static UserpoolManagementClient of(ReactiveUserpoolManagementClient reactive) {
		Assert.notNull(reactive, "'reactive' must not be null");
		return new DefaultUserpoolManagementClient(reactive);
	}

	/**
	 * Start to make a client. In a Spring Boot application, inject a {@link Builder}
	 * instead: it is preconfigured.
	 * @return a builder
	 */
	static Builder builder() {
		return new DefaultUserpoolManagementClientBuilder();
	}

	/**
	 * Makes clients. Every method replaces what an earlier call of it set, unless it says
	 * otherwise. Not safe for use by several threads. Applications do not implement it.
	 */
	interface Builder {

		/**
		 * Set the id of the user pool. Required.
		 * @param userpoolId the id, 24 hexadecimal digits in Authing's console
		 * @return this builder
		 */
		Builder userpoolId(String userpoolId);

		/**
		 * Set the secret of the user pool, with which access tokens are fetched. Either
		 * it or an access token is required.
		 * @param secret the secret
		 * @return this builder
		 */
		Builder secret(String secret);

		/**
		 * Set where the secret of the user pool comes from. It is asked at each token
		 * request, so a rotated secret needs no new client; it may block.
		 * @param secret supplies the secret
		 * @return this builder
		 */
		Builder secret(Supplier<? extends @Nullable String> secret);

		/**
		 * Set an access token to use in place of the secret. Nothing can renew it.
		 * @param accessToken the token
		 * @return this builder
		 */
		Builder accessToken(String accessToken);

		/**
		 * Set where an access token to use in place of the secret comes from. It is asked
		 * at each call; it may block.
		 * @param accessToken supplies the token
		 * @return this builder
		 */
		Builder accessToken(Supplier<? extends @Nullable String> accessToken);

		/**
		 * Set the server.
		 * @param host an {@code https://} URL, possibly with a base path; by default
		 * {@code https://core.authing.cn}; {@code http://} only for the loopback
		 * interface
		 * @return this builder
		 */
		Builder host(String host);

		/**
		 * Set whether the host may be a plain {@code http://} address of another machine.
		 * @param allowInsecureHttp whether it may; by default it may not, since the
		 * secret could be read on the way
		 * @return this builder
		 */
		Builder allowInsecureHttp(boolean allowInsecureHttp);

		/**
		 * Set the id of the application on whose behalf calls are made.
		 * @param appId the id, sent as {@code x-authing-app-id}, or {@code null} for none
		 * @return this builder
		 */
		Builder appId(@Nullable String appId);

		/**
		 * Set the id of the tenant on whose behalf calls are made.
		 * @param tenantId the id, sent as {@code x-authing-app-tenant-id}, or
		 * {@code null} for none
		 * @return this builder
		 */
		Builder tenantId(@Nullable String tenantId);

		/**
		 * Set the language of the server's messages.
		 * @param lang {@code zh-CN} (default), {@code en-US}, {@code ja-JP} or
		 * {@code zh-TW}
		 * @return this builder
		 */
		Builder lang(String lang);

		/**
		 * Send a header under another name, as private deployments may want it.
		 * @param standardName the name of the header in Authing's API, such as
		 * {@code x-authing-userpool-id}
		 * @param name the name to use
		 * @return this builder, which keeps the renamings of earlier calls
		 */
		Builder renameHeader(String standardName, String name);

		/**
		 * Set how long a call may take at most, its retries, its token and its second
		 * read included.
		 * @param callTimeout the timeout; 30 seconds by default
		 * @return this builder
		 */
		Builder callTimeout(Duration callTimeout);

		/**
		 * Set how often a request is sent at most, the first time included.
		 * @param maxAttempts the number, at least 1; 3 by default
		 * @return this builder
		 */
		Builder maxAttempts(int maxAttempts);

		/**
		 * Set the waits between attempts. The first is from a half to all of
		 * {@code initialBackoff}, each further one twice as long.
		 * @param initialBackoff the first wait; 200 milliseconds by default
		 * @param maxBackoff the longest wait, also for what a server asks for by
		 * {@code Retry-After}; 5 seconds by default
		 * @return this builder
		 */
		Builder backoff(Duration initialBackoff, Duration maxBackoff);

		/**
		 * Set how large a response may be.
		 * @param maxResponseSize the size in bytes after decompression; 1048576 by
		 * default
		 * @return this builder
		 */
		Builder maxResponseSize(int maxResponseSize);

		/**
		 * Set the {@link WebClient.Builder} to start from, whose filters and observations
		 * apply. It is cloned. Its base URL, default headers and cookies do not apply:
		 * they are another server's.
		 * @param webClientBuilder the builder
		 * @return this builder
		 */
		Builder webClientBuilder(WebClient.Builder webClientBuilder);

		/**
		 * Set what supplies the {@link WebClient.Builder} to start from. Asked with the
		 * first call of each client, on its thread, so that nothing of it is made for a
		 * client that is not called.
		 * @param webClientBuilder supplies the builder
		 * @return this builder
		 * @see #webClientBuilder(WebClient.Builder)
		 */
		Builder webClientBuilder(Supplier<? extends WebClient.Builder> webClientBuilder);

		/**
		 * Set a connector of the application's, which has to be one for Reactor Netty. It
		 * is used as it is: timeouts, idle connections and redirects are the
		 * application's to care for, and so is closing it. It takes the place of
		 * {@link #httpConnection}.
		 * @param connector the connector, which must not follow redirects
		 * @return this builder
		 */
		Builder clientConnector(ClientHttpConnector connector);

		/**
		 * Set the connections to use, for example to share them between clients. They are
		 * not closed with the client.
		 * @param httpConnection the connections; by default a client has its own
		 * @return this builder
		 */
		Builder httpConnection(HttpConnection httpConnection);

		/**
		 * Customize the {@link WebClient} of the client, with its first call, after all
		 * else but the headers of the API. No filter that is added here sees the access
		 * token.
		 * @param customizer the customizer
		 * @return this builder, which keeps the customizers of earlier calls
		 */
		Builder webClientCustomizer(Consumer<WebClient.Builder> customizer);

		/**
		 * Set the mapper that writes the values of {@code addEnv}, so that the
		 * application's modules and settings apply to its types. All else is read and
		 * written by a mapper of this client's own.
		 * @param jsonMapper the mapper; by default a plain one
		 * @return this builder
		 */
		Builder jsonMapper(JsonMapper jsonMapper);

		/**
		 * Set where calls are observed. Each one is an observation
		 * {@code authing.userpool}, named {@code authing <operation>} in traces, with
		 * keys of low cardinality:
		 * <ul>
		 * <li>{@code operation}: {@code detail}, {@code update}, {@code listEnv},
		 * {@code addEnv}, {@code removeEnv} or {@code authenticate};
		 * <li>{@code outcome}: {@code SUCCESS}, the name of the
		 * {@linkplain AuthingException#outcome() outcome} that the exception has, or
		 * {@code CANCELLED} where the caller cancelled it;
		 * <li>{@code error}: the simple name of the exception's class or {@code none}, as
		 * Micrometer's meter handler derives it from the observation's error.
		 * </ul>
		 * Each token request is an observation {@code authing.token}, below the call that
		 * started it, with the keys {@code reason} ({@code first}, {@code expiring},
		 * {@code rejected}), {@code outcome} and {@code error}; its retries are part of
		 * it. HTTP requests, {@code http.client.requests}, are below these if the
		 * {@link WebClient} has the same registry.
		 * @param observationRegistry the registry; by default nothing is observed
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry observationRegistry);

		/**
		 * Make a blocking client.
		 * @return the client
		 * @throws InvalidSettingException if a setting is missing or cannot be used
		 */
		UserpoolManagementClient build();

		/**
		 * Make a reactive client.
		 * @return the client
		 * @throws InvalidSettingException if a setting is missing or cannot be used
		 */
		ReactiveUserpoolManagementClient buildReactive();

	}

}
