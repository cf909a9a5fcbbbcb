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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.authingspring.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for changing the user pool.
 */
class UpdateUserpoolTests {

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder().clock(this.clock).start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void whenUpdatedThenOnlyTheGivenFieldsChange() {
		ObjectNode expected = (ObjectNode) detail();
		Response response = this.client.update("{ \"registerDisabled\": true, \"allowedOrigins\": \"\" }", "id",
				"registerDisabled", "allowedOrigins", "updatedAt");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(SandboxClient.json("""
				{
				  "data": {
				    "updateUserpool": {
				      "id": "59f86b4832eb28071bdd9214",
				      "registerDisabled": true,
				      "allowedOrigins": "",
				      "updatedAt": "2026-03-01T10:15:30+00:00"
				    }
				  }
				}"""));
		expected.put("registerDisabled", true).put("allowedOrigins", "").put("updatedAt", "2026-03-01T10:15:30.250Z");
		assertThat(detail()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]" })
	void whenNothingIsGivenThenNothingChanges(String input) {
		JsonNode before = detail();
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(this.client.update(input, "id").at("data", "updateUserpool", "id").asString())
			.isEqualTo(this.sandbox.userpoolId());
		assertThat(detail()).isEqualTo(before);
	}

	@Test
	void whenNestedObjectIsGivenThenItIsMerged() {
		Response response = this.client.update(
				"{ \"whitelist\": { \"phoneEnabled\": true, \"usernameEnabled\": null } }",
				"whitelist { phoneEnabled emailEnabled usernameEnabled }");
		assertThat(response.at("data", "updateUserpool", "whitelist")).isEqualTo(
				SandboxClient.json("{ \"phoneEnabled\": true, \"emailEnabled\": false, \"usernameEnabled\": null }"));
		assertThat(detail().required("whitelist")).isEqualTo(response.at("data", "updateUserpool", "whitelist"));
	}

	@Test
	void whenNestedObjectWasNullThenItIsMadeAgain() {
		assertThat(this.client.update("{ \"whitelist\": null }", "whitelist { phoneEnabled }")
			.at("data", "updateUserpool", "whitelist")
			.isNull()).isTrue();
		assertThat(this.client
			.update("{ \"whitelist\": { \"phoneEnabled\": true } }", "whitelist { phoneEnabled emailEnabled }")
			.at("data", "updateUserpool", "whitelist"))
			.isEqualTo(SandboxClient.json("{ \"phoneEnabled\": true, \"emailEnabled\": null }"));
	}

	@Test
	void whenNestedObjectsAreReplacedThenWhatIsAbsentBecomesNull() {
		this.sandbox.replaceNestedObjects(true);
		Response response = this.client.update(
				"{ \"loginFailCheck\": { \"limit\": 9 }, \"app2WxappLoginStrategy\": { \"ticketExpriresAfter\": 77 } }",
				"loginFailCheck { limit timeInterval enabled }",
				"app2WxappLoginStrategy { ticketExpriresAfter ticketExchangeUserInfoNeedSecret }");
		assertThat(response.at("data", "updateUserpool")).isEqualTo(SandboxClient.json("""
				{
				  "loginFailCheck": { "limit": 9, "timeInterval": null, "enabled": null },
				  "app2WxappLoginStrategy": { "ticketExpriresAfter": 77, "ticketExchangeUserInfoNeedSecret": null }
				}"""));
		assertThat(detail().required("loginFailCheck"))
			.isEqualTo(response.at("data", "updateUserpool", "loginFailCheck"));
		assertThat(detail().required("app2WxappLoginStrategy")).isEqualTo(
				SandboxClient.json("{ \"ticketExpiresAfter\": 77, \"ticketExchangeUserInfoNeedSecret\": null }"));
		assertThat(detail().required("whitelist").required("usernameEnabled").asBoolean()).isTrue();
	}

	@Test
	void whenFieldIsSpelledDifferentlyThenRestHasItsOwnSpelling() {
		Response response = this.client.update("{ \"app2WxappLoginStrategy\": { \"ticketExpriresAfter\": 77 } }",
				"app2WxappLoginStrategy { ticketExpriresAfter ticketExchangeUserInfoNeedSecret }");
		assertThat(response.at("data", "updateUserpool", "app2WxappLoginStrategy")).isEqualTo(
				SandboxClient.json("{ \"ticketExpriresAfter\": 77, \"ticketExchangeUserInfoNeedSecret\": true }"));
		assertThat(detail().required("app2WxappLoginStrategy")).isEqualTo(
				SandboxClient.json("{ \"ticketExpiresAfter\": 77, \"ticketExchangeUserInfoNeedSecret\": true }"));
	}

	@Test
	void whenTypesAreGivenAsCodesThenReturnsObjects() {
		Response response = this.client.update("{ \"userpoolTypes\": [\"web\", \"native\"] }",
				"userpoolTypes { code name description image sdks }");
		assertThat(response.at("data", "updateUserpool", "userpoolTypes")).isEqualTo(SandboxClient.json("""
				[
				  { "code": "web", "name": "Web", "description": null, "image": null, "sdks": [] },
				  { "code": "native", "name": "Native", "description": null, "image": null, "sdks": [] }
				]"""));
	}

	@Test
	void whenNullIsGivenThenNullableFieldIsNull() {
		Response response = this.client.update("{ \"description\": null, \"tokenExpiresAfter\": null }", "description",
				"tokenExpiresAfter");
		assertThat(response.at("data", "updateUserpool"))
			.isEqualTo(SandboxClient.json("{ \"description\": null, \"tokenExpiresAfter\": null }"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "domain", "logo", "emailVerifiedDefault", "sendWelcomeEmail", "registerDisabled",
			"appSsoEnabled" })
	void whenNullIsGivenForFieldThatIsNeverNullThenReturnsBusinessError(String field) {
		JsonNode before = detail();
		Response response = this.client.update("{ \"description\": \"new\", \"" + field + "\": null }", "id");
		assertThat(response.at("errors", 0, "message", "code").asInt()).isEqualTo(400);
		assertThat(response.at("errors", 0, "message", "data", "field").asString()).isEqualTo(field);
		assertThat(detail()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "taken", "authing" })
	void whenDomainIsTakenThenReturnsBusinessErrorAndChangesNothing(String domain) {
		JsonNode before = detail();
		Response response = this.client.update("{ \"name\": \"new\", \"domain\": \"" + domain + "\" }", "id");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.at("data").isNull()).isTrue();
		assertThat(response.at("errors", 0, "message")).isEqualTo(SandboxClient
			.json("{ \"code\": 2039, \"message\": \"域名已被占用\", \"data\": { \"domain\": \"" + domain + "\" } }"));
		assertThat(response.at("errors", 0, "path")).isEqualTo(SandboxClient.json("[\"updateUserpool\"]"));
		assertThat(detail()).isEqualTo(before);
	}

	@Test
	void whenInputIsPartOfTheDocumentThenItIsRead() {
		Response response = this.client
			.graphQl("mutation { updateUserpool(input: { name: \"inline\", loginFailCheck: { limit: 9 } }) "
					+ "{ name loginFailCheck { limit enabled timeInterval } } }");
		assertThat(response.at("data", "updateUserpool")).isEqualTo(SandboxClient.json(
				"{ \"name\": \"inline\", \"loginFailCheck\": { \"limit\": 9, \"enabled\": true, \"timeInterval\": 300 } }"));
	}

	@Test
	void whenManyUpdateAtOnceThenNothingIsLost() throws Exception {
		List<String> inputs = List.of("{ \"name\": \"n\" }", "{ \"description\": \"d\" }",
				"{ \"registerDisabled\": true }", "{ \"verifyCodeLength\": 6 }",
				"{ \"loginFailCheck\": { \"limit\": 9 } }", "{ \"loginFailCheck\": { \"timeInterval\": 8 } }",
				"{ \"loginFailCheck\": { \"enabled\": false } }", "{ \"logo\": \"l\" }");
		ExecutorService executor = Executors.newFixedThreadPool(inputs.size());
		try {
			List<Future<Response>> updates = new ArrayList<>();
			for (String input : inputs) {
				updates.add(executor.submit(() -> this.client.update(input, "id")));
			}
			for (Future<Response> update : updates) {
				assertThat(update.get().status()).isEqualTo(200);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.client
			.graphQl("{ userpool { name description registerDisabled verifyCodeLength logo "
					+ "loginFailCheck { limit timeInterval enabled } } }")
			.at("data", "userpool")).isEqualTo(SandboxClient.json("""
					{
					  "name": "n",
					  "description": "d",
					  "registerDisabled": true,
					  "verifyCodeLength": 6,
					  "logo": "l",
					  "loginFailCheck": { "limit": 9, "timeInterval": 8, "enabled": false }
					}"""));
	}

	private JsonNode detail() {
		return this.client.get("/api/v2/userpools/detail").at("data");
	}

}
