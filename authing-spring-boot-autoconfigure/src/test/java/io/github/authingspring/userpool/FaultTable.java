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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Expected;
import io.github.authingspring.userpool.Fault.Host;
import io.github.authingspring.userpool.Fault.Limits;
import io.github.authingspring.userpool.FaultServer.Request;
import io.github.authingspring.userpool.ServerResponse.Action;

import static io.github.authingspring.userpool.Fault.Expected.answer;
import static io.github.authingspring.userpool.Fault.Expected.api;
import static io.github.authingspring.userpool.Fault.Expected.authentication;
import static io.github.authingspring.userpool.Fault.Expected.invalid;
import static io.github.authingspring.userpool.Fault.Expected.rateLimit;
import static io.github.authingspring.userpool.Fault.Expected.unavailable;
import static io.github.authingspring.userpool.ServerResponse.executed;
import static io.github.authingspring.userpool.ServerResponse.notExecuted;
import static io.github.authingspring.userpool.ServerResponse.refusingToken;

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
		faults.addAll(bodies());
		faults.addAll(redirects());
		faults.addAll(throttling());
		faults.addAll(serverTrouble());
		faults.addAll(refusedTokens());
		faults.addAll(refusals());
		faults.addAll(oddTokens());
		faults.addAll(oldSchemas());
		return faults;
	}

	private static List<Fault> connections() {
		return List.of(
				Fault.of("connection refused", Host.REFUSING)
					.expect(unavailable(0), unavailable(0), unavailable(0))
					.saying("no connection was made"),
				Fault.of("unknown host", Host.UNKNOWN)
					.expect(unavailable(0), unavailable(0), unavailable(0))
					.saying("no connection was made"),
				Fault.of("certificate of an unknown CA", Host.UNTRUSTED)
					.expect(unavailable(0), unavailable(0), unavailable(0))
					.saying("authing.http.ssl.bundle"),
				Fault.of("connection lost once", executed(ServerResponse.close()))
					.expect(answer(2), unavailable(Outcome.UNKNOWN, 1), answer(2)),
				Fault.forEver("connection closed before the headers", executed(ServerResponse.close()))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault.forEver("connection reset before the headers", executed(ServerResponse.reset()))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault
					.forEver("connection closed within the headers",
							executed(ServerResponse.closeAfter("HTTP/1.1 200 OK\r\nContent-Ty")))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault
					.forEver("connection closed after the headers",
							executed(ServerResponse
								.closeAfter("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 100\r\n\r\n")))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault.forEver("connection closed within the body", executed(ServerResponse.closeWithinBody()))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault
					.forEver("connection closed within a chunk",
							executed(ServerResponse.closeAfter("HTTP/1.1 200 OK\r\n" + JSON
									+ "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"code\"")))
					.labelled("connection lost before, within or after the headers or within the body")
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault.forEver("response never starts", executed(ServerResponse.stall()))
					.within(Limits.SHORT_READ)
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault.forEver("response stalls within the body", executed(ServerResponse.stallWithinBody()))
					.withBodyUnread()
					.within(Limits.SHORT_READ)
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)),
				Fault.forEver("response trickles without end", executed(ServerResponse.trickle()))
					.withBodyUnread()
					.within(Limits.SHORT_CALL)
					.saying("authing.call-timeout (3s)")
					.expect(unavailable(1), unavailable(Outcome.UNKNOWN, 1), unavailable(1)));
	}

	private static List<Fault> bodies() {
		List<Fault> faults = new ArrayList<>();
		String other = "200 with an empty body, HTML, truncated JSON or JSON of another shape; 204";
		String large = "body over `authing.http.max-response-size`, packed or not";
		faults.add(senseless("200 with an empty body", ServerResponse.response(200, JSON, "")).labelled(other));
		faults.add(senseless("200 with HTML", ServerResponse.response(200, HTML, PAGE)).labelled(other));
		faults.add(senseless("200 with truncated JSON",
				ServerResponse.healthy(JSON, (body) -> utf8(body.substring(0, body.length() / 2))))
			.labelled(other));
		for (String json : List.of("[]", "\"x\"", "null", "1", "{}", "{\"data\":null}", "{\"data\":[1]}")) {
			faults.add(senseless("200 with " + json, ServerResponse.json(200, json)).labelled(other));
		}
		faults.add(senseless("204", ServerResponse.response(204, "", "")).labelled(other));
		faults.add(senseless("200 with the code as text and no data", ServerResponse.json(200, "{\"code\":\"200\"}"))
			.labelled("`{\"code\":\"200\"}` alone")
			.expect(Column.ADD_ENV, answer(1))
			.expect(Column.REMOVE_ENV, answer(1)));
		faults.add(senseless("200 in another charset", ServerResponse.healthy(JSON, FaultTable::gbk))
			.labelled("body that is not UTF-8"));
		faults.add(senseless("no HTTP at all", ServerResponse.closeAfter("SSH-2.0-OpenSSH_9.6\r\n\r\n"))
			.labelled("answer that is no HTTP"));
		faults.add(senseless("body too large",
				ServerResponse.healthy(JSON, (body) -> utf8(body + " ".repeat(MAX_RESPONSE_SIZE))))
			.labelled(large)
			.withBodyUnread()
			.saying("authing.http.max-response-size (65536 bytes)"));
		faults.add(senseless("body too large once unpacked",
				ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n",
						(body) -> ServerResponse.gzip(body + " ".repeat(MAX_RESPONSE_SIZE))))
			.labelled(large)
			.withBodyUnread()
			.saying("authing.http.max-response-size (65536 bytes)"));
		faults.add(senseless("body that is not packed as it says",
				ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n", FaultTable::utf8))
			.labelled("body that is not packed as its header says"));
		String odd = "gzip, chunks, a byte order mark, no or a wrong `Content-Type`";
		faults.add(harmless("gzip", ServerResponse.healthy(JSON + "Content-Encoding: gzip\r\n", ServerResponse::gzip))
			.labelled(odd));
		faults.add(harmless("chunks", ServerResponse.chunked()).labelled(odd));
		faults.add(harmless("byte order mark", ServerResponse.healthy(JSON, (body) -> utf8("\uFEFF" + body)))
			.labelled(odd));
		faults.add(harmless("no content type", ServerResponse.healthy("", FaultTable::utf8)).labelled(odd));
		faults.add(harmless("wrong content type",
				ServerResponse.healthy("Content-Type: text/plain; charset=gbk\r\n", FaultTable::utf8))
			.labelled(odd));
		return faults;
	}

	private static Fault senseless(String name, Action action) {
		return Fault.forEver(name, executed(action)).expect(invalid(1), invalid(Outcome.UNKNOWN, 1), invalid(1));
	}

	private static Fault harmless(String name, Action action) {
		return Fault.forEver(name, executed(action)).expect(answer(1), answer(1), answer(1));
	}

	private static List<Fault> redirects() {
		return Stream.of(301, 302, 307, 308)
			.map((status) -> Fault
				.forEver("redirect " + status,
						notExecuted(ServerResponse.response(status,
								"Location: https://other.example.com/path?token=x\r\n", "")))
				.labelled("301, 302, 307, 308 (never followed)")
				.saying("redirects to https://other.example.com (HTTP " + status + ")")
				.expect(invalid(1), invalid(1), invalid(1)))
			.toList();
	}

	private static List<Fault> throttling() {
		List<Fault> faults = new ArrayList<>();
		faults.add(Fault.of("429 once", notExecuted(throttled("")))
			.labelled("429 once, `Retry-After` absent or within `authing.retry.max-backoff`")
			.expect(answer(2), answer(2), answer(2)));
		for (String wait : List.of("Retry-After: 1\r\n", "Retry-After: 0\r\n", "Retry-After: soon\r\n",
				"Date: Wed, 25 Nov 2026 10:00:00 GMT\r\nRetry-After: Wed, 25 Nov 2026 10:00:01 GMT\r\n",
				"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n")) {
			faults.add(Fault.of("429 once, " + wait.replace("\r\n", " ").strip(), notExecuted(throttled(wait)))
				.labelled("429 once, `Retry-After` absent or within `authing.retry.max-backoff`")
				.within(Limits.LONG_BACKOFF)
				.expect(answer(2), answer(2), answer(2)));
		}
		for (String wait : List.of("Retry-After: 60\r\n", "Retry-After: 99999999999999999999999999\r\n",
				"Date: Wed, 25 Nov 2026 10:00:00 GMT\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")) {
			faults.add(Fault.of("429, " + wait.replace("\r\n", " ").strip(), notExecuted(throttled(wait)))
				.labelled("429, `Retry-After` beyond `authing.retry.max-backoff`")
				.saying("The server asks to wait ")
				.expect(rateLimit(1), rateLimit(1), rateLimit(1)));
		}
		for (int status : new int[] { 200, 429 }) {
			for (String code : List.of("429", "\"429\"")) {
				faults
					.add(Fault
						.forEver("code " + code + " in HTTP " + status + " for ever",
								notExecuted(ServerResponse.json(status,
										"{\"statusCode\":" + code + ",\"message\":\"slow\"}")))
						.labelled("429 for ever")
						.withCode(429)
						.expect(rateLimit(3), rateLimit(3), rateLimit(3)));
			}
		}
		return faults;
	}

	private static Action throttled(String headers) {
		return ServerResponse.response(429, headers + JSON, Fixtures.read("errors/rest-throttled.json"));
	}

	private static List<Fault> serverTrouble() {
		List<Fault> faults = new ArrayList<>();
		for (int status : new int[] { 500, 502, 503, 504 }) {
			ServerResponse trouble = executed(ServerResponse.response(status, HTML, PAGE));
			faults.add(Fault.of(status + " once", trouble)
				.labelled("500, 502, 503, 504 or code 1000, once")
				.expect(answer(2), unavailable(Outcome.UNKNOWN, 1), answer(2)));
			faults.add(Fault.of(status + " twice", trouble, trouble)
				.labelled("500, 502, 503, 504 or code 1000, twice")
				.expect(answer(3), unavailable(Outcome.UNKNOWN, 1), answer(3)));
			faults.add(Fault.forEver(status + " for ever", trouble)
				.labelled("500, 502, 503, 504 or code 1000, for ever")
				.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)));
		}
		for (int code : new int[] { 1000, 500, 502, 503, 504 }) {
			int status = (code < 1000) ? code : 500;
			shapes(code, status).forEach((shape) -> {
				faults.add(Fault.of(shape.name() + ", once", executed(shape.action()))
					.labelled("500, 502, 503, 504 or code 1000, once")
					.expect(answer(2), unavailable(Outcome.UNKNOWN, 1), answer(2)));
				faults.add(Fault.forEver(shape.name() + ", for ever", executed(shape.action()))
					.labelled("500, 502, 503, 504 or code 1000, for ever")
					.withCode(code)
					.expect(unavailable(3), unavailable(Outcome.UNKNOWN, 1), unavailable(3)));
			});
		}
		for (int status : new int[] { 505, 520, 524 }) {
			faults.add(Fault.forEver("HTTP " + status, executed(ServerResponse.response(status, HTML, PAGE)))
				.labelled("any other 5xx but 501 (gateways: 520, 524)")
				.withCode(status)
				.expect(unavailable(1), unavailable(Outcome.UNKNOWN, 1), unavailable(1)));
		}
		return faults;
	}

	private static List<Fault> refusedTokens() {
		List<Fault> faults = new ArrayList<>();
		List<Shape> shapes = new ArrayList<>();
		for (int code : new int[] { 401, 2020, 2206, 2207 }) {
			shapes.addAll(shapes(code, 401));
		}
		shapes.add(new Shape("TokenInBlackListError",
				ServerResponse.json(200, Fixtures.read("errors/graphql-token-in-black-list.json"))));
		shapes.add(new Shape("HTTP 401 without a body", ServerResponse.response(401, "", "")));
		for (Shape shape : shapes) {
			faults.add(Fault.of(shape.name() + ", once", refusingToken(shape.action()))
				.labelled("token refused (401, 2020, 2206, 2207, `TokenInBlackListError`) once")
				.expect(answer(2), answer(2), authentication(1)));
			faults.add(Fault.forEver(shape.name() + ", for ever", refusingToken(shape.action()))
				.labelled("token refused for ever")
				.expect(authentication(2), authentication(2), authentication(1)));
		}
		return faults;
	}

	private static List<Fault> refusals() {
		List<Fault> faults = new ArrayList<>();
		refusals(faults, "forbidden (403, 1001, 2018, 2202, 2209, 2333)", 403, 403, 1001, 2018, 2202, 2209, 2333);
		refusals(faults, "not supported (501)", 501, 501);
		refusals(faults, "no such pool (2224)", 404, 2224);
		refusals(faults, "domain taken (2039, 2040, 3829)", 409, 2039, 2040, 3829);
		refusals(faults, "invalid parameters (400, 422, 2231)", 400, 400, 422, 2231);
		refusals(faults, "plan or quota (402, 4021)", 402, 402, 4021);
		refusals(faults, "404, 409, 413, 499 and codes that the API's documentation does not name", 499, 404, 409, 413,
				499, 7777);
		String text = "a GraphQL error without a code";
		faults.add(
				refusal("GraphQL error with a text", Fixtures.read("errors/graphql-message-string.json")).labelled(text)
					.saying("已发送验证码，还未失效"));
		faults.add(refusal("GraphQL error that is a text", "{\"errors\":[\"no\"]}").labelled(text));
		faults.add(refusal("GraphQL error beside null data",
				"{\"errors\":[{\"message\":{\"code\":2039,\"message\":\"no\"}}],"
						+ "\"data\":{\"updateUserpool\":null,\"accessToken\":null}}")
			.labelled("domain taken (2039, 2040, 3829)"));
		return faults;
	}

	private static void refusals(List<Fault> faults, String label, int status, int... codes) {
		for (int code : codes) {
			int ownStatus = (code < 600) ? code : status;
			shapes(code, ownStatus)
				.forEach((shape) -> faults.add(Fault.forEver(shape.name(), notExecuted(shape.action()))
					.labelled(label)
					.withCode(code)
					.expect(api(1), api(1), authentication(1))));
		}
	}

	private static Fault refusal(String name, String body) {
		return Fault.forEver(name, notExecuted(ServerResponse.json(200, body)))
			.expect(api(1), api(1), authentication(1));
	}

	private static List<Fault> oddTokens() {
		List<Fault> faults = new ArrayList<>();
		String odd = "token without `exp`, with `exp` as text, in the past, before `iat`, or living 3 s";
		for (String life : List.of("", ",\"exp\":4600", ",\"exp\":\"4600\",\"iat\":\"1000\"",
				",\"exp\":1000,\"iat\":4600", ",\"exp\":\"soon\",\"iat\":null",
				",\"exp\":1620873993,\"iat\":1619577993", ",\"exp\":1003,\"iat\":1000")) {
			faults.add(Fault.forEver("token with " + life, executed(ServerResponse.json(200, token("\"odd\"" + life))))
				.labelled(odd)
				.expectOfToken(answer(1)));
		}
		String unusable = "token that is empty, no text, or cannot be in a header";
		for (String token : List.of("\"\"", "null", "{}", "\"a\\nb\"", "\" a\"", "\"ü\"")) {
			faults.add(Fault.forEver("token " + token, executed(ServerResponse.json(200, token(token))))
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
				.expect(Column.UPDATE, answer(2)));
			faults.add(oldSchema("schema without several fields, HTTP " + status, status, true, "loginFailStrategy",
					"loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts")
				.labelled("`update`: it lacks several, named together")
				.expect(Column.UPDATE, answer(2)));
			faults.add(oldSchema("schema without several fields, one named at a time, HTTP " + status, status, false,
					"loginFailStrategy", "loginPasswordFailCheck", "passwordUpdatePolicy", "verifyCodeMaxAttempts")
				.labelled("`update`: it lacks four, named one after the other")
				.expect(Column.UPDATE, answer(5)));
		}
		faults.add(Fault.forEver("unknown input field", notExecuted(ServerResponse.json(400,
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
		Action refuse = ServerResponse.json(status,
				(request) -> "{\"errors\":[" + String.join(",",
						unknown.apply(request)
							.stream()
							.map((field) -> "{\"message\":\"Cannot query field \\\"" + field
									+ "\\\" on type \\\"UserPool\\\". Did you mean \\\"id\\\"?\"}")
							.toList())
						+ "]}");
		return Fault.forEver(name, new ServerResponse((request) -> unknown.apply(request).isEmpty(), false,
				(request, exchange) -> (unknown.apply(request).isEmpty() ? ServerResponse.HEALTHY.action() : refuse)
					.answer(request, exchange)));
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

	private record Shape(String name, Action action) {

	}

}
