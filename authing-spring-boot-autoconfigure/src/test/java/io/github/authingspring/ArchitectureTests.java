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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import io.github.authingspring.autoconfigure.actuate.AuthingSanitizingAutoConfiguration;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packages depend in one direction, and the client stays small. Classes that are made for
 * it break each rule, to show that it finds them.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.authingspring.";

	private static final int MAX_FILES_OF_CLIENT = 45;

	@TempDir
	private Path broken;

	@ParameterizedTest
	@EnumSource
	void whenClassesAreCheckedThenTheyKeepRule(Rule rule) {
		rule.rule.check(MainClasses.ALL);
	}

	@ParameterizedTest
	@CsvSource({ "MODEL, userpool.model, io.github.authingspring.userpool.AuthingException",
			"CLIENT, userpool, io.github.authingspring.health.AuthingHealthIndicator",
			"DECLARED, userpool.declared, io.github.authingspring.userpool.AuthingException",
			"ENDPOINT, actuate.endpoint, io.github.authingspring.health.AuthingHealthIndicator",
			"HEALTH, health, io.github.authingspring.actuate.endpoint.AuthingUserpoolEndpoint",
			"AUTO_CONFIGURATION, userpool, io.github.authingspring.autoconfigure.AuthingProperties",
			"AUTO_CONFIGURATION, health, io.github.authingspring.autoconfigure.AuthingProperties",
			"SPRING_BOOT, userpool, org.springframework.boot.SpringApplication",
			"SPRING_BOOT, userpool.model, org.springframework.boot.SpringApplication",
			"METRICS, autoconfigure, io.micrometer.core.instrument.MeterRegistry" })
	void whenClassBreaksRuleThenItIsFound(Rule rule, String packageName, Class<?> known) throws Exception {
		type(packageName + ".Broken").defineField("known", known).make().saveIn(this.broken.toFile());
		assertThat(rule.rule.evaluate(new ClassFileImporter().importPath(this.broken)).hasViolation()).isTrue();
	}

	@Test
	void whenPackagesKnowEachOtherThenCycleIsFound() throws Exception {
		type("autoconfigure.Broken").defineField("known", AuthingSanitizingAutoConfiguration.class)
			.make()
			.saveIn(this.broken.toFile());
		JavaClasses classes = new ClassFileImporter()
			.importLocations(List.of(Location.of(MainClasses.LOCATION), Location.of(this.broken)));
		assertThat(Rule.CYCLES.rule.evaluate(classes).hasViolation()).isTrue();
	}

	@Test
	void whenFilesOfClientAreCountedThenTheyAreFewEnough() throws Exception {
		assertThat(filesOfClient(MainClasses.ALL)).contains("UserpoolManagementClient", "package-info")
			.hasSizeLessThanOrEqualTo(MAX_FILES_OF_CLIENT);
		for (int i = 0; i <= MAX_FILES_OF_CLIENT; i++) {
			type("userpool.Broken" + i).make().saveIn(this.broken.toFile());
		}
		assertThat(filesOfClient(new ClassFileImporter().importPath(this.broken)))
			.hasSizeGreaterThan(MAX_FILES_OF_CLIENT);
	}

	private static Stream<String> filesOfClient(JavaClasses classes) {
		return classes.stream()
			.filter((type) -> type.isTopLevelClass() && type.getPackageName().equals(ROOT + "userpool"))
			.map(JavaClass::getSimpleName);
	}

	private static DynamicType.Builder<?> type(String name) {
		return new ByteBuddy().subclass(Object.class).name(ROOT + name);
	}

	enum Rule {

		MODEL(packageKnowsOnly("userpool.model")),

		CLIENT(packageKnowsOnly("userpool", "userpool.model")),

		DECLARED(packageKnowsOnly("userpool.declared", "userpool.model")),

		ENDPOINT(packageKnowsOnly("actuate.endpoint", "userpool", "userpool.declared", "userpool.model")),

		HEALTH(packageKnowsOnly("health", "userpool", "userpool.declared", "userpool.model")),

		AUTO_CONFIGURATION(noClasses().that(resideOutsideOfPackage(ROOT + "autoconfigure.."))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + "autoconfigure..")),

		SPRING_BOOT(noClasses().that()
			.resideInAPackage(ROOT + "userpool..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")),

		METRICS(noClasses().that()
			.doNotHaveFullyQualifiedName(ROOT + "autoconfigure.declared.AuthingDriftMetricsAutoConfiguration")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")),

		CYCLES(slices().matching(ROOT + "(**)").should().beFreeOfCycles());

		private final ArchRule rule;

		Rule(ArchRule rule) {
			this.rule = rule;
		}

		private static ArchRule packageKnowsOnly(String name, String... others) {
			String[] known = Stream.concat(Stream.of(name), Stream.of(others)).map(ROOT::concat).toArray(String[]::new);
			return classes().that()
				.resideInAPackage(ROOT + name)
				.should()
				.onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + ".").or(resideInAnyPackage(known)));
		}

	}

}
