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

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A server that returns the fixtures of the API, the same to every request, after a time
 * that can be set. It counts what it is asked, runs in a process of its own and ends with
 * the one that started it.
 */
public final class ConstantServer {

	static final String USERPOOL_ID = "59f86b4832eb28071bdd9214";

	static final String KEY_STORE_PASSWORD = "benchmarks";

	static final int DEFAULT_VARIABLES = 10;

	private static final JsonMapper mapper = JsonMapper.shared();

	private volatile byte[] listEnv = listEnvResponse(DEFAULT_VARIABLES);

	private final byte[] detail = fixture("detail/rest.json");

	private final byte[] graphQlDetail = fixture("detail/graphql.json");

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger tokenRequests = new AtomicInteger();

	private final AtomicInteger connections = new AtomicInteger();

	private final RateLimit rateLimit = new RateLimit();

	private volatile Duration latency = Duration.ZERO;

	private volatile Duration tokenLifetime = Duration.ofDays(15);

	private ConstantServer() {
	}

	/**
	 * Start the server, and print its ports.
	 * @param args the path of a key store for HTTPS
	 */
	public static void main(String[] args) throws IOException, GeneralSecurityException {
		ConstantServer server = new ConstantServer();
		int http = server.serve(HttpServer.create()).port();
		GenericSslContextSpec<?> ssl = Http2SslContextSpec.forServer(keyManagers(args[0]));
		int https = server
			.serve(HttpServer.create()
				.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
				.secure((spec) -> spec.sslContext(ssl)))
			.port();
		int control = HttpServer.create().host("127.0.0.1").handle(server::control).bindNow().port();
		System.out.println(mapper.writeValueAsString(new Ports(http, https, control)));
		awaitEndOf(System.in);
		System.exit(0);
	}

	private static KeyManagerFactory keyManagers(String path) throws IOException, GeneralSecurityException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream stream = new FileInputStream(path)) {
			keyStore.load(stream, KEY_STORE_PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore, KEY_STORE_PASSWORD.toCharArray());
		return factory;
	}

	private static void awaitEndOf(InputStream stream) throws IOException {
		while (stream.read() >= 0) {
			continue;
		}
	}

	private DisposableServer serve(HttpServer server) {
		return server.host("127.0.0.1")
			.doOnChannelInit((observer, channel, address) -> this.connections.incrementAndGet())
			.handle(this::respond)
			.bindNow();
	}

	private Publisher<Void> respond(HttpServerRequest request, HttpServerResponse response) {
		this.requests.incrementAndGet();
		if (!this.rateLimit.allows()) {
			return response.status(429).header("Retry-After", "1").send();
		}
		return switch (request.fullPath()) {
			// What it is sent is read first, be it a change or nothing.
			case "/api/v2/env" -> request.receive().then(Mono.from(send(response, this.listEnv)));
			case "/api/v2/userpools/detail" -> send(response, this.detail);
			case "/api/v2/userpools/accessToken" -> send(response, token().getBytes(StandardCharsets.UTF_8));
			case "/graphql/v2" -> request.receive()
				.aggregate()
				.asString()
				.flatMap((document) -> Mono.from(send(response, graphQlResponse(document))));
			default -> response.sendNotFound();
		};
	}

	private byte[] graphQlResponse(String document) {
		return document.contains("accessToken(")
				? ("{\"data\":{\"accessToken\":" + token() + "}}").getBytes(StandardCharsets.UTF_8)
				: this.graphQlDetail;
	}

	private Publisher<Void> send(HttpServerResponse response, byte[] body) {
		Duration latency = this.latency;
		Mono<byte[]> content = latency.isZero() ? Mono.just(body) : Mono.delay(latency).thenReturn(body);
		return response.header("Content-Type", "application/json; charset=utf-8").sendByteArray(content);
	}

	private String token() {
		this.tokenRequests.incrementAndGet();
		long iat = Instant.now().getEpochSecond();
		long exp = iat + this.tokenLifetime.toSeconds();
		String token = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
				+ base64("{\"data\":{\"type\":\"user\",\"userPoolId\":\"" + USERPOOL_ID + "\"},\"iat\":" + iat
						+ ",\"exp\":" + exp + "}")
				+ "." + base64("a signature that nobody verifies");
		return "{\"accessToken\":\"" + token + "\",\"exp\":" + exp + ",\"iat\":" + iat + "}";
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Apply {@code /<latency in ms>/<token lifetime in s>/<variables>/<requests per
	 * second, 0 for any number>}, return the counters and begin them anew.
	 */
	private Publisher<Void> control(HttpServerRequest request, HttpServerResponse response) {
		String[] settings = request.fullPath().split("/", -1);
		this.latency = Duration.ofMillis(Long.parseLong(settings[1]));
		this.tokenLifetime = Duration.ofSeconds(Long.parseLong(settings[2]));
		this.listEnv = listEnvResponse(Integer.parseInt(settings[3]));
		this.rateLimit.set(Integer.parseInt(settings[4]));
		Counters counters = new Counters(this.requests.getAndSet(0), this.tokenRequests.getAndSet(0),
				this.connections.getAndSet(0));
		return response.sendByteArray(Mono.just(mapper.writeValueAsBytes(counters)));
	}

	private static byte[] listEnvResponse(int count) {
		JsonNode response = mapper.readTree(fixture("env/list.json"));
		ArrayNode variables = (ArrayNode) response.get("data");
		int given = variables.size();
		while (variables.size() < count) {
			variables.add(variables.get(variables.size() % given).deepCopy());
		}
		return mapper.writeValueAsBytes(response);
	}

	private static byte[] fixture(String name) {
		try (InputStream stream = ConstantServer.class.getResourceAsStream("/fixtures/" + name)) {
			if (stream == null) {
				throw new IllegalStateException("No fixture " + name);
			}
			return mapper.writeValueAsBytes(mapper.readTree(stream.readAllBytes()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Allows so many requests in each second, and no more.
	 */
	private static final class RateLimit {

		private int perSecond;

		private long second;

		private int allowed;

		synchronized void set(int perSecond) {
			this.perSecond = perSecond;
		}

		synchronized boolean allows() {
			long second = Duration.ofNanos(System.nanoTime()).toSeconds();
			if (second != this.second) {
				this.second = second;
				this.allowed = 0;
			}
			this.allowed++;
			return this.perSecond == 0 || this.allowed <= this.perSecond;
		}

	}

	/**
	 * The ports of a server that runs.
	 *
	 * @param http port of the plain server
	 * @param https port of the one that offers HTTP/2
	 * @param control port that sets and counts
	 */
	public record Ports(int http, int https, int control) {
	}

	/**
	 * What a server was asked.
	 *
	 * @param requests all requests
	 * @param tokenRequests tokens issued
	 * @param connections connections opened
	 */
	public record Counters(int requests, int tokenRequests, int connections) {
	}

}
