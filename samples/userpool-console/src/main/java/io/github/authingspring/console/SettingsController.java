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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.authingspring.console.Change.Undo;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Changes of the configuration: one setting or one origin at a time.
 */
@Controller
class SettingsController {

	private final UserpoolManagementClient userpool;

	private final ConsolePage page;

	SettingsController(UserpoolManagementClient userpool, ConsolePage page) {
		this.userpool = userpool;
		this.page = page;
	}

	@PostMapping("/settings/{id}")
	ModelAndView change(@PathVariable String id, @RequestParam String value, RedirectAttributes redirect) {
		Setting<?> setting = SettingCatalog.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return this.page.change(redirect, id, value, () -> {
			String before = setting.read(this.userpool.detail());
			String after = setting.read(this.userpool.update(setting.update(value)));
			return new Change(id, setting.label(), shown(before) + " → " + shown(after),
					(before != null) ? new Undo("/settings/" + id, "value", before) : null);
		});
	}

	private static String shown(@Nullable String value) {
		return (value == null) ? "not set" : value.isEmpty() ? "empty" : value;
	}

	@PostMapping("/origins")
	ModelAndView addOrigin(@RequestParam String origin, RedirectAttributes redirect) {
		return this.page.change(redirect, "new-origin", origin, () -> {
			String added = origin.strip();
			updateOrigins((origins) -> {
				if (origins.contains(added)) {
					throw new IllegalArgumentException("This origin is on the list already.");
				}
				origins.add(added);
			});
			return new Change("origins", "Allowed origins", "added " + added,
					new Undo("/origins/remove", "origin", added));
		});
	}

	@PostMapping("/origins/remove")
	ModelAndView removeOrigin(@RequestParam String origin, RedirectAttributes redirect) {
		return this.page.change(redirect, "origins", "", () -> {
			updateOrigins((origins) -> origins.remove(origin));
			return new Change("origins", "Allowed origins", "removed " + origin,
					new Undo("/origins", "origin", origin));
		});
	}

	/**
	 * The API takes the list as a whole, so it is read right before.
	 */
	private void updateOrigins(Consumer<List<String>> change) {
		UserPool pool = this.userpool.detail();
		List<String> origins = new ArrayList<>(ConfigurationView.origins(pool));
		change.accept(origins);
		this.userpool.update((updates) -> updates.allowedOriginList(origins));
	}

}
