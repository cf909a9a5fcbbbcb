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

package io.github.authingspring.console;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PoolConnectionTests {

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:8081, LOCAL_SERVER", "http://localhost:8081/base, LOCAL_SERVER",
			"http://[::1]:8081, LOCAL_SERVER", "https://core.authing.cn, SERVICE",
			"https://localhost.example.com, SERVICE", "https://127.example.com, SERVICE" })
	void whenServerIsNotOnThisMachineThenItIsTheRealService(String host, PoolConnection.Kind kind) {
		assertThat(PoolConnection.to("pool", host).kind()).isEqualTo(kind);
	}

}
