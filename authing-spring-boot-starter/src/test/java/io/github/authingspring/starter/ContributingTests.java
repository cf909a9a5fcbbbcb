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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code .github} names is there: files, types, modules, profiles and properties.
 */
class ContributingTests {

	private static final Path ROOT = Path.of("..");

	private static final Path GITHUB = ROOT.resolve(".github");

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

	/** Of Maven and its plugins. */
	private static final Set<String> PROPERTIES_OF_MAVEN = Set.of("skipTests", "test", "altDeploymentRepository",
			"newVersion", "generateBackupPoms");

	private final String contributing = read(GITHUB.resolve("CONTRIBUTING.md"));

	private final List<Path> files = files();

	@Test
	void whenPageNamesFileThenItIsThere() {
		List<String> paths = code().filter((code) -> code.matches("[\\w.-]+(/[\\w.-]+)+|[\\w.-]+\\.(md|xml|json)"))
			.toList();
		assertThat(paths).hasSizeGreaterThan(8)
			.allSatisfy((path) -> assertThat(this.files).anyMatch((file) -> file.endsWith(path)));
	}

	@Test
	void whenPageNamesTypeThenItIsThere() {
		List<String> types = code().filter((code) -> code.matches("[A-Z]\\w*[a-z]\\w*(\\.[A-Z]\\w+)?")).toList();
		assertThat(types).hasSizeGreaterThan(30)
			.allSatisfy((type) -> assertThat(sources())
				.anyMatch((file) -> file.endsWith(type.replaceAll("\\..*", "") + ".java")));
	}

	@Test
	void whenPageNamesMemberThenTypeHasIt() {
		assertThat(code().filter((code) -> code.matches("[A-Z]\\w+\\.[A-Z]\\w+"))).isNotEmpty()
			.allSatisfy((code) -> assertThat(sources().filter((file) -> file.endsWith(code.split("\\.")[0] + ".java")))
				.anySatisfy((file) -> assertThat(read(file))
					.containsPattern("(class|interface|record|enum) " + code.split("\\.")[1] + "\\b")));
	}

	@Test
	void whenPageShowsCommandThenItsModulesProfilesTestsAndPropertiesAreThere() {
		String commands = Stream.concat(code(), this.contributing.lines())
			.filter((line) -> line.startsWith("mvn ") || line.startsWith("."))
			.collect(Collectors.joining("\n"));
		assertThat(find(" -pl ([\\w/,-]+)", commands)).isNotEmpty()
			.allSatisfy((module) -> assertThat(ROOT.resolve(module).resolve("pom.xml")).exists());
		assertThat(find(" -P(\\w+)", commands)).isNotEmpty()
			.allSatisfy((profile) -> assertThat(poms())
				.anySatisfy((pom) -> assertThat(pom).contains("<id>" + profile + "</id>")));
		assertThat(find(" -Dtest=(\\w+)", commands)).isNotEmpty()
			.allSatisfy((test) -> assertThat(sources()).anyMatch((file) -> file.endsWith(test + ".java")));
		assertThat(find(" -D([\\w.-]+)=?", commands)).isNotEmpty()
			.filteredOn((property) -> !PROPERTIES_OF_MAVEN.contains(property))
			.allSatisfy((property) -> assertThat(sources())
				.anySatisfy((file) -> assertThat(read(file)).contains("\"" + property + "\"")));
	}

	@Test
	void whenPageShowsScriptThenItCanBeRun() {
		assertThat(List.of(".ci/run", "samples/benchmarks/soak")).allSatisfy((script) -> {
			assertThat(this.contributing).contains("`" + script + "`");
			assertThat(ROOT.resolve(script)).isExecutable();
		});
	}

	@Test
	void whenPagesLinkThenTargetsAreThereWithTheirHeadings() {
		List<Path> pages = this.files.stream().filter((file) -> file.toString().endsWith(".md")).toList();
		assertThat(pages).hasSizeGreaterThan(10).allSatisfy((page) -> {
			for (String link : find(LINK.pattern(), read(page))) {
				if (!link.contains("://")) {
					String[] target = link.split("#", 2);
					Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
					assertThat(file).exists();
					if (target.length > 1) {
						assertThat(anchors(file)).contains(target[1]);
					}
				}
			}
		});
	}

	private static List<String> anchors(Path page) {
		return find("(?m)^#+ (.+)$", read(page)).stream()
			.map((heading) -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
			.toList();
	}

	@Test
	void whenFilesAreForGitHubThenTheyAreYaml() {
		List<Path> yaml = this.files.stream()
			.filter((file) -> file.startsWith(GITHUB) && file.toString().endsWith(".yml"))
			.toList();
		assertThat(yaml).hasSizeGreaterThan(4)
			.allSatisfy((file) -> assertThat(new Yaml().<Object>load(read(file))).isInstanceOf(Map.class));
	}

	@Test
	void whenChangeIsPushedThenWorkflowRunsTheScriptAndNamesNoHost() {
		assertThat(read(GITHUB.resolve("workflows/ci.yml"))).contains(" .ci/run\n").doesNotContain("://");
	}

	@Test
	void whenDependenciesAreUpdatedThenWhatJava17NeedsIsHeld() {
		String errorProne = find("<error-prone.version>(.*)</error-prone.version>", read(ROOT.resolve("pom.xml")))
			.get(0);
		assertThat(read(GITHUB.resolve("dependabot.yml")))
			.contains("dependency-name: com.google.errorprone:*\n        versions: [\"> " + errorProne + "\"]");
	}

	@Test
	void whenBugIsReportedThenTemplateAsksForTheLogOfAllOurLoggers() {
		assertThat(read(GITHUB.resolve("ISSUE_TEMPLATE/bug.yml")))
			.contains("logging.level.io.github.authingspring=debug");
	}

	private Stream<String> code() {
		return find(CODE.pattern(), this.contributing).stream();
	}

	private Stream<Path> sources() {
		return this.files.stream().filter((file) -> file.toString().endsWith(".java"));
	}

	private List<String> poms() {
		return this.files.stream().filter((file) -> file.endsWith("pom.xml")).map(ContributingTests::read).toList();
	}

	private static List<String> find(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
	}

	/**
	 * Return what is in the repository. What builds write comes and goes meanwhile.
	 */
	private static List<Path> files() {
		List<Path> files = new ArrayList<>();
		try {
			Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
				@Override
				public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
					return directory.endsWith("target") || directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					files.add(file);
					return FileVisitResult.CONTINUE;
				}
			});
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return files;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
