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

package io.github.authingspring.app;

import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Runs {@link ExampleApplication} in a process of its own, and prints what a dependency
 * could have changed in it. The arguments are further configuration classes.
 */
public final class ApplicationFacts {

	private ApplicationFacts() {
	}

	public static void main(String[] args) throws ClassNotFoundException {
		SpringApplication application = new SpringApplication(ExampleApplication.class);
		for (String configuration : args) {
			application.addPrimarySources(
					Arrays.<Class<?>>asList(ClassUtils.forName(configuration, application.getClassLoader())));
		}
		ConfigurableApplicationContext context = application.run("--server.port=0", "--spring.main.banner-mode=off",
				"--spring.main.log-startup-info=false", "--authing.userpool-id=id", "--authing.secret=secret",
				"--authing.host=http://127.0.0.1:1");
		print("type", application.getWebApplicationType());
		print("context", context.getClass().getSimpleName());
		for (String bean : new TreeSet<>(Arrays.asList(context.getBeanDefinitionNames()))) {
			print("bean", bean);
		}
		ConditionEvaluationReport.get(context.getBeanFactory())
			.getConditionAndOutcomesBySource()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isFullMatch())
			.forEach((entry) -> print("condition", entry.getKey()));
		context.getEnvironment().getPropertySources().forEach((source) -> print("properties", source.getName()));
		print("imperative client", ClientHttpRequestFactoryBuilder.detect().getClass().getSimpleName());
		print("reactive client", ClientHttpConnectorBuilder.detect().getClass().getSimpleName());
		print("context propagation",
				ClassUtils.isPresent("io.micrometer.context.ContextSnapshot", context.getClassLoader()));
		if (application.getWebApplicationType() != WebApplicationType.NONE) {
			context.close();
		}
	}

	private static void print(String kind, Object fact) {
		System.out.println("FACT " + kind + " " + Objects.toString(fact));
	}

}
