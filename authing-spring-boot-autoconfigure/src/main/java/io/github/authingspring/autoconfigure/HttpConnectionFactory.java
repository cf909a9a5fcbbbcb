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

/**
 * Makes the connections to Authing that all clients of an application share: with the
 * settings of {@code authing.http.*} over those of {@code spring.http.clients.*}, and
 * customized as the application customizes its own clients.
 */
final class HttpConnectionFactory {

	private static final HttpClientSettings DEFAULTS = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

	private final HttpClientSettings settings;

	private final List<ClientHttpConnectorBuilderCustomizer<?>> builderCustomizers;

	private final List<AuthingWebClientCustomizer> customizers;

	/**
	 * Create a factory.
	 * @param settings the settings, checked already
	 * @param builderCustomizers the application's customizers of all its clients
	 * @param customizers the application's customizers of this client alone
	 */
	HttpConnectionFactory(HttpClientSettings settings, List<ClientHttpConnectorBuilderCustomizer<?>> builderCustomizers,
			List<AuthingWebClientCustomizer> customizers) {
		this.settings = settings;
		this.builderCustomizers = builderCustomizers;
		this.customizers = customizers;
	}

	static HttpClientSettings settings(AuthingProperties.Http properties,
			@Nullable HttpClientSettings applicationSettings, @Nullable SslBundles sslBundles) {
		return HttpClientSettings.defaults()
			.withTimeouts(positive("http.connect-timeout", properties.getConnectTimeout()),
					positive("http.read-timeout", properties.getReadTimeout()))
			.withSslBundle(sslBundle(properties.getSsl().getBundle(), sslBundles))
			.orElse(applicationSettings)
			.orElse(DEFAULTS)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
	}

	private static @Nullable Duration positive(String setting, @Nullable Duration duration) {
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new InvalidSettingException(setting, "must be above zero (is " + duration.toMillis() + "ms)",
					"Set a duration such as '30s' or '500ms'.");
		}
		return duration;
	}

	private static @Nullable SslBundle sslBundle(@Nullable String name, @Nullable SslBundles sslBundles) {
		if (name == null || name.isEmpty()) {
			return null;
		}
		try {
			if (sslBundles != null) {
				return sslBundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// Explained below, by the name of the property.
		}
		throw new InvalidSettingException("http.ssl.bundle", "names '" + name + "', and there is no such SSL bundle",
				"Define it below 'spring.ssl.bundle.pem." + name + "' or 'spring.ssl.bundle.jks." + name
						+ "', or name one that is defined.");
	}

	HttpConnection create() {
		return HttpConnection.create(this::configure);
	}

	private HttpClient configure(HttpClient pooled) {
		HttpClient customized = applyBuilderCustomizers(pooled);
		HttpClient client = new ReactorHttpClientBuilder().withHttpClientFactory(() -> customized).build(this.settings);
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
