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

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * The server to talk to: scheme, host, port and base path.
 */
final class BaseUrl {

	static final String DEFAULT = "https://core.authing.cn";

	private static final String SETTING = "host";

	private static final String ACTION = "Give the address of the server, such as '" + DEFAULT
			+ "' or 'https://authing.example.com/base'.";

	private static final int MAX_PORT = 65535;

	/** Scheme, host name, port and the rest; not where there is user information. */
	private static final Pattern PARTS = Pattern.compile("(https?://)([^/?#:@\\[\\]]+)((?::\\d*)?)(/[^?#]*)?",
			Pattern.CASE_INSENSITIVE);

	private final String baseUrl;

	private final String origin;

	private BaseUrl(String baseUrl, String origin) {
		this.baseUrl = baseUrl;
		this.origin = origin;
	}

	/**
	 * Parse the address of a server.
	 * @param value the address
	 * @param allowInsecureHttp whether it may be {@code http://} to another machine
	 * @throws InvalidSettingException if it cannot be used; the message does not quote
	 * it, since it may hold a password
	 */
	static BaseUrl parse(@Nullable String value, boolean allowInsecureHttp) {
		URI uri = uri(toAscii(Credentials.check(SETTING, value)));
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw new InvalidSettingException(SETTING, scheme.isEmpty() ? "has no 'https://' before it"
					: "begins with '" + scheme + ":', which is not HTTP", ACTION);
		}
		if (uri.getRawUserInfo() != null || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
			throw new InvalidSettingException(SETTING, "holds a user name or password before '@'",
					"Remove it: Authing authenticates by authing.userpool-id and authing.secret.");
		}
		if (uri.getHost() == null) {
			String authority = (uri.getRawAuthority() != null) ? uri.getRawAuthority() : "";
			if (authority.contains("_")) {
				throw new InvalidSettingException(SETTING, "has a host name with '_', which URLs do not allow",
						"Give the server a name without '_', or its address.");
			}
			throw new InvalidSettingException(SETTING, "names no host", ACTION);
		}
		if (uri.getHost().contains("%")) {
			throw new InvalidSettingException(SETTING, "is an IPv6 address with a scope, which HTTP cannot carry",
					"Give a name, or an address without '%'.");
		}
		if (uri.getPort() > MAX_PORT) {
			throw new InvalidSettingException(SETTING, "has a port above " + MAX_PORT, ACTION);
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new InvalidSettingException(SETTING, "has a query or a fragment",
					"Remove '?' or '#' and what follows.");
		}
		if (scheme.equals("http") && !allowInsecureHttp && !isLoopback(uri.getHost())) {
			throw new InvalidSettingException(SETTING,
					"is a plain 'http://' address of another machine, over which anyone could read the secret",
					"Use 'https://', or accept the risk with authing.allow-insecure-http=true.");
		}
		String path = (uri.getRawPath() != null) ? uri.getRawPath().replaceAll("/+$", "") : "";
		return new BaseUrl(origin(uri) + path, origin(uri));
	}

	/**
	 * Write a host name of other than ASCII characters in its punycode form, and encode a
	 * path of other than ASCII characters.
	 */
	private static String toAscii(String value) {
		Matcher matcher = PARTS.matcher(value);
		if (!matcher.matches() || StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
			return value;
		}
		try {
			return matcher.group(1) + IDN.toASCII(matcher.group(2), IDN.USE_STD3_ASCII_RULES) + matcher.group(3)
					+ encodePath(matcher.group(4));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(SETTING, "has a host name that cannot be written in ASCII", ACTION);
		}
	}

	private static String encodePath(@Nullable String path) {
		return (path != null) ? UriUtils.encodePath(path, StandardCharsets.UTF_8).replace("%25", "%") : "";
	}

	private static URI uri(String value) {
		try {
			return new URI(value);
		}
		catch (URISyntaxException ex) {
			throw new InvalidSettingException(SETTING, "is not a URL", ACTION);
		}
	}

	/**
	 * Return whether a host is this machine, without asking a name server.
	 */
	private static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		if (!host.startsWith("[") && !host.matches("[0-9.]+")) {
			return false;
		}
		try {
			return InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	static String origin(URI uri) {
		String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
		int defaultPort = scheme.equals("https") ? 443 : 80;
		boolean explicitPort = uri.getPort() >= 0 && uri.getPort() != defaultPort;
		return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)
				+ (explicitPort ? ":" + uri.getPort() : "");
	}

	boolean isOriginOf(URI uri) {
		return this.origin.equals(origin(uri));
	}

	/**
	 * Return the address without a slash at its end.
	 */
	@Override
	public String toString() {
		return this.baseUrl;
	}

}
