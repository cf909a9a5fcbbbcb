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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.ApiVersionInserter;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Checks the settings and puts a client together. Not final, so that an aspect of the
 * application can proxy it.
 */
class DefaultUserpoolManagementClientBuilder implements UserpoolManagementClient.Builder {

	private @Nullable String userpoolId;

	private @Nullable Supplier<? extends @Nullable String> secret;

	private @Nullable Function<TimeSource, Mono<String>> accessToken;

	private String host = BaseUrl.DEFAULT;

	private boolean allowInsecureHttp;

	private final ApiHeaders.Settings headers = new ApiHeaders.Settings();

	private Duration callTimeout = Duration.ofSeconds(30);

	private int maxAttempts = CallRetry.Policy.DEFAULT.maxAttempts();

	private Duration initialBackoff = CallRetry.Policy.DEFAULT.initialBackoff();

	private Duration maxBackoff = CallRetry.Policy.DEFAULT.maxBackoff();

	private int maxResponseSize = 1024 * 1024;

	private @Nullable Supplier<? extends WebClient.Builder> webClientBuilder;

	private @Nullable HttpConnection httpConnection;

	private @Nullable ClientHttpConnector clientConnector;

	private final List<Consumer<WebClient.Builder>> webClientCustomizers = new ArrayList<>();

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JsonMapper jsonMapper;

	private UnaryOperator<TimeSource> timing = UnaryOperator.identity();

	@Override
	public UserpoolManagementClient.Builder userpoolId(String userpoolId) {
		this.userpoolId = Credentials.checkHeaderValue("userpool-id", userpoolId);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder secret(String secret) {
		String checked = Credentials.check(Credentials.SECRET, secret);
		return secret(() -> checked);
	}

	@Override
	public UserpoolManagementClient.Builder secret(Supplier<? extends @Nullable String> secret) {
		Assert.notNull(secret, "'secret' must not be null");
		this.secret = secret;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder accessToken(String accessToken) {
		String checked = Credentials.checkHeaderValue(Credentials.ACCESS_TOKEN, accessToken);
		this.accessToken = (timing) -> Mono.just(checked);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder accessToken(Supplier<? extends @Nullable String> accessToken) {
		Assert.notNull(accessToken, "'accessToken' must not be null");
		this.accessToken = (timing) -> timing
			.callBlocking(() -> Credentials.read(Credentials.ACCESS_TOKEN, accessToken));
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder host(String host) {
		this.host = host;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder allowInsecureHttp(boolean allowInsecureHttp) {
		this.allowInsecureHttp = allowInsecureHttp;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder appId(@Nullable String appId) {
		this.headers.appId(appId);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder tenantId(@Nullable String tenantId) {
		this.headers.tenantId(tenantId);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder lang(String lang) {
		this.headers.lang(lang);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder renameHeader(String standardName, String name) {
		this.headers.rename(standardName, name);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder callTimeout(Duration callTimeout) {
		this.callTimeout = positive("call-timeout", callTimeout);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder maxAttempts(int maxAttempts) {
		if (maxAttempts < 1) {
			throw new InvalidSettingException("retry.max-attempts", "must be at least 1 (is " + maxAttempts + ")",
					"Set at least 1, which is once and no retry.");
		}
		this.maxAttempts = maxAttempts;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder backoff(Duration initialBackoff, Duration maxBackoff) {
		positive("retry.initial-backoff", initialBackoff);
		positive("retry.max-backoff", maxBackoff);
		if (initialBackoff.compareTo(maxBackoff) > 0) {
			throw new InvalidSettingException("retry.initial-backoff",
					"(" + AuthingExceptionFactory.text(initialBackoff)
							+ ") is longer than 'authing.retry.max-backoff' ("
							+ AuthingExceptionFactory.text(maxBackoff) + ")",
					"Set a shorter first wait or a longer longest one.");
		}
		this.initialBackoff = initialBackoff;
		this.maxBackoff = maxBackoff;
		return this;
	}

	private static Duration positive(String setting, @Nullable Duration duration) {
		if (duration == null) {
			throw new InvalidSettingException(setting, "is not set", "Set a duration such as '30s' or '500ms'.");
		}
		if (duration.isNegative() || duration.isZero()) {
			throw new InvalidSettingException(setting,
					"must be above zero (is " + AuthingExceptionFactory.text(duration) + ")",
					"Set a duration such as '30s' or '500ms'.");
		}
		return duration;
	}

	@Override
	public UserpoolManagementClient.Builder maxResponseSize(int maxResponseSize) {
		if (maxResponseSize < 1) {
			throw new InvalidSettingException("http.max-response-size",
					"must be above zero (is " + maxResponseSize + " bytes)", "Set a size above zero, such as '1MB'.");
		}
		this.maxResponseSize = maxResponseSize;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder webClientBuilder(WebClient.Builder webClientBuilder) {
		Assert.notNull(webClientBuilder, "'webClientBuilder' must not be null");
		WebClient.Builder clone = webClientBuilder.clone();
		return webClientBuilder(() -> clone);
	}

	@Override
	public UserpoolManagementClient.Builder webClientBuilder(Supplier<? extends WebClient.Builder> webClientBuilder) {
		Assert.notNull(webClientBuilder, "'webClientBuilder' must not be null");
		this.webClientBuilder = webClientBuilder;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder clientConnector(ClientHttpConnector connector) {
		Assert.notNull(connector, "'connector' must not be null");
		this.clientConnector = connector;
		this.httpConnection = null;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder httpConnection(HttpConnection httpConnection) {
		Assert.notNull(httpConnection, "'httpConnection' must not be null");
		this.httpConnection = httpConnection;
		this.clientConnector = null;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder webClientCustomizer(Consumer<WebClient.Builder> customizer) {
		Assert.notNull(customizer, "'customizer' must not be null");
		this.webClientCustomizers.add(customizer);
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder observationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "'observationRegistry' must not be null");
		this.observationRegistry = observationRegistry;
		return this;
	}

	@Override
	public UserpoolManagementClient.Builder jsonMapper(JsonMapper jsonMapper) {
		Assert.notNull(jsonMapper, "'jsonMapper' must not be null");
		this.jsonMapper = jsonMapper;
		return this;
	}

	/**
	 * Change where time and chance come from. For tests.
	 */
	DefaultUserpoolManagementClientBuilder timing(UnaryOperator<TimeSource> timing) {
		this.timing = timing;
		return this;
	}

	@Override
	public UserpoolManagementClient build() {
		return UserpoolManagementClient.of(buildReactive());
	}

	@Override
	public ReactiveUserpoolManagementClient buildReactive() {
		String userpoolId = Credentials.checkHeaderValue("userpool-id", this.userpoolId);
		BaseUrl baseUrl = BaseUrl.parse(this.host, this.allowInsecureHttp);
		CallRetry.Policy retryPolicy = new CallRetry.Policy(this.maxAttempts, this.initialBackoff, this.maxBackoff);
		HttpConnection given = this.httpConnection;
		HttpConnection connection = (given != null) ? given : ownConnection();
		TimeSource timing = this.timing.apply(TimeSource.system(connection::timer));
		Observations observations = new Observations(this.observationRegistry);
		ApiExchange exchange = new ApiExchange(webClient(baseUrl, userpoolId, connection), baseUrl,
				this.maxResponseSize, timing.clock());
		AccessTokenProvider tokens = tokens(userpoolId, exchange, retryPolicy, timing, observations);
		AuthingExceptionFactory exceptions = new AuthingExceptionFactory(baseUrl, this.accessToken != null);
		PendingCalls pending = new PendingCalls(timing);
		connection.endOnClose(pending);
		CallExecutor calls = new CallExecutor(exchange, tokens, retryPolicy, this.callTimeout, exceptions, timing,
				observations, pending);
		return new DefaultReactiveUserpoolManagementClient(userpoolId, baseUrl, calls, this.jsonMapper,
				this.maxResponseSize, () -> {
					if (given == null) {
						connection.close();
					}
				});
	}

	/**
	 * Return what the client closes with itself: with a connector of the caller's, the
	 * event loops for its timers alone.
	 */
	private HttpConnection ownConnection() {
		return (this.clientConnector != null) ? HttpConnection.of(this.clientConnector) : HttpConnection.create();
	}

	private AccessTokenProvider tokens(String userpoolId, ApiExchange exchange, CallRetry.Policy retryPolicy,
			TimeSource timing, Observations observations) {
		if (this.secret != null && this.accessToken != null) {
			throw new InvalidSettingException(Credentials.ACCESS_TOKEN,
					"is set beside 'authing.secret', and only one can be used",
					"Remove the access token to let tokens be fetched and renewed with the secret; "
							+ "remove the secret to use the access token as it is.");
		}
		if (this.accessToken != null) {
			return new StaticAccessTokenProvider(this.accessToken.apply(timing));
		}
		if (this.secret == null) {
			throw new InvalidSettingException(Credentials.SECRET, "is not set, although 'authing.userpool-id' is",
					"Set it to the secret of the user pool; Authing's console shows it under Settings > Basic settings > "
							+ "Key management (设置 > 基础设置 > 密钥管理).");
		}
		return new CachingAccessTokenProvider(new AccessTokenFetcher(exchange, userpoolId, this.secret, retryPolicy,
				this.callTimeout, timing, observations), timing);
	}

	/**
	 * Return what makes the WebClient with the first call: it takes hundreds of classes,
	 * which an application that only injects a client would load at its start. All that
	 * can be checked is checked before.
	 */
	private SingletonSupplier<WebClient> webClient(BaseUrl baseUrl, String userpoolId, HttpConnection connection) {
		Map<String, String> headers = this.headers.toHeaders(userpoolId);
		Supplier<? extends WebClient.Builder> webClientBuilder = this.webClientBuilder;
		List<Consumer<WebClient.Builder>> customizers = List.copyOf(this.webClientCustomizers);
		return SingletonSupplier.of(() -> {
			WebClient.Builder builder = (webClientBuilder != null) ? webClientBuilder.get().clone()
					: WebClient.builder();
			reset(builder);
			builder.clientConnector(connection.connector());
			customizers.forEach((customizer) -> customizer.accept(builder));
			return builder.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(false))
				.filter(new ApiHeaders(baseUrl, headers))
				.build();
		});
	}

	/**
	 * Undo what the application set for its own servers: headers and cookies would tell
	 * Authing what is none of its business.
	 */
	private static void reset(WebClient.Builder builder) {
		builder.defaultHeaders((headers) -> headers.clear())
			.defaultCookies((cookies) -> cookies.clear())
			.apiVersionInserter(new ApiVersionInserter() {
			})
			.exchangeStrategies(ExchangeStrategies.withDefaults());
	}

}
