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

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingException.Outcome;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Makes changes. Nobody looks at a page in which nothing moves: a change that takes
 * longer than a second has an address of its own, and so has one of which it is not known
 * whether it was made. Both are kept in the session.
 */
@Component
class Changes {

	private static final Duration NOTICEABLE = Duration.ofSeconds(1);

	private final ConsolePage page;

	private final AsyncTaskExecutor executor;

	private final HttpSession session;

	Changes(ConsolePage page, AsyncTaskExecutor executor, HttpSession session) {
		this.page = page;
		this.executor = executor;
		this.session = session;
	}

	/**
	 * Make a change. Afterwards the page shows it, or beside what was entered why it
	 * failed.
	 * @param request the change
	 * @param redirect takes the change to the page
	 * @return the page, or the way to it
	 */
	ModelAndView make(ChangeRequest request, RedirectAttributes redirect) {
		PendingChange change = new PendingChange(request, this.executor.submitCompletable(request.action()::get));
		return change.hasEnded(NOTICEABLE) ? outcome(change, redirect)
				: this.page.redirect("/changes/" + remember(change), redirect);
	}

	/**
	 * Show what became of a change.
	 * @param id id of the change
	 * @param redirect takes the change to the page
	 * @return the page, or the way to it
	 */
	ModelAndView outcome(String id, RedirectAttributes redirect) {
		PendingChange change = find(id);
		if (change == null) {
			return this.page.redirect("/", redirect);
		}
		if (!change.hasEnded(Duration.ZERO)) {
			return new ModelAndView("underway", "label", change.request().label());
		}
		forget(id);
		return outcome(change, redirect);
	}

	private ModelAndView outcome(PendingChange change, RedirectAttributes redirect) {
		try {
			return made(change.result().join(), redirect);
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof AuthingException failure) {
				String id = (failure.outcome() == Outcome.UNKNOWN) ? remember(change) : null;
				return this.page.showFailure(this.page.read(), change.request(), Failure.ofChange(failure), id);
			}
			if (ex.getCause() instanceof IllegalArgumentException invalid) {
				return this.page.showFailure(this.page.read(), change.request(), Failure.ofInput(invalid), null);
			}
			throw ex;
		}
	}

	private ModelAndView made(Change change, RedirectAttributes redirect) {
		redirect.addFlashAttribute("change", change);
		return this.page.redirect("/", redirect);
	}

	/**
	 * See whether a change was made of which that was not known.
	 * @param id id of the change
	 * @param redirect takes the change to the page
	 * @return the page, or the way to it
	 */
	ModelAndView readAgain(String id, RedirectAttributes redirect) {
		PendingChange change = find(id);
		if (change == null) {
			return this.page.redirect("/", redirect);
		}
		PoolReading reading = this.page.read();
		ChangeRequest request = change.request();
		Boolean made = request.made().apply(reading).orElse(null);
		if (Boolean.TRUE.equals(made)) {
			forget(id);
			return made(new Change(request.anchor(), request.label(), "The change was made.", null), redirect);
		}
		return this.page.showFailure(reading, request,
				(made != null) ? Failure.ofMissingChange() : Failure.ofUnknownChange(), id);
	}

	private String remember(PendingChange change) {
		String id = UUID.randomUUID().toString();
		this.session.setAttribute(attribute(id), change);
		return id;
	}

	private @Nullable PendingChange find(String id) {
		return (PendingChange) this.session.getAttribute(attribute(id));
	}

	private void forget(String id) {
		this.session.removeAttribute(attribute(id));
	}

	private static String attribute(String id) {
		return PendingChange.class.getName() + "." + id;
	}

}
