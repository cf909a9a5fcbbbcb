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

package io.github.authingspring.autoconfigure;

import reactor.netty.http.client.HttpClient;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Customizes the {@link WebClient} of the clients of Authing, and of no other. Meant to
 * be implemented by beans of the application; methods that are added later are default
 * methods.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuthingWebClientCustomizer {

	/**
	 * Customize the {@link WebClient}. Runs with the first call of each client, after the
	 * application's general customizers and after the connector was set. No filter that
	 * is added here sees the access token.
	 * @param builder the builder
	 */
	void customize(WebClient.Builder builder);

	/**
	 * Customize the HTTP client below it, for example to go through a proxy. It has the
	 * connection pool already, so it must not be replaced by a new one; event loops and
	 * what keeps redirects from being followed are set after this. Runs with the first
	 * call, and when an SSL bundle is reloaded.
	 * @param httpClient the HTTP client
	 * @return the HTTP client to use
	 */
	default HttpClient customize(HttpClient httpClient) {
		return httpClient;
	}

}
