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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties that declare the wanted state of the user pool. They are no bean, since
 * Boot's own failures would show what a property holds: {@link DeclarationReader} binds
 * them.
 *
 * @param onStartup What to do at start-up about what differs.
 * @param settings Wanted settings.
 * @param variables Wanted environment variables, by a name of your own.
 */
@ConfigurationProperties(prefix = "authing.declared", ignoreUnknownFields = false)
record AuthingDeclaredProperties(@DefaultValue("none") OnStartup onStartup, @Nullable Settings settings,
		@DefaultValue Map<String, Variable> variables) {

	/**
	 * Return a description without the values.
	 */
	@Override
	public String toString() {
		return "AuthingDeclaredProperties[onStartup=" + this.onStartup + "]";
	}

	/**
	 * What to do at start-up.
	 */
	enum OnStartup {

		/** Nothing. */
		NONE,

		/** Log a warning with the names of what differs. */
		REPORT,

		/** Fail if something differs or the user pool cannot be read. */
		VALIDATE

	}

	/**
	 * Wanted settings.
	 *
	 * @param name Name of the user pool.
	 * @param domain Second-level domain of the enterprise application panel.
	 * @param description Description of the user pool.
	 * @param userpoolTypes Comma-separated list of the codes of the kinds of application
	 * that the user pool is for.
	 * @param logo Address of the logo.
	 * @param emailVerifiedDefault Whether the email address of a new user counts as
	 * verified.
	 * @param sendWelcomeEmail Whether a new user gets a welcome email.
	 * @param registerDisabled Whether registration is closed.
	 * @param appSsoEnabled Whether single sign-on between the applications of the user
	 * pool is on.
	 * @param allowedOrigins Comma-separated list of the origins that may call the API
	 * from a browser, such as 'https://*.example.com'.
	 * @param tokenExpiresAfter Lifetime of the user tokens. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param frequentRegisterCheck Limit on registrations.
	 * @param loginFailCheck Limit on failed sign-ins.
	 * @param loginFailStrategy What happens at the limit on failed sign-ins.
	 * @param loginPasswordFailCheck Limit on sign-ins with a wrong password.
	 * @param passwordUpdatePolicy When users have to change their password.
	 * @param changePhoneStrategy What has to be proved to change the phone number.
	 * @param changeEmailStrategy What has to be proved to change the email address.
	 * @param qrcodeLoginStrategy How signing in by QR code works.
	 * @param app2WxappLoginStrategy How signing in through a WeChat mini program works.
	 * @param whitelist Which registration white lists are in force.
	 * @param customSmsProvider SMS provider of the user pool's own.
	 * @param loginRequireEmailVerified Whether signing in needs a verified email address.
	 * @param verifyCodeLength Number of characters of a verification code.
	 * @param verifyCodeMaxAttempts Number of attempts at a verification code.
	 */
	record Settings(@Nullable String name, @Nullable String domain, @Nullable String description,
			@Nullable List<String> userpoolTypes, @Nullable String logo, @Nullable Boolean emailVerifiedDefault,
			@Nullable Boolean sendWelcomeEmail, @Nullable Boolean registerDisabled, @Nullable Boolean appSsoEnabled,
			@Nullable List<String> allowedOrigins,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration tokenExpiresAfter,
			@Nullable Check frequentRegisterCheck, @Nullable Check loginFailCheck, @Nullable String loginFailStrategy,
			@Nullable Check loginPasswordFailCheck, @Nullable PasswordUpdate passwordUpdatePolicy,
			@Nullable ChangePhone changePhoneStrategy, @Nullable ChangeEmail changeEmailStrategy,
			@Nullable QrcodeLogin qrcodeLoginStrategy, @Nullable App2WxappLogin app2WxappLoginStrategy,
			@Nullable Whitelists whitelist, @Nullable SmsProvider customSmsProvider,
			@Nullable Boolean loginRequireEmailVerified, @Nullable Integer verifyCodeLength,
			@Nullable Integer verifyCodeMaxAttempts) {

		/**
		 * Return a description without the values.
		 */
		@Override
		public String toString() {
			return "Settings";
		}

	}

	/**
	 * Limit on attempts.
	 *
	 * @param timeInterval Length of the window. If a duration suffix is not specified,
	 * seconds will be used.
	 * @param limit Number of attempts allowed within the window.
	 * @param enabled Whether the check is active.
	 */
	record Check(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeInterval, @Nullable Integer limit,
			@Nullable Boolean enabled) {

	}

	/**
	 * When users have to change their password.
	 *
	 * @param enabled Whether the policy is in force.
	 * @param forcedCycle How long a password may be used before it has to be changed, in
	 * the unit that the user pool counts it in.
	 * @param differenceCycle Number of changes that have to pass before a password may be
	 * used again.
	 */
	record PasswordUpdate(@Nullable Boolean enabled, @Nullable Integer forcedCycle, @Nullable Integer differenceCycle) {

	}

	/**
	 * What has to be proved to change the phone number.
	 *
	 * @param verifyOldPhone Whether the old phone number has to be verified.
	 */
	record ChangePhone(@Nullable Boolean verifyOldPhone) {

	}

	/**
	 * What has to be proved to change the email address.
	 *
	 * @param verifyOldEmail Whether the old email address has to be verified.
	 */
	record ChangeEmail(@Nullable Boolean verifyOldEmail) {

	}

	/**
	 * How signing in by QR code works.
	 *
	 * @param qrcodeExpiresAfter Lifetime of the QR code. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param returnFullUserInfo Whether the page that shows the code gets the complete
	 * user.
	 * @param allowExchangeUserInfoFromBrowser Whether a browser may exchange the ticket
	 * for the user.
	 * @param ticketExpiresAfter Lifetime of the ticket. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	record QrcodeLogin(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration qrcodeExpiresAfter,
			@Nullable Boolean returnFullUserInfo, @Nullable Boolean allowExchangeUserInfoFromBrowser,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ticketExpiresAfter) {

	}

	/**
	 * How signing in through a WeChat mini program works.
	 *
	 * @param ticketExpiresAfter Lifetime of the ticket. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param ticketExchangeUserInfoNeedSecret Whether exchanging the ticket for the user
	 * needs the secret.
	 */
	record App2WxappLogin(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ticketExpiresAfter,
			@Nullable Boolean ticketExchangeUserInfoNeedSecret) {

	}

	/**
	 * Which registration white lists are in force.
	 *
	 * @param phoneEnabled Whether that of phone numbers is in force.
	 * @param emailEnabled Whether that of email addresses is in force.
	 * @param usernameEnabled Whether that of user names is in force.
	 */
	record Whitelists(@Nullable Boolean phoneEnabled, @Nullable Boolean emailEnabled,
			@Nullable Boolean usernameEnabled) {

	}

	/**
	 * SMS provider of the user pool's own.
	 *
	 * @param enabled Whether the provider is used.
	 * @param provider Name of the provider.
	 * @param config Configuration of the provider as the provider defines it. Refer to a
	 * secret by a placeholder.
	 */
	record SmsProvider(@Nullable Boolean enabled, @Nullable String provider, @Nullable String config) {

		/**
		 * Return a description without the values.
		 */
		@Override
		public String toString() {
			return "SmsProvider";
		}

	}

	/**
	 * A wanted environment variable.
	 *
	 * @param key Name of the environment variable.
	 * @param value Value of the environment variable. Refer to a secret by a placeholder.
	 * @param absent Whether there must be no such environment variable.
	 */
	record Variable(@Nullable String key, @Nullable String value, @DefaultValue("false") boolean absent) {

		/**
		 * Return a description without the value.
		 */
		@Override
		public String toString() {
			return "Variable[key=" + this.key + "]";
		}

	}

}
