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
import java.util.Set;
import java.util.stream.Stream;

import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a user pool's configuration. The user pool itself, with its
 * secrets, stays out of the templates.
 *
 * @param name name of the pool
 * @param updatedAt when the pool was last changed
 * @param updatedAtText the same for people, or {@code null} if the server said nothing
 * @param groups the settings
 * @param origins the allowed origins
 * @param originsOdd whether the server has them in a form that cannot be shown
 * @param originsDrift how they differ from what is declared, {@code null} if they do not
 */
record ConfigurationView(@Nullable String name, @Nullable Instant updatedAt, @Nullable String updatedAtText,
		List<GroupView> groups, List<String> origins, boolean originsOdd, DriftView.@Nullable Values originsDrift) {

	static ConfigurationView of(UserPool pool, @Nullable UserpoolDrift drift) {
		List<String> origins = origins(pool);
		return new ConfigurationView(pool.name(), pool.updatedAt(),
				Texts.moment(pool.updatedAt(), isOdd(pool, "updatedAt")),
				SettingCatalog.groups().stream().map((group) -> GroupView.of(group, pool, drift)).toList(), origins,
				isOdd(pool, DriftView.ORIGINS), DriftView.Values.ofOrigins(origins, drift));
	}

	/**
	 * Return whether the server has a value in a form that cannot be shown.
	 * @param pool the user pool
	 * @param name name of the value, with a dot where it is nested
	 * @return whether that is why it is {@code null}
	 */
	static boolean isOdd(UserPool pool, String name) {
		Set<String> others = pool.additionalFields().keySet();
		return others.contains(name) || others.contains(DriftView.fieldOf(name));
	}

	/**
	 * Return the ids of what can be changed.
	 */
	List<String> anchors() {
		Stream<String> settings = this.groups.stream()
			.flatMap((group) -> group.settings().stream())
			.map((view) -> view.setting().id());
		return Stream.concat(this.originsOdd ? Stream.of("origins") : Stream.of("origins", "new-origin"), settings)
			.toList();
	}

	static List<String> origins(UserPool pool) {
		String origins = pool.allowedOrigins();
		return (origins != null) ? origins(origins) : List.of();
	}

	static List<String> origins(String lines) {
		return lines.lines().map(String::strip).filter((origin) -> !origin.isEmpty()).toList();
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
				settings.add(new SettingView(setting, value, value == null && isOdd(pool, setting.id()),
						DriftView.Values.of(setting, value, drift)));
			}
			return new GroupView(group, List.copyOf(settings));
		}

	}

	/**
	 * A setting with its value.
	 *
	 * @param setting the setting
	 * @param value the value, {@code null} if the server said nothing
	 * @param odd whether the server has the value in a form that cannot be shown
	 * @param drift how it differs from what is declared, {@code null} if it does not
	 */
	record SettingView(Setting<?> setting, @Nullable String value, boolean odd, DriftView.@Nullable Values drift) {

		public FormText text() {
			return FormText.unedited((this.value != null) ? this.value : "");
		}

		public boolean isOn() {
			return "on".equals(this.value);
		}

		public @Nullable String spelledOut() {
			return this.setting.spelledOut(this.value);
		}

	}

}
