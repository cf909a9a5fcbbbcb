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

package io.github.authingspring.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is generated in a page that people write: between
 * {@code <!-- Name: written by the benchmarks. -->} and {@code <!-- End of Name -->}.
 */
final class GeneratedBlock {

	private GeneratedBlock() {
	}

	static void replace(Path page, String name, String content) throws IOException {
		String text = Files.readString(page, StandardCharsets.UTF_8);
		String begin = "<!-- " + name + ": written by the benchmarks. -->\n";
		int from = text.indexOf(begin) + begin.length();
		int to = text.indexOf("<!-- End of " + name + " -->", from);
		if (from < begin.length() || to < 0) {
			throw new IllegalStateException("'" + page + "' has no block " + name);
		}
		Files.writeString(page, text.substring(0, from) + content + text.substring(to), StandardCharsets.UTF_8);
	}

}
