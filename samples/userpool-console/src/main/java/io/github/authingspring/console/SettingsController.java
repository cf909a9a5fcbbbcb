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

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Changes of the configuration: one setting or one origin at a time.
 */
@Controller
class SettingsController {

	private static final String ORIGINS = "Allowed origins";

	private final UserpoolManagementClient userpool;

	private final Changes changes;

	private final ObjectProvider<UserpoolDeclaration> declaration;

	SettingsController(UserpoolManagementClient userpool, Changes changes,
			ObjectProvider<UserpoolDeclaration> declaration) {
		this.userpool = userpool;
		this.changes = changes;
		this.declaration = declaration;
	}

	@PostMapping("/settings/{id}")
	ModelAndView change(@PathVariable String id, FormText value, RedirectAttributes redirect) {
		Setting<?> setting = find(id);
		return this.changes.make(new ChangeRequest(id, setting.label(), value, () -> {
			if (!value.isEdited()) {
				return Change.none(id, setting.label());
			}
			String before = setting.read(this.userpool.detail());
			String after = setting.read(this.userpool.update(setting.update(value.text())));
			return new Change(id, setting.label(), shown(before) + " → " + shown(after),
					(before != null) ? new Undo("/settings/" + id, "value", before) : null);
		}, (reading) -> reading.pool().map((pool) -> setting.isIn(pool, value.text()))), redirect);
	}

	@PostMapping("/settings/{id}/declared")
	ModelAndView setAsDeclared(@PathVariable String id, RedirectAttributes redirect) {
		Setting<?> setting = find(id);
		UserpoolDeclaration declaration = declaration();
		return this.changes.make(new ChangeRequest(id, setting.label(), null, () -> {
			UserPool pool = this.userpool.detail();
			UserpoolDrift drift = compare(declaration, pool);
			String before = setting.read(pool);
			String after = setting.read(this.userpool.update(updateOf(id, drift)));
			String others = othersOf(id, drift);
			return new Change(id, setting.label(), shown(before) + " → " + shown(after) + ", as declared" + others,
					(before != null && others.isEmpty()) ? new Undo("/settings/" + id, "value", before) : null);
		}, isAsDeclared(id, declaration)), redirect);
	}

	@PostMapping("/origins/declared")
	ModelAndView setOriginsAsDeclared(RedirectAttributes redirect) {
		UserpoolDeclaration declaration = declaration();
		return this.changes.make(new ChangeRequest("origins", ORIGINS, null, () -> {
			UserpoolDrift drift = compare(declaration, this.userpool.detail());
			this.userpool.update(updateOf(DriftView.ORIGINS, drift));
			return new Change("origins", ORIGINS, "set as declared", null);
		}, isAsDeclared(DriftView.ORIGINS, declaration)), redirect);
	}

	private static Function<PoolReading, Optional<Boolean>> isAsDeclared(String name, UserpoolDeclaration declaration) {
		return (reading) -> reading.pool().map((pool) -> !isDrifted(name, compare(declaration, pool)));
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
		if (!isDrifted(name, drift)) {
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

	private static boolean isDrifted(String name, UserpoolDrift drift) {
		return drifted(drift).anyMatch((difference) -> difference.name().equals(name));
	}

	private static Stream<Difference> drifted(UserpoolDrift drift) {
		return drift.settings().stream().filter((difference) -> difference.state() == State.DIFFERS);
	}

	private static String shown(@Nullable String value) {
		return (value == null) ? "not set" : value.isEmpty() ? "empty" : value;
	}

	@PostMapping("/origins")
	ModelAndView addOrigin(FormText origin, RedirectAttributes redirect) {
		String added = origin.text().strip();
		return this.changes.make(new ChangeRequest("new-origin", ORIGINS, origin, () -> {
			// Says what is wrong with this one.
			UpdateUserpoolInput.builder().allowedOriginList(List.of(added));
			updateOrigins((origins) -> {
				if (ConfigurationView.origins(origins).contains(added)) {
					throw new IllegalArgumentException("This origin is on the list already.");
				}
				return origins + ((origins.isEmpty() || origins.endsWith("\n")) ? "" : "\n") + added;
			});
			return new Change("origins", ORIGINS, "added " + added, new Undo("/origins/remove", "origin", added));
		}, (reading) -> reading.pool().map((pool) -> ConfigurationView.origins(pool).contains(added))), redirect);
	}

	@PostMapping("/origins/remove")
	ModelAndView removeOrigin(FormText origin, RedirectAttributes redirect) {
		String removed = origin.text();
		return this.changes.make(new ChangeRequest("origins", ORIGINS, null, () -> {
			updateOrigins((origins) -> Arrays.stream(origins.split("\n", -1))
				.filter((line) -> !line.strip().equals(removed))
				.collect(Collectors.joining("\n")));
			return new Change("origins", ORIGINS, "removed " + removed, new Undo("/origins", "origin", removed));
		}, (reading) -> reading.pool().map((pool) -> !ConfigurationView.origins(pool).contains(removed))), redirect);
	}

	/**
	 * Change the list as people see it. The API takes it as a whole, so it is read right
	 * before, and what the change leaves alone stays as it was.
	 */
	private void updateOrigins(UnaryOperator<String> change) {
		UserPool pool = this.userpool.detail();
		String origins = pool.allowedOrigins();
		if (ConfigurationView.isOdd(pool, DriftView.ORIGINS)) {
			throw new IllegalArgumentException(
					"The server has the list in a form that cannot be shown, " + "and a change would replace it.");
		}
		String before = Objects.requireNonNullElse(origins, "");
		String after = FormText.edit(before, change.apply(FormText.shown(before)));
		this.userpool.update((updates) -> updates.allowedOrigins(after));
	}

}
