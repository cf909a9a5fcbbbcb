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

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.authingspring.userpool.model.App2WxappLoginStrategy;
import io.github.authingspring.userpool.model.ChangeEmailStrategy;
import io.github.authingspring.userpool.model.ChangePhoneStrategy;
import io.github.authingspring.userpool.model.CustomSMSProvider;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.FrequencyCheck;
import io.github.authingspring.userpool.model.PasswordUpdatePolicy;
import io.github.authingspring.userpool.model.QrcodeLoginStrategy;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.model.Whitelist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class UserpoolRuntimeHintsTests {

	private final RuntimeHints hints = hints();

	private static RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(UserpoolRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, UserpoolRuntimeHints.class.getClassLoader()));
		return hints;
	}

	static Stream<Class<?>> boundTypes() {
		return Stream.of(UserPool.class, UserPool.UserPoolType.class, UserPool.PasswordFaas.class,
				UserPool.CustomPasswordStrength.class, UserPool.CustomDb.class, Env.class, FrequencyCheck.class,
				PasswordUpdatePolicy.class, ChangePhoneStrategy.class, ChangeEmailStrategy.class,
				QrcodeLoginStrategy.class, App2WxappLoginStrategy.class, Whitelist.class, CustomSMSProvider.class);
	}

	@ParameterizedTest
	@MethodSource("boundTypes")
	void whenTypeIsBoundThenItsConstructorAndAccessorsAreKept(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
			.accepts(this.hints);
		Stream.of(type.getRecordComponents())
			.forEach((component) -> assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.accepts(this.hints));
	}

	@Test
	void whenMapperReadsPoolOrVariableThenItsFactoryMethodIsKept() throws Exception {
		for (Class<?> type : List.of(UserPool.class, Env.class)) {
			Method fromJson = type.getMethod("fromJson", JsonNode.class);
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(fromJson)).accepts(this.hints);
			JsonDeserialize deserialize = fromJson.getParameters()[0].getAnnotation(JsonDeserialize.class);
			assertThat(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(deserialize.using().getDeclaredConstructor())).accepts(this.hints);
		}
	}

	@Test
	void whenMapperWritesUpdateThenItsMethodIsKept() {
		List<Method> values = Stream.of(UpdateUserpoolInput.class.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(JsonValue.class))
			.toList();
		assertThat(values).hasSize(1)
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(this.hints));
	}

	@Test
	void whenMapperWritesPoolThenMethodOfItsOtherFieldsIsKept() {
		List<Method> others = Stream.of(UserPool.class.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(JsonAnyGetter.class))
			.toList();
		assertThat(others).hasSize(1)
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(this.hints));
	}

	@Test
	void whenVersionIsSentThenItsResourceIsKept() {
		assertThat(RuntimeHintsPredicates.resource().forResource("io/github/authingspring/userpool/version.properties"))
			.accepts(this.hints);
	}

}
