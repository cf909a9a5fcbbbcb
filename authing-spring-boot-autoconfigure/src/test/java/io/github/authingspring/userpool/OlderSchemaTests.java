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

import io.github.authingspring.userpool.ApiError.UnknownField;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A field that a nested object of an older schema lacks: other objects may have one of
 * that name.
 */
class OlderSchemaTests {

	private static UserPoolSelection without(String type, String field, String object) {
		String document = UserPoolSelection.ALL.updateDocument();
		int position = document.indexOf(field, document.indexOf(" " + object + " { "));
		return UserPoolSelection.ALL.without(Set.of(new UnknownField(type, field, position)));
	}

	@Test
	void whenServerTellsThePlaceThenFieldIsLeftOutThereAlone() {
		assertThat(without("CustomSMSProvider", "enabled", "customSMSProvider").updateDocument())
			.contains("customSMSProvider { provider config }")
			.contains("loginFailCheck { timeInterval limit enabled }")
			.contains("passwordUpdatePolicy { enabled forcedCycle differenceCycle }");
	}

	@Test
	void whenServerTellsNoPlaceThenFieldIsLeftOutOfEveryNestedObject() {
		assertThat(UserPoolSelection.ALL.without(Set.of(new UnknownField("CustomSMSProvider", "enabled", null)))
			.updateDocument()).contains("customSMSProvider { provider config }")
			.contains("loginFailCheck { timeInterval limit }");
	}

	@Test
	void whenServerReportsColumnThenItIsThePlaceInTheDocument() {
		try (AuthingServer server = new AuthingServer()) {
			String document = UserPoolSelection.ALL.updateDocument();
			int column = document.indexOf("config", document.indexOf(" customSMSProvider { ")) + 1;
			server.next(AuthingServer.UPDATE, AuthingServer.json(400,
					"{\"errors\":[{\"message\":\"Cannot query field \\\"config\\\" on type \\\"CustomSMSProvider\\\".\","
							+ "\"locations\":[{\"line\":1,\"column\":" + column + "}]}]}"));
			try (UserpoolManagementClient client = server.client()) {
				client.update((updates) -> updates.name("n"));
			}
			assertThat(AuthingServer.body(server.requests(AuthingServer.UPDATE).get(1)))
				.contains("customSMSProvider { enabled provider }");
		}
	}

}
