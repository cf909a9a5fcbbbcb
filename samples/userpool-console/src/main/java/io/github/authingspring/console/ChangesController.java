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

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What became of a change that took its time, or of which it is not known whether it was
 * made.
 */
@Controller
@RequestMapping("/changes/{id}")
class ChangesController {

	private final Changes changes;

	ChangesController(Changes changes) {
		this.changes = changes;
	}

	/**
	 * Where a change is under way, the browser asks again. A header tells it to, since an
	 * element of the page that does is a barrier to people who read slowly.
	 */
	@GetMapping
	ModelAndView outcome(@PathVariable String id, RedirectAttributes redirect, HttpServletResponse response) {
		ModelAndView page = this.changes.outcome(id, redirect);
		if ("underway".equals(page.getViewName())) {
			response.setHeader("Refresh", "1");
		}
		return page;
	}

	@GetMapping("/pool")
	ModelAndView readAgain(@PathVariable String id, RedirectAttributes redirect) {
		return this.changes.readAgain(id, redirect);
	}

}
