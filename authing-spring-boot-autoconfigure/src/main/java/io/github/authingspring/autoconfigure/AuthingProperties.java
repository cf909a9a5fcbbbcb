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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the client of Authing's user pool management API.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("authing")
public class AuthingProperties {

	/**
	 * Whether to configure the clients and the actuator endpoint.
	 */
	private boolean enabled = true;

	/**
	 * Id of the user pool to manage.
	 */
	private @Nullable String userpoolId;

	/**
	 * Secret of the user pool, with which access tokens are fetched and renewed. Not to
	 * be combined with an access token.
	 */
	private @Nullable String secret;

	/**
	 * Access token to use in place of the secret. Nothing can renew it.
	 */
	private @Nullable String accessToken;

	/**
	 * Id of the application on whose behalf calls are made.
	 */
	private @Nullable String appId;

	/**
	 * Id of the tenant on whose behalf calls are made.
	 */
	private @Nullable String tenantId;

	/**
	 * URL of the Authing server, possibly with a base path.
	 */
	private String host = "https://core.authing.cn";

	/**
	 * Whether the host may be a plain HTTP address of another machine, over which the
	 * secret can be read on the way.
	 */
	private boolean allowInsecureHttp;

	/**
	 * Language of the server's messages.
	 */
	private String lang = "zh-CN";

	/**
	 * Longest time that a call may take, with its retries and its access token.
	 */
	private Duration callTimeout = Duration.ofSeconds(30);

	private final HeaderNames headerNames = new HeaderNames();

	private final Http http = new Http();

	private final Retry retry = new Retry();

	/**
	 * Bind a complete set of the properties as they are now.
	 */
	static AuthingProperties bind(Environment environment) {
		return Binder.get(environment).bindOrCreate("authing", AuthingProperties.class);
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getUserpoolId() {
		return this.userpoolId;
	}

	public void setUserpoolId(@Nullable String userpoolId) {
		this.userpoolId = userpoolId;
	}

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	public @Nullable String getAccessToken() {
		return this.accessToken;
	}

	public void setAccessToken(@Nullable String accessToken) {
		this.accessToken = accessToken;
	}

	public @Nullable String getAppId() {
		return this.appId;
	}

	public void setAppId(@Nullable String appId) {
		this.appId = appId;
	}

	public @Nullable String getTenantId() {
		return this.tenantId;
	}

	public void setTenantId(@Nullable String tenantId) {
		this.tenantId = tenantId;
	}

	public String getHost() {
		return this.host;
	}

	public void setHost(String host) {
		this.host = host;
	}

	public boolean isAllowInsecureHttp() {
		return this.allowInsecureHttp;
	}

	public void setAllowInsecureHttp(boolean allowInsecureHttp) {
		this.allowInsecureHttp = allowInsecureHttp;
	}

	public String getLang() {
		return this.lang;
	}

	public void setLang(String lang) {
		this.lang = lang;
	}

	public Duration getCallTimeout() {
		return this.callTimeout;
	}

	public void setCallTimeout(Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	public HeaderNames getHeaderNames() {
		return this.headerNames;
	}

	public Http getHttp() {
		return this.http;
	}

	public Retry getRetry() {
		return this.retry;
	}

	/**
	 * Other names of the headers, for private deployments that renamed them.
	 */
	public static class HeaderNames {

		/**
		 * Name of the header that carries the id of the user pool.
		 */
		private String userpoolId = "x-authing-userpool-id";

		/**
		 * Name of the header that carries the id of the application.
		 */
		private String appId = "x-authing-app-id";

		/**
		 * Name of the header that carries the id of the tenant.
		 */
		private String tenantId = "x-authing-app-tenant-id";

		/**
		 * Name of the header that says what kind of client is calling.
		 */
		private String requestFrom = "x-authing-request-from";

		/**
		 * Name of the header that carries the version of the client.
		 */
		private String sdkVersion = "x-authing-sdk-version";

		/**
		 * Name of the header that carries the language of the server's messages.
		 */
		private String lang = "x-authing-lang";

		public String getUserpoolId() {
			return this.userpoolId;
		}

		public void setUserpoolId(String userpoolId) {
			this.userpoolId = userpoolId;
		}

		public String getAppId() {
			return this.appId;
		}

		public void setAppId(String appId) {
			this.appId = appId;
		}

		public String getTenantId() {
			return this.tenantId;
		}

		public void setTenantId(String tenantId) {
			this.tenantId = tenantId;
		}

		public String getRequestFrom() {
			return this.requestFrom;
		}

		public void setRequestFrom(String requestFrom) {
			this.requestFrom = requestFrom;
		}

		public String getSdkVersion() {
			return this.sdkVersion;
		}

		public void setSdkVersion(String sdkVersion) {
			this.sdkVersion = sdkVersion;
		}

		public String getLang() {
			return this.lang;
		}

		public void setLang(String lang) {
			this.lang = lang;
		}

	}

	/**
	 * The HTTP connection.
	 */
	public static class Http {

		/**
		 * Longest time to wait for a connection. By default that of
		 * 'spring.http.clients.connect-timeout' or else 5 seconds.
		 */
		private @Nullable Duration connectTimeout;

		/**
		 * Longest time to wait for a response. By default that of
		 * 'spring.http.clients.read-timeout' or else 10 seconds.
		 */
		private @Nullable Duration readTimeout;

		/**
		 * Largest response that is read.
		 */
		private DataSize maxResponseSize = DataSize.ofMegabytes(1);

		private final Ssl ssl = new Ssl();

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public @Nullable Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(@Nullable Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public DataSize getMaxResponseSize() {
			return this.maxResponseSize;
		}

		public void setMaxResponseSize(DataSize maxResponseSize) {
			this.maxResponseSize = maxResponseSize;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		/**
		 * TLS.
		 */
		public static class Ssl {

			/**
			 * Name of the SSL bundle to use. By default that of
			 * 'spring.http.clients.ssl.bundle'.
			 */
			private @Nullable String bundle;

			public @Nullable String getBundle() {
				return this.bundle;
			}

			public void setBundle(@Nullable String bundle) {
				this.bundle = bundle;
			}

		}

	}

	/**
	 * Retries of what failed and may be sent again safely.
	 */
	public static class Retry {

		/**
		 * Number of times that a request is sent at most, the first time included. Once
		 * more with a new token or for an older schema is not counted.
		 */
		private int maxAttempts = 3;

		/**
		 * Wait before the first retry. Each further wait is twice as long.
		 */
		private Duration initialBackoff = Duration.ofMillis(200);

		/**
		 * Longest wait before a retry. Where the server asks for a longer one, there is
		 * no retry.
		 */
		private Duration maxBackoff = Duration.ofSeconds(5);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInitialBackoff() {
			return this.initialBackoff;
		}

		public void setInitialBackoff(Duration initialBackoff) {
			this.initialBackoff = initialBackoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

	}

}
