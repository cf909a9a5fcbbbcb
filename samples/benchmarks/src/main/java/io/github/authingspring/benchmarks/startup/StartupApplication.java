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

package io.github.authingspring.benchmarks.startup;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import io.github.authingspring.userpool.UserpoolManagementClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application with Spring MVC and actuator that injects the client and does not call
 * it, or has none with {@code authing.enabled=false}. Prints what starting took: CPU time
 * and time (milliseconds), classes and threads.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartupApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(StartupApplication.class, args);
		long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		double cpu = system.getProcessCpuTime() / 1e6;
		long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		boolean injected = context.containsBean("caller");
		context.close();
		System.out.printf("{\"cpu\":%.0f,\"millis\":%d,\"classes\":%d,\"threads\":%d,\"injected\":%b}%n", cpu, millis,
				classes, threads, injected);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "authing.enabled", matchIfMissing = true)
	Caller caller(UserpoolManagementClient client) {
		return new Caller(client);
	}

	/**
	 * What would call the client.
	 *
	 * @param client the client
	 */
	record Caller(UserpoolManagementClient client) {
	}

}
