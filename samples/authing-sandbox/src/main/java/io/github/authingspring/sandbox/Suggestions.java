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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLType;
import org.jspecify.annotations.Nullable;

/**
 * What graphql-js 15 proposes for a field that does not exist: the fields that are few
 * edits away.
 */
final class Suggestions {

	private static final int MAX_SUGGESTIONS = 5;

	private Suggestions() {
	}

	/**
	 * Return the end of a message about an unknown field.
	 * @param name the name of the unknown field
	 * @param type the type that does not have it
	 * @return the end with a leading space, or empty text if no field is near
	 */
	static String didYouMean(String name, @Nullable GraphQLType type) {
		List<String> near = near(name, fields(type)).stream()
			.limit(MAX_SUGGESTIONS)
			.map((field) -> "\"" + field + "\"")
			.toList();
		return near.isEmpty() ? "" : " Did you mean " + join(near) + "?";
	}

	private static List<String> fields(@Nullable GraphQLType type) {
		List<? extends GraphQLNamedSchemaElement> fields = List.of();
		if (type instanceof GraphQLFieldsContainer object) {
			fields = object.getFieldDefinitions();
		}
		else if (type instanceof GraphQLInputObjectType input) {
			fields = input.getFieldDefinitions();
		}
		return fields.stream().map(GraphQLNamedSchemaElement::getName).toList();
	}

	private static List<String> near(String name, List<String> fields) {
		int threshold = (int) (name.length() * 0.4) + 1;
		Map<String, Integer> distances = new TreeMap<>();
		for (String field : fields) {
			// A name may be as long as a body: it is not compared letter by letter then.
			int distance = Math.abs(name.length() - field.length());
			if (distance <= threshold) {
				distance = distance(name, field);
			}
			if (distance <= threshold) {
				distances.put(field, distance);
			}
		}
		return distances.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> entry.getValue()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static String join(List<String> names) {
		if (names.size() <= 2) {
			return String.join(" or ", names);
		}
		int last = names.size() - 1;
		return String.join(", ", names.subList(0, last)) + ", or " + names.get(last);
	}

	/**
	 * Count the characters that are inserted, deleted, replaced or swapped with their
	 * neighbour between two names. Whatever differs in case alone counts as one.
	 */
	private static int distance(String name, String otherName) {
		String a = name.toLowerCase(Locale.ROOT);
		String b = otherName.toLowerCase(Locale.ROOT);
		if (a.equals(b)) {
			return 1;
		}
		int[][] edits = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++) {
			for (int j = 0; j <= b.length(); j++) {
				edits[i][j] = (i == 0 || j == 0) ? i + j : edits(edits, a, b, i, j);
			}
		}
		return edits[a.length()][b.length()];
	}

	private static int edits(int[][] edits, String a, String b, int i, int j) {
		int replaced = edits[i - 1][j - 1] + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
		int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
		boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
		return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
	}

}
