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

package io.github.authingspring.autoconfigure.declared;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.userpool.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties of the declaration as their sources have them, before Boot binds them:
 * some of what an author may have meant otherwise cannot be seen any more thereafter.
 */
final class RawProperties {

	static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("authing.declared");

	private static final ConfigurationPropertyName SETTINGS = PREFIX.append("settings");

	private static final ConfigurationPropertyName VARIABLES = PREFIX.append("variables");

	private static final ConfigurationPropertyName ON_STARTUP = PREFIX.append("on-startup");

	/** The settings that are texts, of which an empty one is a value. */
	private static final Set<ConfigurationPropertyName> TEXTS = Stream
		.of("name", "domain", "description", "logo", "login-fail-strategy", "custom-sms-provider.provider")
		.map(SETTINGS::append)
		.collect(Collectors.toSet());

	private static final ConfigurationPropertyName SMS_CONFIG = SETTINGS.append("custom-sms-provider.config");

	private static final String MASK = "******";

	private final Environment environment;

	RawProperties(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return whether something is declared, or may be meant to be: a name that is not
	 * known counts, unless it comes from where other programs put names, too.
	 */
	boolean areThere() {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			boolean fromSystem = isFromSystem(source);
			if (names(source).anyMatch((name) -> SETTINGS.isAncestorOf(name) || VARIABLES.isAncestorOf(name)
					|| !fromSystem && !name.equals(ON_STARTUP))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Check what is declared.
	 * @throws InvalidSettingException if it is not as its author can have meant it
	 */
	void check() {
		Set<ConfigurationPropertyName> seen = new HashSet<>();
		Set<ConfigurationPropertyName> listsFromSystem = new HashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			boolean fromSystem = isFromSystem(source);
			names(source).forEach((name) -> {
				if (name.isLastElementIndexed()) {
					checkList(name.getParent(), fromSystem, listsFromSystem);
				}
				if (seen.add(name)) {
					check(source.getConfigurationProperty(name));
				}
			});
		}
	}

	private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource iterable)
				? iterable.stream().filter(PREFIX::isAncestorOf) : Stream.empty();
	}

	private static boolean isFromSystem(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
				|| source.getUnderlyingSource() instanceof PropertySource<?> properties
						&& properties.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
	}

	private static void checkList(ConfigurationPropertyName list, boolean fromSystem,
			Set<ConfigurationPropertyName> listsFromSystem) {
		if (fromSystem) {
			listsFromSystem.add(list);
		}
		else if (listsFromSystem.contains(list)) {
			throw invalid(list, "is given here, and single elements of it by the OS environment or a system property, "
					+ "which replace the whole list", "Give the whole list there, separated by commas.");
		}
	}

	private void check(@Nullable ConfigurationProperty property) {
		if (property == null) {
			return;
		}
		ConfigurationPropertyName name = property.getName();
		if (!(property.getValue() instanceof CharSequence value)) {
			if (isText(name)) {
				throw invalid(name, "is a text, but what stands there is read as a number or as true or false",
						"Put it in quotes.");
			}
			return;
		}
		String text = resolve(name, value.toString());
		if (text.isBlank() && !TEXTS.contains(name)) {
			throw invalid(name, "is empty", "Give it a value, or remove it: what is not declared is not compared.");
		}
		if (text.contains(MASK)) {
			throw invalid(name, "holds a mask ('" + MASK + "')",
					"Replace it by the value, or by a placeholder for it, or remove the property.");
		}
	}

	private static boolean isText(ConfigurationPropertyName name) {
		return TEXTS.contains(name) || SMS_CONFIG.equals(name) || name.isLastElementIndexed()
				|| VARIABLES.isAncestorOf(name)
						&& !"absent".equals(name.getLastElement(ConfigurationPropertyName.Form.UNIFORM));
	}

	private String resolve(ConfigurationPropertyName name, String text) {
		try {
			return this.environment.resolveRequiredPlaceholders(text);
		}
		catch (IllegalArgumentException ex) {
			// Its message quotes the text.
			throw invalid(name, "holds a placeholder that nothing resolves",
					"Set the property or environment variable that it refers to, or write '\\${' where no placeholder "
							+ "is meant.");
		}
	}

	/**
	 * Return an exception that names a property and not what it holds.
	 */
	static InvalidSettingException invalid(ConfigurationPropertyName name, String reason, String action) {
		return new InvalidSettingException(name.toString().substring("authing.".length()), reason, action);
	}

	static InvalidSettingException invalid(String name, String reason, String action) {
		return new InvalidSettingException("declared." + name, reason, action);
	}

}
