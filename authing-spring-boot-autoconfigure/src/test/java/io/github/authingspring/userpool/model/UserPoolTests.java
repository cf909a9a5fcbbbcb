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

package io.github.authingspring.userpool.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UserPoolTests {

	@Test
	void whenServerSaysNothingThenThereIsNull() {
		UserPool pool = UserPool.fromJson("{}");
		assertThat(pool).hasAllNullFieldsOrPropertiesExcept("additionalFields", "nullFields");
		assertThat(pool.additionalFields()).isEmpty();
		assertThat(pool.nullFields()).isEmpty();
		assertThat(pool).hasToString("UserPool[additionalFields=[], nullFields=[]]");
	}

	@Test
	void whenServerSaysNullThenThatIsKnown() {
		UserPool pool = UserPool.fromJson("""
				{"description": null, "whitelist": null, "loginFailCheck": {"limit": null, "enabled": true},
				"app2WxappLoginStrategy": {"ticketExpriresAfter": null}, "new": null, "tokenExpiresAfter": []}""");
		assertThat(pool.nullFields()).containsExactlyInAnyOrder("description", "whitelist", "loginFailCheck.limit",
				"app2WxappLoginStrategy.ticketExpiresAfter", "new");
		assertThat(pool.nullFields()).isUnmodifiable();
		assertThat(pool.additionalFields()).containsOnlyKeys("tokenExpiresAfter");
	}

	@Test
	void whenPoolIsReadThenItCannotBeChanged() {
		UserPool pool = UserPool.fromJson("{\"userpoolTypes\":[{\"code\":\"web\",\"sdks\":[\"js\",null]}],\"new\":1}");
		assertThat(pool.userpoolTypes()).isUnmodifiable()
			.containsExactly(new UserPool.UserPoolType("web", null, null, null, Arrays.asList("js", null)));
		assertThat(pool.userpoolTypes().get(0).sdks()).isUnmodifiable();
		assertThat(pool.additionalFields()).isUnmodifiable().isEqualTo(Map.of("new", 1));
	}

	@Test
	void whenServerHasFieldsNamedAsOursThenTheyAreKept() {
		UserPool pool = UserPool.fromJson("{\"additionalFields\":{\"a\":1},\"loginFailCheck.limit\":[2],\"\":3}");
		assertThat(pool.additionalFields())
			.isEqualTo(Map.of("additionalFields", Map.of("a", 1), "loginFailCheck.limit", List.of(2), "", 3));
	}

	@Test
	void whenPoolIsDescribedThenSecretsAreMaskedAndOfUnknownFieldsOnlyNamesAreShown() {
		UserPool pool = UserPool.fromJson("""
				{"name": "n", "secret": "s1", "jwtSecret": "s2", "new": "s3", "tokenExpiresAfter": "s0",
				"customDb": {"enabled": true, "mode": "lazy", "scripts": "s4", "connection": "s5"},
				"customSMSProvider": {"provider": "aliyun", "config": "s6"},
				"passwordFaas": {"enabled": true, "encryptUrl": "https://s7", "decryptUrl": "https://s8"}}""");
		assertThat(pool).hasToString("UserPool[name=n, secret=******, jwtSecret=******, "
				+ "customSMSProvider=CustomSMSProvider[provider=aliyun, config=******], "
				+ "passwordFaas=PasswordFaas[enabled=true, encryptUrl=******, decryptUrl=******], customDb=******, "
				+ "additionalFields=[tokenExpiresAfter, new], nullFields=[]]");
		assertThat(pool.customDb()).hasToString("CustomDb[enabled=true, mode=lazy, scripts=******, connection=******]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "\"secret\"", "{", "{}secret", "{\"name\":secret}",
			"{\"tokenExpiresAfter\":1e2147483648}" })
	void whenTextIsNoUserPoolThenItIsRejectedAndNotQuoted(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> UserPool.fromJson(json))
			.withMessage("'json' must be a JSON object with the fields of UserPool")
			.withNoCause();
	}

	@Test
	void whenJsonIsNullThenItIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> UserPool.fromJson((String) null))
			.withMessage("'json' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> UserPool.fromJson((JsonNode) null))
			.withMessage("'json' must not be null");
	}

}
