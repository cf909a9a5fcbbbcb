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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import cn.authing.core.graphql.GraphQLException;
import cn.authing.core.mgmt.ManagementClient;
import cn.authing.core.mgmt.UserpoolManagementClient;
import cn.authing.core.types.AccessTokenRes;
import cn.authing.core.types.Env;
import cn.authing.core.types.FrequentRegisterCheckConfigInput;
import cn.authing.core.types.UpdateUserpoolInput;
import cn.authing.core.types.UserPool;
import com.google.gson.Gson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that Authing's Java SDK takes the sandbox for Authing.
 */
class JavaSdkTests {

	private final AuthingSandbox sandbox = AuthingSandbox.start();

	private final ManagementClient client = client(this.sandbox);

	private final UserpoolManagementClient userpool = this.client.userpool();

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void detail() throws Exception {
		JsonNode detail = json(this.userpool.detail().execute());
		JsonNode rest = SandboxClient.authenticated(this.sandbox).get("/api/v2/userpools/detail").at("data");
		assertThat(detail.propertyNames()).hasSizeGreaterThan(25);
		for (String field : detail.propertyNames()) {
			switch (field) {
				case "createdAt" -> assertThat(detail.get(field).asString()).isEqualTo("2021-09-08T05:42:22+00:00");
				case "updatedAt" -> assertThat(detail.get(field).asString()).isEqualTo("2021-09-23T08:10:01+00:00");
				case "app2WxappLoginStrategy" -> assertThat(detail.get(field)).isEqualTo(SandboxClient
					.json("{ \"ticketExpriresAfter\": 120, \"ticketExchangeUserInfoNeedSecret\": true }"));
				case "userpoolTypes" ->
					assertThat(detail.at("/userpoolTypes/0/code")).isEqualTo(rest.at("/userpoolTypes/0/code"));
				default -> assertThat(detail.get(field)).as(field).isEqualTo(rest.get(field));
			}
		}
		assertThat(operations()).startsWith(Operation.AUTHENTICATE, Operation.DETAIL);
	}

	@Test
	void update() throws Exception {
		UpdateUserpoolInput input = new UpdateUserpoolInput();
		input.setRegisterDisabled(true);
		input.setUserpoolTypes(List.of("web", "native"));
		FrequentRegisterCheckConfigInput check = new FrequentRegisterCheckConfigInput();
		check.setLimit(7);
		input.setFrequentRegisterCheck(check);
		UserPool updated = this.userpool.update(input).execute();
		assertThat(updated.getRegisterDisabled()).isTrue();
		assertThat(updated.getUserpoolTypes()).extracting("code").containsExactly("web", "native");
		assertThat(updated.getFrequentRegisterCheck()).hasFieldOrPropertyWithValue("limit", 7)
			.hasFieldOrPropertyWithValue("timeInterval", 300)
			.hasFieldOrPropertyWithValue("enabled", true);
		assertThat(updated.getName()).isEqualTo("Sandbox pool");
		assertThat(this.sandbox.userpool()).containsEntry("registerDisabled", true);
	}

	@Test
	void updateWhenDomainIsTaken() {
		UpdateUserpoolInput input = new UpdateUserpoolInput();
		input.setDomain("taken");
		assertThatExceptionOfType(GraphQLException.class).isThrownBy(() -> this.userpool.update(input).execute())
			.withMessageContaining("2039");
	}

	@Test
	void listEnv() throws Exception {
		List<Env> variables = this.userpool.listEnv().execute();
		assertThat(variables).extracting(Env::getKey).containsExactly("LARK_WEBHOOK", "FEATURES");
		assertThat(variables).extracting(Env::getUserPoolId).containsOnly(this.sandbox.userpoolId());
		assertThat(variables.get(0).getValue()).isEqualTo("https://open.example.com/bot/v2/hook/sandbox-webhook");
		assertThat(variables.get(1).getValue()).isEqualTo(Map.of("invitations", true, "trialShare", 0.1));
	}

	@Test
	void addEnv() throws Exception {
		Env added = this.userpool.addEnv("KEY", Map.of("a", 1)).execute();
		assertThat(added.getKey()).isEqualTo("KEY");
		assertThat(added.getId()).isNotEmpty();
		assertThat(added.getCreatedAt()).endsWith("Z");
		assertThat(this.sandbox.env()).containsEntry("KEY", Map.of("a", 1));
	}

	@Test
	void removeEnv() throws Exception {
		assertThat(this.userpool.removeEnv("FEATURES").execute().getCode()).isEqualTo(200);
		assertThat(this.sandbox.env()).containsOnlyKeys("LARK_WEBHOOK");
	}

	@Test
	void requestToken() throws Exception {
		AccessTokenRes token = this.client.requestToken().execute();
		assertThat(token.getAccessToken()).isNotEmpty();
		assertThat(this.client.getAccessTokenExpiresAt()).isEqualTo(Long.valueOf(token.getExp()) * 1000);
	}

	@Test
	void whenTokenIsGoodThenItIsKept() throws Exception {
		this.userpool.listEnv().execute();
		this.userpool.detail().execute();
		assertThat(operations()).containsExactly(Operation.AUTHENTICATE, Operation.LIST_ENV, Operation.DETAIL);
	}

	@Test
	void whenTokenIsAboutToExpireThenItIsRenewed() throws Exception {
		try (AuthingSandbox shortLived = AuthingSandbox.builder().tokenLifetime(Duration.ofMinutes(30)).start()) {
			UserpoolManagementClient impatient = client(shortLived).userpool();
			impatient.listEnv().execute();
			impatient.detail().execute();
			// It asks twice for its first token, which is due at once.
			assertThat(shortLived.requests()).extracting(RecordedRequest::operation)
				.containsExactly(Operation.AUTHENTICATE, Operation.AUTHENTICATE, Operation.LIST_ENV,
						Operation.AUTHENTICATE, Operation.DETAIL);
		}
	}

	@Test
	void whenTokenIsRevokedThenANewOneIsAccepted() throws Exception {
		this.userpool.detail().execute();
		this.sandbox.revokeTokens();
		assertThatExceptionOfType(GraphQLException.class).isThrownBy(() -> this.userpool.detail().execute())
			.withMessageContaining("黑名单");
		this.client.requestToken().execute();
		assertThat(this.userpool.detail().execute().getId()).isEqualTo(this.sandbox.userpoolId());
	}

	@Test
	void whenSandboxFailsThenSdkDoes() throws Exception {
		this.userpool.detail().execute();
		this.sandbox.addFault(Fault.status(503).times(1));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.userpool.listEnv().execute())
			.withMessageContaining("503");
		// OkHttp sends a request again by itself when a connection that it reuses is
		// lost.
		this.sandbox.addFault(Fault.dropConnection());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.userpool.addEnv("KEY", 1).execute());
		this.sandbox.clearFaults();
		assertThat(this.userpool.listEnv().execute()).hasSize(2);
	}

	private List<Operation> operations() {
		return this.sandbox.requests().stream().map(RecordedRequest::operation).toList();
	}

	private static ManagementClient client(AuthingSandbox sandbox) {
		ManagementClient client = new ManagementClient(sandbox.userpoolId(), sandbox.secret());
		client.setHost(sandbox.host());
		return client;
	}

	private static JsonNode json(Object value) {
		return SandboxClient.json(new Gson().toJson(value));
	}

}
