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

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.Status;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
import io.github.authingspring.userpool.Fault.Column;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the server responds, the actuator endpoint has a description that can be
 * written, and no secret in it.
 */
class HostileConfigurationTests {

	private static final List<String> SECRETS = List.of("fixture-jwt-secret", "fixture-sms-secret",
			"fixture-db-password", "fixture-env-value", Fixtures.SECRET);

	private final JsonMapper mapper = JsonMapper.builder().build();

	private byte[] detail;

	private byte[] list;

	@Test
	void whenResponseIsMutatedThenEndpointDescribesItWithoutSecrets() {
		Set<Status> seen = EnumSet.noneOf(Status.class);
		try (ReactiveUserpoolManagementClient client = client()) {
			HostileTries.of(400, (chance) -> {
				this.detail = HostileJson
					.mutate(Fixtures.read(chance.note(chance.of("detail/rest.json", "detail/graphql.json"))), chance);
				this.list = HostileJson.mutate(Fixtures.read("env/list.json"), chance);
				Status expected = HostileResponseTests.isReadable(Column.DETAIL, this.detail) ? Status.AVAILABLE
						: Status.UNAVAILABLE;
				assertThat(describe(client, Show.NEVER)).doesNotContain(SECRETS)
					.contains("\"status\":\"" + expected + "\"");
				assertThat(describe(client, Show.ALWAYS)).contains("\"status\":\"" + expected + "\"");
				seen.add(expected);
			});
		}
		assertThat(seen).containsExactlyInAnyOrder(Status.values());
	}

	private String describe(ReactiveUserpoolManagementClient client, Show showValues) {
		AuthingUserpoolDescriptor descriptor = new AuthingUserpoolEndpoint(client, showValues, List.of(), null)
			.userpool();
		String json = new String(this.mapper.writeValueAsBytes(descriptor), StandardCharsets.UTF_8);
		return this.mapper.readTree(json).toString();
	}

	private ReactiveUserpoolManagementClient client() {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken("t.o.k")
			.maxAttempts(1)
			.webClientBuilder(WebClient.builder()
				.exchangeFunction((request) -> respond(
						request.url().getPath().endsWith("/userpools/detail") ? this.detail : this.list)))
			.buildReactive();
	}

	private static Mono<ClientResponse> respond(byte[] body) {
		Flux<DataBuffer> buffers = Flux.defer(() -> Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(body)));
		return Mono.fromCallable(() -> ClientResponse.create(HttpStatus.OK).body(buffers).build());
	}

}
