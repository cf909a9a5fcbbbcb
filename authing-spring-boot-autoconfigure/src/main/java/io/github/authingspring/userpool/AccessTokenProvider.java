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

import reactor.core.publisher.Mono;

/**
 * Where a call gets its access token from.
 */
interface AccessTokenProvider {

	/**
	 * Return the token to use now.
	 */
	Mono<AccessToken> get();

	/**
	 * Note that the server rejected a token, which is not to be sent again.
	 * @param token the rejected token
	 * @param rejection how the server rejected it
	 * @return whether {@link #get()} can bring another token in its place
	 */
	boolean reject(AccessToken token, RequestFailure rejection);

	/**
	 * End what is under way.
	 */
	void close();

}
