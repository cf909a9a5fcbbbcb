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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.userpool.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PropertyPlaceholderHelper;

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

	private static final Set<String> PARTS_OF_VARIABLE = Set.of("key", "value", "absent");

	private static final String MASK = "******";

	private final Environment environment;

	private final PropertySourcesPlaceholdersResolver placeholders;

	RawProperties(Environment environment) {
		this.environment = environment;
		// As Boot does, but strictly. The environment would log a part of the text.
		this.placeholders = new PropertySourcesPlaceholdersResolver(
				((ConfigurableEnvironment) environment).getPropertySources(),
				new PropertyPlaceholderHelper("${", "}", ":", '\\', false));
	}

	/**
	 * Return whether there is anything.
	 */
	boolean areThere() {
		return anyMatch((name, fromSystem) -> true);
	}

	/**
	 * Return whether something is declared, or may be meant to be: a name that is not
	 * known counts, unless it comes from where other programs put names, too.
	 */
	boolean declareSomething() {
		return anyMatch((name, fromSystem) -> SETTINGS.isAncestorOf(name) || VARIABLES.isAncestorOf(name)
				|| !fromSystem && !name.equals(ON_STARTUP));
	}

	private boolean anyMatch(BiPredicate<ConfigurationPropertyName, Boolean> condition) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			boolean fromSystem = isFromSystem(source);
			for (ConfigurationPropertyName name : names(source)) {
				if (condition.test(name, fromSystem)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Check what is not declared itself: what there is to do at start-up, and that there
	 * is nothing which nobody knows.
	 * @throws InvalidSettingException if it is not as its author can have meant it
	 */
	void checkOnStartup() {
		check((name) -> !SETTINGS.isAncestorOf(name) && !VARIABLES.isAncestorOf(name));
	}

	/**
	 * Check everything.
	 * @throws InvalidSettingException if it is not as its author can have meant it
	 */
	void check() {
		check((name) -> true);
	}

	private void check(Predicate<ConfigurationPropertyName> condition) {
		Set<ConfigurationPropertyName> seen = new HashSet<>();
		Set<String> overriddenLists = new HashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			boolean fromSystem = isFromSystem(source);
			for (ConfigurationPropertyName name : names(source)) {
				if (condition.test(name)) {
					checkList(name, fromSystem || isCommandLine(source), overriddenLists);
					checkName(name, fromSystem);
					if (seen.add(name)) {
						ConfigurationProperty property = source.getConfigurationProperty(name);
						check(name, (property != null) ? property.getValue() : null);
					}
				}
			}
		}
	}

	private static List<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
		List<ConfigurationPropertyName> names = new ArrayList<>();
		if (source instanceof IterableConfigurationPropertySource iterable) {
			for (ConfigurationPropertyName name : iterable) {
				if (PREFIX.isAncestorOf(name) || PREFIX.equals(name)) {
					names.add(name);
				}
			}
		}
		return names;
	}

	private static boolean isFromSystem(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
				|| source.getUnderlyingSource() instanceof PropertySource<?> properties
						&& properties.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
	}

	private static boolean isCommandLine(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof CommandLinePropertySource;
	}

	/**
	 * Names of the operating system have underscores for dashes and for dots.
	 */
	private static void checkList(ConfigurationPropertyName name, boolean overrides, Set<String> overriddenLists) {
		ConfigurationPropertyName list = name.isLastElementIndexed() ? name.getParent() : name;
		String comparable = list.toString().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
		if (overrides && name.isLastElementIndexed()) {
			overriddenLists.add(comparable);
		}
		else if (!overrides && overriddenLists.contains(comparable)) {
			throw invalid(list,
					"has single elements in the OS environment, in a system property or on the command line, which "
							+ "would replace the whole list",
					"Give the whole list there, separated by commas, for example as "
							+ "AUTHING_DECLARED_SETTINGS_ALLOWEDORIGINS.");
		}
	}

	/**
	 * Check a name that Boot does not check: it is lenient with a value in the place of a
	 * group and with names of the operating system.
	 */
	private static void checkName(ConfigurationPropertyName name, boolean fromSystem) {
		int below = name.getNumberOfElements() - PREFIX.getNumberOfElements();
		if (below > 0 && !fromSystem && !SETTINGS.isAncestorOf(name) && !VARIABLES.isAncestorOf(name)
				&& !Set.of(SETTINGS, VARIABLES, ON_STARTUP).contains(name)) {
			throw unknown(name);
		}
		if (VARIABLES.isAncestorOf(name) && below > 2
				&& (below > 3 || !PARTS_OF_VARIABLE.contains(name.getLastElement(Form.UNIFORM)))) {
			throw invalid(name, "is not known",
					"A variable has 'key' and 'value' or 'absent' below a name of your own. "
							+ "One that the OS environment overrides needs a name without dashes and dots.");
		}
	}

	static InvalidSettingException unknown(ConfigurationPropertyName name) {
		return invalid(name, "is not known",
				"Check its spelling and its place: settings stand below 'authing.declared.settings' and have the API's "
						+ "names in kebab case, such as 'register-disabled'; a variable has 'key' and 'value' or 'absent'.");
	}

	private void check(ConfigurationPropertyName name, @Nullable Object value) {
		if (value instanceof CharSequence text) {
			check(name, resolve(name, text.toString()));
		}
		else if (value == null || value instanceof Collection<?> collection && collection.isEmpty()) {
			check(name, "");
		}
		else if (isText(name)) {
			throw invalid(name, "is a text, but what stands there is read as a number or as true or false",
					"Put it in quotes.");
		}
		else if (value instanceof Double || value instanceof Float) {
			throw invalid(name, "must be a whole number", "Correct it.");
		}
	}

	private static void check(ConfigurationPropertyName name, String text) {
		if (text.isBlank() && (name.equals(SETTINGS) || name.equals(VARIABLES))) {
			throw invalid(name, "is empty", "Indent what belongs below it, or remove it.");
		}
		if (text.isBlank() && !TEXTS.contains(name)) {
			throw invalid(name, "is empty", "Give it a value, or remove it: what is not declared is not compared.");
		}
		if (text.contains(MASK)) {
			throw invalid(name, "holds a mask ('" + MASK + "')",
					"Replace it by the value, or by a placeholder for it, or remove the property.");
		}
		if (name.equals(PREFIX)) {
			throw invalid(name, "is a value, where a group of properties belongs",
					"Below 'authing.declared' stand 'settings', 'variables' and 'on-startup'.");
		}
		if (name.getParent().equals(VARIABLES) && !name.isLastElementIndexed()) {
			throw invalid(name, "is a value, where a group of properties belongs",
					"Below 'authing.declared.variables' stands a name of your own, of letters, digits and dashes (any "
							+ "other in brackets: '[my.name]'), and below that 'key' and 'value' or 'absent'.");
		}
	}

	private static boolean isText(ConfigurationPropertyName name) {
		return TEXTS.contains(name) || SMS_CONFIG.equals(name) || name.isLastElementIndexed()
				|| VARIABLES.isAncestorOf(name) && !"absent".equals(name.getLastElement(Form.UNIFORM));
	}

	private String resolve(ConfigurationPropertyName name, String text) {
		try {
			return String.valueOf(this.placeholders.resolvePlaceholders(text));
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
