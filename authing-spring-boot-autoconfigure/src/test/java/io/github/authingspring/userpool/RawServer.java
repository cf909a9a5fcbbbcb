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

package io.github.authingspring.userpool;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that writes what a test wants, byte for byte. It responds to token requests by
 * itself.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket socket;

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Responder responder;

	RawServer(Responder responder) {
		this.responder = responder;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::accept, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	String host() {
		return "http://localhost:" + this.socket.getLocalPort();
	}

	/**
	 * Return the requests but those for a token: method and path, and the id of the pool.
	 */
	List<String> requests() {
		return this.requests;
	}

	int connections() {
		return this.connections.size();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.socket.accept();
				connection.setTcpNoDelay(true);
				this.connections.add(connection);
				Thread thread = new Thread(() -> serve(connection), "raw-connection");
				thread.setDaemon(true);
				thread.start();
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			InputStream input = new BufferedInputStream(connection.getInputStream());
			for (String head = head(input); head != null; head = head(input)) {
				String body = new String(input.readNBytes(length(head)), StandardCharsets.UTF_8);
				if (body.contains("query accessToken")) {
					write(connection, response(200, Fixtures.read("token/graphql.json")));
				}
				else {
					String pool = head.replaceAll("(?is).*x-authing-userpool-id: *(\\S+).*", "$1");
					this.requests.add(head.substring(0, head.indexOf(" HTTP")) + " " + pool);
					this.responder.respond(connection, head, pool);
				}
			}
		}
		catch (IOException ex) {
			// The client or the test closed the connection.
		}
	}

	private static String head(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = input.read();
			if (next < 0) {
				return null;
			}
			head.append((char) next);
		}
		return head.toString();
	}

	private static int length(String head) {
		return head.toLowerCase().contains("content-length:")
				? Integer.parseInt(head.replaceAll("(?is).*content-length: *(\\d+).*", "$1")) : 0;
	}

	static void write(Socket connection, String text) throws IOException {
		OutputStream output = connection.getOutputStream();
		output.write(text.getBytes(StandardCharsets.UTF_8));
		output.flush();
	}

	static String response(int status, String body, String... headers) {
		StringBuilder response = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n");
		for (String header : headers) {
			response.append(header).append("\r\n");
		}
		return response + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Responds to a request.
	 */
	interface Responder {

		void respond(Socket connection, String head, String pool) throws IOException;

	}

}
