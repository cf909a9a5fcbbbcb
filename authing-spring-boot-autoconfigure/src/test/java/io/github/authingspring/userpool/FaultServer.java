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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

import io.github.authingspring.userpool.ServerResponse.Action;

/**
 * A server that does with a connection whatever a test wants, byte by byte: a mock of an
 * HTTP server cannot close within the headers, stall or trickle. It responds with the
 * fixtures where no fault is planned, hands out a new token at each token request, and
 * counts.
 */
final class FaultServer implements AutoCloseable {

	/** The path, and so the kind, of a request that is none of the API's. */
	static final String HELD = "/held";

	private static final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "fault-server");
		thread.setDaemon(true);
		return thread;
	});

	private final ServerSocket listener;

	private final String scheme;

	private final Action greeting;

	private final Map<String, Plan> plans = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger tokens = new AtomicInteger();

	private final Set<String> rejectedTokens = ConcurrentHashMap.newKeySet();

	private final AtomicInteger rejectedTokensSentAgain = new AtomicInteger();

	FaultServer() {
		this(ServerSocketFactory.getDefault(), "http", null);
	}

	private FaultServer(ServerSocketFactory sockets, String scheme, Action greeting) {
		this.greeting = greeting;
		try {
			this.listener = sockets.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.scheme = scheme;
		threads.execute(this::accept);
	}

	static FaultServer secure(ServerSocketFactory sockets) {
		return new FaultServer(sockets, "https", null);
	}

	/**
	 * Make a server that should speak TLS and does something else with each connection.
	 */
	static FaultServer withoutTls(Action greeting) {
		return new FaultServer(ServerSocketFactory.getDefault(), "https", greeting);
	}

	/**
	 * Respond to requests of a kind in the given order.
	 * @param kind one of the kinds of {@link AuthingServer}, or {@link #HELD}
	 * @param permanently whether the last response is that to all later requests too;
	 * else they get what a server in good health sends
	 * @param responses the responses
	 */
	FaultServer plan(String kind, boolean permanently, List<ServerResponse> responses) {
		this.plans.put(kind, new Plan(permanently, responses, new AtomicInteger()));
		return this;
	}

	/**
	 * Be in good health from now on.
	 */
	void heal() {
		this.plans.clear();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.listener.accept();
				this.accepted.incrementAndGet();
				this.connections.add(connection);
				threads.execute(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			connection.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(connection.getInputStream());
			boolean open = this.greeting == null || this.greeting.respond(null, new Exchange(connection, ""));
			while (open) {
				Request request = Request.read(in);
				open = request != null && respond(request, connection);
			}
		}
		catch (IOException ex) {
			// The client has closed the connection, or the test has ended.
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private boolean respond(Request request, Socket connection) throws IOException {
		count(this.requests, request.kind());
		if (this.rejectedTokens.contains(request.token())) {
			this.rejectedTokensSentAgain.incrementAndGet();
		}
		Plan plan = this.plans.get(request.kind());
		ServerResponse planned = (plan != null) ? plan.next() : null;
		ServerResponse response = (planned != null) ? planned : ServerResponse.HEALTHY;
		if (response.executes().test(request)) {
			count(this.executions, request.kind());
		}
		if (response.rejectsToken()) {
			this.rejectedTokens.add(request.token());
		}
		return response.action().respond(request, new Exchange(connection, healthyBody(request)));
	}

	private String healthyBody(Request request) {
		return switch (request.kind()) {
			case AuthingServer.TOKEN -> tokenBody("token-" + this.tokens.incrementAndGet());
			case AuthingServer.DETAIL -> Fixtures.read("detail/rest.json");
			case AuthingServer.UPDATE -> Fixtures.read("update/graphql.json");
			case AuthingServer.LIST_ENV -> Fixtures.read("env/list.json");
			case AuthingServer.ADD_ENV -> Fixtures.read("env/add-single-without-value.json");
			default -> Fixtures.read("env/remove-no-data.json");
		};
	}

	private static String tokenBody(String token) {
		return "{\"data\":{\"accessToken\":{\"accessToken\":\"" + token + "\",\"iat\":1000,\"exp\":4600}}}";
	}

	private static void count(Map<String, AtomicInteger> counts, String kind) {
		counts.computeIfAbsent(kind, (key) -> new AtomicInteger()).incrementAndGet();
	}

	int requests(String kind) {
		AtomicInteger count = this.requests.get(kind);
		return (count != null) ? count.get() : 0;
	}

	int executions(String kind) {
		AtomicInteger count = this.executions.get(kind);
		return (count != null) ? count.get() : 0;
	}

	int acceptedConnections() {
		return this.accepted.get();
	}

	int openConnections() {
		return this.connections.size();
	}

	int rejectedTokensSentAgain() {
		return this.rejectedTokensSentAgain.get();
	}

	String host() {
		return this.scheme + "://localhost:" + this.listener.getLocalPort();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Plan(boolean permanently, List<ServerResponse> responses, AtomicInteger count) {

		private ServerResponse next() {
			int number = this.count.getAndIncrement();
			if (number < this.responses.size()) {
				return this.responses.get(number);
			}
			return this.permanently ? this.responses.get(this.responses.size() - 1) : null;
		}

	}

	/**
	 * A request.
	 *
	 * @param kind its kind, as {@link AuthingServer} knows it
	 * @param body its body
	 * @param token the value of its {@code Authorization}, empty without one
	 */
	record Request(String kind, String body, String token) {

		private static Request read(InputStream in) throws IOException {
			String head = readHead(in);
			if (head == null) {
				return null;
			}
			String[] lines = head.split("\r\n");
			String[] requestLine = lines[0].split(" ");
			int length = 0;
			String token = "";
			for (String line : lines) {
				String lowerCase = line.toLowerCase();
				if (lowerCase.startsWith("content-length:")) {
					length = Integer.parseInt(line.substring(15).strip());
				}
				if (lowerCase.startsWith("authorization:")) {
					token = line.substring(14).strip();
				}
			}
			String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
			String kind = requestLine[1].equals(HELD) ? HELD : AuthingServer.kind(requestLine[0], requestLine[1], body);
			return new Request(kind, body, token);
		}

		private static String readHead(InputStream in) throws IOException {
			ByteArrayOutputStream head = new ByteArrayOutputStream();
			int matched = 0;
			while (matched < 4) {
				int next = in.read();
				if (next < 0) {
					return null;
				}
				head.write(next);
				matched = (next == ((matched % 2 == 0) ? '\r' : '\n')) ? matched + 1 : 0;
			}
			return head.toString(StandardCharsets.UTF_8);
		}

	}

	/**
	 * The side of a connection on which the server writes.
	 *
	 * @param connection the connection
	 * @param healthyBody what a server in good health sends
	 */
	record Exchange(Socket connection, String healthyBody) {

		void write(String text) throws IOException {
			write(text.getBytes(StandardCharsets.UTF_8));
		}

		void write(byte[] bytes) throws IOException {
			this.connection.getOutputStream().write(bytes);
		}

		/**
		 * Send nothing more, until the client closes the connection.
		 */
		void stall() throws IOException {
			while (this.connection.getInputStream().read() >= 0) {
				// A client that still waits may send what it likes.
			}
		}

		/**
		 * Close the connection as a crash does.
		 */
		void reset() throws IOException {
			this.connection.setSoLinger(true, 0);
			this.connection.close();
		}

	}

}
