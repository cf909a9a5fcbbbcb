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

import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that uses the starter, and knows nothing of {@link AuthingSandbox}. It
 * is a servlet, a WebFlux or a command-line application, as its class path says.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ExampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(ExampleApplication.class, args);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@RestController
	static class ServletController {

		private final UserpoolManagementClient userpool;

		ServletController(UserpoolManagementClient userpool) {
			this.userpool = userpool;
		}

		@GetMapping("/name")
		String name() {
			return String.valueOf(this.userpool.detail().name());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@RestController
	static class ReactiveController {

		private final ReactiveUserpoolManagementClient userpool;

		ReactiveController(ReactiveUserpoolManagementClient userpool) {
			this.userpool = userpool;
		}

		@GetMapping("/name")
		Mono<String> name() {
			return this.userpool.detail().mapNotNull(UserPool::name);
		}

	}

}
