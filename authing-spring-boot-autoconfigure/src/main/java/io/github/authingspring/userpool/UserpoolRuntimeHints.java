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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to keep for the client: the types that are read from and
 * written to JSON, and the version that is sent along.
 */
final class UserpoolRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), UserPool.class, Env.class,
				TypedAnswerReader.UsualAnswer.class);
		hints.reflection().registerType(Json.GraphQlSpelling.class, MemberCategory.INVOKE_DECLARED_METHODS);
		hints.reflection().registerType(Json.NoFieldOfTheServer.class, MemberCategory.INVOKE_DECLARED_METHODS);
		hints.resources().registerPattern("io/github/authingspring/userpool/version.properties");
	}

}
