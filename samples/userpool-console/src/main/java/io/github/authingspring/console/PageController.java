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

import java.security.Principal;

import io.github.authingspring.console.ConsoleProperties.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page and the login before it.
 */
@Controller
class PageController {

	private final ConsolePage page;

	private final ConsoleUsers users;

	PageController(ConsolePage page, ConsoleUsers users) {
		this.page = page;
		this.users = users;
	}

	@GetMapping("/login")
	ModelAndView login() {
		return new ModelAndView("login", "demo", this.users.isDemo());
	}

	@GetMapping("/")
	ModelAndView page() {
		return this.page.show(this.page.read(), null);
	}

	/**
	 * The page with the value of one variable on it; for admins alone, as everything
	 * under this path.
	 * @param key key of the variable
	 * @return the page
	 */
	@GetMapping("/variables/value")
	ModelAndView value(@RequestParam String key) {
		return this.page.show(this.page.read(), key);
	}

	/**
	 * What every page says: who is signed in, where the user pool is, and which variables
	 * are looked for.
	 */
	@ControllerAdvice
	static class CommonAttributes {

		private final PoolConnection connection;

		CommonAttributes(PoolConnection connection) {
			this.connection = connection;
		}

		@ModelAttribute("connection")
		PoolConnection connection() {
			return this.connection;
		}

		@ModelAttribute("user")
		@Nullable String user(HttpServletRequest request) {
			Principal principal = request.getUserPrincipal();
			return (principal != null) ? principal.getName() : null;
		}

		@ModelAttribute(ConsolePage.FILTER)
		String filter(@RequestParam(name = ConsolePage.FILTER, defaultValue = "") String filter) {
			return filter;
		}

		@ModelAttribute("admin")
		boolean admin(HttpServletRequest request) {
			return request.isUserInRole(Role.ADMIN.name());
		}

	}

}
