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

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How much memory a response can cost.
 */
class HostileMemoryTests {

	private static final int MEGABYTE = 1024 * 1024;

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@ParameterizedTest
	@ValueSource(strings = { "{'code':200,'data':[*]}|{},", "{'code':200,'data':[*]}|{'key':'a','value':1},",
			"{'code':200,'data':[{'key':'a','value':[*]}]}|1,", "{'code':200,'data':[{'key':'a','value':[*]}]}|[],",
			"{'code':200,'data':[{'key':'a','value':[*]}]}|{'a':0},", "{'code':200,'data':{*'id':'x'}}|'name':'',",
			"{'code':200,'data':{'name':'*'}}|\\u0000", "{'code':200,'data':{'name':'*'}}|\\ud83d",
			"{'code':200,'data':'*'}|{\\'a\\':\\'", "{'code':500,'message':'*'}|x",
			"{'code':2020,'message':'*'}|\\\\u0041", "{'errors':[*'']}|'',",
			"{'errors':[*'']}|{'message':'Cannot query field \\'x\\' on type \\'T\\'.'},",
			"{'errors':[{'message':*'a'}]}|{'message':", "*|[", "*|{'a':", "<html>*|<a href=x>" })
	void whenResponseIsAsLargeAsAllowedThenReadingItCostsABoundedMultiple(String shape) {
		String[] parts = shape.replace('\'', '"').split("\\|");
		String filler = parts[1].repeat((MEGABYTE - parts[0].length()) / parts[1].length());
		String response = parts[0].replace("*", filler);
		try (ReactiveUserpoolManagementClient client = UserpoolManagementClient.builder()
			.userpoolId(Fixtures.USERPOOL_ID)
			.accessToken("the.access.token")
			.maxAttempts(1)
			.webClientBuilder(WebClient.builder()
				.exchangeFunction((request) -> Mono
					.fromCallable(() -> ClientResponse.create(HttpStatus.OK).body(response).build())))
			.buildReactive()) {
			for (Mono<?> call : List.of(client.detail(), client.listEnv(),
					client.update(UpdateUserpoolInput.builder().registerDisabled(true).build()))) {
				long before = threads.getCurrentThreadAllocatedBytes();
				call.materialize().block();
				long allocated = threads.getCurrentThreadAllocatedBytes() - before;
				assertThat(allocated).isBetween((long) MEGABYTE, 256L * MEGABYTE);
			}
		}
	}

	@Test
	void whenResponseNeverEndsThenClientStopsReadingIt() {
		AtomicLong written = new AtomicLong();
		byte[] part = " ".repeat(8192).getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = new FaultServer();
				UserpoolManagementClient client = UserpoolManagementClient.builder()
					.userpoolId(Fixtures.USERPOOL_ID)
					.accessToken("the.access.token")
					.host(server.host())
					.build()) {
			server.plan(AuthingServer.DETAIL, true, List.of(ServerResponse.executed((request, exchange) -> {
				exchange.write("HTTP/1.1 200 OK\r\n\r\n");
				while (true) {
					exchange.write(part);
					written.addAndGet(part.length);
				}
			})));
			assertThatExceptionOfType(AuthingInvalidResponseException.class).isThrownBy(client::detail)
				.withMessageContaining("authing.http.max-response-size (1048576 bytes)");
			await().until(() -> server.openConnections() == 0);
			// What the client has read, and what the buffers of the sockets hold.
			assertThat(written.get()).isBetween((long) MEGABYTE / 2, 32L * MEGABYTE);
		}
	}

}
