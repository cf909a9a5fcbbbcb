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

package io.github.authingspring.userpool.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every component of nested settings has a method that returns a copy with another value.
 */
class SettingsTests {

	private static final Map<Class<?>, Object> BEFORE = Map.of(Boolean.class, true, Integer.class, 1, String.class,
			"before");

	private static final Map<Class<?>, Object> AFTER = Map.of(Boolean.class, false, Integer.class, 2, String.class,
			"after");

	@ParameterizedTest
	@ValueSource(classes = { FrequencyCheck.class, PasswordUpdatePolicy.class, ChangePhoneStrategy.class,
			ChangeEmailStrategy.class, QrcodeLoginStrategy.class, App2WxappLoginStrategy.class, Whitelist.class,
			CustomSMSProvider.class })
	void whenComponentIsSetThenItIsAnotherInTheCopyAlone(Class<?> type) throws Exception {
		RecordComponent[] components = type.getRecordComponents();
		Object[] before = Stream.of(components).map((component) -> BEFORE.get(component.getType())).toArray();
		Object settings = type.getDeclaredConstructors()[0].newInstance(before);
		for (int i = 0; i < components.length; i++) {
			Object[] after = before.clone();
			after[i] = AFTER.get(components[i].getType());
			assertThat(wither(components[i].getName(), type).invoke(settings, after[i])).as(components[i].getName())
				.isEqualTo(type.getDeclaredConstructors()[0].newInstance(after));
		}
		assertThat(settings).isEqualTo(type.getDeclaredConstructors()[0].newInstance(before));
	}

	private static Method wither(String name, Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && method.getReturnType() == type
					&& method.getName().equals(name) && method.getParameterCount() == 1)
			.findFirst()
			.orElseThrow();
	}

}
