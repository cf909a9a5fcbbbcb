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

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has an aspect on the clients and their builder.
 */
class ProxiedClientsTests {

	private final AuthingServer server = new AuthingServer();

	private final List<String> calls = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenAspectIsOnClientsThenApplicationStartsAndAspectIsCalledOncePerCall(boolean classes) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuthingAutoConfiguration.class))
			.withBean(DefaultAdvisorAutoProxyCreator.class, () -> {
				DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
				creator.setProxyTargetClass(classes);
				return creator;
			})
			.withBean(DefaultPointcutAdvisor.class, this::advisor)
			.withPropertyValues("authing.userpool-id=pool", "authing.secret=secret",
					"authing.host=" + this.server.host())
			.run((context) -> {
				UserpoolManagementClient client = context.getBean(UserpoolManagementClient.class);
				ReactiveUserpoolManagementClient reactive = context.getBean(ReactiveUserpoolManagementClient.class);
				UserpoolManagementClient.Builder builder = context.getBean(UserpoolManagementClient.Builder.class);
				assertThat(Stream.of(client, reactive, builder))
					.allSatisfy((bean) -> assertThat(AopUtils.isCglibProxy(bean)).isEqualTo(classes))
					.allSatisfy((bean) -> assertThat(AopUtils.isAopProxy(bean)).isTrue());
				this.calls.clear();
				assertThat(client.detail().name()).isEqualTo("Fixture pool");
				assertThat(this.calls).containsExactly("UserpoolManagementClient.detail",
						"ReactiveUserpoolManagementClient.detail");
				this.calls.clear();
				client.update((updates) -> updates.name("name"));
				assertThat(this.calls).containsExactly("UserpoolManagementClient.update",
						"ReactiveUserpoolManagementClient.update");
				this.calls.clear();
				assertThat(reactive.listEnv().block()).hasSize(3);
				builder.userpoolId("other").secret("secret").build().close();
				assertThat(this.calls).startsWith("ReactiveUserpoolManagementClient.listEnv", "Builder.userpoolId");
			});
		assertThat(this.server.count(AuthingServer.DETAIL)).isEqualTo(1);
		assertThat(this.server.count(AuthingServer.UPDATE)).isEqualTo(1);
	}

	private DefaultPointcutAdvisor advisor() {
		StaticMethodMatcherPointcut pointcut = new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return type(targetClass) != null;
			}

		};
		MethodInterceptor interceptor = (invocation) -> {
			this.calls.add(type(invocation.getThis().getClass()) + "." + invocation.getMethod().getName());
			return invocation.proceed();
		};
		return new DefaultPointcutAdvisor(pointcut, interceptor);
	}

	private static String type(Class<?> targetClass) {
		return Stream
			.of(UserpoolManagementClient.class, ReactiveUserpoolManagementClient.class,
					UserpoolManagementClient.Builder.class)
			.filter((type) -> type.isAssignableFrom(ClassUtils.getUserClass(targetClass)))
			.map(Class::getSimpleName)
			.findFirst()
			.orElse(null);
	}

}
