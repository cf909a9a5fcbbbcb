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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.authingspring.userpool.RequestFailure.Kind;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * The operations, over HTTP. Not final, so that an aspect of the application can proxy
 * it.
 */
class DefaultReactiveUserpoolManagementClient implements ReactiveUserpoolManagementClient {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private final String userpoolId;

	private final BaseUrl baseUrl;

	private final CallExecutor calls;

	private final @Nullable JsonMapper jsonMapper;

	private final int maxResponseSize;

	private final Runnable onClose;

	private final AtomicReference<UserPoolSelection> selection = new AtomicReference<>(UserPoolSelection.ALL);

	/**
	 * Create a client.
	 * @param userpoolId the id of the user pool
	 * @param baseUrl the server
	 * @param calls executes the calls
	 * @param jsonMapper writes the values of environment variables; {@code null} for a
	 * plain one
	 * @param maxResponseSize how large a response may be
	 * @param onClose closes what belongs to this client alone
	 */
	DefaultReactiveUserpoolManagementClient(String userpoolId, BaseUrl baseUrl, CallExecutor calls,
			@Nullable JsonMapper jsonMapper, int maxResponseSize, Runnable onClose) {
		this.userpoolId = userpoolId;
		this.baseUrl = baseUrl;
		this.calls = calls;
		this.jsonMapper = jsonMapper;
		this.maxResponseSize = maxResponseSize;
		this.onClose = onClose;
	}

	@Override
	public Mono<UserPool> detail() {
		return this.calls.execute(Operation.DETAIL,
				(call) -> call.send(ApiRequest.detail()).map(DefaultReactiveUserpoolManagementClient::toUserPool));
	}

	@Override
	public Mono<UserPool> update(UpdateUserpoolInput updates) {
		Assert.notNull(updates, "'updates' must not be null");
		return this.calls.execute(Operation.UPDATE, (call) -> update(updates, this.selection.get(), call));
	}

	private Mono<UserPool> update(UpdateUserpoolInput updates, UserPoolSelection selection, Call call) {
		return call.send(ApiRequest.update(updates, selection))
			.doOnNext((updated) -> call.changeMade())
			.map(DefaultReactiveUserpoolManagementClient::toUserPool)
			.onErrorResume(RequestFailure.class, (failure) -> {
				UserPoolSelection smaller = without(failure, selection);
				return (smaller != selection) ? update(updates, smaller, call) : Mono.error(failure);
			});
	}

	/**
	 * Return a selection that the server knows, remembering it for later updates; the
	 * given one if that is not what the failure is about.
	 */
	private UserPoolSelection without(RequestFailure failure, UserPoolSelection selection) {
		ApiError error = failure.error();
		if (error == null || error.unknownFields().isEmpty()) {
			return selection;
		}
		UserPoolSelection smaller = selection.without(error.unknownFields());
		// The error tells the places in this very document, not in one that another call
		// has left in the meantime.
		this.selection.compareAndSet(selection, smaller);
		return smaller;
	}

	@Override
	public Mono<List<Env>> listEnv() {
		return this.calls.execute(Operation.LIST_ENV, this::listEnv);
	}

	private Mono<List<Env>> listEnv(Call call) {
		return call.send(ApiRequest.listEnv()).map(DefaultReactiveUserpoolManagementClient::toEnvList);
	}

	@Override
	public Mono<List<Env>> addEnv(String key, @Nullable Object value) {
		ApiRequest request = ApiRequest.addEnv(key, value, this.jsonMapper, this.maxResponseSize);
		return this.calls.execute(Operation.ADD_ENV, (call) -> changeEnv(request, call));
	}

	@Override
	public Mono<List<Env>> removeEnv(String key) {
		ApiRequest request = ApiRequest.removeEnv(key);
		return this.calls.execute(Operation.REMOVE_ENV, (call) -> changeEnv(request, call));
	}

	/**
	 * The documented response to a change is the latest list. Servers respond with one
	 * variable or with nothing, and then the list is read again.
	 */
	private Mono<List<Env>> changeEnv(ApiRequest request, Call call) {
		return call.send(request).flatMap((response) -> {
			call.changeMade();
			return response.isArray() ? Mono.just(toEnvList(response)) : listEnv(call);
		});
	}

	@Override
	public Mono<Void> authenticate() {
		return this.calls.execute(Operation.AUTHENTICATE, Call::authenticate);
	}

	@Override
	public String userpoolId() {
		return this.userpoolId;
	}

	@Override
	public String host() {
		return this.baseUrl.toString();
	}

	@Override
	public void close() {
		close(CLOSE_TIMEOUT);
	}

	/**
	 * Close, waiting for calls that are under way.
	 * @param timeout how long to wait at most
	 */
	void close(Duration timeout) {
		this.calls.close(timeout);
		this.onClose.run();
	}

	private static UserPool toUserPool(JsonNode value) {
		if (!value.isObject()) {
			throw new RequestFailure(Kind.UNEXPECTED_VALUE, "the response holds no user pool", null, true);
		}
		return UserPool.fromJson(value);
	}

	private static List<Env> toEnvList(JsonNode value) {
		if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isObject)) {
			throw new RequestFailure(Kind.UNEXPECTED_VALUE, "the response holds no list of environment variables", null,
					true);
		}
		List<Env> variables = new ArrayList<>(value.size());
		value.values().forEach((element) -> variables.add(Env.fromJson(element)));
		return Collections.unmodifiableList(variables);
	}

}
