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

package io.github.authingspring.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import cn.authing.core.graphql.GraphQLException;
import cn.authing.core.mgmt.ManagementClient;

/**
 * Authing's own SDK for Java.
 */
final class JavaCoreCandidate implements Candidate {

	private final ManagementClient client;

	JavaCoreCandidate(String host) {
		this.client = createQuietly();
		this.client.setHost(host);
	}

	/**
	 * On Java 17, its constructor prints a stack trace and goes on.
	 */
	private static ManagementClient createQuietly() {
		PrintStream err = System.err;
		System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
		try {
			return new ManagementClient(ConstantServer.USERPOOL_ID, "benchmark-secret");
		}
		finally {
			System.setErr(err);
		}
	}

	@Override
	public Object listEnv() {
		try {
			return this.client.userpool().listEnv().execute();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public Object detail() {
		try {
			return this.client.userpool().detail().execute();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GraphQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		// It has nothing to close.
	}

}
