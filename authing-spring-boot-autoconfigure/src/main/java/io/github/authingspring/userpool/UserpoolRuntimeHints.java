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

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image has to keep for the client: the types that mappers read and write,
 * and the version that is sent along.
 */
final class UserpoolRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), UserPool.class, Env.class,
				UpdateUserpoolInput.class);
		hints.reflection()
			.registerType(TypeReference.of("io.github.authingspring.userpool.model.JsonFields$TreeDeserializer"),
					MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		hints.resources().registerPattern("io/github/authingspring/userpool/version.properties");
	}

}
