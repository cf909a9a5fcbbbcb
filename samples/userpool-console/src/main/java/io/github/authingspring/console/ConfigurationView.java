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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a user pool's configuration. The user pool itself, with its
 * secrets, stays out of the templates.
 *
 * @param name name of the pool
 * @param updatedAt when the pool was last changed
 * @param groups the settings
 * @param origins the allowed origins
 * @param originsDrift how they differ from what is declared, {@code null} if they do not
 */
record ConfigurationView(@Nullable String name, @Nullable Instant updatedAt, List<GroupView> groups,
		List<String> origins, DriftView.@Nullable Values originsDrift) {

	static ConfigurationView of(UserPool pool, @Nullable UserpoolDrift drift) {
		List<String> origins = origins(pool);
		return new ConfigurationView(pool.name(), pool.updatedAt(),
				SettingCatalog.groups().stream().map((group) -> GroupView.of(group, pool, drift)).toList(), origins,
				DriftView.Values.ofOrigins(origins, drift));
	}

	static List<String> origins(UserPool pool) {
		String origins = pool.allowedOrigins();
		return (origins != null) ? origins.lines().map(String::strip).filter((origin) -> !origin.isEmpty()).toList()
				: List.of();
	}

	public @Nullable String updatedAtText() {
		return Texts.moment(this.updatedAt);
	}

	/**
	 * A group of settings with their values.
	 *
	 * @param group the group
	 * @param settings its settings
	 */
	record GroupView(SettingGroup group, List<SettingView> settings) {

		static GroupView of(SettingGroup group, UserPool pool, @Nullable UserpoolDrift drift) {
			List<SettingView> settings = new ArrayList<>();
			for (Setting<?> setting : group.settings()) {
				String value = setting.read(pool);
				settings.add(new SettingView(setting, value, DriftView.Values.of(setting, value, drift)));
			}
			return new GroupView(group, List.copyOf(settings));
		}

	}

	/**
	 * A setting with its value.
	 *
	 * @param setting the setting
	 * @param value the value, {@code null} if the server said nothing
	 * @param drift how it differs from what is declared, {@code null} if it does not
	 */
	record SettingView(Setting<?> setting, @Nullable String value, DriftView.@Nullable Values drift) {

		public boolean isOn() {
			return "on".equals(this.value);
		}

		public @Nullable String spelledOut() {
			return this.setting.spelledOut(this.value);
		}

	}

}
