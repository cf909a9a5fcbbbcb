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

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UserPoolTests {

	@Test
	void whenServerSaidNothingThenThereIsNull() {
		UserPool pool = UserPool.fromJson("{}");
		assertThat(pool.name()).isNull();
		assertThat(pool.userpoolTypes()).isNull();
		assertThat(pool.additionalFields()).isEmpty();
		assertThat(pool).hasToString("UserPool[additionalFields=[]]");
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
	void whenPoolIsDescribedThenSecretsAreMaskedAndOfUnknownFieldsOnlyNamesAreShown() {
		UserPool pool = UserPool.fromJson("""
				{"name": "n", "secret": "s1", "jwtSecret": "s2", "new": "s3",
				"customDb": {"enabled": true, "mode": "lazy", "scripts": "s4", "connection": "s5"},
				"customSMSProvider": {"provider": "aliyun", "config": "s6"},
				"passwordFaas": {"enabled": true, "encryptUrl": "https://s7", "decryptUrl": "https://s8"}}""");
		assertThat(pool).hasToString("UserPool[name=n, secret=******, jwtSecret=******, "
				+ "customSMSProvider=CustomSMSProvider[provider=aliyun, config=******], "
				+ "passwordFaas=PasswordFaas[enabled=true, encryptUrl=******, decryptUrl=******], customDb=******, "
				+ "additionalFields=[new]]");
		assertThat(pool.customDb()).hasToString("CustomDb[enabled=true, mode=lazy, scripts=******, connection=******]");
		assertThat(Env.fromJson("{\"key\":\"K\",\"value\":\"s\"}")).hasToString("Env[key=K, value=******]");
	}

	@Test
	void whenValueIsReadThenItIsAnyJson() {
		assertThat(Env.fromJson("{\"value\":[1.10,{\"a\":true},null]}").value()).asString()
			.isEqualTo("[1.10, {a=true}, null]");
		assertThat(Env.fromJson("{\"value\":[]}").value()).isEqualTo(List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "\"x\"", "{", "{\"tokenExpiresAfter\":\"secret\"}" })
	void whenTextIsNoUserPoolThenItIsRefusedAndNotQuoted(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> UserPool.fromJson(json))
			.withMessage("json: must be a JSON object with the fields of UserPool as the API sends them")
			.withNoCause();
	}

}
