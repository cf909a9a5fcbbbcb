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

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.Assert;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Adds the headers of the <a href="{@docRoot}/authing-api.md">API contract</a> (section
 * 2) to a request, the token among them.
 * <p>
 * It is the innermost filter, and it writes to the connector's request, not to the one
 * that filters, exceptions and log lines of Spring's see: none of them gets to know the
 * token. Whatever {@code Authorization} the application's own filters added is replaced,
 * and the request goes to the configured host or nowhere. What comes up from below it is
 * the transport's.
 */
final class ApiHeaders implements ExchangeFilterFunction {

	private final BaseUrl baseUrl;

	private final Map<String, String> headers;

	ApiHeaders(BaseUrl baseUrl, Map<String, String> headers) {
		this.baseUrl = baseUrl;
		this.headers = Map.copyOf(headers);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		if (!this.baseUrl.isOriginOf(request.url())) {
			return Mono.error(new RequestFailure(Kind.REROUTED,
					"a filter of the application directs the request to " + BaseUrl.origin(request.url())));
		}
		return Mono.deferContextual((context) -> {
			CallAttempt attempt = context.get(CallAttempt.class);
			attempt.begin();
			return next.exchange(ClientRequest.from(request).httpRequest((message) -> send(message, attempt)).build())
				.onErrorMap((ex) -> TransportFailureTranslator.translate(ex, attempt.isSent()));
		});
	}

	private void send(ClientHttpRequest message, CallAttempt attempt) {
		HttpHeaders headers = message.getHeaders();
		AccessToken token = attempt.token();
		if (token != null) {
			headers.setBearerAuth(token.value());
		}
		else {
			headers.remove(HttpHeaders.AUTHORIZATION);
		}
		this.headers.forEach(headers::set);
		attempt.send(message);
	}

	/**
	 * The values of the {@code x-authing-*} headers and the names they go by.
	 */
	static final class Settings {

		private static final String USERPOOL_ID = "x-authing-userpool-id";

		private static final String APP_ID = "x-authing-app-id";

		private static final String TENANT_ID = "x-authing-app-tenant-id";

		private static final String REQUEST_FROM = "x-authing-request-from";

		private static final String SDK_VERSION = "x-authing-sdk-version";

		private static final String LANG = "x-authing-lang";

		private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private @Nullable String appId;

		private @Nullable String tenantId;

		private String lang = "zh-CN";

		Settings() {
			for (String name : new String[] { USERPOOL_ID, APP_ID, TENANT_ID, REQUEST_FROM, SDK_VERSION, LANG }) {
				this.names.put(name, name);
			}
		}

		void appId(@Nullable String appId) {
			this.appId = (appId != null) ? Credentials.checkHeaderValue("app-id", appId) : null;
		}

		void tenantId(@Nullable String tenantId) {
			this.tenantId = (tenantId != null) ? Credentials.checkHeaderValue("tenant-id", tenantId) : null;
		}

		void lang(String lang) {
			this.lang = Credentials.checkHeaderValue("lang", lang);
		}

		void rename(String standardName, String name) {
			Assert.notNull(standardName, "'standardName' must not be null");
			Assert.notNull(name, "'name' must not be null");
			if (!this.names.containsKey(standardName)) {
				throw new IllegalArgumentException("'standardName' must be one of " + this.names.keySet());
			}
			if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
				throw new InvalidSettingException("header-names." + property(standardName),
						"is not a name that HTTP allows for a header", "Use letters, digits and '-'.");
			}
			this.names.put(standardName, name);
		}

		/**
		 * Check the names as a whole: two of them may have been exchanged.
		 */
		private void checkNames() {
			Map<String, String> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			taken.put(HttpHeaders.AUTHORIZATION, "the access token");
			taken.put(HttpHeaders.CONTENT_TYPE, "the content type");
			for (Map.Entry<String, String> name : this.names.entrySet()) {
				String property = property(name.getKey());
				String other = taken.put(name.getValue(), "'authing.header-names." + property + "'");
				if (other != null) {
					throw new InvalidSettingException("header-names." + property,
							"is '" + name.getValue() + "', which is the header of " + other,
							"Give each header a name of its own.");
				}
			}
		}

		private static String property(String standardName) {
			return standardName.equalsIgnoreCase(TENANT_ID) ? "tenant-id"
					: standardName.substring("x-authing-".length());
		}

		Map<String, String> toHeaders(String userpoolId) {
			checkNames();
			Map<String, String> headers = new LinkedHashMap<>();
			put(headers, USERPOOL_ID, userpoolId);
			put(headers, APP_ID, this.appId);
			put(headers, TENANT_ID, this.tenantId);
			put(headers, REQUEST_FROM, "sdk");
			put(headers, SDK_VERSION, "spring-boot:" + version());
			put(headers, LANG, this.lang);
			return headers;
		}

		private void put(Map<String, String> headers, String standardName, @Nullable String value) {
			String name = this.names.get(standardName);
			if (name != null && value != null) {
				headers.put(name, value);
			}
		}

		private static String version() {
			Properties properties = new Properties();
			try (InputStream resource = Settings.class.getResourceAsStream("version.properties")) {
				properties.load(resource);
			}
			catch (IOException ex) {
				throw new IllegalStateException("The jar of authing-spring-boot-autoconfigure is incomplete", ex);
			}
			return properties.getProperty("version");
		}

	}

}
