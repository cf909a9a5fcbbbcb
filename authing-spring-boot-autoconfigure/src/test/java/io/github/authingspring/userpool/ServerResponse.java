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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

import io.github.authingspring.userpool.FaultServer.Exchange;
import io.github.authingspring.userpool.FaultServer.Request;

/**
 * What a {@link FaultServer} does with a request.
 *
 * @param executes whether the server executes a request, whatever the client gets to know
 * of it
 * @param rejectsToken whether it rejects the token
 * @param action what it sends
 */
record ServerResponse(Predicate<Request> executes, boolean rejectsToken, Action action) {

	private static final int TRICKLE_INTERVAL_MILLIS = 20;

	static final ServerResponse HEALTHY = executed(
			(request, exchange) -> send(exchange, 200, "Content-Type: application/json\r\n", exchange.healthyBody()));

	static ServerResponse executed(Action action) {
		return new ServerResponse((request) -> true, false, action);
	}

	static ServerResponse notExecuted(Action action) {
		return new ServerResponse((request) -> false, false, action);
	}

	static ServerResponse rejectingToken(Action action) {
		return new ServerResponse((request) -> false, true, action);
	}

	/**
	 * Respond with a response of one's own.
	 * @param status the HTTP status
	 * @param headers lines, each with its line break
	 * @param body the body, in the shape that fits the request
	 */
	static Action response(int status, String headers, Function<Request, String> body) {
		return (request, exchange) -> send(exchange, status, headers, body.apply(request));
	}

	static Action response(int status, String headers, byte[] body) {
		return (request, exchange) -> send(exchange, status, headers, body);
	}

	static Action response(int status, String headers, String body) {
		return response(status, headers, (request) -> body);
	}

	static Action json(int status, Function<Request, String> body) {
		return response(status, "Content-Type: application/json; charset=utf-8\r\n", body);
	}

	static Action json(int status, String body) {
		return json(status, (request) -> body);
	}

	/**
	 * Respond with the body of a server in good health, changed.
	 */
	static Action healthy(String headers, Function<String, byte[]> change) {
		return (request, exchange) -> send(exchange, 200, headers, change.apply(exchange.healthyBody()));
	}

	static Action close() {
		return (request, exchange) -> false;
	}

	static Action reset() {
		return (request, exchange) -> {
			exchange.reset();
			return false;
		};
	}

	static Action closeAfter(String text) {
		return (request, exchange) -> {
			exchange.write(text);
			return false;
		};
	}

	static Action closeWithinBody() {
		return (request, exchange) -> {
			writeHalf(exchange);
			return false;
		};
	}

	static Action stall() {
		return (request, exchange) -> {
			exchange.stall();
			return false;
		};
	}

	static Action stallWithinBody() {
		return (request, exchange) -> {
			writeHalf(exchange);
			exchange.stall();
			return false;
		};
	}

	/**
	 * Send a body that never ends, a byte at a time.
	 */
	static Action trickle() {
		return (request, exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
			exchange.connection().setSoTimeout(TRICKLE_INTERVAL_MILLIS);
			boolean open = true;
			while (open) {
				exchange.write(" ");
				open = waitForClient(exchange);
			}
			return false;
		};
	}

	static Action chunked() {
		return (request, exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
			byte[] body = bytes(exchange.healthyBody());
			for (int start = 0; start < body.length; start += 100) {
				int length = Math.min(100, body.length - start);
				exchange.write(Integer.toHexString(length) + "\r\n");
				exchange.write(Arrays.copyOfRange(body, start, start + length));
				exchange.write("\r\n");
			}
			exchange.write("0\r\n\r\n");
			return true;
		};
	}

	static byte[] gzip(String text) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
			stream.write(bytes(text));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return compressed.toByteArray();
	}

	private static boolean waitForClient(Exchange exchange) throws IOException {
		try {
			return exchange.connection().getInputStream().read() >= 0;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
	}

	private static void writeHalf(Exchange exchange) throws IOException {
		byte[] body = bytes(exchange.healthyBody());
		exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
				+ "\r\n\r\n" + new String(body, 0, 10, StandardCharsets.UTF_8));
	}

	private static boolean send(Exchange exchange, int status, String headers, String body) throws IOException {
		return send(exchange, status, headers, bytes(body));
	}

	private static boolean send(Exchange exchange, int status, String headers, byte[] body) throws IOException {
		String length = (status != 204) ? "Content-Length: " + body.length + "\r\n" : "";
		ByteArrayOutputStream response = new ByteArrayOutputStream();
		response.writeBytes(bytes("HTTP/1.1 " + status + " Text\r\n" + headers + length + "\r\n"));
		response.writeBytes(body);
		exchange.write(response.toByteArray());
		return true;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Sends the response.
	 */
	interface Action {

		/**
		 * Respond to a request.
		 * @return whether the connection stays open
		 */
		boolean respond(Request request, Exchange exchange) throws IOException;

	}

}
