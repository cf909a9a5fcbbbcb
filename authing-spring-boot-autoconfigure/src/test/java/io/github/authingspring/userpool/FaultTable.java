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
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Expected;
import io.github.authingspring.userpool.Fault.Host;
import io.github.authingspring.userpool.Fault.Limits;
import io.github.authingspring.userpool.FaultServer.Request;
import io.github.authingspring.userpool.ServerResponse.Action;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

import static io.github.authingspring.userpool.Fault.Expected.success;
import static io.github.authingspring.userpool.Fault.Expected.api;
import static io.github.authingspring.userpool.Fault.Expected.authentication;
import static io.github.authingspring.userpool.Fault.Expected.invalid;
import static io.github.authingspring.userpool.Fault.Expected.rateLimit;
import static io.github.authingspring.userpool.Fault.Expected.unavailable;
import static io.github.authingspring.userpool.ServerResponse.executed;
import static io.github.authingspring.userpool.ServerResponse.notExecuted;
import static io.github.authingspring.userpool.ServerResponse.rejectingToken;

/**
 * What goes wrong, and what is expected of reads, of changes and of the token request
 * then, with the number of requests that the server gets to see.
 */
final class FaultTable {

	static final int MAX_RESPONSE_SIZE = 64 * 1024;

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String HTML = "Content-Type: text/html\r\n";

	private static final String PAGE = Fixtures.read("errors/proxy-502.html");

	private FaultTable() {
	}

	static List<Fault> faults() {
		List<Fault> faults = new ArrayList<>();
		faults.addAll(connections());
		faults.addAll(filters());
		faults.addAll(bodies());
		faults.addAll(redirects());
		faults.addAll(rateLimits());
		faults.addAll(serverErrors());
		faults.addAll(rejectedTokens());
		faults.addAll(rejections());
		faults.addAll(oddTokens());
		faults.addAll(oldSchemas());
		return faults;
	}

	private static List<Fault> connections() {
		return List.of(unconnected("connection refused", Host.REFUSING).saying("no connection was made"),
				unconnected("unknown host", Host.UNKNOWN).saying("no connection was made"),
				unconnected("connect timeout", Host.UNREACHABLE).within(Limits.SHORT_CONNECT)
					.saying("no connection was made"),
				unconnected("connection closed within the TLS handshake", Host.CLOSING)
					.saying("no connection was made"),
				unconnected("server without TLS", Host.WITHOUT_TLS).saying("no TLS connection was made"),
				unconnected("certificate of an unknown CA", Host.UNTRUSTED).saying("authing.http.ssl.bundle"),
				unconnected("all connections of the pool in use", Host.BUSY).within(Limits.SHORT_CALL)
					.saying("it timed out after 5s (authing.call-timeout)"),
				Fault.of("connection lost once", executed(ServerResponse.close()))
					.expect(success(2), unavailable(Outcome.UNKNOWN, 1), success(2)),
				lost("connection closed before the headers", ServerResponse.close()),
				lost("connection reset before the headers", ServerResponse.reset()),
				lost("connection closed within the headers",
						ServerResponse.closeAfter("HTTP/1.1 200 OK\r\nContent-Ty")),
				lost("connection closed after the headers",
						ServerResponse.closeAfter("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 100\r\n\r\n")),
				lost("connection closed within the body", ServerResponse.closeWithinBody()),
				lost("connection closed within a chunk",
						ServerResponse.closeAfter(
								"HTTP/1.1 200 OK\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"code\"")),
				lost("response never starts", ServerResponse.stall()).labelled("response never starts")
					.within(Limits.SHORT_READ),
				lost("response stalls within the body", ServerResponse.stallWithinBody())
					.labelled("response stalls within the body")
					.within(Limits.SHORT_READ),
				Fault.permanent("response trickles without end", executed(ServerResponse.trickle()))
					.within(Limits.SHORT_CALL)
					.saying("it timed out after 5s (authing.call-timeout)")
					.expect(unavailable(1), unavailable(Outcome.UNKNOWN, 1), unavailable(1)));
	}

	private static Fault unconnected(String name, Host host) {
		return Fault.of(name, host).expect(unavailable(0), unavailable(0), unavailable(0));
	}

	private static Fault lost(String name, Action action) {
		return Fault.permanent(name, executed(action))
			.labelled("connection lost before, within or after the headers or within the body")
			.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3));
	}

	/**
	 * What a filter of the application's throws is no fault of the network, be it an I/O
	 * error of another server.
	 */
	private static List<Fault> filters() {
		return List.of(failingBefore("filter that throws before the exchange", (request, next) -> {
			throw new IllegalStateException();
		}).saying("a filter of the application's WebClient failed (java.lang.IllegalStateException)"),
				failingBefore("filter that cannot connect to another server",
						(request, next) -> Mono.error(new ConnectException()))
					.saying("a filter of the application's WebClient failed (java.net.ConnectException)"),
				failingBefore("filter that directs the request to another server", FaultTable::reroute)
					.labelled("filter of the application directs the request to another server")
					.saying("a filter of the application directs the request to https://other.example.com"),
				failingAfter("filter that throws after the exchange", (response) -> {
					throw new IllegalStateException();
				}).saying("a filter of the application's WebClient failed (java.lang.IllegalStateException)"),
				failingAfter("filter that fails with an I/O error after the exchange",
						(response) -> response.releaseBody().then(Mono.error(new IOException())))
					.saying("a filter of the application's WebClient failed (java.io.IOException)"),
				failingAfter("filter that takes the response", (response) -> response.releaseBody().then(Mono.empty()))
					.saying("a filter of the application's WebClient failed (java.lang.IllegalStateException)"));
	}

	private static Fault failingBefore(String name, ExchangeFilterFunction filter) {
		return Fault.of(name, filter)
			.labelled("filter of the application fails before the request is sent")
			.expect(unavailable(0), unavailable(0), unavailable(0));
	}

	private static Fault failingAfter(String name, Function<ClientResponse, Mono<ClientResponse>> step) {
		return Fault.of(name, (request, next) -> next.exchange(request).flatMap(step))
			.labelled("filter of the application fails after the request was sent")
			.expect(unavailable(1), unavailable(Outcome.UNKNOWN, 1), unavailable(1));
	}

	private static Mono<ClientResponse> reroute(ClientRequest request, ExchangeFunction next) {
		return next.exchange(ClientRequest.from(request).url(URI.create("https://other.example.com/path")).build());
	}

	private static List<Fault> bodies() {
		List<Fault> faults = new ArrayList<>();
		String other = "200 with an empty body, HTML, truncated JSON or JSON of another shape; 204";
		String large = "body over `authing.http.max-response-size`, compressed or not";
		faults.add(meaningless("200 with an empty body", ServerResponse.response(200, JSON, "")).labelled(other));
		faults.add(meaningless("200 with HTML", ServerResponse.response(200, HTML, PAGE)).labelled(other));
		faults.add(meaningless("200 with truncated JSON",
				ServerResponse.healthy(JSON, (body) -> utf8(body.substring(0, body.length() / 2))))
			.labelled(other));
		for (String json : List.of("[]", "\"x\"", "null", "1", "{}", "{\"data\":null}", "{\"data\":[1]}")) {
			faults.add(meaningless("200 with " + json, ServerResponse.json(200, json)).labelled(other));
		}
		faults.add(meaningless("204", ServerResponse.response(204, "", "")).labelled(other));
		faults.add(meaningless("200 with the code as text and no data", ServerResponse.json(200, "{\"code\":\"200\"}"))
			.labelled("`{\"code\":\"200\"}` alone")
			.expect(Column.ADD_ENV, success(1))
			.expect(Column.REMOVE_ENV, success(1)));
		faults.add(meaningless("200 in another charset", ServerResponse.healthy(JSON, FaultTable::gbk))
			.labelled("body that is not UTF-8"));
		faults.add(meaningless("response that is not HTTP", ServerResponse.closeAfter("SSH-2.0-OpenSSH_9.6\r\n\r\n"))
			.labelled("response that is not HTTP"));
		faults.add(meaningless("body too large",
				ServerResponse.healthy(JSON, (body) -> utf8(body + " ".repeat(MAX_RESPONSE_SIZE))))
			.labelled(large)
			.saying("authing.http.max-response-size (65536 bytes)"));
		faults.add(meaningless("body too large once decompressed",
				ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n",
						(body) -> ServerResponse.gzip(body + " ".repeat(MAX_RESPONSE_SIZE))))
			.labelled(large)
			.saying("authing.http.max-response-size (65536 bytes)"));
		faults.add(meaningless("body that is not compressed as it says",
				ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n", FaultTable::utf8))
			.labelled("body that is not compressed as its header says"));
		String odd = "gzip, chunks, a byte order mark, no or a wrong `Content-Type`";
		faults.add(harmless("gzip", ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n", ServerResponse::gzip))
			.labelled(odd));
		faults.add(harmless("chunks", ServerResponse.chunked()).labelled(odd));
		faults.add(harmless("byte order mark", ServerResponse.healthy(JSON, (body) -> utf8("\uFEFF" + body)))
			.labelled(odd));
		faults.add(harmless("no content type", ServerResponse.healthy("", FaultTable::utf8)).labelled(odd));
		for (String status : List.of("102 Processing", "103 Early Hints")) {
			faults.add(harmless("interim response " + status, (request, exchange) -> {
				exchange.write("HTTP/1.1 " + status + "\r\nLink: </style.css>\r\n\r\n");
				return ServerResponse.HEALTHY.action().respond(request, exchange);
			}).labelled("102 or 103 before the response"));
		}
		String padding = "X-Padding: " + "x".repeat(1000) + "\r\n";
		faults.add(harmless("9 kB of headers", ServerResponse.healthy(JSON + padding.repeat(9), FaultTable::utf8))
			.labelled("response headers of up to 64 kB"));
		faults.add(meaningless("70 kB of headers", ServerResponse.healthy(JSON + padding.repeat(70), FaultTable::utf8))
			.labelled("response headers of more than 64 kB")
			.saying("the headers of the response are larger than 64 kB"));
		faults.add(harmless("wrong content type",
				ServerResponse.healthy("Content-Type: text/plain; charset=gbk\r\n", FaultTable::utf8))
			.labelled(odd));
		return faults;
	}

	private static Fault meaningless(String name, Action action) {
		return Fault.permanent(name, executed(action)).expect(invalid(1), invalid(Outcome.UNKNOWN, 1), invalid(1));
	}

	private static Fault harmless(String name, Action action) {
		return Fault.permanent(name, executed(action)).expect(success(1), success(1), success(1));
	}

	private static List<Fault> redirects() {
		return Stream.of(301, 302, 303, 307, 308)
			.map((status) -> Fault
				.permanent("redirect " + status,
						notExecuted(ServerResponse.response(status,
								"Location: https://other.example.com/path?token=x\r\n", "")))
				.labelled((status == 303) ? "303 (never followed)" : "301, 302, 307, 308 (never followed)")
				.saying("redirects to https://other.example.com (HTTP " + status + ")")
				.expect(invalid(1), (status == 303) ? invalid(Outcome.UNKNOWN, 1) : invalid(1), invalid(1)))
			.toList();
	}

	private static List<Fault> rateLimits() {
		List<Fault> faults = new ArrayList<>();
		faults.add(Fault.of("429 once", notExecuted(rateLimited("")))
			.labelled("429 once, `Retry-After` absent or within `authing.retry.max-backoff`")
			.expect(success(2), success(2), success(2)));
		for (String wait : List.of("Retry-After: 1\r\n", "Retry-After: 0\r\n", "Retry-After: soon\r\n",
				"Date: Wed, 25 Nov 2026 10:00:00 GMT\r\nRetry-After: Wed, 25 Nov 2026 10:00:01 GMT\r\n",
				"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n")) {
			faults.add(Fault.of("429 once, " + wait.replace("\r\n", " ").strip(), notExecuted(rateLimited(wait)))
				.labelled("429 once, `Retry-After` absent or within `authing.retry.max-backoff`")
				.within(Limits.LONG_BACKOFF)
				.expect(success(2), success(2), success(2)));
		}
		for (String wait : List.of("Retry-After: 60\r\n", "Retry-After: 99999999999999999999999999\r\n",
				"Date: Wed, 25 Nov 2026 10:00:00 GMT\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")) {
			faults.add(Fault.of("429, " + wait.replace("\r\n", " ").strip(), notExecuted(rateLimited(wait)))
				.labelled("429, `Retry-After` beyond `authing.retry.max-backoff`")
				.saying("The server asks to wait ")
				.expect(rateLimit(1), rateLimit(1), rateLimit(1)));
		}
		for (int status : new int[] { 200, 429 }) {
			for (String code : List.of("429", "\"429\"")) {
				faults
					.add(Fault
						.permanent("code " + code + " in HTTP " + status + " permanently",
								notExecuted(ServerResponse.json(status,
										"{\"statusCode\":" + code + ",\"message\":\"slow\"}")))
						.labelled("429 permanently")
						.withCode(429)
						.expect(rateLimit(3), rateLimit(3), rateLimit(3)));
			}
		}
		return faults;
	}

	private static Action rateLimited(String headers) {
		return ServerResponse.response(429, headers + JSON, Fixtures.read("errors/rest-throttled.json"));
	}

	private static List<Fault> serverErrors() {
		List<Fault> faults = new ArrayList<>();
		for (int status : new int[] { 500, 502, 503, 504 }) {
			ServerResponse error = executed(ServerResponse.response(status, HTML, PAGE));
			faults.add(Fault.of(status + " once", error)
				.labelled("500, 502, 503, 504 or code 1000, once")
				.expect(success(2), unavailable(Outcome.UNKNOWN, 1), success(2)));
			faults.add(Fault.of(status + " twice", error, error)
				.labelled("500, 502, 503, 504 or code 1000, twice")
				.expect(success(3), unavailable(Outcome.UNKNOWN, 1), success(3)));
			faults.add(Fault.permanent(status + " permanently", error)
				.labelled("500, 502, 503, 504 or code 1000, permanently")
				.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)));
		}
		for (int code : new int[] { 1000, 500, 502, 503, 504 }) {
			int status = (code < 1000) ? code : 500;
			shapes(code, status).forEach((shape) -> {
				faults.add(Fault.of(shape.name() + ", once", executed(shape.action()))
					.labelled("500, 502, 503, 504 or code 1000, once")
					.expect(success(2), unavailable(Outcome.UNKNOWN, 1), success(2)));
				faults.add(Fault.permanent(shape.name() + ", permanently", executed(shape.action()))
					.labelled("500, 502, 503, 504 or code 1000, permanently")
					.withCode(code)
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)));
			});
		}
		for (int status : new int[] { 505, 520, 524 }) {
			faults.add(Fault.permanent("HTTP " + status, executed(ServerResponse.response(status, HTML, PAGE)))
				.labelled("any other 5xx but 501 (gateways: 520, 524)")
				.withCode(status)
				.expect(unavailable(1), unavailable(Outcome.UNKNOWN, 1), unavailable(1)));
		}
		return faults;
	}

	private static List<Fault> rejectedTokens() {
		List<Fault> faults = new ArrayList<>();
		List<Shape> shapes = new ArrayList<>();
		for (int code : new int[] { 401, 2020, 2206, 2207 }) {
			shapes.addAll(shapes(code, 401));
		}
		shapes.add(new Shape("TokenInBlackListError",
				ServerResponse.json(200, Fixtures.read("errors/graphql-token-in-black-list.json"))));
		shapes.add(new Shape("HTTP 401 without a body", ServerResponse.response(401, "", "")));
		for (Shape shape : shapes) {
			faults.add(Fault.of(shape.name() + ", once", rejectingToken(shape.action()))
				.labelled("token rejected (401, 2020, 2206, 2207, `TokenInBlackListError`) once")
				.expect(success(2), success(2), authentication(1)));
			faults.add(Fault.permanent(shape.name() + ", permanently", rejectingToken(shape.action()))
				.labelled("token rejected permanently")
				.expect(authentication(2), authentication(2), authentication(1)));
		}
		return faults;
	}

	private static List<Fault> rejections() {
		List<Fault> faults = new ArrayList<>();
		rejections(faults, "forbidden (403, 1001, 2018, 2202, 2209, 2333)", 403, 403, 1001, 2018, 2202, 2209, 2333);
		rejections(faults, "not supported (501)", 501, 501);
		rejections(faults, "no such pool (2224)", 404, 2224);
		rejections(faults, "domain taken (2039, 2040, 3829)", 409, 2039, 2040, 3829);
		rejections(faults, "invalid parameters (400, 422, 2231)", 400, 400, 422, 2231);
		rejections(faults, "plan or quota (402, 4021)", 402, 402, 4021);
		rejections(faults, "404, 409, 413 and codes that the API's documentation does not name", 409, 404, 409, 413,
				7777);
		for (int code : new int[] { 408, 499 }) {
			shapes(code, code).forEach((shape) -> faults.add(Fault.permanent(shape.name(), executed(shape.action()))
				.labelled("timeout of a proxy before the server (408, 499)")
				.withCode(code)
				.expect(api(1), api(Outcome.UNKNOWN, 1), authentication(1))));
		}
		String text = "a GraphQL error without a code";
		faults.add(rejection("GraphQL error with a text", Fixtures.read("errors/graphql-message-string.json"))
			.labelled(text)
			.saying("已发送验证码，还未失效"));
		faults.add(rejection("GraphQL error that is a text", "{\"errors\":[\"no\"]}").labelled(text));
		faults.add(Fault
			.permanent("GraphQL error beside null data",
					notExecuted(ServerResponse.json(200,
							"{\"errors\":[{\"message\":{\"code\":2039,\"message\":\"no\"}}],"
									+ "\"data\":{\"updateUserpool\":null,\"accessToken\":null}}")))
			.labelled("domain taken (2039, 2040, 3829)")
			.expect(api(1), api(1), authentication(1)));
		faults.addAll(errorsOfExecution());
		return faults;
	}

	private static void rejections(List<Fault> faults, String label, int status, int... codes) {
		for (int code : codes) {
			int ownStatus = (code < 600) ? code : status;
			shapes(code, ownStatus)
				.forEach((shape) -> faults.add(Fault.permanent(shape.name(), notExecuted(shape.action()))
					.labelled(label)
					.withCode(code)
					.expect(api(1), api(1), authentication(1))));
		}
	}

	private static Fault rejection(String name, String body) {
		return Fault.permanent(name, executed(ServerResponse.json(200, body)))
			.expect(api(1), api(Outcome.UNKNOWN, 1), authentication(1));
	}

	/**
	 * Errors that a GraphQL server reports when it has begun to execute.
	 */
	private static List<Fault> errorsOfExecution() {
		List<Fault> faults = new ArrayList<>();
		String errors = "{\"errors\":[{\"message\":\"no\",\"path\":[\"updateUserpool\",\"logo\"]}],\"data\":";
		String unknown = "{\"errors\":[{\"message\":\"Cannot query field \\\"logo\\\" on type \\\"UserPool\\\".\"}],\"data\":";
		for (String error : List.of(errors, unknown)) {
			faults.add(Fault
				.permanent("error beside a pool: " + error,
						executed(ServerResponse.json(200, error + "{\"updateUserpool\":{\"id\":\"1\"}}}")))
				.labelled("`update`: a GraphQL error beside the pool")
				.expect(Column.UPDATE, api(Outcome.APPLIED, 1)));
		}
		faults.add(Fault.permanent("error of a field", executed(ServerResponse.json(200, errors + "null}")))
			.labelled("`update`: a GraphQL error of a field that was selected")
			.expect(Column.UPDATE, api(Outcome.UNKNOWN, 1)));
		faults.add(Fault
			.of("internal error once",
					notExecuted(ServerResponse.json(200,
							"{\"errors\":[{\"message\":\"boom\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}],"
									+ "\"data\":null}")))
			.labelled("`INTERNAL_SERVER_ERROR` of GraphQL without a code, once")
			.expectOfToken(success(2)));
		return faults;
	}

	private static List<Fault> oddTokens() {
		List<Fault> faults = new ArrayList<>();
		String odd = "token without `exp`, with `exp` as text, in the past, before `iat`, or living 3 s";
		for (String life : List.of("", ",\"exp\":4600", ",\"exp\":\"4600\",\"iat\":\"1000\"",
				",\"exp\":1000,\"iat\":4600", ",\"exp\":\"soon\",\"iat\":null",
				",\"exp\":1620873993,\"iat\":1619577993", ",\"exp\":1003,\"iat\":1000")) {
			faults
				.add(Fault.permanent("token with " + life, executed(ServerResponse.json(200, token("\"odd\"" + life))))
					.labelled(odd)
					.expectOfToken(success(1)));
		}
		String unusable = "token that is empty, no text, or cannot be in a header";
		for (String token : List.of("\"\"", "null", "{}", "\"a\\nb\"", "\" a\"", "\"ü\"")) {
			faults.add(Fault.permanent("token " + token, executed(ServerResponse.json(200, token(token))))
				.labelled(unusable)
				.expectOfToken(invalid(1)));
		}
		return faults;
	}

	private static String token(String token) {
		return "{\"data\":{\"accessToken\":{\"accessToken\":" + token + "}}}";
	}

	private static List<Fault> oldSchemas() {
		List<Fault> faults = new ArrayList<>();
		String one = "`update`: the server's schema lacks a field that is selected";
		for (int status : new int[] { 200, 400 }) {
			faults.add(oldSchema("schema without one field, HTTP " + status, status, true, "verifyCodeMaxAttempts")
				.labelled(one)
				.expect(Column.UPDATE, success(2)));
			faults.add(oldSchema("schema without several fields, HTTP " + status, status, true, "loginFailStrategy",
					"loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts")
				.labelled("`update`: it lacks several, named together")
				.expect(Column.UPDATE, success(2)));
			faults.add(oldSchema("schema without several fields, one named at a time, HTTP " + status, status, false,
					"loginFailStrategy", "loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts")
				.labelled("`update`: it lacks four, named one after the other")
				.expect(Column.UPDATE, success(5)));
		}
		faults.add(Fault.permanent("unknown input field", notExecuted(ServerResponse.json(400,
				"{\"errors\":[{\"message\":\"Field \\\"x\\\" is not defined by type \\\"UpdateUserpoolInput\\\".\"}]}")))
			.labelled("`update`: the schema lacks a field that is set")
			.expect(Column.UPDATE, api(1)));
		return faults;
	}

	private static Fault oldSchema(String name, int status, boolean together, String... lacking) {
		Function<Request, List<String>> unknown = (request) -> Stream.of(lacking)
			.filter((field) -> request.body().contains(field))
			.limit(together ? lacking.length : 1)
			.toList();
		Action reject = ServerResponse.json(status,
				(request) -> "{\"errors\":[" + String.join(",",
						unknown.apply(request)
							.stream()
							.map((field) -> "{\"message\":\"Cannot query field \\\"" + field
									+ "\\\" on type \\\"UserPool\\\". Did you mean \\\"id\\\"?\"}")
							.toList())
						+ "]}");
		return Fault.permanent(name, new ServerResponse((request) -> unknown.apply(request).isEmpty(), false,
				(request, exchange) -> (unknown.apply(request).isEmpty() ? ServerResponse.HEALTHY.action() : reject)
					.respond(request, exchange)));
	}

	/**
	 * Return an error in the shapes of the contract: in HTTP 200 and with its own status,
	 * the code as number and as text.
	 */
	private static List<Shape> shapes(int code, int status) {
		return List.of(
				new Shape("code " + code + " in HTTP 200",
						ServerResponse.json(200,
								(request) -> isGraphQl(request)
										? "{\"errors\":[{\"message\":{\"code\":" + code
												+ ",\"message\":\"no\"}}],\"data\":null}"
										: "{\"code\":" + code + ",\"message\":\"no\"}")),
				new Shape("apiCode \"" + code + "\" in HTTP 200",
						ServerResponse.json(200,
								"{\"uniqueId\":\"id\",\"statusCode\":" + status + ",\"message\":\"no\",\"apiCode\":\""
										+ code + "\",\"data\":null}")),
				new Shape("code \"" + code + "\" in HTTP " + status,
						ServerResponse.json(status, "{\"code\":\"" + code + "\",\"messgae\":\"no\",\"data\":null}")),
				new Shape("apiCode " + code + " in HTTP " + status, ServerResponse.json(status, "{\"statusCode\":"
						+ status + ",\"apiCode\":" + code + ",\"message\":\"no\",\"requestId\":\"id\"}")));
	}

	private static boolean isGraphQl(Request request) {
		return request.kind().equals(AuthingServer.TOKEN) || request.kind().equals(AuthingServer.UPDATE);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] gbk(String text) {
		return text.replaceFirst("\\{", "{\"text\":\"用户\",").getBytes(Charset.forName("GBK"));
	}

	/**
	 * Return the cells that a run tests: all with {@code -Dfaults=all}, else enough of
	 * them.
	 */
	static List<Cell> chosenCells() {
		return System.getProperty("faults", "").equals("all") ? cells() : choose(cells());
	}

	static List<Cell> cells() {
		return faults().stream()
			.flatMap((fault) -> Stream.of(Column.values())
				.filter((column) -> fault.expected(column) != null)
				.flatMap((column) -> Stream.of(true, false).map((blocking) -> new Cell(fault, column, blocking))))
			.toList();
	}

	/**
	 * Choose about as few cells as it takes to cover every pair of theirs: always the
	 * first that covers most of what is not covered yet.
	 */
	static List<Cell> choose(List<Cell> cells) {
		Set<Object> uncovered = cells.stream().flatMap((cell) -> cell.pairs().stream()).collect(Collectors.toSet());
		List<Cell> chosen = new ArrayList<>();
		for (int gain = Cell.PAIRS; gain > 0; gain--) {
			for (Cell cell : cells) {
				if (cell.pairs().stream().filter(uncovered::contains).count() == gain) {
					cell.pairs().forEach(uncovered::remove);
					chosen.add(cell);
				}
			}
		}
		return chosen;
	}

	/**
	 * An operation under a fault.
	 *
	 * @param fault the fault
	 * @param column the operation and the requests that are hit
	 * @param blocking whether it is the blocking client's
	 */
	record Cell(Fault fault, Column column, boolean blocking) {

		private static final int PAIRS = 4;

		/**
		 * Return what it covers of the table, two by two.
		 */
		private List<List<Object>> pairs() {
			return List.of(List.of(this.fault.name(), this.blocking), List.of(this.fault.name(), this.column.group()),
					List.of(this.fault.label(), this.column), List.of(this.column, this.blocking));
		}

		@Override
		public String toString() {
			return this.fault + " | " + this.column + " | " + (this.blocking ? "blocking" : "reactive");
		}

	}

	private record Shape(String name, Action action) {

	}

}
