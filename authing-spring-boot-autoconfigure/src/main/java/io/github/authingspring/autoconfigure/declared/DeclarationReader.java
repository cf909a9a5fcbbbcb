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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.App2WxappLogin;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.Check;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.OnStartup;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.QrcodeLogin;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.Settings;
import io.github.authingspring.autoconfigure.declared.AuthingDeclaredProperties.Variable;
import io.github.authingspring.userpool.InvalidSettingException;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import io.github.authingspring.userpool.model.App2WxappLoginStrategy;
import io.github.authingspring.userpool.model.ChangeEmailStrategy;
import io.github.authingspring.userpool.model.ChangePhoneStrategy;
import io.github.authingspring.userpool.model.CustomSMSProvider;
import io.github.authingspring.userpool.model.FrequencyCheck;
import io.github.authingspring.userpool.model.PasswordUpdatePolicy;
import io.github.authingspring.userpool.model.QrcodeLoginStrategy;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.Whitelist;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Reads {@link AuthingDeclaredProperties}. Whatever is wrong with them is told by the
 * name of the property, never by its value, nor by an exception of Boot's that has it.
 */
final class DeclarationReader {

	private final Environment environment;

	DeclarationReader(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Read what to do at start-up.
	 */
	OnStartup onStartup() {
		new RawProperties(this.environment).checkOnStartup();
		return bind(RawProperties.PREFIX.append("on-startup"), Bindable.of(OnStartup.class), OnStartup.NONE,
				BindHandler.DEFAULT);
	}

	/**
	 * Read what is declared.
	 * @throws InvalidSettingException if it cannot be meant as it stands there
	 */
	UserpoolDeclaration declaration() {
		new RawProperties(this.environment).check();
		AuthingDeclaredProperties properties = bind(RawProperties.PREFIX, Bindable.of(AuthingDeclaredProperties.class),
				new AuthingDeclaredProperties(OnStartup.NONE, null, Map.of()),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		Settings settings = properties.settings();
		if (settings == null && properties.variables().isEmpty()) {
			throw RawProperties.invalid("settings", "has no setting that is known",
					"Check the spelling of what is declared, in the OS environment, too, or remove it.");
		}
		UserpoolDeclaration.Builder builder = UserpoolDeclaration.builder();
		if (settings != null) {
			set(builder, settings);
		}
		Map<String, String> names = new HashMap<>();
		properties.variables()
			.forEach((name, variable) -> add(builder,
					name.matches("[A-Za-z0-9-]+") ? "variables." + name : "variables[" + name + "]", variable, names));
		return builder.build();
	}

	private <T> T bind(ConfigurationPropertyName name, Bindable<T> target, T defaultValue, BindHandler handler) {
		try {
			return Binder.get(this.environment).bind(name, target, handler).orElse(defaultValue);
		}
		catch (BindException ex) {
			if (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
				throw RawProperties.unknown(unbound.getUnboundProperties().iterator().next().getName());
			}
			throw RawProperties.invalid(ex.getName(), "must be " + form(ex.getTarget().getType().resolve(Object.class)),
					"Correct it, or remove it.");
		}
		catch (UnboundConfigurationPropertiesException ex) {
			throw RawProperties.unknown(ex.getUnboundProperties().iterator().next().getName());
		}
	}

	private static String form(Class<?> type) {
		if (type == Boolean.class || type == boolean.class) {
			return "true or false";
		}
		if (type == Integer.class) {
			return "a whole number";
		}
		if (type == Duration.class) {
			return "a number of seconds or a duration such as '15d'";
		}
		if (type == OnStartup.class) {
			return "'none', 'report' or 'validate'";
		}
		return (type == List.class) ? "a list" : "a group of properties";
	}

	private static void set(UserpoolDeclaration.Builder builder, Settings settings) {
		try {
			builder.settings((updates) -> apply(settings, updates));
		}
		catch (InvalidSettingException ex) {
			throw ex;
		}
		catch (IllegalArgumentException ex) {
			throw RawProperties.invalid("settings", "cannot be declared: " + ex.getMessage(), "Correct it.");
		}
	}

	@SuppressWarnings("deprecation")
	private static void apply(Settings settings, UpdateUserpoolInput.Builder updates) {
		set(settings.name(), updates::name);
		set(settings.domain(), updates::domain);
		set(settings.description(), updates::description);
		set(settings.userpoolTypes(), updates::userpoolTypes);
		set(settings.logo(), updates::logo);
		set(settings.emailVerifiedDefault(), updates::emailVerifiedDefault);
		set(settings.sendWelcomeEmail(), updates::sendWelcomeEmail);
		set(settings.registerDisabled(), updates::registerDisabled);
		set(settings.appSsoEnabled(), updates::appSsoEnabled);
		set(settings.allowedOrigins(), (origins) -> setOrigins(origins, updates));
		set(seconds("token-expires-after", settings.tokenExpiresAfter()), updates::tokenExpiresAfter);
		set(check("frequent-register-check", settings.frequentRegisterCheck()),
				(check) -> updates.frequentRegisterCheck(check));
		set(check("login-fail-check", settings.loginFailCheck()), (check) -> updates.loginFailCheck(check));
		set(settings.loginFailStrategy(), updates::loginFailStrategy);
		set(check("login-password-fail-check", settings.loginPasswordFailCheck()),
				(check) -> updates.loginPasswordFailCheck(check));
		set(settings.passwordUpdatePolicy(), (policy) -> updates.passwordUpdatePolicy(
				new PasswordUpdatePolicy(policy.enabled(), policy.forcedCycle(), policy.differenceCycle())));
		set(settings.changePhoneStrategy(),
				(strategy) -> updates.changePhoneStrategy(new ChangePhoneStrategy(strategy.verifyOldPhone())));
		set(settings.changeEmailStrategy(),
				(strategy) -> updates.changeEmailStrategy(new ChangeEmailStrategy(strategy.verifyOldEmail())));
		set(settings.qrcodeLoginStrategy(), (strategy) -> updates.qrcodeLoginStrategy(qrcodeLogin(strategy)));
		set(settings.app2WxappLoginStrategy(), (strategy) -> updates.app2WxappLoginStrategy(wxappLogin(strategy)));
		set(settings.whitelist(), (whitelist) -> updates
			.whitelist(new Whitelist(whitelist.phoneEnabled(), whitelist.emailEnabled(), whitelist.usernameEnabled())));
		set(settings.customSmsProvider(), (provider) -> updates
			.customSMSProvider(new CustomSMSProvider(provider.enabled(), provider.provider(), provider.config())));
		set(settings.loginRequireEmailVerified(), updates::loginRequireEmailVerified);
		set(settings.verifyCodeLength(), updates::verifyCodeLength);
		set(settings.verifyCodeMaxAttempts(), updates::verifyCodeMaxAttempts);
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

	private static void setOrigins(List<String> origins, UpdateUserpoolInput.Builder updates) {
		try {
			updates.allowedOriginList(origins);
		}
		catch (IllegalArgumentException ex) {
			// Its message quotes the origin.
			throw RawProperties.invalid("settings.allowed-origins",
					"holds an element that is blank or has a line break, a query or a fragment",
					"Give scheme, host and port alone, such as 'https://app.example.com'.");
		}
	}

	private static @Nullable FrequencyCheck check(String name, @Nullable Check check) {
		return (check != null) ? new FrequencyCheck(seconds(name + ".time-interval", check.timeInterval()),
				check.limit(), check.enabled()) : null;
	}

	private static QrcodeLoginStrategy qrcodeLogin(QrcodeLogin strategy) {
		return new QrcodeLoginStrategy(
				seconds("qrcode-login-strategy.qrcode-expires-after", strategy.qrcodeExpiresAfter()),
				strategy.returnFullUserInfo(), strategy.allowExchangeUserInfoFromBrowser(),
				seconds("qrcode-login-strategy.ticket-expires-after", strategy.ticketExpiresAfter()));
	}

	private static App2WxappLoginStrategy wxappLogin(App2WxappLogin strategy) {
		return new App2WxappLoginStrategy(
				seconds("app2-wxapp-login-strategy.ticket-expires-after", strategy.ticketExpiresAfter()),
				strategy.ticketExchangeUserInfoNeedSecret());
	}

	private static @Nullable Integer seconds(String setting, @Nullable Duration duration) {
		if (duration == null) {
			return null;
		}
		if (duration.isNegative() || duration.getNano() != 0 || duration.getSeconds() > Integer.MAX_VALUE) {
			throw RawProperties.invalid("settings." + setting, "must be whole seconds, from 0 to " + Integer.MAX_VALUE,
					"Correct it.");
		}
		return (int) duration.getSeconds();
	}

	private static void add(UserpoolDeclaration.Builder builder, String name, Variable variable,
			Map<String, String> names) {
		String key = variable.key();
		if (!StringUtils.hasText(key)) {
			throw RawProperties.invalid(name + ".key", "is missing",
					"Name the environment variable of the user pool. Where this entry is not yours, an environment "
							+ "variable of the operating system that begins with AUTHING_DECLARED_VARIABLES made it.");
		}
		String other = names.putIfAbsent(key, name);
		if (other != null) {
			throw RawProperties.invalid(name + ".key",
					"names a variable that '" + RawProperties.PREFIX + "." + other + "' declares, too",
					"Declare each variable once.");
		}
		String value = variable.value();
		if (variable.absent() && value != null) {
			throw RawProperties.invalid(name + ".absent", "is true, although a value is declared",
					"Remove the one or the other.");
		}
		if (variable.absent()) {
			builder.absentVariable(key);
			return;
		}
		if (!StringUtils.hasText(value)) {
			throw RawProperties.invalid(name + ".value", "is missing",
					"Declare the value, or set '" + RawProperties.PREFIX + "." + name + ".absent' to true.");
		}
		builder.variable(key, value);
	}

}
