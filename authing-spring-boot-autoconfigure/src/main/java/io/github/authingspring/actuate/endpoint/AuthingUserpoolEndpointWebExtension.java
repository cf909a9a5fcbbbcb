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

package io.github.authingspring.actuate.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.Status;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeTypeUtils;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the
 * {@link AuthingUserpoolEndpoint}: decides by the caller's roles what is shown, and
 * responds with HTTP 503 where the user pool cannot be read.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = AuthingUserpoolEndpoint.class)
public class AuthingUserpoolEndpointWebExtension {

	private static final String YAML = "application/yaml";

	private static final String ACTUATOR_JSON = "application/vnd.spring-boot.actuator.v3+json";

	private static final boolean YAML_IS_PRESENT = ClassUtils.isPresent("org.yaml.snakeyaml.Yaml",
			AuthingUserpoolEndpointWebExtension.class.getClassLoader());

	private final AuthingUserpoolEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues to whom to show values that may be secrets
	 * @param roles the roles that may see them; with none, whoever is authenticated may
	 */
	public AuthingUserpoolEndpointWebExtension(AuthingUserpoolEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Describe the user pool. Returns no {@code Mono}: Spring MVC would write one that
	 * holds a {@link WebEndpointResponse} as if it were the body.
	 * @param securityContext who asks
	 * @return the description, with 503 as its status where the user pool cannot be read
	 */
	@ReadOperation
	public WebEndpointResponse<AuthingUserpoolDescriptor> userpool(SecurityContext securityContext) {
		AuthingUserpoolDescriptor descriptor = this.delegate
			.userpool(this.showValues.isShown(securityContext, this.roles));
		return new WebEndpointResponse<>(descriptor, (descriptor.getStatus() == Status.AVAILABLE)
				? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
	}

	/**
	 * Write the user pool as the properties below {@code authing.declared} that declare
	 * it, with placeholders for what is secret.
	 * @param section what to write: {@code declaration}
	 * @return the properties as YAML, with 503 as its status and a description of the
	 * failure where the user pool cannot be read, 404 for another section
	 */
	@ReadOperation(produces = { YAML, MimeTypeUtils.APPLICATION_JSON_VALUE, ACTUATOR_JSON })
	public WebEndpointResponse<?> section(@Selector String section) {
		if (!section.equals("declaration") || !YAML_IS_PRESENT) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		Object declaration = this.delegate.declaration();
		if (declaration instanceof String yaml) {
			return new WebEndpointResponse<>(yaml.getBytes(StandardCharsets.UTF_8), MimeTypeUtils.parseMimeType(YAML));
		}
		return new WebEndpointResponse<>(declaration, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
				MimeTypeUtils.APPLICATION_JSON);
	}

}
