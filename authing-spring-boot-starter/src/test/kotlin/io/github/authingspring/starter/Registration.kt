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

package io.github.authingspring.starter

import io.github.authingspring.userpool.UserpoolManagementClient

data class Hook(val url: String, val retries: Int)

/** As an application in Kotlin has it: what may be null is, what never is needs no "!!". */
class Registration(private val userpool: UserpoolManagementClient) {

	fun close(): String = userpool.update { it.registerDisabled(true) }.name() ?: "without a name"

	fun addHook(hook: Hook): List<String> = userpool.addEnv("LARK_WEBHOOK", hook).mapNotNull { it.key() }

}
