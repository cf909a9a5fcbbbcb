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

import java.net.URL;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.authingspring.userpool.UserpoolManagementClient;

/**
 * The classes that are packed, without those of the tests.
 */
final class MainClasses {

	static final URL LOCATION = UserpoolManagementClient.class.getProtectionDomain().getCodeSource().getLocation();

	static final JavaClasses ALL = new ClassFileImporter().importUrl(LOCATION);

	private MainClasses() {
	}

	static Stream<Class<?>> types() {
		return ALL.stream().map(JavaClass::reflect);
	}

}
