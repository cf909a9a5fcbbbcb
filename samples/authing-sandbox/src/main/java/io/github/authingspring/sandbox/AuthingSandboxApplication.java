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

package io.github.authingspring.sandbox;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Runs a sandbox until the process is ended. Its arguments: {@code --host=0.0.0.0} (the
 * loopback interface by default), {@code --port=9000} (8081 by default, 0 for a free
 * one), {@code --userpool-id=...}, {@code --secret=...} and {@code --token-lifetime=600},
 * in seconds.
 *
 * @since 0.1.0
 */
public final class AuthingSandboxApplication {

	private static final int DEFAULT_PORT = 8081;

	private AuthingSandboxApplication() {
	}

	/**
	 * Start the sandbox, and print the properties that connect an application to it.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		AuthingSandbox sandbox;
		try {
			sandbox = builder(args).start();
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			System.err.println(ex.getMessage());
			System.exit(1);
			return;
		}
		Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "authing-sandbox-shutdown"));
		print(sandbox, System.out);
		sandbox.awaitClose();
	}

	static AuthingSandbox.Builder builder(String[] args) {
		AuthingSandbox.Builder builder = AuthingSandbox.builder().port(DEFAULT_PORT);
		for (String arg : args) {
			int equals = arg.indexOf('=');
			String name = (equals != -1) ? arg.substring(0, equals) : arg;
			String value = (equals != -1) ? arg.substring(equals + 1) : "";
			switch (name) {
				case "--host" -> builder.host(value);
				case "--port" -> builder.port(number(name, value));
				case "--userpool-id" -> builder.userpoolId(value);
				case "--secret" -> builder.secret(value);
				case "--token-lifetime" -> builder.tokenLifetime(Duration.ofSeconds(number(name, value)));
				default -> throw new IllegalArgumentException("Unknown argument '" + name
						+ "', there are --host=, --port=, --userpool-id=, --secret= and --token-lifetime=");
			}
		}
		return builder;
	}

	private static int number(String name, String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + value + "' is no value for " + name + ", it must be a number", ex);
		}
	}

	private static void print(AuthingSandbox sandbox, PrintStream out) {
		out.println("A local Authing with one user pool in memory is running, Ctrl-C ends it. Properties for it:");
		new ConnectionProperties(sandbox.host(), sandbox.userpoolId(), sandbox.secret()).lines().forEach(out::println);
		out.println("What it holds and its last requests: " + sandbox.host() + "/");
		if (sandbox.isOpen()) {
			out.println(
					"It listens beyond this machine: whoever reaches it can read its secret, change everything in it, "
							+ "let it fail and read its requests, without signing in.");
		}
	}

}
