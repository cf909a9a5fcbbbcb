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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responses and requests of the API contract, as data.
 */
public final class Fixtures {

	public static final String USERPOOL_ID = "59f86b4832eb28071bdd9214";

	public static final String SECRET = "fixture-pool-secret";

	public static final String TOKEN = json("token/graphql.json").at("/data/accessToken/accessToken").asString();

	private Fixtures() {
	}

	public static String read(String name) {
		try (InputStream resource = Fixtures.class.getResourceAsStream("/fixtures/" + name)) {
			return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static JsonNode json(String name) {
		return JsonMapper.builder().build().readTree(read(name));
	}

}
