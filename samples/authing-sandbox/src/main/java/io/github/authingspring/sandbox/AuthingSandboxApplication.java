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

/**
 * Runs a sandbox until the process is ended. The port, 8081 unless given, is the only
 * argument: {@code --port=9000}.
 *
 * @since 0.1.0
 */
public final class AuthingSandboxApplication {

	private static final int DEFAULT_PORT = 8081;

	private static final String PORT_ARGUMENT = "--port=";

	private AuthingSandboxApplication() {
	}

	/**
	 * Start the sandbox, and print the properties that connect an application to it.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		AuthingSandbox sandbox;
		try {
			sandbox = AuthingSandbox.builder().port(port(args)).start();
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

	private static int port(String[] args) {
		int port = DEFAULT_PORT;
		for (String arg : args) {
			if (!arg.startsWith(PORT_ARGUMENT)) {
				throw new IllegalArgumentException("Unknown argument '" + arg + "', there is only --port=<number>");
			}
			port = parsePort(arg.substring(PORT_ARGUMENT.length()));
		}
		return port;
	}

	private static int parsePort(String port) {
		try {
			return Integer.parseInt(port);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + port + "' is not a port, it must be a number", ex);
		}
	}

	private static void print(AuthingSandbox sandbox, PrintStream out) {
		out.println("A local Authing with one user pool in memory is running, Ctrl-C ends it. Properties for it:");
		out.println("authing.host=" + sandbox.host());
		out.println("authing.userpool-id=" + sandbox.userpoolId());
		out.println("authing.secret=" + sandbox.secret());
	}

}
