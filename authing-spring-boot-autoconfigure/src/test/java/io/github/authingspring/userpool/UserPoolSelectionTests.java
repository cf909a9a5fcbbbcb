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
import java.util.Set;
import java.util.stream.Collectors;

import io.github.authingspring.userpool.ApiError.UnknownField;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an update asks for on servers whose schema is an older one.
 */
class UserPoolSelectionTests {

	@Test
	void whenSchemaLacksFieldThenItIsNotSelected() {
		assertThat(UserPoolSelection.ALL.updateDocument()).contains(" logo ", " name ");
		assertThat(without(new UnknownField("UserPool", "logo", null)).updateDocument())
			.isEqualTo(UserPoolSelection.ALL.updateDocument().replace(" logo ", " "));
	}

	@Test
	void whenSchemaLacksNestedFieldThenFieldOfTheSameNameElsewhereIsStillSelected() {
		assertThat(without(new UnknownField("UserpoolType", "name", null)).updateDocument())
			.isEqualTo(UserPoolSelection.ALL.updateDocument().replace("{ code name ", "{ code "));
		assertThat(without(new UnknownField("UserPool", "name", null)).updateDocument())
			.isEqualTo(UserPoolSelection.ALL.updateDocument().replace("{ id name domain ", "{ id domain "));
	}

	@Test
	void whenSchemaLacksAllOfNestedFieldsThenTheirParentIsNotSelected() {
		assertThat(without(new UnknownField("ChangePhoneStrategy", "verifyOldPhone", null)).updateDocument())
			.isEqualTo(UserPoolSelection.ALL.updateDocument().replace(" changePhoneStrategy { verifyOldPhone }", ""));
	}

	@Test
	void whenThereIsNothingToLeaveOutThenSelectionIsTheSame() {
		assertThat(without(new UnknownField("UserPool", "other", null))).isSameAs(UserPoolSelection.ALL);
	}

	@Test
	void whenNothingWouldBeLeftThenSelectionIsTheSame() {
		Set<UnknownField> all = Arrays
			.stream(UserPoolSelection.ALL.updateDocument()
				.replaceAll("^.*?\\{.*?\\{|\\{[^{}]*}|}", " ")
				.strip()
				.split(" +"))
			.map((field) -> new UnknownField("UserPool", field, null))
			.collect(Collectors.toSet());
		assertThat(all).contains(new UnknownField("UserPool", "id", null),
				new UnknownField("UserPool", "whitelist", null));
		assertThat(UserPoolSelection.ALL.without(all)).isSameAs(UserPoolSelection.ALL);
	}

	private static UserPoolSelection without(UnknownField field) {
		return UserPoolSelection.ALL.without(Set.of(field));
	}

}
