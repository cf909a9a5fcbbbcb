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

import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The operations, over HTTP.
 */
final class DefaultReactiveUserpoolManagementClient implements ReactiveUserpoolManagementClient {

	private static final AnswerReader<UserPool> USER_POOL = new TypedAnswerReader<>(new TypeReference<>() {
	}, DefaultReactiveUserpoolManagementClient::toUserPool);

	private static final AnswerReader<List<Env>> ENV_LIST = new TypedAnswerReader<>(new TypeReference<>() {
	}, DefaultReactiveUserpoolManagementClient::toEnvList);

	private final String userpoolId;

	private final BaseUrl host;

	private final CallExecutor calls;

	private final int maxResponseSize;

	private final AtomicReference<UserPoolSelection> selection = new AtomicReference<>(UserPoolSelection.ALL);

	DefaultReactiveUserpoolManagementClient(String userpoolId, BaseUrl host, CallExecutor calls, int maxResponseSize) {
		this.userpoolId = userpoolId;
		this.host = host;
		this.calls = calls;
		this.maxResponseSize = maxResponseSize;
	}

	@Override
	public Mono<UserPool> detail() {
		return this.calls.perform(Operation.DETAIL, (call) -> call.send(Requests.DETAIL, USER_POOL));
	}

	@Override
	public Mono<UserPool> update(UpdateUserpoolInput updates) {
		Arguments.notNull("updates", updates);
		return this.calls.perform(Operation.UPDATE, (call) -> update(updates, this.selection.get(), call));
	}

	private Mono<UserPool> update(UpdateUserpoolInput updates, UserPoolSelection selection, Call call) {
		return call.send(Requests.update(updates, selection), AnswerReader.TREE)
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
		this.selection.updateAndGet((remembered) -> remembered.without(error.unknownFields()));
		return selection.without(error.unknownFields());
	}

	@Override
	public Mono<List<Env>> listEnv() {
		return this.calls.perform(Operation.LIST_ENV, this::listEnv);
	}

	private Mono<List<Env>> listEnv(Call call) {
		return call.send(Requests.LIST_ENV, ENV_LIST).map(Collections::unmodifiableList);
	}

	@Override
	public Mono<List<Env>> addEnv(String key, @Nullable Object value) {
		ApiRequest request = Requests.addEnv(key, value, this.maxResponseSize);
		return this.calls.perform(Operation.ADD_ENV, (call) -> changeEnv(request, call));
	}

	@Override
	public Mono<List<Env>> removeEnv(String key) {
		ApiRequest request = Requests.removeEnv(key);
		return this.calls.perform(Operation.REMOVE_ENV, (call) -> changeEnv(request, call));
	}

	/**
	 * The documented answer to a change is the latest list. Servers answer with one
	 * variable or with nothing, and then the list is read again.
	 */
	private Mono<List<Env>> changeEnv(ApiRequest request, Call call) {
		return call.send(request, AnswerReader.TREE).flatMap((answer) -> {
			call.changeMade();
			return answer.isArray() ? Mono.just(Collections.unmodifiableList(toEnvList(answer))) : listEnv(call);
		});
	}

	@Override
	public Mono<Void> authenticate() {
		return this.calls.perform(Operation.AUTHENTICATE, Call::authenticate);
	}

	@Override
	public String userpoolId() {
		return this.userpoolId;
	}

	@Override
	public String host() {
		return this.host.toString();
	}

	@Override
	public void close() {
		this.calls.close();
	}

	private static UserPool toUserPool(JsonNode value) {
		if (!value.isObject()) {
			throw unexpected("no user pool");
		}
		return convert(value, UserPool.class);
	}

	private static List<Env> toEnvList(JsonNode value) {
		if (!value.isArray()) {
			throw unexpected("no list of environment variables");
		}
		List<Env> variables = new ArrayList<>(value.size());
		for (JsonNode element : value.values()) {
			if (!element.isObject()) {
				throw unexpected("no list of environment variables");
			}
			variables.add(convert(element, Env.class));
		}
		return variables;
	}

	private static <T> T convert(JsonNode value, Class<T> type) {
		try {
			return Json.convert(value, type);
		}
		catch (JacksonException ex) {
			String path = ex.getPath()
				.stream()
				.map(JacksonException.Reference::getPropertyName)
				.reduce("", (left, right) -> right != null ? left + "/" + right : left);
			throw unexpected("a field of another type than the API's (" + path + ")");
		}
	}

	private static RequestFailure unexpected(String what) {
		return new RequestFailure(Kind.INVALID_RESPONSE, "the answer holds " + what);
	}

}
