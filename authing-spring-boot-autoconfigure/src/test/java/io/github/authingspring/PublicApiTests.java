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

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public API is written down in a file: a change of the API is a change of that file.
 */
class PublicApiTests {

	private static final int NUMBER_OF_TYPES = 60;

	private static final Path FILE = Path.of("src/test/resources/public-api.txt");

	private static final String UPDATE = "public-api.update";

	private static final String COMMENT = "#";

	private static final Set<String> METHODS_OF_OBJECT = Set.of("equals", "hashCode", "toString");

	private static final Set<String> METHODS_OF_ENUM = Set.of("values", "valueOf");

	@Test
	void whenPublicApiIsDescribedThenItIsThatOfTheFile() throws IOException {
		List<String> file = Files.readAllLines(FILE);
		List<String> actual = publicTypes().flatMap(PublicApiTests::describe).toList();
		if (Boolean.getBoolean(UPDATE)) {
			Stream<String> comments = file.stream().filter((line) -> line.startsWith(COMMENT));
			Files.write(FILE, Stream.concat(comments, actual.stream()).toList());
			return;
		}
		List<String> expected = file.stream().filter((line) -> !line.startsWith(COMMENT)).toList();
		assertThat(difference(expected, actual))
			.as("The public API has changed. If that is meant, run this test with -D%s=true, which writes %s", UPDATE,
					FILE)
			.isEmpty();
		assertThat(actual).isEqualTo(expected);
	}

	@Test
	void whenPublicTypesAreCountedThenTheirNumberIsKnown() {
		assertThat(publicTypes()).hasSize(NUMBER_OF_TYPES);
	}

	private static Stream<Class<?>> publicTypes() {
		return MainClasses.types().filter(PublicApiTests::isPublic).sorted(Comparator.comparing(Class::getName));
	}

	private static boolean isPublic(Class<?> type) {
		Class<?> enclosing = type.getEnclosingClass();
		return isVisible(type.getModifiers(), enclosing) && (enclosing == null || isPublic(enclosing));
	}

	private static boolean isVisible(int modifiers, Class<?> declaring) {
		return Modifier.isPublic(modifiers)
				|| Modifier.isProtected(modifiers) && declaring != null && !Modifier.isFinal(declaring.getModifiers());
	}

	private static Stream<String> describe(Class<?> type) {
		Stream<Member> members = Stream
			.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
			.flatMap(Stream::of);
		return Stream.concat(Stream.of(header(type)),
				members.filter(PublicApiTests::isListed)
					.sorted(Comparator.comparing(Member::getName).thenComparing(Object::toString))
					.map(PublicApiTests::describe));
	}

	private static String header(Class<?> type) {
		String supertypes = Stream
			.concat(Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
			.map(Type::getTypeName)
			.filter((name) -> !name.matches("java\\.lang\\.(Object|Record|Enum<.*)"))
			.map(PublicApiTests::shorten)
			.collect(Collectors.joining(", "));
		return annotations(type) + kind(type) + " " + type.getCanonicalName()
				+ (supertypes.isEmpty() ? "" : " : " + supertypes);
	}

	private static String kind(Class<?> type) {
		if (type.isInterface()) {
			return type.isAnnotation() ? "@interface" : "interface";
		}
		if (type.isEnum() || type.isRecord()) {
			return type.isEnum() ? "enum" : "record";
		}
		int modifiers = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
		return (Modifier.toString(modifiers) + " class").strip();
	}

	private static boolean isListed(Member member) {
		Class<?> type = member.getDeclaringClass();
		return !member.isSynthetic() && isVisible(member.getModifiers(), type)
				&& !(type.isRecord() && member instanceof Constructor)
				&& !(type.isEnum() && METHODS_OF_ENUM.contains(member.getName()))
				&& !METHODS_OF_OBJECT.contains(member.getName());
	}

	private static String describe(Member member) {
		String text = (member instanceof Field field) ? field.toGenericString() : (member instanceof Method method)
				? method.toGenericString() : ((Constructor<?>) member).toGenericString();
		return "\t" + annotations((AnnotatedElement) member) + shorten(text.replaceAll("\\b(public|abstract) ", "")
			.replace(member.getDeclaringClass().getTypeName() + "." + member.getName(), member.getName()));
	}

	private static String annotations(AnnotatedElement element) {
		return Stream.of(element.getAnnotations())
			.map((annotation) -> annotation.annotationType())
			.filter((type) -> type.getPackageName().equals("java.lang"))
			.map((type) -> "@" + type.getSimpleName() + " ")
			.sorted()
			.collect(Collectors.joining());
	}

	private static String shorten(String text) {
		return text.replaceAll("\\b(java|io\\.github\\.authingspring)(\\.[a-z0-9]+)*\\.(?=[A-Z])", "")
			.replaceAll(",(?! )", ", ")
			.replace('$', '.');
	}

	private static String difference(List<String> expected, List<String> actual) {
		List<String> before = withTypes(expected);
		List<String> after = withTypes(actual);
		Stream<String> removed = before.stream().filter((line) -> !after.contains(line)).map("- "::concat);
		Stream<String> added = after.stream().filter((line) -> !before.contains(line)).map("+ "::concat);
		return Stream.concat(removed, added).collect(Collectors.joining(System.lineSeparator()));
	}

	/**
	 * Put the type before each member, so that a line says what it is about.
	 */
	private static List<String> withTypes(List<String> lines) {
		List<String> result = new ArrayList<>();
		String type = "";
		for (String line : lines) {
			boolean member = line.startsWith("\t");
			type = member ? type : line;
			result.add(member ? type.replaceAll(" : .*", "") + " " + line.strip() : line);
		}
		return result;
	}

}
