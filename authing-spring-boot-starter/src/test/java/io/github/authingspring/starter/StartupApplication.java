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

package io.github.authingspring.starter;

import io.github.authingspring.userpool.UserpoolManagementClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application that has a client injected and does not call it. It is started without
 * the client first, so that what is loaded thereafter is what the client adds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StartupApplication {

	public static void main(String[] args) {
		try {
			start(args, "--authing.enabled=false");
			start(args, "--authing.enabled=true");
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			// A web server would keep the JVM.
			System.exit(1);
		}
	}

	private static void start(String[] args, String enabled) {
		String[] arguments = new String[args.length + 1];
		System.arraycopy(args, 0, arguments, 1, args.length);
		arguments[0] = enabled;
		System.out.println("Starting");
		ConfigurableApplicationContext context = new SpringApplicationBuilder(StartupApplication.class).run(arguments);
		System.out.println("Started, client: " + context.getBean(User.class).hasClient() + ", threads: "
				+ Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList());
		context.close();
	}

	@Bean
	User user(ObjectProvider<UserpoolManagementClient> client) {
		return new User(client.getIfAvailable());
	}

	/**
	 * Who uses the client.
	 *
	 * @param client the client, {@code null} if there is none
	 */
	record User(UserpoolManagementClient client) {

		boolean hasClient() {
			return this.client != null;
		}

	}

}
