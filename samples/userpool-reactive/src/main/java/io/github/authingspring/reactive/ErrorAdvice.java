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

import io.github.authingspring.userpool.AuthingApiException;
import io.github.authingspring.userpool.AuthingAuthenticationException;
import io.github.authingspring.userpool.AuthingException;
import io.github.authingspring.userpool.AuthingRateLimitException;
import io.github.authingspring.userpool.AuthingUnavailableException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Responds with the message of a failure of the client. It holds no secret.
 */
@RestControllerAdvice
class ErrorAdvice {

	@ExceptionHandler
	ProblemDetail onRejection(AuthingApiException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, ex.getMessage());
	}

	@ExceptionHandler({ AuthingUnavailableException.class, AuthingRateLimitException.class })
	ProblemDetail onTemporaryFailure(AuthingException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
	}

	/**
	 * Also of rejected credentials, which are this application's, not the caller's.
	 */
	@ExceptionHandler({ AuthingException.class, AuthingAuthenticationException.class })
	ProblemDetail onFailure(AuthingException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, ex.getMessage());
	}

}
