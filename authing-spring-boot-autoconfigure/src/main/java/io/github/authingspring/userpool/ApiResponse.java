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

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;

/**
 * An HTTP response that was read to its end.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the JSON of the body, a missing node where it is none
 * @param size how many bytes the body has
 */
record ApiResponse(int status, HttpHeaders headers, JsonNode body, int size) {

	static final DataBuffer NO_BODY = DefaultDataBufferFactory.sharedInstance.wrap(new byte[0]);

	/** More digits than this need not be counted. */
	private static final int MAX_DIGITS = 10;

	static ApiResponse read(int status, HttpHeaders headers, DataBuffer body) {
		int size = body.readableByteCount();
		try {
			return new ApiResponse(status, headers, Json.read(body.asInputStream()), size);
		}
		catch (JacksonException ex) {
			return new ApiResponse(status, headers, MissingNode.getInstance(), size);
		}
	}

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isRedirect() {
		return this.status >= 300 && this.status < 400;
	}

	/**
	 * Return where a redirect points to: scheme, host and port, since path and query may
	 * carry credentials.
	 */
	String redirectOrigin() {
		URI location = location();
		if (location == null) {
			return "an unknown place";
		}
		if (location.getHost() == null) {
			return (location.getRawAuthority() == null) ? "another path" : "an unknown place";
		}
		return ((location.getScheme() != null) ? location.getScheme() + ":" : "") + "//" + location.getHost()
				+ ((location.getPort() >= 0) ? ":" + location.getPort() : "");
	}

	private @Nullable URI location() {
		String location = this.headers.getFirst(HttpHeaders.LOCATION);
		try {
			return (location != null) ? new URI(location) : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Return the wait that the server asks for by {@code Retry-After}, in seconds or as a
	 * date. A date is compared with the server's own {@code Date} where there is one, so
	 * that the local clock does not matter.
	 */
	@Nullable Duration retryAfter(Clock clock) {
		String value = this.headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		String seconds = value.strip();
		if (seconds.matches("\\d+")) {
			return Duration.ofSeconds((seconds.length() < MAX_DIGITS) ? Long.parseLong(seconds) : Integer.MAX_VALUE);
		}
		Instant until = date(value);
		if (until == null) {
			return null;
		}
		String date = this.headers.getFirst(HttpHeaders.DATE);
		Instant sent = (date != null) ? date(date) : null;
		Duration wait = Duration.between((sent != null) ? sent : clock.instant(), until);
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	private static @Nullable Instant date(String text) {
		try {
			return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Return a description without content.
	 */
	@Override
	public String toString() {
		String contentType = this.headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return "HTTP " + this.status + ", content type "
				+ ((contentType != null) ? SecretScrubber.plain(contentType) : "unknown") + ", " + this.size + " bytes";
	}

}
