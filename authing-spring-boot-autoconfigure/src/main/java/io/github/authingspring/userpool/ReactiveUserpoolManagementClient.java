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

import java.util.List;
import java.util.function.Consumer;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.Assert;

/**
 * Manages a user pool of Authing without blocking. The operations are those of
 * {@link UserpoolManagementClient}, with the same results and errors. Arguments are
 * checked at the call; nothing is sent before subscription, and each subscription sends
 * anew.
 * <p>
 * Safe for use by many threads. One access token serves all calls.
 * <p>
 * Applications may implement it, for example to decorate a client; methods that are added
 * to it later are default methods.
 *
 * @since 0.1.0
 */
public interface ReactiveUserpoolManagementClient extends AutoCloseable {

	/**
	 * Read the user pool.
	 * @return the user pool, or an {@link AuthingException}
	 * @see UserpoolManagementClient#detail()
	 */
	Mono<UserPool> detail();

	/**
	 * Change the user pool.
	 * @param updates what to change; all else stays as it is
	 * @return the user pool after the change, as far as the GraphQL API shows it, or an
	 * {@link AuthingException}
	 * @throws IllegalArgumentException if the argument is {@code null}
	 * @see UserpoolManagementClient#update(UpdateUserpoolInput)
	 */
	Mono<UserPool> update(UpdateUserpoolInput updates);

	/**
	 * Change the user pool.
	 * @param updates sets what to change; all else stays as it is
	 * @return the user pool after the change, as far as the GraphQL API shows it, or an
	 * {@link AuthingException}
	 * @throws IllegalArgumentException if nothing is set
	 * @see UserpoolManagementClient#update(Consumer)
	 */
	default Mono<UserPool> update(Consumer<UpdateUserpoolInput.Builder> updates) {
		Assert.notNull(updates, "'updates' must not be null");
		UpdateUserpoolInput.Builder builder = UpdateUserpoolInput.builder();
		updates.accept(builder);
		return update(builder.build());
	}

	/**
	 * List the environment variables.
	 * @return the variables, or an {@link AuthingException}
	 * @see UserpoolManagementClient#listEnv()
	 */
	Mono<List<Env>> listEnv();

	/**
	 * Set an environment variable.
	 * @param key the name of the variable
	 * @param value the value, anything that Jackson can write
	 * @return the latest list of variables, or an {@link AuthingException}
	 * @throws IllegalArgumentException if the key cannot be sent or the value cannot be
	 * written as JSON or takes more bytes than a response may
	 * @see UserpoolManagementClient#addEnv(String, Object)
	 */
	Mono<List<Env>> addEnv(String key, @Nullable Object value);

	/**
	 * Remove an environment variable.
	 * @param key the name of the variable
	 * @return the latest list of variables, or an {@link AuthingException}
	 * @throws IllegalArgumentException if the key cannot be sent
	 * @see UserpoolManagementClient#removeEnv(String)
	 */
	Mono<List<Env>> removeEnv(String key);

	/**
	 * Find out whether Authing accepts the credentials. Completes at once while there is
	 * a token that the server has not rejected, else fetches one; the user pool is not
	 * read.
	 * @return completion, or an {@link AuthingException}
	 */
	Mono<Void> authenticate();

	/**
	 * Return the id of the user pool.
	 * @return the id, or {@code null} where an implementation does not tell
	 */
	default @Nullable String userpoolId() {
		return null;
	}

	/**
	 * Return the address of the server.
	 * @return the URL, without a slash at its end, or {@code null} where an
	 * implementation does not tell
	 */
	default @Nullable String host() {
		return null;
	}

	/**
	 * Reject new calls, wait for those that are under way, for 10 seconds at most, and
	 * close the connections unless they belong to somebody else. Where this thread must
	 * not block, it does not wait: calls that are under way fail.
	 */
	@Override
	void close();

}
