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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.ReactorHttpClientBuilder;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Makes the connections to Authing that all clients of an application share: with the
 * settings of {@code authing.http.*} over those of {@code spring.http.clients.*}, and
 * customized as the application customizes its own clients.
 */
final class HttpConnectionFactory {

	private static final HttpClientSettings DEFAULTS = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

	private final Environment environment;

	private final @Nullable HttpClientSettings applicationSettings;

	private final @Nullable SslBundles sslBundles;

	private final List<ClientHttpConnectorBuilderCustomizer<?>> builderCustomizers;

	private final List<AuthingWebClientCustomizer> customizers;

	/**
	 * Create a factory.
	 * @param environment for the settings
	 * @param applicationSettings what the application sets for all its clients
	 * @param sslBundles the SSL bundles
	 * @param builderCustomizers the application's customizers of all its clients
	 * @param customizers the application's customizers of this client alone
	 */
	HttpConnectionFactory(Environment environment, @Nullable HttpClientSettings applicationSettings,
			@Nullable SslBundles sslBundles, List<ClientHttpConnectorBuilderCustomizer<?>> builderCustomizers,
			List<AuthingWebClientCustomizer> customizers) {
		this.environment = environment;
		this.applicationSettings = applicationSettings;
		this.sslBundles = sslBundles;
		this.builderCustomizers = builderCustomizers;
		this.customizers = customizers;
	}

	/**
	 * Create the connections. The settings are checked now and used with the first call.
	 */
	HttpConnection create() {
		AuthingProperties.Http properties = properties();
		settings(properties);
		HttpConnection connection = HttpConnection.create(this::configure);
		String bundle = sslBundleName(properties);
		if (bundle != null && this.sslBundles != null && this.sslBundles.getBundleNames().contains(bundle)) {
			this.sslBundles.addBundleUpdateHandler(bundle, (updated) -> connection.reload());
		}
		return connection;
	}

	private AuthingProperties.Http properties() {
		return AuthingProperties.bind(this.environment).getHttp();
	}

	HttpClientSettings settings() {
		return settings(properties());
	}

	private HttpClientSettings settings(AuthingProperties.Http properties) {
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withTimeouts(positive("http.connect-timeout", properties.getConnectTimeout()),
					positive("http.read-timeout", properties.getReadTimeout()))
			.withSslBundle(sslBundle(properties))
			.orElse(this.applicationSettings)
			.orElse(DEFAULTS)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		return CookieHandling.none(settings);
	}

	/**
	 * Return the name of the bundle of this client, or else of that of all the
	 * application's clients, which Boot resolves once and does not follow.
	 */
	private @Nullable String sslBundleName(AuthingProperties.Http properties) {
		String name = properties.getSsl().getBundle();
		name = StringUtils.hasLength(name) ? name : this.environment.getProperty("spring.http.clients.ssl.bundle");
		return StringUtils.hasLength(name) ? name : null;
	}

	private @Nullable SslBundle sslBundle(AuthingProperties.Http properties) {
		String name = sslBundleName(properties);
		if (name == null) {
			return null;
		}
		try {
			if (this.sslBundles != null) {
				return this.sslBundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// Explained below, by the name of the property.
		}
		throw new InvalidSettingException("http.ssl.bundle", "names '" + name + "', and there is no such SSL bundle",
				"Define it below 'spring.ssl.bundle.pem." + name + "' or 'spring.ssl.bundle.jks." + name
						+ "', or name one that is defined.");
	}

	private static @Nullable Duration positive(String setting, @Nullable Duration duration) {
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new InvalidSettingException(setting, "must be above zero (is " + duration.toMillis() + "ms)",
					"Set a duration such as '30s' or '500ms'.");
		}
		return duration;
	}

	private HttpClient configure(HttpClient pooled) {
		HttpClient customized = applyBuilderCustomizers(pooled);
		HttpClient client = new ReactorHttpClientBuilder().withHttpClientFactory(() -> customized).build(settings());
		for (AuthingWebClientCustomizer customizer : this.customizers) {
			client = customizer.customize(client);
		}
		return client;
	}

	/**
	 * The pool and the settings are set after the application's customizers: one of them
	 * is Boot's own, with the application's pool, and others may be meant for slow
	 * servers.
	 */
	private HttpClient applyBuilderCustomizers(HttpClient pooled) {
		AtomicReference<HttpClient> customized = new AtomicReference<>(pooled);
		customize(ClientHttpConnectorBuilder.reactor()).withHttpClientFactory(() -> pooled)
			.withHttpClientCustomizer((client) -> {
				customized.set(client);
				return client;
			})
			.build();
		return customized.get();
	}

	/**
	 * What Boot does with its builder, which may be one for another HTTP client.
	 */
	@SuppressWarnings("unchecked")
	private ReactorClientHttpConnectorBuilder customize(ReactorClientHttpConnectorBuilder builder) {
		AtomicReference<ReactorClientHttpConnectorBuilder> customized = new AtomicReference<>(builder);
		LambdaSafe.callbacks(ClientHttpConnectorBuilderCustomizer.class, this.builderCustomizers, builder)
			.invoke((customizer) -> customized
				.set((ReactorClientHttpConnectorBuilder) customizer.customize(customized.get())));
		return customized.get();
	}

}
