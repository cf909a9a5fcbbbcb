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

import io.github.authingspring.sandbox.SandboxClient.Response;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthingSandbox#useSchemaOfEarly2021(boolean)}.
 */
class OldDeploymentTests {

	private static final String SMS_CONFIG = "{ sendSmsApi: \"https://sms.example.com\", appId: \"1\", key: \"k\", "
			+ "template: \"t\", ttl: 60 }";

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final SandboxClient client = SandboxClient.authenticated(this.sandbox);

	OldDeploymentTests() {
		this.sandbox.useSchemaOfEarly2021(true);
	}

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "loginFailStrategy", "loginPasswordFailCheck { limit }",
			"passwordUpdatePolicy { enabled }", "verifyCodeMaxAttempts", "ownerId", "appSsoEnabled", "packageType",
			"useCustomUserStore", "loginRequireEmailVerified", "verifyCodeLength" })
	void whenFieldCameLaterThenItIsUnknown(String selection) {
		String field = selection.replaceFirst(" .*", "");
		for (Response response : new Response[] { this.client.graphQl("{ userpool { id " + selection + " } }"),
				this.client.update("{ \"name\": \"new\" }", "id", selection) }) {
			assertThat(response.status()).isEqualTo(400);
			assertThat(response.at("errors", 0, "message").asString())
				.startsWith("Cannot query field \"" + field + "\" on type \"UserPool\".");
		}
		assertThat(this.client.update("{ \"" + field + "\": null }", "id").at("errors", 0, "message").asString())
			.contains("Field \"" + field + "\" is not defined by type \"UpdateUserpoolInput\".");
		assertThat(this.client.get("/api/v2/userpools/detail").at("data").has(field)).isFalse();
		assertThat(this.sandbox.userpool()).containsEntry("name", "Sandbox pool").containsKey(field);
	}

	@Test
	void whenSmsProviderIsReadThenItHasAnotherConfig() {
		Response config = this.client.graphQl("{ userpool { customSMSProvider { enabled provider config } } }");
		assertThat(config.status()).isEqualTo(400);
		assertThat(config.at("errors", 0, "message").asString())
			.isEqualTo("Cannot query field \"config\" on type \"CustomSMSProvider\". Did you mean \"config253\"?");
		JsonNode provider = SandboxClient.json("{ \"enabled\": true, \"provider\": \"aliyun\", \"config253\": null }");
		assertThat(this.client.graphQl("{ userpool { customSMSProvider { enabled provider config253 { key } } } }")
			.at("data", "userpool", "customSMSProvider")).isEqualTo(provider);
		assertThat(this.client.get("/api/v2/userpools/detail").at("data", "customSMSProvider")).isEqualTo(provider);
	}

	@Test
	void whenSmsProviderIsUpdatedThenConfigIsReturned() {
		Response response = this.client.graphQl("mutation { updateUserpool(input: { customSMSProvider: { config253: "
				+ SMS_CONFIG + " } }) { customSMSProvider { provider config253 { appId ttl } } } }");
		assertThat(response.at("data", "updateUserpool", "customSMSProvider")).isEqualTo(
				SandboxClient.json("{ \"provider\": \"aliyun\", \"config253\": { \"appId\": \"1\", \"ttl\": 60 } }"));
	}

	@Test
	void whenConfigOfSmsProviderIsIncompleteThenItIsRejected() {
		assertThat(this.client.update("{ \"customSMSProvider\": { \"config253\": { \"key\": \"k\" } } }", "id")
			.at("errors", 0, "message")
			.asString())
			.isEqualTo("Variable \"$input\" got invalid value { key: \"k\" } at "
					+ "\"input.customSMSProvider.config253\"; "
					+ "Field \"sendSmsApi\" of required type \"String!\" was not provided.");
	}

	@Test
	void whenConfigOfSmsProviderIsSentThenLogDoesNotShowIt() {
		this.client.update("{ \"customSMSProvider\": { \"config253\": { \"key\": \"s3cr3t\" } } }", "id");
		assertThat(this.sandbox.requests(Operation.UPDATE)).hasSize(1);
		assertThat(this.sandbox.requests().toString()).doesNotContain("s3cr3t");
	}

	@Test
	void whenOlderSchemaIsAFaultAsWellThenThisOneIsMet() {
		this.sandbox.addFault(Fault.olderSchema());
		assertThat(this.client.graphQl("{ userpool { ownerId } }").status()).isEqualTo(400);
		this.sandbox.useSchemaOfEarly2021(false);
		assertThat(this.client.graphQl("{ userpool { ownerId } }").status()).isEqualTo(200);
	}

	@Test
	void whenClientUpdatesThenItFindsWhatTheServerKnows() {
		try (UserpoolManagementClient userpool = UserpoolManagementClient.builder()
			.host(this.sandbox.host())
			.userpoolId(this.sandbox.userpoolId())
			.secret(this.sandbox.secret())
			.build()) {
			UserPool updated = userpool.update((updates) -> updates.registerDisabled(true));
			assertThat(updated.registerDisabled()).isTrue();
			assertThat(userpool.detail().customSMSProvider()).isNotNull();
			int requests = this.sandbox.requests(Operation.UPDATE).size();
			userpool.update((updates) -> updates.registerDisabled(false));
			assertThat(this.sandbox.requests(Operation.UPDATE)).hasSize(requests + 1);
		}
		assertThat(this.sandbox.userpool()).containsEntry("registerDisabled", false);
	}

}
