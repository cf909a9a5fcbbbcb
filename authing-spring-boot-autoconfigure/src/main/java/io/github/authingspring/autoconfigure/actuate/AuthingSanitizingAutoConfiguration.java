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

package io.github.authingspring.autoconfigure.actuate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import tools.jackson.core.io.JsonStringEncoder;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.util.UriUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the credentials of the
 * user pool and declared values that are secrets out of {@code /actuator/env} and
 * {@code /actuator/configprops}, even where these show values.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AuthingAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public final class AuthingSanitizingAutoConfiguration {

	/** The keys in every spelling that Boot binds, without what spellings differ in. */
	private static final Pattern KEYS = Pattern.compile("authingsecret|authingaccesstoken"
			+ "|authingdeclaredsettingscustomsmsproviderconfig|authingdeclaredvariables.*value");

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	/** A shorter text could be found in values that have nothing to do with it. */
	private static final int MIN_LENGTH_OF_VALUE = 8;

	AuthingSanitizingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "authingSanitizingFunction")
	SanitizingFunction authingSanitizingFunction(Environment environment) {
		return (data) -> isSecret(data, environment) ? data.withSanitizedValue() : data;
	}

	/**
	 * Return whether the data is a secret, by its key or because its value holds one, as
	 * it is or as JSON or a URL writes it: the same text under another key, or the whole
	 * of the command line.
	 */
	private static boolean isSecret(SanitizableData data, Environment environment) {
		if (KEYS.matcher(comparable(data.getKey())).matches()) {
			return true;
		}
		if (data.getValue() == null) {
			return false;
		}
		String value = data.getValue().toString();
		Binder binder = Binder.get(environment);
		// The user pool itself may be shown: what differs from a declared value would be,
		// and only what is the same would not.
		Stream<String> secrets = isOfUserPool(data) ? credentials(binder)
				: Stream.concat(credentials(binder), declaredSecrets(binder));
		return secrets.anyMatch((secret) -> secret.length() >= MIN_LENGTH_OF_VALUE && Stream
			.of(secret, new String(JsonStringEncoder.getInstance().quoteAsCharArray(secret)),
					UriUtils.encode(secret, StandardCharsets.UTF_8), URLEncoder.encode(secret, StandardCharsets.UTF_8))
			.anyMatch(value::contains));
	}

	private static boolean isOfUserPool(SanitizableData data) {
		return data.getPropertySource() == null
				&& (data.getKey().startsWith("configuration.") || data.getKey().startsWith("environmentVariables."));
	}

	/**
	 * Return the credentials as they are now. They are not taken from the bean of the
	 * properties, which a refresh empties for a moment.
	 */
	private static Stream<String> credentials(Binder binder) {
		return Stream.of("authing.secret", "authing.access-token").map((name) -> text(binder, name));
	}

	private static Stream<String> declaredSecrets(Binder binder) {
		Map<String, String> variables = bind(binder, "authing.declared.variables", TEXTS, Map.of());
		return Stream.concat(Stream.of(text(binder, "authing.declared.settings.custom-sms-provider.config")),
				variables.entrySet()
					.stream()
					.filter((property) -> comparable(property.getKey()).endsWith("value"))
					.map(Map.Entry::getValue));
	}

	private static String text(Binder binder, String name) {
		return bind(binder, name, Bindable.of(String.class), "");
	}

	/**
	 * Bind what may be in a form that stops the start elsewhere, but not the actuator.
	 */
	private static <T> T bind(Binder binder, String name, Bindable<T> target, T defaultValue) {
		try {
			return binder.bind(name, target).orElse(defaultValue);
		}
		catch (BindException ex) {
			return defaultValue;
		}
	}

	private static String comparable(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
