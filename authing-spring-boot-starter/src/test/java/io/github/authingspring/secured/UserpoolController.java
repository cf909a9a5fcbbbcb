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

package io.github.authingspring.secured;

import io.github.authingspring.userpool.UserpoolManagementClient;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UserpoolController {

	private final UserpoolManagementClient userpool;

	UserpoolController(UserpoolManagementClient userpool) {
		this.userpool = userpool;
	}

	@GetMapping("/api/userpool")
	String name(@AuthenticationPrincipal Jwt token) {
		return token.getSubject() + " reads " + this.userpool.detail().name();
	}

	@GetMapping("/")
	String page(@AuthenticationPrincipal OidcUser user) {
		return user.getSubject() + " reads " + this.userpool.detail().name();
	}

}
