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

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application with WebClient and actuator, started with the starter on its class path
 * or without it. Prints the CPU time (nanoseconds) and the threads that starting took.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartupApplication {

	@Bean
	WebClient webClient(WebClient.Builder builder) {
		return builder.build();
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(StartupApplication.class, args);
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		long cpu = system.getProcessCpuTime();
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		boolean withStarter = context.containsBean("userpoolManagementClient");
		context.close();
		System.out.printf("{\"cpu\":%d,\"threads\":%d,\"withStarter\":%b}%n", cpu, threads, withStarter);
	}

}
