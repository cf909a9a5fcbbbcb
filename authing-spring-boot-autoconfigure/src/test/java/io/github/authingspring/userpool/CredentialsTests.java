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

package io.github.authingspring.userpool;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Credentials that the application supplies at the moment they are needed.
 */
class CredentialsTests {

	@Test
	void whenSupplierHasValueThenItIsRead() {
		assertThat(Credentials.read(Credentials.SECRET, () -> "s3cret")).isEqualTo("s3cret");
	}

	@ParameterizedTest
	@CsvSource({ "secret, , authing.secret is not set (or empty)",
			"secret, ${SECRET}, authing.secret holds a placeholder '${…}' that nothing resolves",
			"access-token, a b, authing.access-token holds a character that an HTTP header cannot carry "
					+ "(only visible ASCII characters can be sent)" })
	void whenValueCannotBeUsedThenReasonIsGivenWithoutIt(String setting, String value, String reason) {
		RequestFailure failure = catchThrowableOfType(RequestFailure.class,
				() -> Credentials.read(setting, () -> value));
		assertThat(failure.kind()).isEqualTo(Kind.NO_CREDENTIALS);
		assertThat(failure.description()).isEqualTo(reason);
		assertThat(failure).hasNoCause();
	}

	@Test
	void whenSecretHasCharactersThatNoHeaderCarriesThenItIsReadAndNoTokenIs() {
		assertThat(Credentials.read(Credentials.SECRET, () -> "pässword")).isEqualTo("pässword");
		assertThat(catchThrowableOfType(RequestFailure.class,
				() -> Credentials.read(Credentials.ACCESS_TOKEN, () -> "pässword")))
			.isNotNull();
	}

	@Test
	void whenSupplierThrowsThenTypeAndStackTraceStayAndMessagesDoNot() {
		RuntimeException thrown = new IllegalStateException("s3cret", new IllegalArgumentException("s3cret too"));
		RequestFailure failure = catchThrowableOfType(RequestFailure.class,
				() -> Credentials.read(Credentials.SECRET, () -> {
					throw thrown;
				}));
		assertThat(failure.kind()).isEqualTo(Kind.NO_CREDENTIALS);
		assertThat(failure.description())
			.isEqualTo("authing.secret could not be read (java.lang.IllegalStateException)");
		Throwable cause = failure.getCause();
		assertThat(cause)
			.hasToString("java.lang.IllegalStateException (its message is left out, since it may hold a secret)");
		assertThat(cause.getStackTrace()).isEqualTo(thrown.getStackTrace());
		assertThat(cause.getCause())
			.hasToString("java.lang.IllegalArgumentException (its message is left out, since it may hold a secret)")
			.hasNoCause();
	}

	@Test
	void whenCausesOfSupplierFormCircleThenItEnds() {
		IllegalStateException thrown = new IllegalStateException("first");
		thrown.initCause(new IllegalStateException("second", thrown));
		RequestFailure failure = catchThrowableOfType(RequestFailure.class,
				() -> Credentials.read(Credentials.SECRET, () -> {
					throw thrown;
				}));
		int causes = 0;
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			causes++;
		}
		assertThat(causes).isEqualTo(21);
	}

}
