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

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolDescriptor.Status;
import io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint;
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
 * Whatever the server answers, the actuator endpoint has a description that can be
 * written, and no secret in it.
 */
class HostileConfigurationTests {

	private static final List<String> SECRETS = List.of("fixture-jwt-secret", "fixture-sms-secret",
			"fixture-db-password", "fixture-env-value", Fixtures.SECRET);

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Test
	void whenAnswerIsMutatedThenEndpointDescribesItWithoutSecrets() {
		Set<Status> seen = EnumSet.noneOf(Status.class);
		HostileTries.of(400, (chance) -> {
			byte[] detail = HostileJson
				.mutate(Fixtures.read(chance.note(chance.of("detail/rest.json", "detail/graphql.json"))), chance);
			byte[] list = HostileJson.mutate(Fixtures.read("env/list.json"), chance);
			try (ReactiveUserpoolManagementClient client = client(detail, list)) {
				AuthingUserpoolDescriptor hidden = endpoint(client, Show.NEVER).userpool();
				seen.add(hidden.status());
				assertThat(write(hidden)).doesNotContain(SECRETS);
				assertThat(write(endpoint(client, Show.ALWAYS).userpool()))
					.contains("\"status\":\"" + hidden.status() + "\"");
			}
		});
		assertThat(seen).containsExactlyInAnyOrder(Status.values());
	}

	private String write(AuthingUserpoolDescriptor descriptor) {
		return this.mapper.readTree(this.mapper.writeValueAsBytes(descriptor)).toString();
	}

	private static AuthingUserpoolEndpoint endpoint(ReactiveUserpoolManagementClient client, Show showValues) {
		return new AuthingUserpoolEndpoint(client, Duration.ofSeconds(30), showValues, List.of());
	}

	private static ReactiveUserpoolManagementClient client(byte[] detail, byte[] list) {
		return UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken("t.o.k")
			.maxAttempts(1)
			.webClientBuilder(WebClient.builder()
				.exchangeFunction(
						(request) -> answer(request.url().getPath().endsWith("/userpools/detail") ? detail : list)))
			.buildReactive();
	}

	private static Mono<ClientResponse> answer(byte[] body) {
		Flux<DataBuffer> buffers = Flux.defer(() -> Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(body)));
		return Mono.fromCallable(() -> ClientResponse.create(HttpStatus.OK).body(buffers).build());
	}

}
