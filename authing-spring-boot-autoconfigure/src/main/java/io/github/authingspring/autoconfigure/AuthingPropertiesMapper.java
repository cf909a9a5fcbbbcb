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

import io.github.authingspring.userpool.InvalidSettingException;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@link AuthingProperties} and {@link AuthingConnectionDetails} to a builder.
 */
final class AuthingPropertiesMapper {

	private final AuthingProperties properties;

	AuthingPropertiesMapper(AuthingProperties properties) {
		this.properties = properties;
	}

	/**
	 * Configure what clients of all user pools have in common.
	 */
	UserpoolManagementClient.Builder configure(UserpoolManagementClient.Builder builder) {
		AuthingProperties.HeaderNames headerNames = this.properties.getHeaderNames();
		AuthingProperties.Retry retry = this.properties.getRetry();
		return builder.allowInsecureHttp(this.properties.isAllowInsecureHttp())
			.lang(this.properties.getLang())
			.renameHeader("x-authing-userpool-id", headerNames.getUserpoolId())
			.renameHeader("x-authing-app-id", headerNames.getAppId())
			.renameHeader("x-authing-app-tenant-id", headerNames.getTenantId())
			.renameHeader("x-authing-request-from", headerNames.getRequestFrom())
			.renameHeader("x-authing-sdk-version", headerNames.getSdkVersion())
			.renameHeader("x-authing-lang", headerNames.getLang())
			.callTimeout(this.properties.getCallTimeout())
			.maxAttempts(retry.getMaxAttempts())
			.backoff(retry.getInitialBackoff(), retry.getMaxBackoff())
			.maxResponseSize(bytes(this.properties.getHttp().getMaxResponseSize()));
	}

	/**
	 * Return the address that clients of all user pools have in common.
	 */
	String host(@Nullable AuthingConnectionDetails connectionDetails) {
		return (connectionDetails != null) ? oneSet(connectionDetails).getHost() : this.properties.getHost();
	}

	/**
	 * Return details that a refresh cannot change in between, so that no value of one
	 * user pool meets that of another.
	 */
	private AuthingConnectionDetails oneSet(AuthingConnectionDetails connectionDetails) {
		return (connectionDetails instanceof PropertiesAuthingConnectionDetails)
				? PropertiesAuthingConnectionDetails.of(this.properties) : connectionDetails;
	}

	private static int bytes(DataSize size) {
		try {
			return Math.toIntExact(size.toBytes());
		}
		catch (ArithmeticException ex) {
			throw new InvalidSettingException("http.max-response-size", "is above 2 GB",
					"Set a size that fits into memory, such as '10MB'.");
		}
	}

	/**
	 * Configure the user pool of the properties or of the application's connection
	 * details.
	 */
	UserpoolManagementClient.Builder configure(UserpoolManagementClient.Builder builder,
			AuthingConnectionDetails connectionDetails) {
		if (StringUtils.hasLength(this.properties.getAppId())) {
			builder.appId(this.properties.getAppId());
		}
		if (StringUtils.hasLength(this.properties.getTenantId())) {
			builder.tenantId(this.properties.getTenantId());
		}
		AuthingConnectionDetails present = oneSet(connectionDetails);
		builder.userpoolId(present.getUserpoolId());
		String accessToken = present.getAccessToken();
		if (accessToken != null) {
			builder.accessToken(accessToken).accessToken(connectionDetails::getAccessToken);
		}
		if (connectionDetails instanceof PropertiesAuthingConnectionDetails) {
			// At hand already, so one that cannot be used is rejected at start-up.
			String secret = present.getSecret();
			if (secret != null) {
				builder.secret(secret).secret(connectionDetails::getSecret);
			}
		}
		else if (accessToken == null) {
			builder.secret(connectionDetails::getSecret);
		}
		else if (connectionDetails.getSecret() != null) {
			throw new InvalidSettingException("access-token",
					"is given beside the secret by the bean " + connectionDetails.getClass().getName(),
					"Return null from getAccessToken() or from getSecret().");
		}
		return builder;
	}

}
