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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.authingspring.userpool.model.Env;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Whatever the key of an environment variable, it is rejected before anything is sent, or
 * the server gets that key and no other.
 */
class HostileKeyTests {

	private static final String PATH = "/api/v2/env/";

	private static final List<String> PARTS = List.of("/", "\\", "%", "%2F", "%2e%2e", "%252F", ".", "..", "...", "./",
			"../", ";", ";a=b", "?", "?a=b", "#", "&", "=", "+", " ", "\t", "\r\n", "\u0000", "\u007f", "\u0085",
			"\u2028", "\ufeff", "\u202e", "\u0301", "e\u0301", "é", "ß", "名", "😀", "\ud83d", "\ude00", "{", "}",
			"{key}", "${a}", "\"", "'", "<", ">", "|", "^", "`", "[", "]", ":", "//", "@", "//evil.example.com",
			"http://evil.example.com/", "HTTP/1.1", "KEY", "_", "-", "~", "*", "!", "(", ")", ",", "$");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final AuthingServer server = new AuthingServer();

	private final ReactiveUserpoolManagementClient reactiveClient = this.server.clientBuilder().buildReactive();

	private final UserpoolManagementClient client = UserpoolManagementClient.of(this.reactiveClient);

	@BeforeEach
	void echoKeys() {
		this.server.always(AuthingServer.ADD_ENV,
				(request) -> list(this.mapper.readTree(AuthingServer.body(request)).path("key").asString()));
		this.server.always(AuthingServer.REMOVE_ENV, (request) -> list(decode(request)));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void whenKeyIsAnyTextThenItIsRejectedOrArrivesAsItIs() {
		HostileTries.of(250, (chance) -> assertRejectedOrArrives(chance.note(key(chance)), chance.oneIn(2)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b?c#d e", "%2e%2e", "..;", ".. ", "..\\..", "//evil.example.com/x", "\u0000", " ",
			"{key}", "https://evil.example.com/api/v2/env/KEY", "e\u0301", "é", "a\r\nHost: evil.example.com" })
	void whenKeyLooksLikeUrlThenItArrivesAsItIs(String key) {
		assertArrives(key, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "../KEY", "a/./b", "/..", "../", "\ud83d", "a\ude00b", "\ude00\ud83d" })
	void whenKeyCannotArriveThenItIsRejectedBeforeAnythingIsSent(String key) {
		assertRejected(key, true);
		assertThat(this.server.count(AuthingServer.TOKEN)).isZero();
	}

	private static String key(Chance chance) {
		StringBuilder key = new StringBuilder();
		for (int i = chance.below(8); i > 0; i--) {
			switch (chance.below(4)) {
				case 0 -> key.append((char) chance.below(0x80));
				case 1 -> key.append((char) chance.below(0x10000));
				default -> key.append(chance.of(PARTS));
			}
		}
		return chance.oneIn(50) ? key.toString().repeat(10_000 / Math.max(1, key.length())) : key.toString();
	}

	private void assertRejectedOrArrives(String key, boolean blocking) {
		boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(key);
		if (key.isEmpty() || !whole || List.of(key.split("/", -1)).stream().anyMatch("..|."::equals)
				|| ("/" + key + "/").contains("/./") || ("/" + key + "/").contains("/../")) {
			assertRejected(key, blocking);
		}
		else {
			assertArrives(key, blocking);
		}
	}

	private void assertRejected(String key, boolean blocking) {
		int requests = this.server.count(AuthingServer.ADD_ENV) + this.server.count(AuthingServer.REMOVE_ENV);
		assertThatIllegalArgumentException().isThrownBy(() -> add(key, blocking))
			.withMessageStartingWith("'key' must not ");
		assertThatIllegalArgumentException().isThrownBy(() -> remove(key, blocking))
			.withMessageStartingWith("'key' must not ");
		assertThat(this.server.count(AuthingServer.ADD_ENV) + this.server.count(AuthingServer.REMOVE_ENV))
			.isEqualTo(requests);
	}

	private void assertArrives(String key, boolean blocking) {
		assertThat(add(key, blocking)).extracting(Env::key).containsExactly(key);
		assertThat(remove(key, blocking)).extracting(Env::key).containsExactly(key);
		RecordedRequest removal = last(AuthingServer.REMOVE_ENV);
		assertThat(removal.getMethod()).isEqualTo("DELETE");
		assertThat(removal.getRequestLine()).matches("DELETE [!-~]+ HTTP/1[.]1");
		assertThat(removal.getHeaders().get("host")).isEqualTo(this.server.host().substring("http://".length()));
		RecordedRequest addition = last(AuthingServer.ADD_ENV);
		assertThat(addition.getTarget()).isEqualTo("/api/v2/env");
		assertThat(this.mapper.readTree(AuthingServer.body(addition)).propertyNames()).containsExactly("key", "value");
	}

	private RecordedRequest last(String kind) {
		List<RecordedRequest> requests = this.server.requests(kind);
		return requests.get(requests.size() - 1);
	}

	private List<Env> add(String key, boolean blocking) {
		return blocking ? this.client.addEnv(key, "value") : this.reactiveClient.addEnv(key, "value").block();
	}

	private List<Env> remove(String key, boolean blocking) {
		return blocking ? this.client.removeEnv(key) : this.reactiveClient.removeEnv(key).block();
	}

	private MockResponse list(String key) {
		return AuthingServer.json(200,
				this.mapper.writeValueAsString(Map.of("code", 200, "data", List.of(Map.of("key", key)))));
	}

	/**
	 * Read the key from the target as it came over the wire, more strictly than any
	 * server.
	 */
	private static String decode(RecordedRequest request) {
		String target = request.getTarget();
		assertThat(target).startsWith(PATH);
		String segment = target.substring(PATH.length());
		assertThat(segment.replaceAll("%[0-9A-F]{2}", "_")).matches("[A-Za-z0-9._~-]+").isNotIn(".", "..");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < segment.length(); i++) {
			boolean encoded = segment.charAt(i) == '%';
			bytes.write(encoded ? Integer.parseInt(segment, i + 1, i + 3, 16) : segment.charAt(i));
			i += encoded ? 2 : 0;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError(ex);
		}
	}

}
