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

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

	private final ConsolePage page;

	VariablesController(UserpoolManagementClient userpool, ConsolePage page) {
		this.userpool = userpool;
		this.page = page;
	}

	@PostMapping
	ModelAndView add(VariableForm form, RedirectAttributes redirect) {
		return this.page.change(redirect, "new-variable", form, () -> {
			Object value = form.parsedValue();
			if (this.userpool.listEnv().stream().anyMatch((variable) -> form.key().equals(variable.key()))) {
				// Authing would replace it without a word.
				throw new IllegalArgumentException("There is a variable with this key already; replace its value.");
			}
			this.userpool.addEnv(form.key(), value);
			return new Change(VariableView.anchor(form.key()), form.key(), "added", null);
		});
	}

	@PostMapping("/replace")
	ModelAndView replace(VariableForm form, RedirectAttributes redirect) {
		return this.page.change(redirect, VariableView.anchor(form.key()), form, () -> {
			this.userpool.addEnv(form.key(), form.parsedValue());
			return new Change(VariableView.anchor(form.key()), form.key(), "value replaced", null);
		});
	}

	@PostMapping("/remove")
	ModelAndView remove(@RequestParam String key, RedirectAttributes redirect) {
		return this.page.change(redirect, "variables", "", () -> {
			this.userpool.removeEnv(key);
			return new Change("variables", key, "removed", null);
		});
	}

}
