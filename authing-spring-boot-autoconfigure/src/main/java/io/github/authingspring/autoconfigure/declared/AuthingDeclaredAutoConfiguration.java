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

package io.github.authingspring.autoconfigure.declared;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.OnStartup;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that compares the user pool with
 * what is declared. It only reads.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AuthingAutoConfiguration.class)
@ConditionalOnClass({ WebClient.class, JsonMapper.class })
@ConditionalOnBooleanProperty(name = "authing.enabled", matchIfMissing = true)
@ImportRuntimeHints(AuthingDeclaredAutoConfiguration.Hints.class)
public final class AuthingDeclaredAutoConfiguration {

	AuthingDeclaredAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnDeclarationCondition.class)
	UserpoolDeclaration authingUserpoolDeclaration(Environment environment) {
		return new DeclarationReader(environment).declaration();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(UserpoolDeclaration.class)
	UserpoolDriftMonitor authingUserpoolDriftMonitor(UserpoolDeclaration declaration) {
		return new UserpoolDriftMonitor(declaration);
	}

	@Bean
	@Conditional(OnDeclarationOrProperty.class)
	StartupDriftCheck authingStartupDriftCheck(Environment environment, ObjectProvider<UserpoolDriftMonitor> monitor,
			ObjectProvider<ReactiveUserpoolManagementClient> client) {
		OnStartup onStartup = new DeclarationReader(environment).onStartup();
		return StartupDriftCheck.of(onStartup, monitor.getIfUnique(), client.getIfUnique());
	}

	/**
	 * Does not look at the value, which may be another one at run time than at build
	 * time.
	 */
	static final class OnDeclarationOrProperty extends AnyNestedCondition {

		OnDeclarationOrProperty() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(UserpoolDeclaration.class)
		static final class Declaration {

		}

		@Conditional(OnPropertyCondition.class)
		static final class Property {

		}

	}

	/**
	 * Matches if there is anything below {@code authing.declared}.
	 */
	static final class OnPropertyCondition implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return new RawProperties(context.getEnvironment()).areThere();
		}

	}

	/**
	 * What a native image has to keep of the properties, which are no bean.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(AuthingDeclaredProperties.class).registerHints(hints);
		}

	}

}
