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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import javax.net.ServerSocketFactory;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server on a real socket that responds to each kind of request as a test wants it, and
 * keeps what it got. Unless told otherwise it responds with the fixtures.
 */
public final class AuthingServer implements AutoCloseable {

	public static final String TOKEN = "token";

	public static final String DETAIL = "detail";

	public static final String UPDATE = "update";

	public static final String LIST_ENV = "listEnv";

	public static final String ADD_ENV = "addEnv";

	public static final String REMOVE_ENV = "removeEnv";

	private final MockWebServer server = new MockWebServer();

	private final Map<String, Queue<Function<RecordedRequest, MockResponse>>> next = new ConcurrentHashMap<>();

	private final Map<String, Function<RecordedRequest, MockResponse>> always = new ConcurrentHashMap<>();

	private final Map<String, List<RecordedRequest>> requests = new ConcurrentHashMap<>();

	private final String scheme;

	public AuthingServer() {
		this(null);
	}

	/**
	 * Make a server that speaks TLS and asks for a client certificate.
	 */
	public static AuthingServer secure(HandshakeCertificates certificates) {
		return new AuthingServer(certificates);
	}

	private AuthingServer(HandshakeCertificates certificates) {
		this.scheme = (certificates != null) ? "https" : "http";
		this.server.setServerSocketFactory(new UndelayedSockets());
		if (certificates != null) {
			this.server.useHttps(certificates.sslSocketFactory());
			this.server.requireClientAuth();
		}
		always(TOKEN, json("token/graphql.json"));
		always(DETAIL, json("detail/rest.json"));
		always(UPDATE, json("update/graphql.json"));
		always(LIST_ENV, json("env/list.json"));
		always(ADD_ENV, json("env/add-single-without-value.json"));
		always(REMOVE_ENV, json("env/remove-no-data.json"));
		this.server.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return respond(request);
			}
		});
		try {
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private MockResponse respond(RecordedRequest request) {
		String kind = kind(request);
		this.requests.computeIfAbsent(kind, (key) -> new CopyOnWriteArrayList<>()).add(request);
		Queue<Function<RecordedRequest, MockResponse>> queue = this.next.get(kind);
		Function<RecordedRequest, MockResponse> response = (queue != null) ? queue.poll() : null;
		return ((response != null) ? response : this.always.get(kind)).apply(request);
	}

	static String kind(RecordedRequest request) {
		return kind(request.getMethod(), request.getUrl().encodedPath(), body(request));
	}

	static String kind(String method, String path, String body) {
		if (path.endsWith("/graphql/v2")) {
			return body.contains("\"operationName\":\"accessToken\"") ? TOKEN : UPDATE;
		}
		if (path.endsWith("/api/v2/userpools/detail")) {
			return DETAIL;
		}
		return switch (method) {
			case "GET" -> LIST_ENV;
			case "POST" -> ADD_ENV;
			default -> REMOVE_ENV;
		};
	}

	public static String body(RecordedRequest request) {
		return (request.getBody() != null) ? request.getBody().utf8() : "";
	}

	public static MockResponse json(String fixture) {
		return json(200, Fixtures.read(fixture));
	}

	public static MockResponse json(int status, String body) {
		return new MockResponse.Builder().code(status)
			.setHeader("Content-Type", "application/json; charset=utf-8")
			.body(body)
			.build();
	}

	/**
	 * Return a response to a token request.
	 * @param token the token
	 * @param seconds its lifetime
	 */
	public static MockResponse token(String token, long seconds) {
		return json(200,
				JsonMapper.builder()
					.build()
					.writeValueAsString(Map.of("data", Map.of("accessToken",
							Map.of("accessToken", token, "iat", 1_000_000, "exp", 1_000_000 + seconds)))));
	}

	public AuthingServer always(String kind, MockResponse response) {
		return always(kind, (request) -> response);
	}

	public AuthingServer always(String kind, Function<RecordedRequest, MockResponse> response) {
		this.always.put(kind, response);
		return this;
	}

	public AuthingServer next(String kind, MockResponse response) {
		return next(kind, (request) -> response);
	}

	public AuthingServer next(String kind, Function<RecordedRequest, MockResponse> response) {
		this.next.computeIfAbsent(kind, (key) -> new ConcurrentLinkedQueue<>()).add(response);
		return this;
	}

	public List<RecordedRequest> requests(String kind) {
		return this.requests.getOrDefault(kind, List.of());
	}

	public int count(String kind) {
		return requests(kind).size();
	}

	public String host() {
		return this.scheme + "://localhost:" + this.server.getPort();
	}

	public UserpoolManagementClient.Builder clientBuilder() {
		return clientBuilderWithoutCredentials().secret(Fixtures.SECRET);
	}

	/**
	 * Return a builder that has no credentials yet.
	 */
	public UserpoolManagementClient.Builder clientBuilderWithoutCredentials() {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.host(host())
			.backoff(Duration.ofMillis(1), Duration.ofMillis(10));
	}

	public UserpoolManagementClient client() {
		return clientBuilder().build();
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * Sockets that send at once. A response is written in two parts, and the second would
	 * wait for the client's acknowledgement of the first, which it delays by 40 ms.
	 */
	private static final class UndelayedSockets extends ServerSocketFactory {

		@Override
		public ServerSocket createServerSocket() throws IOException {
			return new ServerSocket() {

				@Override
				public Socket accept() throws IOException {
					Socket socket = super.accept();
					socket.setTcpNoDelay(true);
					return socket;
				}

			};
		}

		@Override
		public ServerSocket createServerSocket(int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ServerSocket createServerSocket(int port, int backlog) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
			throw new UnsupportedOperationException();
		}

	}

}
