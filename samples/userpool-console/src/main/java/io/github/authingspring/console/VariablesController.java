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

import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Changes of the environment variables. Keys are in the forms rather than in the path,
 * which could not carry all of them.
 */
@Controller
@RequestMapping("/variables")
class VariablesController {

	private final UserpoolManagementClient userpool;

	private final Changes changes;

	VariablesController(UserpoolManagementClient userpool, Changes changes) {
		this.userpool = userpool;
		this.changes = changes;
	}

	@PostMapping
	ModelAndView add(FormText key, FormText value, @Nullable FormText type, RedirectAttributes redirect) {
		VariableForm form = new VariableForm(key, value, type);
		return this.changes.make(new ChangeRequest("new-variable", form.key(), form, () -> {
			Object parsed = form.parsedValue();
			if (this.userpool.listEnv().stream().anyMatch((variable) -> form.key().equals(variable.key()))) {
				// Authing would replace it without a word.
				throw new IllegalArgumentException("There is a variable with this key already; replace its value.");
			}
			this.userpool.addEnv(form.key(), parsed);
			return new Change(VariableView.anchor(form.key()), form.key(), "added", null);
		}, (reading) -> reading.variables().map(form::isIn)), redirect);
	}

	@PostMapping("/replace")
	ModelAndView replace(FormText key, FormText value, @Nullable FormText type, RedirectAttributes redirect) {
		VariableForm form = new VariableForm(key, value, type);
		String anchor = VariableView.anchor(form.key());
		return this.changes.make(new ChangeRequest(anchor, form.key(), form, () -> {
			if (!form.isEdited()) {
				return Change.none(anchor, form.key());
			}
			this.userpool.addEnv(form.key(), form.parsedValue());
			return new Change(anchor, form.key(), "value replaced", null);
		}, (reading) -> reading.variables().map(form::isIn)), redirect);
	}

	@PostMapping("/remove")
	ModelAndView remove(FormText key, RedirectAttributes redirect) {
		return this.changes.make(new ChangeRequest("variables", key.text(), null, () -> {
			this.userpool.removeEnv(key.text());
			return new Change("variables", key.text(), "removed", null);
		}, (reading) -> reading.variables()
			.map((variables) -> variables.stream().noneMatch((variable) -> key.text().equals(variable.key())))),
				redirect);
	}

}
