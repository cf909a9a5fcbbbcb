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

import io.github.authingspring.userpool.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;

/**
 * The connector that all clients of Authing in an application share. It is built as the
 * application builds its own, with the settings of {@code authing.http.*} over those of
 * {@code spring.http.clients.*}, and never follows a redirect.
 */
final class AuthingConnector implements DisposableBean {

	private static final HttpClientSettings DEFAULTS = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

	private static final boolean REACTOR_NETTY_PRESENT = ClassUtils.isPresent("reactor.netty.http.client.HttpClient",
			AuthingConnector.class.getClassLoader());

	private final ClientHttpConnector connector;

	private final Runnable onDestroy;

	private AuthingConnector(ClientHttpConnector connector, Runnable onDestroy) {
		this.connector = connector;
		this.onDestroy = onDestroy;
	}

	static AuthingConnector create(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			BeanFactory beanFactory) {
		if (REACTOR_NETTY_PRESENT && ReactorNettyResources.canServe(builder)) {
			ReactorNettyResources resources = ReactorNettyResources.create(beanFactory);
			return new AuthingConnector(resources.serve(builder).build(settings), resources::stop);
		}
		return new AuthingConnector(builder.build(settings), () -> {
		});
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
			throw new InvalidSettingException(setting, "is " + duration.toMillis() + "ms, which is no time at all",
					"Set a duration above zero, such as '30s' or '500ms'.");
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

	ClientHttpConnector get() {
		return this.connector;
	}

	@Override
	public void destroy() {
		this.onDestroy.run();
	}

}
