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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * The page for people: how to connect an application, what is switched on, and the last
 * requests. The only secret on it is that of the user pool.
 */
final class HomePage {

	private static final int MAX_REQUESTS = 20;

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final String TEMPLATE = read();

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src '" + hash(style())
			+ "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private final SandboxState state;

	private final String userpoolId;

	HomePage(SandboxState state, String userpoolId) {
		this.state = state;
		this.userpoolId = userpoolId;
	}

	Mono<ServerResponse> show(ServerRequest request) {
		return ServerResponse.ok()
			.contentType(HTML)
			.cacheControl(CacheControl.noStore())
			.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
			.header("X-Content-Type-Options", "nosniff")
			.header("Referrer-Policy", "no-referrer")
			.bodyValue(html(request.uri()).getBytes(StandardCharsets.UTF_8));
	}

	private String html(URI uri) {
		// The address that reached this page reaches the API too, from outside of a
		// container as well.
		ConnectionProperties properties = new ConnectionProperties("http://" + uri.getRawAuthority(), this.userpoolId,
				this.state.accessTokens().secret());
		return TEMPLATE.replace("<!-- properties -->", escape(String.join("\n", properties.lines())))
			.replace("<!-- state -->", definitions(state()))
			.replace("<!-- requests -->", requests());
	}

	private Map<String, String> state() {
		Map<String, String> state = new LinkedHashMap<>();
		state.put("Schema",
				(this.state.userpool().schema() == AuthingSchema.EARLY_2021) ? "that of early 2021" : "that of today");
		state.put("Nested objects",
				this.state.userpool().replacesNestedObjects() ? "an update replaces them" : "an update merges them");
		state.put("List of variables", this.state.variables().lags() ? "a second behind" : "up to date");
		List<Map<String, Object>> faults = this.state.faults().toJson();
		state.put("Faults",
				faults.isEmpty() ? "none" : faults.stream().map(Json::write).collect(Collectors.joining(" ")));
		return state;
	}

	private String requests() {
		List<RecordedRequest> requests = new ArrayList<>(this.state.requests().list());
		Collections.reverse(requests);
		return requests.isEmpty() ? "<li class=\"muted\">None yet</li>"
				: requests.stream().limit(MAX_REQUESTS).map(HomePage::request).collect(Collectors.joining("\n"));
	}

	private static String request(RecordedRequest request) {
		Map<String, String> parts = new LinkedHashMap<>();
		if (request.body() != null) {
			parts.put("body", request.body());
		}
		parts.putAll(new TreeMap<>(request.headers()));
		String time = Timestamps.rest(request.time());
		return "<li><details><summary>" + status(request.status()) + " <code>" + request.method() + " "
				+ escape(request.path()) + "</code> " + ((request.operation() != null) ? request.operation() : "")
				+ " <time class=\"muted\" datetime=\"" + time + "\">" + time.substring(11, 19)
				+ " UTC</time></summary><dl>" + definitions(parts) + "</dl></details></li>";
	}

	private static String status(@Nullable Integer status) {
		if (status == null) {
			return "<span class=\"bad\">no response</span>";
		}
		return "<span class=\"" + ((status < 400) ? "good" : "bad") + "\">" + status + "</span>";
	}

	private static String definitions(Map<String, String> definitions) {
		return definitions.entrySet()
			.stream()
			.map((entry) -> "<dt>" + escape(entry.getKey()) + "</dt><dd>" + escape(entry.getValue()) + "</dd>")
			.collect(Collectors.joining("\n"));
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

	private static String read() {
		try (InputStream stream = HomePage.class.getResourceAsStream("home.html")) {
			return new String(Objects.requireNonNull(stream, "home.html is missing").readAllBytes(),
					StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String style() {
		return TEMPLATE.substring(TEMPLATE.indexOf("<style>") + "<style>".length(), TEMPLATE.indexOf("</style>"));
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

}
