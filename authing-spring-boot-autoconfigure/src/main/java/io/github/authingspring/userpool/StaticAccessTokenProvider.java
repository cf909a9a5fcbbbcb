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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An access token that the application configures in place of the secret: read at each
 * call, used as it is, renewed by nobody.
 */
final class StaticAccessTokenProvider implements AccessTokenProvider {

	private final Mono<String> value;

	private volatile @Nullable AccessToken last;

	/**
	 * Create a provider.
	 * @param value the token, read anew at each subscription
	 */
	StaticAccessTokenProvider(Mono<String> value) {
		this.value = value;
	}

	@Override
	public Mono<AccessToken> get() {
		return this.value.map(this::token);
	}

	/**
	 * Return the same token as before, unless the value is another one: it knows whether
	 * the server rejected it.
	 */
	private AccessToken token(String value) {
		AccessToken token = this.last;
		if (token == null || !token.value().equals(value)) {
			token = new AccessToken(value, 0, Duration.ZERO, 0, 0);
			this.last = token;
		}
		return token;
	}

	@Override
	public boolean reject(AccessToken token, RequestFailure rejection) {
		token.markRejected(rejection);
		return false;
	}

	@Override
	public void close() {
	}

}
