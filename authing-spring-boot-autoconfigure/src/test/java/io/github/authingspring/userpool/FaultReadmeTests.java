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

package io.github.authingspring.userpool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.authingspring.userpool.AuthingException.Outcome;
import io.github.authingspring.userpool.Fault.Column;
import io.github.authingspring.userpool.Fault.Expected;
import io.github.authingspring.userpool.Fault.Group;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the reference's table of faults in step with the {@link FaultTable}.
 */
class FaultReadmeTests {

	private static final Path README = Path.of("README.md");

	private static final String BEGIN = "<!-- Faults: written by FaultReadmeTests -->\n";

	private static final String END = "<!-- End of faults -->\n";

	private static final String UPDATE_PROPERTY = "authing.update-readme";

	@Test
	void whenTableChangesThenReadmeDoes() throws IOException {
		String readme = Files.readString(README);
		int begin = readme.indexOf(BEGIN);
		int end = readme.indexOf(END);
		assertThat(begin).isPositive().isLessThan(end);
		String current = readme.substring(begin + BEGIN.length(), end);
		if (Boolean.getBoolean(UPDATE_PROPERTY)) {
			Files.writeString(README, readme.substring(0, begin + BEGIN.length()) + table() + readme.substring(end));
			return;
		}
		String hint = "the table of faults in README.md; to write it anew, run "
				+ "mvn -pl authing-spring-boot-autoconfigure test -Dtest=FaultReadmeTests -D" + UPDATE_PROPERTY
				+ "=true";
		assertThat(table().lines().filter((line) -> !current.contains(line))).as("lines that are not in " + hint)
			.isEmpty();
		assertThat(current).as(hint).isEqualTo(table());
	}

	/**
	 * Faults with the same end share a line.
	 */
	private static String table() {
		Map<List<String>, Set<String>> lines = new LinkedHashMap<>();
		for (Fault fault : FaultTable.faults()) {
			List<String> cells = List.of(cell(fault, Group.READ), cell(fault, Group.CHANGE),
					cell(fault, Group.TOKEN_REQUEST));
			lines.computeIfAbsent(cells, (key) -> new LinkedHashSet<>()).add(fault.label());
		}
		StringBuilder table = new StringBuilder("| fault | reads | changes | token request |\n|---|---|---|---|\n");
		lines.forEach((cells, labels) -> table.append("| ")
			.append(String.join("<br>", labels))
			.append(" | ")
			.append(String.join(" | ", cells))
			.append(" |\n"));
		return table.toString();
	}

	private static String cell(Fault fault, Group group) {
		Map<String, Set<Operation>> texts = new LinkedHashMap<>();
		for (Column column : Column.values()) {
			if (column.group() == group && fault.expected(column) != null) {
				texts.computeIfAbsent(text(fault.expected(column), group), (key) -> new LinkedHashSet<>())
					.add(column.operation());
			}
		}
		if (texts.isEmpty()) {
			return "–";
		}
		if (texts.size() == 1) {
			return texts.keySet().iterator().next();
		}
		return String.join("<br>",
				texts.entrySet()
					.stream()
					.map((text) -> "`" + String.join("`, `", text.getValue().stream().map(Operation::toString).toList())
							+ "`: " + text.getKey())
					.toList());
	}

	private static String text(Expected expected, Group group) {
		String requests = (expected.requests() == 1) ? ""
				: ", " + ((expected.requests() == 0) ? "none" : expected.requests()) + " sent";
		if (expected.isSuccess()) {
			return "succeeds" + requests;
		}
		String kind = expected.failure().getSimpleName().replace("Authing", "").replace("Exception", "");
		String outcome = (group == Group.CHANGE && expected.outcome() != Outcome.NOT_APPLIED)
				? ", `" + expected.outcome() + "`" : "";
		return "`" + kind + "`" + outcome + requests;
	}

}
