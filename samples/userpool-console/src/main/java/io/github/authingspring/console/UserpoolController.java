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

import java.time.Instant;
import java.util.List;

import io.github.authingspring.userpool.AuthingApiException;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * JSON API over the client. It never returns a secret or the value of a variable. Its
 * changes are JSON, PATCH or DELETE, on which {@link SecurityConfiguration} relies.
 */
@RestController
@RequestMapping("/userpool")
class UserpoolController {

	private final UserpoolManagementClient userpool;

	UserpoolController(UserpoolManagementClient userpool) {
		this.userpool = userpool;
	}

	@GetMapping
	Configuration detail() {
		return Configuration.of(this.userpool.detail());
	}

	@PatchMapping
	Configuration update(@RequestBody Changes changes) {
		return Configuration.of(this.userpool.update(changes::applyTo));
	}

	@GetMapping("/env")
	List<Variable> listEnv() {
		return Variable.of(this.userpool.listEnv());
	}

	@PostMapping(path = "/env", consumes = MediaType.APPLICATION_JSON_VALUE)
	List<Variable> addEnv(@RequestBody NewVariable variable) {
		return Variable.of(this.userpool.addEnv(variable.key(), variable.value()));
	}

	/**
	 * The rest of the path is the key, which may have slashes in it. What a path cannot
	 * carry, for example {@code //} or {@code %}, goes into the parameter.
	 */
	@DeleteMapping("/env/{*key}")
	List<Variable> removeEnv(@PathVariable String key) {
		return Variable.of(this.userpool.removeEnv(key.substring(1)));
	}

	@DeleteMapping(path = "/env", params = "key")
	List<Variable> removeEnvByParameter(@RequestParam String key) {
		return Variable.of(this.userpool.removeEnv(key));
	}

	@ExceptionHandler
	ProblemDetail onRejection(AuthingApiException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail onFailure(AuthingException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail onBadArgument(IllegalArgumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	/**
	 * What the API shows of a user pool.
	 */
	record Configuration(@Nullable String id, @Nullable String name, @Nullable String domain,
			@Nullable String description, @Nullable Boolean registerDisabled, @Nullable Boolean emailVerifiedDefault,
			@Nullable String allowedOrigins, @Nullable Integer tokenExpiresAfter, @Nullable Instant updatedAt) {

		static Configuration of(UserPool pool) {
			return new Configuration(pool.id(), pool.name(), pool.domain(), pool.description(), pool.registerDisabled(),
					pool.emailVerifiedDefault(), pool.allowedOrigins(), pool.tokenExpiresAfter(), pool.updatedAt());
		}

	}

	/**
	 * What the API changes; what is absent stays as it is.
	 */
	record Changes(@Nullable String name, @Nullable String domain, @Nullable String description,
			@Nullable Boolean registerDisabled, @Nullable Boolean emailVerifiedDefault, @Nullable String allowedOrigins,
			@Nullable Integer tokenExpiresAfter) {

		void applyTo(UpdateUserpoolInput.Builder updates) {
			if (this.name != null) {
				updates.name(this.name);
			}
			if (this.domain != null) {
				updates.domain(this.domain);
			}
			if (this.description != null) {
				updates.description(this.description);
			}
			if (this.registerDisabled != null) {
				updates.registerDisabled(this.registerDisabled);
			}
			if (this.emailVerifiedDefault != null) {
				updates.emailVerifiedDefault(this.emailVerifiedDefault);
			}
			if (this.allowedOrigins != null) {
				updates.allowedOrigins(this.allowedOrigins);
			}
			if (this.tokenExpiresAfter != null) {
				updates.tokenExpiresAfter(this.tokenExpiresAfter);
			}
		}

	}

	/**
	 * A variable to set. Its description leaves the value out, since Spring logs what it
	 * reads at DEBUG.
	 */
	record NewVariable(String key, @Nullable Object value) {

		@Override
		public String toString() {
			return "NewVariable[key=" + this.key + "]";
		}

	}

	record Variable(@Nullable String key, @Nullable Instant updatedAt) {

		static List<Variable> of(List<Env> variables) {
			return variables.stream().map((variable) -> new Variable(variable.key(), variable.updatedAt())).toList();
		}

	}

}
