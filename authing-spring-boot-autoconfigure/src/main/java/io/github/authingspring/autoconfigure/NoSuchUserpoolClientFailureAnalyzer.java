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

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Explains why there is no client to inject: which property or library is missing, or
 * that the clients are switched off. Comes before Boot's own analyzer, which knows only
 * that the bean is missing.
 */
class NoSuchUserpoolClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private static final String TRANSPORT = "reactor.netty.http.client.HttpClient";

	private final Environment environment;

	NoSuchUserpoolClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (cause instanceof NoUniqueBeanDefinitionException
				|| type != UserpoolManagementClient.class && type != ReactiveUserpoolManagementClient.class) {
			return null;
		}
		String reason = ((description != null) ? description : "The application") + " needs a bean of type '"
				+ type.getName() + "'. There is none, since ";
		if (Boolean.FALSE.equals(property(AuthingAutoConfiguration.ENABLED_PROPERTY, Boolean.class))) {
			return new FailureAnalysis(reason + "'" + AuthingAutoConfiguration.ENABLED_PROPERTY + "' is false.",
					"Remove '" + AuthingAutoConfiguration.ENABLED_PROPERTY + "' or set it to true.", cause);
		}
		if (!ClassUtils.isPresent(TRANSPORT, getClass().getClassLoader())) {
			return new FailureAnalysis(reason + "Reactor Netty is not on the class path.",
					"Add the dependency 'io.projectreactor.netty:reactor-netty-http', which the starter brings.",
					cause);
		}
		if (!StringUtils.hasText(property(OnUserpoolIdCondition.PROPERTY, String.class))) {
			return new FailureAnalysis(
					reason + "the property '" + OnUserpoolIdCondition.PROPERTY + "' is not set (or empty).",
					"Set '" + OnUserpoolIdCondition.PROPERTY + "' and 'authing.secret' (as environment variables: "
							+ "AUTHING_USERPOOL_ID and AUTHING_SECRET); Authing's console shows both under Settings > "
							+ "Basic settings > Key management (设置 > 基础设置 > 密钥管理). Or define a bean of type '"
							+ AuthingConnectionDetails.class.getName() + "'.",
					cause);
		}
		return null;
	}

	private <T> @Nullable T property(String name, Class<T> type) {
		return Binder.get(this.environment).bind(name, type).orElse(null);
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
