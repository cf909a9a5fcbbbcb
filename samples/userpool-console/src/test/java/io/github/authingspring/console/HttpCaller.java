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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * Calls the console over HTTP: with HTTP Basic, or with the session of a login.
 */
final class HttpCaller {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();

	private final String url;

	private final Map<String, String> headers = new HashMap<>();

	private HttpCaller(int port) {
		this.url = "http://127.0.0.1:" + port;
	}

	static HttpCaller anonymous(int port) {
		return new HttpCaller(port);
	}

	static HttpCaller basic(int port, String user, String password) {
		return anonymous(port).with("Authorization", "Basic "
				+ Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
	}

	static HttpCaller signedIn(int port, String user, String password) throws Exception {
		HttpCaller caller = anonymous(port);
		HttpResponse<String> response = caller.signIn(user, password);
		if (response.statusCode() != 302 || response.headers().firstValue("Location").orElse("").contains("error")) {
			throw new IllegalStateException("Login failed: " + response);
		}
		return caller;
	}

	/**
	 * Send a header with every request.
	 * @param name name of the header
	 * @param value its value
	 * @return this caller
	 */
	HttpCaller with(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	HttpResponse<String> signIn(String user, String password) throws Exception {
		return post("/login", "username=" + encode(user) + "&password=" + encode(password), csrf("/login"));
	}

	HttpResponse<String> get(String path) throws Exception {
		return send(request(path).GET());
	}

	HttpResponse<String> json(String method, String path, String body) throws Exception {
		return send(method, path, "application/json", body);
	}

	/**
	 * Send a form. If the change takes its time, as on a slow machine, wait for its
	 * outcome.
	 * @return the outcome
	 */
	HttpResponse<String> post(String path, String form, String csrf) throws Exception {
		HttpResponse<String> response = submit(path, form, csrf);
		String location = response.headers().firstValue("Location").orElse("");
		return location.startsWith("/changes/") ? outcome(location) : response;
	}

	/**
	 * Send a form.
	 * @return the response, which may lead to where the change is under way
	 */
	HttpResponse<String> submit(String path, String form, String csrf) throws Exception {
		String body = (csrf != null) ? form + "&_csrf=" + encode(csrf) : form;
		return send("POST", path, "application/x-www-form-urlencoded", body);
	}

	/**
	 * Wait for a change that is under way.
	 * @param path where it is
	 * @return the outcome
	 */
	HttpResponse<String> outcome(String path) {
		return Awaitility.await().until(() -> get(path), (page) -> page.headers().firstValue("Refresh").isEmpty());
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

	/**
	 * What people read of a page.
	 */
	static String text(HttpResponse<String> page) {
		return page.body().replaceAll("<[^>]+>", "").replaceAll("\\s+", " ");
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url).resolve(path));
		this.headers.forEach(request::header);
		return request;
	}

	/**
	 * The cookie of the session is kept here, since a cookie store of Java's does not
	 * send a secure one to a server that has a proxy for TLS before it.
	 */
	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
		response.headers().firstValue("Set-Cookie").ifPresent((cookie) -> with("Cookie", cookie.split(";")[0]));
		return response;
	}

}
