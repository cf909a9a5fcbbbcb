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

package io.github.authingspring.reactive;

import java.util.Map;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes the user pool of the sandbox. There is no login, so a user pool of the real
 * service can only be watched.
 */
@RestController
@ConditionalOnSandbox
class SandboxController {

	private final ReactiveUserpoolManagementClient userpool;

	SandboxController(ReactiveUserpoolManagementClient userpool) {
		this.userpool = userpool;
	}

	@PatchMapping("/userpool")
	Mono<Map<String, Object>> update(@RequestBody Update update) {
		return this.userpool.update(update::applyTo).map((userPool) -> PoolConfiguration.of(userPool).toMap());
	}

	@ExceptionHandler
	ProblemDetail onEmptyUpdate(IllegalArgumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	/**
	 * What to change; what is absent stays as it is.
	 */
	record Update(@Nullable String domain, @Nullable String description, @Nullable Boolean registerDisabled) {

		void applyTo(UpdateUserpoolInput.Builder updates) {
			if (this.domain != null) {
				updates.domain(this.domain);
			}
			if (this.description != null) {
				updates.description(this.description);
			}
			if (this.registerDisabled != null) {
				updates.registerDisabled(this.registerDisabled);
			}
		}

	}

}
