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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection on which every byte is the test's own.
 *
 * @param socket the socket
 */
record RawConnection(Socket socket) implements AutoCloseable {

	static RawConnection to(AuthingSandbox sandbox) throws IOException {
		return new RawConnection(new Socket("127.0.0.1", sandbox.port()));
	}

	void write(String request) throws IOException {
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
	}

	String readHead() throws IOException {
		InputStream stream = this.socket.getInputStream();
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			int next = stream.read();
			if (next == -1) {
				throw new EOFException();
			}
			head.append((char) next);
		}
		return head.toString();
	}

	Response readResponse() throws IOException {
		String head = readHead();
		int length = Integer.parseInt(head.replaceFirst("(?is).*\r\ncontent-length: *(\\d+)\r\n.*", "$1"));
		byte[] body = this.socket.getInputStream().readNBytes(length);
		return new Response(head, new String(body, StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * A response.
	 *
	 * @param head the status line and the headers
	 * @param body the body
	 */
	record Response(String head, String body) {

	}

}
