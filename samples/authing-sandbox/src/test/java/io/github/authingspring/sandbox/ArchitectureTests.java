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

package io.github.authingspring.sandbox;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Packages depend in one direction.
 */
class ArchitectureTests {

	@Test
	void sandboxKnowsNothingOfTheApplicationAroundIt() {
		noClasses().that()
			.resideInAPackage("io.github.authingspring.sandbox")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.github.authingspring.sandbox.test..", "io.github.authingspring.autoconfigure..",
					"io.github.authingspring.userpool..", "org.springframework.boot..", "org.springframework.context..",
					"org.springframework.test..")
			.check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
				.importPackages("io.github.authingspring.sandbox"));
	}

}
