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

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that no server in good health sends, made from JSON that one does.
 */
final class HostileJson {

	private static final String NINES = "9".repeat(100_000);

	private static final List<String> NUMBERS = List.of("0", "-0", "-0.0", "-1", "200", "200.5", "2e2", "401",
			"2147483648", "4294967496", "-9223372036854775809", "1e400", "1e999999999", "-1e999999999", "1e-999999999",
			"1e2147483647", "1e2147483648", "1e-2147483648", "1.5e-2147483648", "1E99999999999999999999",
			"0." + NINES.substring(0, 990), NINES.substring(0, 1000), NINES.substring(0, 1001), NINES,
			"1e" + NINES.substring(0, 900), "01", "+1", ".5", "1.", "1e", "0x10", "NaN", "-Infinity");

	private static final List<String> STRINGS = List.of("\"\"", "\" \"", "\"200\"", "\" 200 \"", "\"true\"", "\"null\"",
			"\"NaN\"", "\"Infinity\"", "\"1e999999999\"", "\"1e-2147483649\"", "\"" + NINES + "\"",
			"\"a\\u0000\\r\\nERROR b\"", "\"\\ud800\"", "\"x\\udc00\\ud800\"", "\"\\u202e\\u2028\\ufeff\"", "\"😀é\"",
			"\"\\q\"", "\"a\nb\"", "\"unclosed", "\"" + "x".repeat(400_000) + "\"", "\"[[[[\"",
			"\"+999999999-12-31T23:59:59.999999999+18:00\"", "\"-999999999-01-01T00:00:00-18:00\"",
			"\"2021-02-30T25:61:61.000Z\"", "\"" + ".".repeat(100_000) + "\"", "\"e30.e30.e30\"",
			"\"Cannot query field \\\"id\\\" on type \\\"UserPool\\\"\"",
			"\"" + "Cannot query field \\\"a".repeat(10_000) + "\"");

	private static final List<String> OTHERS = List.of("null", "true", "false", "nul", "[]", "{}", "[null]", "[[]]",
			"[{}]", "[1,\"a\",null,{}]", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "{\"code\":200,\"code\":401}",
			"{\"additionalFields\":{\"a\":1}}", "{\"additionalFields\":1}", "{\"message\":{\"code\":2020}}",
			"{\"@class\":\"java.lang.Object\",\"__proto__\":null}", "[", "]", "{", "}", "{\"a\"}", "{a:1}", "{'a':1}",
			",", ":", "/* comment */ 1", "", "[1,]", "{\"a\":1,}");

	private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE,
			StandardCharsets.ISO_8859_1, Charset.forName("UTF-32"), Charset.forName("GBK"));

	private HostileJson() {
	}

	/**
	 * Make any text that could stand where a value does, valid or not.
	 */
	static String value(Chance chance) {
		return switch (chance.below(6)) {
			case 0, 1 -> chance.of(NUMBERS);
			case 2, 3 -> chance.of(STRINGS);
			case 4 -> chance.of(OTHERS);
			default ->
				nested(chance.of(2, 100, 495, 501, 100_000), chance.of("[%s]", "{\"a\":%s}"), chance.of(NUMBERS));
		};
	}

	private static String nested(int depth, String template, String value) {
		String[] parts = template.split("%s");
		return parts[0].repeat(depth) + value + parts[1].repeat(depth);
	}

	/**
	 * Change a document by a few mutations of its values and names, and now and then of
	 * its bytes.
	 */
	static byte[] mutate(String document, Chance chance) {
		String text = document;
		for (int i = chance.below(3); i >= 0; i--) {
			text = mutateText(text, chance);
		}
		byte[] bytes = text.getBytes(chance.oneIn(20) ? chance.note(chance.of(CHARSETS)) : StandardCharsets.UTF_8);
		return chance.oneIn(5) ? mutateBytes(bytes, chance) : bytes;
	}

	private static String mutateText(String text, Chance chance) {
		List<Span> spans = spans(text);
		if (spans.isEmpty()) {
			return text;
		}
		Span span = chance.of(spans);
		String before = text.substring(0, span.start());
		String old = text.substring(span.start(), span.end());
		String after = text.substring(span.end());
		if (span.name()) {
			String name = chance.note(chance.of("\"code\"", "\"data\"", "\"errors\"", "\"additionalFields\"", "\"\"",
					"\"\\u0000\\n\\ud800\"", "\"" + "n".repeat(49_900) + "\"", "\"" + "n".repeat(50_001) + "\""));
			return before + (chance.oneIn(2) ? name : name + ":" + value(chance) + "," + old) + after;
		}
		return switch (chance.below(8)) {
			case 0 -> chance.note("element added") + before + "[" + old + "," + value(chance) + "]" + after;
			case 1 -> before + " ".repeat(chance.note(chance.of(1, 100_000))) + old + after;
			case 2 -> before + old + chance.note(value(chance)) + after;
			default -> before + chance.note(value(chance)) + after;
		};
	}

	/**
	 * Return where the values and names of a document are, none if it is no JSON.
	 */
	private static List<Span> spans(String text) {
		List<Span> spans = new ArrayList<>();
		Deque<Integer> open = new ArrayDeque<>();
		try (JsonParser parser = JsonMapper.builder().build().createParser(text)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				int start = (int) parser.currentTokenLocation().getCharOffset();
				if (token.isStructStart()) {
					open.push(start);
					continue;
				}
				parser.finishToken();
				int end = (int) parser.currentLocation().getCharOffset();
				if (token.isStructEnd()) {
					spans.add(new Span(open.pop(), end, false));
				}
				else {
					boolean name = token == JsonToken.PROPERTY_NAME;
					spans.add(new Span(start, name ? text.indexOf('"', start + 1) + 1 : end, name));
				}
			}
			return spans;
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

	private static byte[] mutateBytes(byte[] bytes, Chance chance) {
		int position = chance.below(bytes.length + 1);
		ByteArrayOutputStream mutated = new ByteArrayOutputStream();
		mutated.write(bytes, 0, position);
		String mutation = chance.note(chance.of("cut", "flip", "twice", "insert", "BOM"));
		switch (mutation) {
			case "flip" -> {
				byte[] flipped = bytes.clone();
				if (position < flipped.length) {
					flipped[position] ^= (byte) (1 << chance.below(8));
				}
				return flipped;
			}
			case "twice" -> {
				mutated.reset();
				mutated.writeBytes(bytes);
				mutated.writeBytes(bytes);
			}
			case "insert" -> {
				mutated.write(chance.below(256));
				mutated.write(bytes, position, bytes.length - position);
			}
			case "BOM" -> {
				mutated.reset();
				mutated.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
				mutated.writeBytes(bytes);
			}
			default -> {
			}
		}
		return mutated.toByteArray();
	}

	private record Span(int start, int end, boolean name) {

	}

}
