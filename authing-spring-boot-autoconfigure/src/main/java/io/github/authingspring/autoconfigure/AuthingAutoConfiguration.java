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

import io.github.authingspring.userpool.HttpConnection;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.micrometer.observation.ObservationRegistry;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the clients of Authing's user
 * pool management API.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebClientAutoConfiguration.class)
@ConditionalOnClass({ HttpClient.class, WebClient.class, WebClientCustomizer.class,
		ClientHttpConnectorBuilderCustomizer.class, JsonMapper.class })
@ConditionalOnBooleanProperty(name = AuthingAutoConfiguration.ENABLED_PROPERTY, matchIfMissing = true)
@EnableConfigurationProperties(AuthingProperties.class)
@ImportRuntimeHints(CookieHandling.Hints.class)
public final class AuthingAutoConfiguration {

	static final String ENABLED_PROPERTY = "authing.enabled";

	AuthingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(AuthingConnectionDetails.class)
	@Conditional(OnUserpoolIdCondition.class)
	PropertiesAuthingConnectionDetails authingConnectionDetails(Environment environment) {
		return new PropertiesAuthingConnectionDetails(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	HttpConnection authingHttpConnection(Environment environment, ObjectProvider<HttpClientSettings> httpClientSettings,
			ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<ClientHttpConnectorBuilderCustomizer<?>> builderCustomizers,
			ObjectProvider<AuthingWebClientCustomizer> customizers) {
		return new HttpConnectionFactory(environment, httpClientSettings.getIfAvailable(), sslBundles.getIfAvailable(),
				builderCustomizers.orderedStream().toList(), customizers.orderedStream().toList())
			.create();
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	UserpoolManagementClient.Builder userpoolManagementClientBuilder(Environment environment,
			ObjectProvider<AuthingConnectionDetails> connectionDetails, HttpConnection httpConnection,
			ObjectProvider<WebClientCustomizer> webClientCustomizers,
			ObjectProvider<AuthingWebClientCustomizer> customizers,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<JsonMapper> jsonMapper) {
		AuthingPropertiesMapper mapper = new AuthingPropertiesMapper(AuthingProperties.bind(environment));
		UserpoolManagementClient.Builder builder = UserpoolManagementClient.builder()
			.host(mapper.host(connectionDetails.getIfUnique()))
			.webClientBuilder(() -> webClientBuilder(webClientCustomizers))
			.httpConnection(httpConnection);
		ObservationRegistry uniqueObservationRegistry = observationRegistry.getIfUnique();
		if (uniqueObservationRegistry != null) {
			builder.observationRegistry(uniqueObservationRegistry);
		}
		JsonMapper uniqueJsonMapper = jsonMapper.getIfUnique();
		if (uniqueJsonMapper != null) {
			builder.jsonMapper(uniqueJsonMapper);
		}
		for (AuthingWebClientCustomizer customizer : customizers.orderedStream().toList()) {
			builder.webClientCustomizer(customizer::customize);
		}
		return mapper.configure(builder);
	}

	/**
	 * What Boot's own builder bean does. The bean itself may be another one, with a load
	 * balancer, for example, that is meant for other servers.
	 */
	private static WebClient.Builder webClientBuilder(ObjectProvider<WebClientCustomizer> customizers) {
		WebClient.Builder builder = WebClient.builder();
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AuthingConnectionDetails.class)
	ReactiveUserpoolManagementClient reactiveUserpoolManagementClient(UserpoolManagementClient.Builder builder,
			AuthingConnectionDetails connectionDetails, Environment environment) {
		return new AuthingPropertiesMapper(AuthingProperties.bind(environment)).configure(builder, connectionDetails)
			.buildReactive();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(ReactiveUserpoolManagementClient.class)
	UserpoolManagementClient userpoolManagementClient(ReactiveUserpoolManagementClient reactiveClient) {
		return UserpoolManagementClient.of(reactiveClient);
	}

	@Bean
	ClientViewsCheck authingClientViewsCheck(ObjectProvider<UserpoolManagementClient> client,
			ObjectProvider<ReactiveUserpoolManagementClient> reactiveClient) {
		return new ClientViewsCheck(client, reactiveClient);
	}

}
