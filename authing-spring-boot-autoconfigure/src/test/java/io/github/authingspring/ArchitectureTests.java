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

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Packages depend in one direction.
 */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.authingspring");

	@Test
	void clientKnowsNothingOfSpringBoot() {
		noClasses().that()
			.resideInAPackage("..authingspring.userpool..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "..authingspring.autoconfigure..",
					"..authingspring.actuate..", "..authingspring.health..", "io.micrometer.core..")
			.check(this.classes);
	}

	@Test
	void endpointAndHealthKnowTheClientAlone() {
		noClasses().that()
			.resideInAPackage("..authingspring.actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("..authingspring.health..")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage("..authingspring.health..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("..authingspring.actuate..")
			.check(this.classes);
	}

	@Test
	void nobodyKnowsTheAutoConfiguration() {
		noClasses().that()
			.resideOutsideOfPackage("..authingspring.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("..authingspring.autoconfigure..")
			.check(this.classes);
	}

}
