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

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a value that was sent must not be repeated, should the server echo it.
 */
class SecretsTests {

	@Test
	void whenValueIsTextOrNumberThenItIsSecret() {
		assertThat(secretsIn("'hook'")).containsExactly("hook");
		assertThat(secretsIn("1.50")).containsExactly("1.50");
	}

	@Test
	void whenValueCouldBeAnythingThenItIsNoSecret() {
		assertThat(secretsIn("true")).isEmpty();
		assertThat(secretsIn("null")).isEmpty();
	}

	@Test
	void whenValueIsNestedThenItsPartsAreSecret() {
		assertThat(secretsIn("{'a':'x','b':[1,{'c':'y'}]}")).containsExactlyInAnyOrder("x", "1", "y");
	}

	/**
	 * As the configuration of an SMS provider is sent.
	 */
	@Test
	void whenTextIsJsonThenItsPartsAreSecretToo() {
		assertThat(Secrets.in(Json.toTree("{\"key\":\"x\"}"))).containsExactlyInAnyOrder("{\"key\":\"x\"}", "x");
		assertThat(Secrets.in(Json.toTree("[\"x\",2]"))).containsExactlyInAnyOrder("[\"x\",2]", "x", "2");
		assertThat(Secrets.in(Json.toTree("[no JSON"))).containsExactly("[no JSON");
		assertThat(Secrets.in(Json.toTree("\"x\""))).containsExactly("\"x\"");
	}

	private static Set<String> secretsIn(String json) {
		return Secrets.in(Json.read(json.replace('\'', '"')));
	}

}
