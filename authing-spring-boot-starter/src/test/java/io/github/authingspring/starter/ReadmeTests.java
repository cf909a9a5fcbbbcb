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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the Chinese README in step with the English one: all that is not prose is the
 * same in both.
 */
class ReadmeTests {

	private static final Pattern FENCED = Pattern.compile("^```\\w*\n.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern COMMENT = Pattern.compile("(?<=\\s)(#|//) .*$", Pattern.MULTILINE);

	private static final Pattern OUTLINE = Pattern.compile("^(#+|-)(?= )", Pattern.MULTILINE);

	private static final Pattern TABLE = Pattern.compile("(^\\|.*\n)+", Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\](\\([^)]+\\))");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** The Chinese README links to these lines, which are generated. */
	private static final Pattern GENERATED = Pattern.compile(
			"^<!-- (Performance|Summary): [^\n]*\n(.*?)^<!-- End of \\w+ -->\n", Pattern.MULTILINE | Pattern.DOTALL);

	private final String english = read("README.md");

	private final String chinese = read("README.zh-CN.md");

	@Test
	void whenReadmeBeginsThenItLinksToTheOther() {
		assertThat(this.english.lines().limit(5)).contains("[简体中文](README.zh-CN.md)");
		assertThat(this.chinese.lines().limit(5)).contains("[English](README.md)");
	}

	@Test
	void whenOutlinesAreComparedThenHeadingsAndListItemsAreTheSame() {
		assertSame(find(OUTLINE, text(this.english)), find(OUTLINE, text(this.chinese)));
	}

	@Test
	void whenCodeBlocksAreComparedThenAllButCommentsIsTheSame() {
		assertSame(codeBlocks(this.english), codeBlocks(this.chinese));
	}

	@Test
	void whenPropertiesAreComparedThenNamesAndDefaultsAreTheSame() {
		assertSame(properties(this.english), properties(this.chinese));
	}

	@Test
	void whenTablesAreComparedThenNumbersOfRowsAreTheSame() {
		assertSame(tableSizes(this.english), tableSizes(this.chinese));
	}

	@Test
	void whenLinksAreComparedThenTargetsAreTheSame() {
		assertSame(links(this.english), links(this.chinese));
	}

	@Test
	void whenPerformanceIsToldThenItIsWhatTheBenchmarksWrote() {
		assertThat(this.chinese).contains("](README.md#performance)");
		assertThat(generated(section("Performance"))).isNotBlank()
			.isEqualTo(generated(read("samples/benchmarks/README.md")));
	}

	private static String generated(String text) {
		Matcher generated = GENERATED.matcher(text);
		assertThat(generated.find()).isTrue();
		return generated.group(2);
	}

	private String section(String heading) {
		return this.english.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
	}

	@Test
	void whenSectionsAreComparedThenTheyNameTheSameCode() {
		assertSame(codeOfSections(this.english), codeOfSections(this.chinese));
	}

	private static <T> void assertSame(List<T> english, List<T> chinese) {
		assertThat(english).isNotEmpty();
		assertThat(without(english, chinese)).as("only in README.md").isEmpty();
		assertThat(without(chinese, english)).as("only in README.zh-CN.md").isEmpty();
		assertThat(chinese).as("the order in README.zh-CN.md").isEqualTo(english);
	}

	private static <T> List<T> without(List<T> elements, List<T> others) {
		List<T> rest = new ArrayList<>(elements);
		others.forEach(rest::remove);
		return rest;
	}

	private static List<String> codeBlocks(String readme) {
		return find(FENCED, readme).stream().map((block) -> COMMENT.matcher(block).replaceAll("")).toList();
	}

	/**
	 * Return the names and the values of the first two columns, without the words between
	 * them.
	 */
	private static List<List<List<String>>> properties(String readme) {
		return find(TABLE, text(readme)).stream()
			.filter((table) -> table.contains("| `authing.enabled` |"))
			.flatMap(String::lines)
			.skip(2)
			.map((row) -> row.split("\\|"))
			.map((cells) -> List.of(find(CODE, cells[1]), find(CODE, cells[2])))
			.toList();
	}

	private static List<Long> tableSizes(String readme) {
		return find(TABLE, text(readme)).stream().map((table) -> table.lines().count()).toList();
	}

	private static List<String> links(String readme) {
		return find(LINK, text(readme)).stream()
			.map((link) -> (link.startsWith("!") ? "!" : "") + link.substring(link.indexOf("](") + 1))
			.filter((link) -> !link.startsWith("(README."))
			.toList();
	}

	private static List<Set<String>> codeOfSections(String readme) {
		return Stream.of(text(readme).split("\n#+ "))
			.<Set<String>>map((section) -> new TreeSet<>(find(CODE, section)))
			.toList();
	}

	private static String text(String readme) {
		return GENERATED.matcher(FENCED.matcher(readme).replaceAll("")).replaceAll("");
	}

	private static List<String> find(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((match) -> match.group()).toList();
	}

	private static String read(String name) {
		try {
			return Files.readString(Path.of("..", name));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
