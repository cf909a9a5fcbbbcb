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

package io.github.authingspring.starter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata in the jar of the auto-configuration, by the rules that Spring Boot has
 * for its own, and the README's table of properties against it.
 */
class MetadataTests {

	/** What Boot generates for every endpoint. */
	private static final List<String> GENERATED_BY_BOOT = List.of("management.endpoint.authing-userpool.access",
			"management.endpoint.authing-userpool.cache.time-to-live");

	/** The reference lists what is below. */
	private static final String SETTINGS = "authing.declared.settings.";

	private final JsonNode metadata = JsonMapper.builder().build().readTree(read("spring-configuration-metadata.json"));

	@TestFactory
	Stream<DynamicTest> whenPropertyIsPublishedThenItIsDescribedAsBootDoes() {
		List<JsonNode> properties = this.metadata.path("properties").values().stream().toList();
		assertThat(properties).hasSizeGreaterThan(20);
		return properties.stream()
			.map((property) -> DynamicTest.dynamicTest(property.path("name").asString(),
					() -> assertDescribed(property)));
	}

	private static void assertDescribed(JsonNode property) {
		String description = property.path("description").asString("");
		assertThat(description).endsWith(".")
			.doesNotStartWith("A ")
			.doesNotStartWith("An ")
			.doesNotStartWith("The ")
			.doesNotContain("{@", "<", "\n");
		String type = property.path("type").asString();
		if (type.equals("java.lang.Boolean")) {
			assertThat(description).startsWith("Whether ");
		}
		if (type.matches("java\\.util\\.(Set|List|Collection)<.*")) {
			assertThat(description).startsWith("Comma-separated list ");
		}
	}

	@Test
	void whenPropertiesAreListedThenNoneIsThereTwice() {
		assertThat(names("properties")).doesNotHaveDuplicates().allMatch((name) -> name.matches("[a-z0-9.-]+"));
	}

	@Test
	void whenMetadataIsWrittenByHandThenItIsSorted() {
		JsonNode additional = JsonMapper.builder()
			.build()
			.readTree(read("additional-spring-configuration-metadata.json"));
		for (String list : List.of("properties", "hints")) {
			List<String> names = additional.path(list)
				.values()
				.stream()
				.map((element) -> element.path("name").asString())
				.toList();
			assertThat(names).isSorted();
		}
	}

	@Test
	void whenPropertyHasSetOfValuesThenThereAreHints() {
		assertThat(names("hints")).contains("authing.declared.settings.login-fail-strategy", "authing.host",
				"authing.lang", "management.health.authing-drift.status");
	}

	@Test
	void whenAutoConfigurationIsRegisteredThenItsConditionsAreInTheIndex() throws IOException {
		Properties index = new Properties();
		try (InputStream resource = resource("spring-autoconfigure-metadata.properties").openStream()) {
			index.load(resource);
		}
		List<String> registered = read("spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
			.lines()
			.filter((line) -> !line.isBlank())
			.toList();
		assertThat(registered).hasSizeGreaterThan(2)
			.allSatisfy((name) -> assertThat(index).containsKey(name + ".ConditionalOnClass"));
	}

	@Test
	void whenReferenceListsSettingsThenTheyAreThoseOfTheMetadataInTheSameWords() throws IOException {
		Map<String, String> published = new TreeMap<>();
		this.metadata.path("properties")
			.values()
			.stream()
			.filter((property) -> property.path("name").asString().startsWith(SETTINGS))
			.forEach((property) -> published.put(property.path("name").asString().substring(SETTINGS.length()),
					property.path("description").asString()));
		assertThat(published).hasSizeGreaterThan(25);
		String section = reference().split("\n### Settings\n", 2)[1].split("\n### ", 2)[0];
		assertThat(Pattern.compile("^\\| `([^`]+)` \\|[^|]*\\| ([^|]*) \\|", Pattern.MULTILINE)
			.matcher(section)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2))))
			.containsExactlyInAnyOrderEntriesOf(published);
	}

	@Test
	void whenReadmeListsPropertiesThenNamesAndDefaultsAreThoseOfTheMetadata() throws IOException {
		Map<String, String> published = new TreeMap<>();
		this.metadata.path("properties")
			.values()
			.stream()
			.filter((property) -> !GENERATED_BY_BOOT.contains(property.path("name").asString()))
			.filter((property) -> !property.path("name").asString().startsWith(SETTINGS))
			.forEach((property) -> published.put(property.path("name").asString(),
					property.has("defaultValue") ? property.path("defaultValue").asString() : ""));
		published.put(SETTINGS + "*", "");
		Map<String, String> listed = propertiesOfReadme();
		assertThat(without(published, listed)).as("what the table of properties in README.md lacks").isEmpty();
		assertThat(without(listed, published)).as("what only the table of properties in README.md has").isEmpty();
	}

	private static Map<String, String> without(Map<String, String> entries, Map<String, String> others) {
		Map<String, String> rest = new TreeMap<>(entries);
		rest.entrySet().removeAll(others.entrySet());
		return rest;
	}

	/**
	 * Return the properties of the README's table with their defaults, those of the
	 * headers from the reference. A default in words is none for the metadata.
	 */
	private static Map<String, String> propertiesOfReadme() throws IOException {
		String headers = reference().split("\n### Names of headers\n", 2)[1].split("\n### ", 2)[0];
		String section = Files.readString(Path.of("..", "README.md")).split("\n## Properties\n", 2)[1].split("\n## ",
				2)[0];
		return Pattern
			.compile("^\\| `((?!authing\\.header-names\\.\\*)[^`]+)` \\| (?:`([^`]*)`)?[^|]*\\|", Pattern.MULTILINE)
			.matcher(section + headers)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), MetadataTests::defaultValue));
	}

	private static String reference() throws IOException {
		return Files.readString(Path.of("..", "authing-spring-boot-autoconfigure", "README.md"));
	}

	private static String defaultValue(MatchResult row) {
		return (row.group(2) != null && !row.group().contains(", else")) ? row.group(2) : "";
	}

	private List<String> names(String list) {
		return this.metadata.path(list).values().stream().map((element) -> element.path("name").asString()).toList();
	}

	private static String read(String name) {
		try (InputStream resource = resource(name).openStream()) {
			return new String(resource.readAllBytes());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static URL resource(String name) throws IOException {
		return Collections.list(MetadataTests.class.getClassLoader().getResources("META-INF/" + name))
			.stream()
			.filter((url) -> url.toString().contains("authing-spring-boot-autoconfigure"))
			.findFirst()
			.orElseThrow();
	}

}
