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

package io.github.authingspring.sandbox.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.authingspring.autoconfigure.AuthingConnectionDetails;
import io.github.authingspring.sandbox.AuthingSandbox;

/**
 * Runs the application of a test class on an {@link AuthingSandbox} of its own, on a free
 * port. Goes with {@code @SpringBootTest} and with every other annotation that makes
 * Spring load an application context.
 * <p>
 * The sandbox is a bean, to be injected into the test, and so are the
 * {@link AuthingConnectionDetails} that direct the client to it, whatever the
 * application's properties or its own details say. Nothing else is changed. An
 * {@link AuthingSandbox.Builder} bean takes the place of the default settings.
 * <p>
 * The application context is not shared with other test classes, for what it has called
 * when it started, the access token that its client keeps and the pool itself would be
 * shared as well. Nested classes have the context of their outer class. Many classes that
 * can share all that are faster with {@code @Import(AuthingSandboxConfiguration.class)}
 * and a call of {@link AuthingSandbox#reset()} before each of them.
 *
 * @since 0.1.0
 * @see AuthingSandboxConfiguration
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureAuthingSandbox {

}
