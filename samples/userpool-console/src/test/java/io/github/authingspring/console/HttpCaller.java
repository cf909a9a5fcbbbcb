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

package io.github.authingspring.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls the console over HTTP: with HTTP Basic, or with the session of a login.
 */
final class HttpCaller {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final String url;

	private final String authorization;

	private final HttpClient http;

	private HttpCaller(int port, String authorization) {
		this.url = "http://127.0.0.1:" + port;
		this.authorization = authorization;
		this.http = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(Redirect.NEVER).build();
	}

	static HttpCaller anonymous(int port) {
		return new HttpCaller(port, null);
	}

	static HttpCaller basic(int port, String user, String password) {
		return new HttpCaller(port, "Basic "
				+ Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
	}

	static HttpCaller signedIn(int port, String user, String password) throws Exception {
		HttpCaller caller = anonymous(port);
		HttpResponse<String> response = caller.post("/login",
				"username=" + encode(user) + "&password=" + encode(password), caller.csrf("/login"));
		if (response.statusCode() != 302 || response.headers().firstValue("Location").orElse("").contains("error")) {
			throw new IllegalStateException("Login failed: " + response);
		}
		return caller;
	}

	HttpResponse<String> get(String path) throws Exception {
		return send(request(path).GET());
	}

	HttpResponse<String> json(String method, String path, String body) throws Exception {
		return send(method, path, "application/json", body);
	}

	HttpResponse<String> post(String path, String form, String csrf) throws Exception {
		String body = (csrf != null) ? form + "&_csrf=" + encode(csrf) : form;
		return send("POST", path, "application/x-www-form-urlencoded", body);
	}

	HttpResponse<String> send(String method, String path, String contentType, String body) throws Exception {
		return send(request(path).header("Content-Type", contentType)
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody()));
	}

	/**
	 * Read the token against forgery from a page.
	 * @param path path of a page with a form
	 * @return the token
	 */
	String csrf(String path) throws Exception {
		Matcher matcher = CSRF.matcher(get(path).body());
		if (!matcher.find()) {
			throw new IllegalStateException("No form on " + path);
		}
		return matcher.group(1);
	}

	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + path));
		if (this.authorization != null) {
			request.header("Authorization", this.authorization);
		}
		return request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}
