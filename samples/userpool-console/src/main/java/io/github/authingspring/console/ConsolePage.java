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

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.declared.UserpoolDrift;
import io.github.authingspring.userpool.declared.UserpoolDriftMonitor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Puts the page together. It is there even if Authing is not: it shows what could be
 * read, and says what could not.
 */
@Component
class ConsolePage {

	/** The name of what the keys of the variables on the page have to contain. */
	static final String FILTER = "filter";

	private final ReactiveUserpoolManagementClient userpool;

	private final ObjectProvider<UserpoolDriftMonitor> driftMonitor;

	private final HttpServletRequest request;

	ConsolePage(ReactiveUserpoolManagementClient userpool, ObjectProvider<UserpoolDriftMonitor> driftMonitor,
			HttpServletRequest request) {
		this.userpool = userpool;
		this.driftMonitor = driftMonitor;
		this.request = request;
	}

	PoolReading read() {
		return PoolReading.of(this.userpool);
	}

	/**
	 * Show the page.
	 * @param reading what could be read of the user pool
	 * @param shownKey key of the variable whose value is shown, or {@code null}
	 * @return the page
	 */
	ModelAndView show(PoolReading reading, @Nullable String shownKey) {
		ModelAndView page = new ModelAndView("console");
		Set<String> anchors = new LinkedHashSet<>();
		UserpoolDrift drift = compare(reading);
		page.addObject("drift", (drift != null) ? DriftView.of(drift) : null);
		reading.pool().ifPresent((pool) -> {
			ConfigurationView configuration = ConfigurationView.of(pool, drift);
			page.addObject("configuration", configuration);
			anchors.addAll(configuration.anchors());
		});
		reading.variables().ifPresent((list) -> {
			VariableView.Listing variables = VariableView.Listing.of(list, filter(), shownKey);
			page.addObject("variables", variables);
			anchors.addAll(variables.anchors());
		});
		page.addObject("anchors", anchors);
		reading.poolFailure().ifPresent((ex) -> page.addObject("configurationFailure", Failure.ofReading(ex)));
		reading.variablesFailure().ifPresent((ex) -> page.addObject("variablesFailure", Failure.ofReading(ex)));
		if (anchors.isEmpty()) {
			page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
		}
		return page;
	}

	private @Nullable UserpoolDrift compare(PoolReading reading) {
		UserpoolDriftMonitor monitor = this.driftMonitor.getIfAvailable();
		if (monitor == null) {
			return null;
		}
		Optional<AuthingException> failure = reading.poolFailure().or(reading::variablesFailure);
		if (failure.isPresent()) {
			monitor.failed(failure.get());
			return null;
		}
		return monitor.compare(reading.pool().orElseThrow(), reading.variables().orElseThrow());
	}

	/**
	 * Show the page with a change that failed, beside what was entered.
	 * @param reading what could be read of the user pool
	 * @param request the change
	 * @param failure why it failed
	 * @param id id of the change if it is not known whether it was made, else
	 * {@code null}
	 * @return the page
	 */
	ModelAndView showFailure(PoolReading reading, ChangeRequest request, Failure failure, @Nullable String id) {
		ModelAndView page = show(reading, null);
		page.addObject("changeFailure", failure);
		page.addObject("failedAnchor", request.anchor());
		page.addObject("entered", request.entered());
		page.addObject("unknownChange", id);
		page.setStatus(failure.status());
		return page;
	}

	/**
	 * Go to a path of the console, and keep what the page is filtered by.
	 * @param path the path
	 * @param redirect the attributes of the redirect
	 * @return the way there
	 */
	ModelAndView redirect(String path, RedirectAttributes redirect) {
		if (!filter().isEmpty()) {
			redirect.addAttribute(FILTER, filter());
		}
		return new ModelAndView("redirect:" + path);
	}

	private String filter() {
		return Objects.requireNonNullElse(this.request.getParameter(FILTER), "");
	}

}
