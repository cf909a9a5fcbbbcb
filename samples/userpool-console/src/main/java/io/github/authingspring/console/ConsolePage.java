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

import java.util.List;
import java.util.function.Supplier;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.UserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Puts the page together. It is there even if Authing is not: then it says so.
 */
@Component
class ConsolePage {

	private final UserpoolManagementClient userpool;

	private final ObjectProvider<UserpoolDriftMonitor> driftMonitor;

	ConsolePage(UserpoolManagementClient userpool, ObjectProvider<UserpoolDriftMonitor> driftMonitor) {
		this.userpool = userpool;
		this.driftMonitor = driftMonitor;
	}

	/**
	 * Show the page.
	 * @param shownKey key of the variable whose value is shown, or {@code null}
	 * @return the page
	 */
	ModelAndView show(@Nullable String shownKey) {
		ModelAndView page = new ModelAndView("console");
		UserPool pool;
		try {
			pool = this.userpool.detail();
		}
		catch (AuthingException ex) {
			Failure failure = Failure.ofReading(ex);
			page.addObject("configurationFailure", failure);
			page.setStatus(failure.status());
			return page;
		}
		UserpoolDrift drift = null;
		try {
			List<Env> variables = this.userpool.listEnv();
			page.addObject("variables", VariableView.listOf(variables, shownKey));
			drift = compare(pool, variables);
		}
		catch (AuthingException ex) {
			page.addObject("variablesFailure", Failure.ofReading(ex));
		}
		page.addObject("configuration", ConfigurationView.of(pool, drift));
		page.addObject("drift", (drift != null) ? DriftView.of(drift) : null);
		return page;
	}

	private @Nullable UserpoolDrift compare(UserPool pool, List<Env> variables) {
		UserpoolDriftMonitor monitor = this.driftMonitor.getIfAvailable();
		return (monitor != null) ? monitor.compare(pool, variables) : null;
	}

	/**
	 * Make a change. Afterwards the page shows it, or beside what was entered why it
	 * failed.
	 * @param redirect takes the change to the page
	 * @param anchor id of what is to be changed
	 * @param entered what was entered, to be shown again with a failure, or {@code null}
	 * if there was nothing to enter
	 * @param change makes the change
	 * @return the way to the page
	 */
	ModelAndView change(RedirectAttributes redirect, String anchor, @Nullable Object entered, Supplier<Change> change) {
		try {
			redirect.addFlashAttribute("change", change.get());
			return new ModelAndView("redirect:/");
		}
		catch (AuthingException | IllegalArgumentException ex) {
			Failure failure = Failure.ofChange(ex);
			ModelAndView page = show(null);
			page.addObject("changeFailure", failure);
			page.addObject("failedAnchor", anchor);
			page.addObject("entered", entered);
			page.setStatus(failure.status());
			return page;
		}
	}

}
