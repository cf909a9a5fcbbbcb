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

package io.github.authingspring;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.springframework.http.HttpHeaders;
import org.springframework.objenesis.SpringObjenesis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fills every field of every type of ours and looks which of them {@code toString()}
 * gives away: those listed here and no others. So a new type that shows what it holds, as
 * a record does by itself, fails this test until somebody has decided on it.
 */
class ToStringTests {

	/** What descriptions show, by the simple name of the type. */
	private static final Map<String, Set<String>> SHOWN = Map.ofEntries(
			Map.entry("UserPool",
					Set.of("id", "name", "domain", "description", "ownerId", "userId", "userpoolTypes", "logo",
							"allowedOrigins", "loginFailStrategy", "nullFields")),
			Map.entry("UserPoolType", Set.of("code", "name", "description", "image", "sdks")),
			Map.entry("CustomPasswordStrength", Set.of("regex", "message")), Map.entry("CustomDb", Set.of("mode")),
			Map.entry("CustomSMSProvider", Set.of("provider")), Map.entry("Env", Set.of("id", "userPoolId", "key")),
			// Its one secret is in a CustomSMSProvider, which masks it.
			Map.entry("UpdateUserpoolInput", Set.of("fields")), Map.entry("ApiRequest", Set.of("path")),
			// Cleaned of what the call sent.
			Map.entry("ApiError", Set.of("apiMessage", "requestId")),
			// Names, no values.
			Map.entry("Difference", Set.of("name")), Map.entry("Variable", Set.of("key")),
			Map.entry("SettingDriftDescriptor", Set.of("name")),
			Map.entry("UserpoolDrift", Set.of("settings", "variables")),
			Map.entry("UnknownField", Set.of("type", "field")), Map.entry("BaseUrl", Set.of("baseUrl")),
			Map.entry("AuthingUserpoolDescriptor", Set.of("userpoolId")), Map.entry("EnvDescriptor", Set.of("key")));

	private static final Pattern MARKER = Pattern.compile("<(\\w+)\\.(\\w+)>");

	private static final SpringObjenesis objenesis = new SpringObjenesis();

	/**
	 * Return all types that hold something, found in the classes that are packed.
	 */
	static Stream<Class<?>> types() {
		return MainClasses.types()
			.filter((type) -> !type.isInterface() && !type.isEnum() && !Modifier.isAbstract(type.getModifiers()))
			.filter((type) -> !type.isAnonymousClass() && !fields(type).isEmpty());
	}

	@ParameterizedTest
	@MethodSource("types")
	void whenEachFieldIsFilledThenDescriptionShowsListedOnesAlone(Class<?> type) {
		Object instance = fill(type, new HashSet<>());
		String description = instance.toString();
		if (instance instanceof Throwable failure) {
			description += failure.getMessage() + failure.getLocalizedMessage();
		}
		Matcher marker = MARKER.matcher(description);
		Set<String> shown = new HashSet<>();
		while (marker.find()) {
			assertThat(SHOWN.getOrDefault(marker.group(1), Set.of())).as(marker.group(1) + " in " + type)
				.contains(marker.group(2));
			if (marker.group(1).equals(type.getSimpleName())) {
				shown.add(marker.group(2));
			}
		}
		assertThat(shown).isEqualTo(SHOWN.getOrDefault(type.getSimpleName(), Set.of()));
	}

	@Test
	void whenTypesAreLookedForThenThoseWithSecretsAreAmongThem() {
		assertThat(types().map(Class::getSimpleName)).containsAll(SHOWN.keySet())
			.contains("UserPool", "Env", "CustomSMSProvider", "CustomDb", "UpdateUserpoolInput", "Builder",
					"AccessToken", "Grant", "Rejection", "StaticAccessTokenProvider", "ApiRequest", "ApiResponse",
					"ApiError", "RequestFailure", "AuthingApiException", "AuthingProperties",
					"PropertiesAuthingConnectionDetails", "DefaultUserpoolManagementClientBuilder", "EnvDescriptor",
					"AuthingUserpoolDescriptor", "Settings");
	}

	private static List<Field> fields(Class<?> type) {
		Stream<Field> fields = Stream.empty();
		for (Class<?> holder = type; holder != null && isOurs(holder); holder = holder.getSuperclass()) {
			fields = Stream.concat(fields, Arrays.stream(holder.getDeclaredFields()));
		}
		return fields.filter((field) -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()).toList();
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith("io.github.authingspring.");
	}

	private static String marker(Field field) {
		return "<" + field.getDeclaringClass().getSimpleName() + "." + field.getName() + ">";
	}

	private static Object fill(Class<?> type, Set<Class<?>> within) {
		within.add(type);
		try {
			if (type.isRecord()) {
				return fillRecord(type, within);
			}
			Object instance = objenesis.newInstance(type, false);
			for (Field field : fields(type)) {
				field.setAccessible(true);
				Object value = value(field.getType(), marker(field), within);
				if (value != null) {
					field.set(instance, value);
				}
			}
			return instance;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			within.remove(type);
		}
	}

	private static Object fillRecord(Class<?> type, Set<Class<?>> within) throws ReflectiveOperationException {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		Constructor<?> constructor = type.getDeclaredConstructor(types);
		constructor.setAccessible(true);
		List<Field> fields = fields(type);
		return constructor.newInstance(fields.stream().map((field) -> {
			Object value = value(field.getType(), marker(field), within);
			return (value == null && field.getType().isPrimitive())
					? Array.get(Array.newInstance(field.getType(), 1), 0) : value;
		}).toArray());
	}

	/**
	 * Return a value that holds a text, or {@code null} where the type cannot hold one.
	 */
	private static Object value(Class<?> type, String text, Set<Class<?>> within) {
		if (type.isAssignableFrom(String.class)) {
			return text;
		}
		if (type == byte[].class) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		if (type.isAssignableFrom(Map.class)) {
			return Map.of("key", text);
		}
		if (type.isAssignableFrom(Set.class) && Collection.class.isAssignableFrom(type)) {
			return Set.of(text);
		}
		if (type.isAssignableFrom(List.class)) {
			return List.of(text);
		}
		if (type == ObjectNode.class) {
			return JsonNodeFactory.instance.objectNode().put("key", text);
		}
		if (type == JsonNode.class) {
			return StringNode.valueOf(text);
		}
		if (type == HttpHeaders.class) {
			HttpHeaders headers = new HttpHeaders();
			headers.set("X-Header", text);
			return headers;
		}
		boolean fillable = isOurs(type) && !type.isInterface() && !type.isEnum()
				&& !Modifier.isAbstract(type.getModifiers());
		return (fillable && !within.contains(type)) ? fill(type, within) : null;
	}

}
