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

import java.util.List;

import io.github.authingspring.userpool.model.Env;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A variable as people enter it: a value is text, or any JSON.
 *
 * @param key the key
 * @param value the value
 * @param type {@code text} or {@code json}
 */
record VariableForm(String key, FormText value, FormText type) {

	private static final String TEXT = "text";

	private static final String JSON = "json";

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	/**
	 * A form without a type is one of text.
	 */
	VariableForm(FormText key, FormText value, @Nullable FormText type) {
		this(key.text(), value, (type != null) ? type : FormText.unedited(TEXT));
	}

	/**
	 * Make the form for a value that is not shown, or that there is none of yet.
	 * @param key key of the variable
	 * @return the form
	 */
	static VariableForm empty(String key) {
		return of(key, "");
	}

	static VariableForm of(String key, @Nullable Object value) {
		return (value instanceof String text) ? new VariableForm(key, FormText.unedited(text), FormText.unedited(TEXT))
				: new VariableForm(key, FormText.unedited(mapper.writeValueAsString(value)), FormText.unedited(JSON));
	}

	public boolean isJson() {
		return JSON.equals(this.type.text());
	}

	boolean isEdited() {
		return this.value.isEdited() || this.type.isEdited();
	}

	/**
	 * Return the value that was entered.
	 * @return a text, or what Java has for the JSON
	 * @throws IllegalArgumentException if it is no JSON; the message does not quote it
	 */
	@Nullable Object parsedValue() {
		if (!isJson()) {
			return this.value.text();
		}
		try {
			return mapper.readValue(this.value.text(), Object.class);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"The value is not JSON"
							+ ((ex.getLocation() != null) ? " (see line " + ex.getLocation().getLineNr() + ", column "
									+ ex.getLocation().getColumnNr() + ")" : "")
							+ ". A text in JSON has quotes around it.");
		}
	}

	/**
	 * Return whether the variable is there with the value that was entered.
	 * @param variables the variables of the user pool
	 * @return whether it is
	 */
	boolean isIn(List<Env> variables) {
		VariableForm wanted = of(this.key, parsedValue());
		return variables.stream()
			.anyMatch((variable) -> this.key.equals(variable.key()) && of(this.key, variable.value()).equals(wanted));
	}

}
