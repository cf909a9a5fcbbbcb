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

package io.github.authingspring.console;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A change that somebody asks for.
 *
 * @param anchor id of what is to be changed
 * @param label name of what is to be changed
 * @param entered what was entered, to be shown again with a failure, or {@code null} if
 * there was nothing to enter
 * @param action makes the change
 * @param made tells whether a user pool has the change, empty if it could not be read
 */
record ChangeRequest(String anchor, String label, @Nullable Object entered, Supplier<Change> action,
		Function<PoolReading, Optional<Boolean>> made) {
}
