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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy on a real socket that tunnels what it is asked to, as proxies of
 * companies do for HTTPS. It resolves every name to this machine.
 */
final class ForwardProxy implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final List<String> tunnels = new CopyOnWriteArrayList<>();

	ForwardProxy() {
		try {
			this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.serverSocket.accept();
			start(() -> tunnel(client));
		}
	}

	private void tunnel(Socket client) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
		String authority = reader.readLine().split(" ")[1];
		while (!reader.readLine().isEmpty()) {
			// Headers are of no interest.
		}
		this.tunnels.add(authority);
		int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
		Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
		client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		start(() -> copy(server.getInputStream(), client.getOutputStream()));
		copy(client.getInputStream(), server.getOutputStream());
	}

	private static void copy(InputStream from, OutputStream to) throws IOException {
		try (from; to) {
			from.transferTo(to);
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// One of the ends was closed.
			}
		}, "forward-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Return what tunnels were asked for, as host and port.
	 */
	List<String> tunnels() {
		return this.tunnels;
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
