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

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Customizes the {@link WebClient} of the clients of Authing, and of no other.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuthingWebClientCustomizer {

	/**
	 * Customize the {@link WebClient}. Runs after the application's general customizers
	 * and after the connector was set. No filter that is added here sees the access
	 * token.
	 * @param builder the builder
	 */
	void customize(WebClient.Builder builder);

	/**
	 * Customize what the connector is built with, to go through a proxy for instance. The
	 * time limits and the SSL bundle of {@code authing.http.*} are kept. Runs once, since
	 * the clients share a connector.
	 * @param builder the application's connector builder
	 * @return the builder to use
	 */
	default ClientHttpConnectorBuilder<?> customizeConnector(ClientHttpConnectorBuilder<?> builder) {
		return builder;
	}

}
