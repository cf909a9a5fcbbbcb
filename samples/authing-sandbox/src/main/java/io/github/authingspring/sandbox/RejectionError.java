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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A rejection in the GraphQL form that Authing gives it: the message is an object,
 * against the GraphQL specification.
 */
@SuppressWarnings("serial")
final class RejectionError implements GraphQLError {

	private final ApiException rejection;

	private final Language language;

	private final List<SourceLocation> locations;

	private final List<Object> path;

	RejectionError(ApiException rejection, Language language, DataFetchingEnvironment environment) {
		this.rejection = rejection;
		this.language = language;
		this.locations = List.of(environment.getField().getSourceLocation());
		this.path = environment.getExecutionStepInfo().getPath().toList();
	}

	@Override
	public String getMessage() {
		return this.rejection.result().message(this.language);
	}

	@Override
	public List<SourceLocation> getLocations() {
		return this.locations;
	}

	@Override
	public ErrorClassification getErrorType() {
		return ErrorType.DataFetchingException;
	}

	@Override
	public List<Object> getPath() {
		return this.path;
	}

	@Override
	public Map<String, Object> getExtensions() {
		return isTokenRevoked()
				? Map.of("code", "INTERNAL_SERVER_ERROR", "exception", Map.of("name", "TokenInBlackListError"))
				: Map.of("code", "INTERNAL_SERVER_ERROR");
	}

	@Override
	public Map<String, Object> toSpecification() {
		Map<String, Object> error = new LinkedHashMap<>(GraphQLError.super.toSpecification());
		error.put("message", messageObject());
		error.put("extensions", getExtensions());
		return error;
	}

	private Map<String, @Nullable Object> messageObject() {
		Map<String, @Nullable Object> message = RestEnvelope.rejection(this.rejection, this.language);
		if (isTokenRevoked()) {
			// Over GraphQL the code does not tell; the name among the extensions does.
			message.put("code", 500);
		}
		return message;
	}

	private boolean isTokenRevoked() {
		return this.rejection.result() == ApiResult.TOKEN_REVOKED;
	}

}
