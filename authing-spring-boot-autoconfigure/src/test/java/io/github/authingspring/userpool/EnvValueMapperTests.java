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

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Values of {@code addEnv} are written by the mapper of the application, all else by our
 * own.
 */
class EnvValueMapperTests {

	private final AuthingServer server = new AuthingServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	private String sent(JsonMapper mapper, Object value) {
		try (UserpoolManagementClient client = this.server.clientBuilder().jsonMapper(mapper).build()) {
			client.addEnv("KEY", value);
		}
		return AuthingServer.body(this.server.requests(AuthingServer.ADD_ENV).get(0));
	}

	@Test
	void whenModuleOfApplicationKnowsTypeThenItWritesIt() {
		SimpleModule module = new SimpleModule().addSerializer(Opaque.class, new StdSerializer<>(Opaque.class) {
			@Override
			public void serialize(Opaque value, JsonGenerator generator, SerializationContext context) {
				generator.writeString("opaque:" + value.text);
			}
		});
		assertThat(sent(JsonMapper.builder().addModule(module).build(), new Opaque("x")))
			.isEqualTo("{\"key\":\"KEY\",\"value\":\"opaque:x\"}");
	}

	@Test
	void whenMapperRenamesPropertiesThenOnlyThoseOfTheValueAreRenamed() {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		assertThat(sent(mapper, new Hook("https://example.com")))
			.isEqualTo("{\"key\":\"KEY\",\"value\":{\"target_url\":\"https://example.com\"}}");
	}

	@Test
	void whenNothingCanWriteTypeThenItIsRejectedInsteadOfStoredEmpty() {
		try (UserpoolManagementClient client = this.server.client()) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.addEnv("KEY", new Opaque("secret-text")))
				.withMessageStartingWith("'value' must be something that Jackson can write as JSON")
				.withMessageNotContaining("secret-text");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.addEnv("KEY", Map.of("nested", new Opaque("secret-text"))));
			assertThat(this.server.count(AuthingServer.ADD_ENV)).isZero();
			client.addEnv("KEY", Map.of());
		}
		assertThat(AuthingServer.body(this.server.requests(AuthingServer.ADD_ENV).get(0)))
			.isEqualTo("{\"key\":\"KEY\",\"value\":{}}");
	}

	@Test
	void whenMapperOfApplicationWritesNotANumberAsTextThenItIsRejected() {
		JsonMapper mapper = JsonMapper.builder().build();
		try (UserpoolManagementClient client = this.server.clientBuilder().jsonMapper(mapper).build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.addEnv("KEY", Double.NaN));
		}
	}

	record Hook(String targetUrl) {

	}

	/**
	 * A type without properties.
	 */
	static final class Opaque {

		private final String text;

		Opaque(String text) {
			this.text = text;
		}

	}

}
