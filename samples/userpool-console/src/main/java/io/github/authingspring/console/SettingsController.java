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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.console.Change.Undo;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDrift.Difference;
import io.github.authingspring.userpool.declared.UserpoolDrift.State;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.ObjectProvider;
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

	private final ObjectProvider<UserpoolDeclaration> declaration;

	SettingsController(UserpoolManagementClient userpool, ConsolePage page,
			ObjectProvider<UserpoolDeclaration> declaration) {
		this.userpool = userpool;
		this.page = page;
		this.declaration = declaration;
	}

	@PostMapping("/settings/{id}")
	ModelAndView change(@PathVariable String id, @RequestParam String value, RedirectAttributes redirect) {
		Setting<?> setting = find(id);
		return this.page.change(redirect, id, value, () -> {
			String before = setting.read(this.userpool.detail());
			String after = setting.read(this.userpool.update(setting.update(value)));
			return new Change(id, setting.label(), shown(before) + " → " + shown(after),
					(before != null) ? new Undo("/settings/" + id, "value", before) : null);
		});
	}

	@PostMapping("/settings/{id}/declared")
	ModelAndView setAsDeclared(@PathVariable String id, RedirectAttributes redirect) {
		Setting<?> setting = find(id);
		UserpoolDeclaration declaration = declaration();
		return this.page.change(redirect, id, null, () -> {
			UserPool pool = this.userpool.detail();
			UserpoolDrift drift = compare(declaration, pool);
			String before = setting.read(pool);
			String after = setting.read(this.userpool.update(updateOf(id, drift)));
			String others = othersOf(id, drift);
			return new Change(id, setting.label(), shown(before) + " → " + shown(after) + ", as declared" + others,
					(before != null && others.isEmpty()) ? new Undo("/settings/" + id, "value", before) : null);
		});
	}

	@PostMapping("/origins/declared")
	ModelAndView setOriginsAsDeclared(RedirectAttributes redirect) {
		UserpoolDeclaration declaration = declaration();
		return this.page.change(redirect, "origins", null, () -> {
			UserpoolDrift drift = compare(declaration, this.userpool.detail());
			this.userpool.update(updateOf(DriftView.ORIGINS, drift));
			return new Change("origins", "Allowed origins", "set as declared", null);
		});
	}

	private static Setting<?> find(String id) {
		return SettingCatalog.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private UserpoolDeclaration declaration() {
		UserpoolDeclaration declaration = this.declaration.getIfAvailable();
		if (declaration == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return declaration;
	}

	/**
	 * The page may be old, so the pool is compared again. It needs no variables for that.
	 */
	private static UserpoolDrift compare(UserpoolDeclaration declaration, UserPool pool) {
		return declaration.compare(pool, List.of());
	}

	/**
	 * Return the part of the update that sets one field of the API. Values of one nested
	 * object are set together, since a server may replace it as a whole.
	 */
	private static UpdateUserpoolInput updateOf(String name, UserpoolDrift drift) {
		if (drifted(drift).noneMatch((difference) -> difference.name().equals(name))) {
			throw new IllegalArgumentException("No difference from what is declared was found.");
		}
		return drift.update()
			.map((update) -> JsonMapper.shared().<ObjectNode>valueToTree(update).retain(DriftView.fieldOf(name)))
			.filter((update) -> !update.isEmpty())
			.map((update) -> UpdateUserpoolInput.of(UserPool.fromJson(update)))
			.orElseThrow(() -> new IllegalArgumentException(
					"The server shows a part of it as a mask, which an update would put in its place."));
	}

	private static String othersOf(String name, UserpoolDrift drift) {
		return drifted(drift).map(Difference::name)
			.filter((other) -> !other.equals(name) && DriftView.fieldOf(other).equals(DriftView.fieldOf(name)))
			.map((other) -> "; also as declared: " + SettingCatalog.find(other).map(Setting::label).orElse(other))
			.collect(Collectors.joining());
	}

	private static Stream<Difference> drifted(UserpoolDrift drift) {
		return drift.settings().stream().filter((difference) -> difference.state() == State.DIFFERS);
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
