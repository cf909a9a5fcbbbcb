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

package io.github.authingspring.reactive;

import java.util.List;

import io.github.authingspring.reactive.PoolConfiguration.Change;
import io.github.authingspring.userpool.model.UserPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link PoolConfiguration}.
 */
class PoolConfigurationTests {

	@Test
	void whenNothingChangedThenNoChanges() {
		assertThat(changes("{'name': 'a', 'whitelist': {'phoneEnabled': true}}",
				"{'name': 'a', 'whitelist': {'phoneEnabled': true}}"))
			.isEmpty();
	}

	@Test
	void whenFieldsChangedThenOldAndNewValues() {
		assertThat(changes("{'name': 'a', 'registerDisabled': false, 'logo': 'gone'}",
				"{'name': 'b', 'registerDisabled': true, 'description': 'new'}"))
			.containsExactly(new Change("description", null, "new"), new Change("logo", "gone", null),
					new Change("name", "a", "b"), new Change("registerDisabled", false, true));
	}

	@Test
	void whenFieldOfNestedObjectChangedThenItAlone() {
		assertThat(changes("{'loginFailCheck': {'limit': 3, 'enabled': true}}",
				"{'loginFailCheck': {'limit': 5, 'enabled': true}}"))
			.containsExactly(new Change("loginFailCheck.limit", 3, 5));
	}

	@Test
	void whenOnlyTimeOfUpdateChangedThenNoChanges() {
		assertThat(changes("{'updatedAt': '2021-09-08T05:42:22.498Z'}", "{'updatedAt': '2021-09-09T05:42:22.498Z'}"))
			.isEmpty();
	}

	@Test
	void whenSecretsChangedThenChangesAreMasked() {
		List<Change> changes = changes("""
				{'secret': 'TELLTALE1', 'jwtSecret': 'TELLTALE1', 'customSMSProvider': {'config': 'TELLTALE1'},
				'customDb': {'connection': {'TELLTALE1': 1}, 'scripts': ['TELLTALE1']},
				'passwordFaas': {'encryptUrl': 'https://TELLTALE1'},
				'addedTomorrow': 'TELLTALE1', 'addedAsObject': {'TELLTALE1': 1}}""", """
				{'secret': 'TELLTALE2', 'customSMSProvider': {'config': 'TELLTALE2'},
				'customDb': {'connection': {'TELLTALE2': 1}, 'scripts': ['TELLTALE2']},
				'passwordFaas': {'encryptUrl': 'https://TELLTALE2'},
				'addedTomorrow': 'TELLTALE2', 'addedAsObject': {'TELLTALE2': 1}}""");
		assertThat(changes).extracting(Change::field)
			.containsExactly("addedAsObject", "addedTomorrow", "customDb.connection", "customDb.scripts",
					"customSMSProvider.config", "jwtSecret", "passwordFaas.encryptUrl", "secret");
		assertThat(changes).extracting(Change::oldValue).containsOnly("******");
		assertThat(changes).filteredOn((change) -> change.newValue() == null)
			.containsExactly(new Change("jwtSecret", "******", null));
		assertThat(changes.toString()).doesNotContain("TELLTALE");
	}

	@Test
	void whenShownThenSecretsAreMaskedAndFieldsWithoutValueLeftOut() {
		PoolConfiguration configuration = configuration(
				"{'name': 'a', 'secret': 'TELLTALE', 'logo': null, 'customDb': {'mode': 'CUSTOM', 'connection': 1}}");
		assertThat(configuration.toMap()).containsOnly(entry("name", "a"), entry("secret", "******"),
				entry("customDb.mode", "CUSTOM"), entry("customDb.connection", "******"));
		assertThat(configuration.toString()).doesNotContain("TELLTALE");
	}

	private static List<Change> changes(String earlier, String later) {
		return configuration(later).changesSince(configuration(earlier));
	}

	private static PoolConfiguration configuration(String json) {
		return PoolConfiguration.of(UserPool.fromJson(json.replace('\'', '"')));
	}

}
