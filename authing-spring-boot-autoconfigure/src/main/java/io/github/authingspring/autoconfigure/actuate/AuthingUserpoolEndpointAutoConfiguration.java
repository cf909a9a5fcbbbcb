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

package io.github.authingspring.autoconfigure.actuate;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpointWebExtension;
import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredAutoConfiguration;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the
 * {@link AuthingUserpoolEndpoint}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AuthingAutoConfiguration.class, AuthingDeclaredAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(AuthingUserpoolEndpoint.class)
@ConditionalOnBooleanProperty(name = "authing.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AuthingUserpoolEndpointProperties.class)
public final class AuthingUserpoolEndpointAutoConfiguration {

	private static final EndpointId ENDPOINT_ID = EndpointId.of("authingUserpool");

	AuthingUserpoolEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnSingleCandidate(ReactiveUserpoolManagementClient.class)
	@ConditionalOnMissingBean
	AuthingUserpoolEndpoint authingUserpoolEndpoint(ReactiveUserpoolManagementClient client,
			AuthingUserpoolEndpointProperties properties, ObjectProvider<SanitizingFunction> sanitizingFunctions,
			ObjectProvider<UserpoolDriftMonitor> driftMonitor) {
		return new AuthingUserpoolEndpoint(client, properties.getShowValues(),
				sanitizingFunctions.orderedStream().toList(), driftMonitor.getIfUnique());
	}

	@Bean
	@ConditionalOnBean(AuthingUserpoolEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	AuthingUserpoolEndpointWebExtension authingUserpoolEndpointWebExtension(AuthingUserpoolEndpoint endpoint,
			AuthingUserpoolEndpointProperties properties) {
		return new AuthingUserpoolEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
	}

	/**
	 * Gives the endpoint a path with a dash, which an endpoint's id should not have. The
	 * application's own path mapping has precedence.
	 */
	@Bean
	@ConditionalOnBean(AuthingUserpoolEndpoint.class)
	PathMapper authingUserpoolEndpointPathMapper() {
		return (endpointId) -> ENDPOINT_ID.equals(endpointId) ? "authing-userpool" : null;
	}

}
