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

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A variable as people enter it: a value is text, or any JSON. Its description leaves the
 * value out, since Spring logs the arguments of a controller at TRACE.
 *
 * @param key the key
 * @param value the value
 * @param type {@code text} or {@code json}
 */
record VariableForm(String key, String value, String type) {

	private static final String TEXT = "text";

	private static final String JSON = "json";

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	/**
	 * A field that is missing from the form counts as empty.
	 */
	VariableForm {
		key = Objects.requireNonNullElse(key, "");
		value = Objects.requireNonNullElse(value, "");
		type = Objects.requireNonNullElse(type, TEXT);
	}

	static VariableForm of(String key, @Nullable Object value) {
		return (value instanceof String text) ? new VariableForm(key, text, TEXT)
				: new VariableForm(key, mapper.writeValueAsString(value), JSON);
	}

	public boolean isJson() {
		return JSON.equals(this.type);
	}

	/**
	 * Return the value that was entered.
	 * @return a text, or what Java has for the JSON
	 * @throws IllegalArgumentException if it is no JSON; the message does not quote it
	 */
	@Nullable Object parsedValue() {
		if (!isJson()) {
			return this.value;
		}
		try {
			return mapper.readValue(this.value, Object.class);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"The value is not JSON"
							+ ((ex.getLocation() != null) ? " (see line " + ex.getLocation().getLineNr() + ", column "
									+ ex.getLocation().getColumnNr() + ")" : "")
							+ ". A text in JSON has quotes around it.");
		}
	}

	@Override
	public String toString() {
		return "VariableForm[key=" + this.key + ", type=" + this.type + "]";
	}

}
