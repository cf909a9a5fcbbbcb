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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.authingspring.userpool.UserpoolManagementClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * An application as a user has it: reads the user pool and, where it has a web server,
 * asks its own actuator. Without a web server it leaves its context open, as a
 * command-line application does, and ends only if nothing keeps it.
 */
@SpringBootApplication
public class ExampleApplication {

	public static void main(String[] args) {
		try {
			run(args);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			// A web server would keep the JVM.
			System.exit(1);
		}
	}

	private static void run(String[] args) throws IOException, InterruptedException {
		ConfigurableApplicationContext context = SpringApplication.run(ExampleApplication.class, args);
		System.out.println("Context: " + context.getClass().getSimpleName());
		System.out.println("User pool: " + context.getBean(UserPoolName.class).read());
		String port = context.getEnvironment().getProperty("local.server.port");
		if (port != null) {
			System.out.println("Actuator: " + get("http://127.0.0.1:" + port + "/actuator/authing-userpool"));
			context.close();
		}
	}

	private static String get(String url) throws IOException, InterruptedException {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	@Component
	static class UserPoolName {

		private final UserpoolManagementClient userpool;

		UserPoolName(UserpoolManagementClient userpool) {
			this.userpool = userpool;
		}

		String read() {
			return this.userpool.detail().name();
		}

	}

}
