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

package io.github.authingspring.userpool.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What to change in a user pool. Only the fields whose method was called on the
 * {@link Builder} are sent; all others stay as they are. {@code null} given explicitly is
 * sent as {@code null}; within nested settings {@code null} is left out, and the server
 * merges them into what it has (<a href="{@docRoot}/authing-api.md">API contract</a>,
 * section 6).
 * <p>
 * Instances are immutable.
 *
 * @since 0.1.0
 */
public final class UpdateUserpoolInput {

	private final Map<String, @Nullable Object> fields;

	private UpdateUserpoolInput(Map<String, @Nullable Object> fields) {
		this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
	}

	/**
	 * Start an update.
	 * @return a builder in which nothing is set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Take over what a user pool has: to copy one, or to restore it. Fields that are
	 * {@code null} in it are left out, since {@code null} in an update may unset them.
	 * @param pool the user pool
	 * @return an update with every field that can be set and is there
	 * @throws IllegalArgumentException if there is none, or an allowed origin has a query
	 * or a fragment
	 */
	@SuppressWarnings("deprecation")
	public static UpdateUserpoolInput of(UserPool pool) {
		checkNotNull("pool", pool);
		Builder builder = builder();
		set(pool.name(), builder::name);
		set(pool.domain(), builder::domain);
		set(pool.description(), builder::description);
		// A type without a code would be taken out of the list.
		if (pool.userpoolTypes() != null && pool.userpoolTypes().stream().allMatch((type) -> type.code() != null)) {
			builder.userpoolTypes(codes(pool.userpoolTypes()));
		}
		set(pool.logo(), builder::logo);
		set(pool.emailVerifiedDefault(), builder::emailVerifiedDefault);
		set(pool.sendWelcomeEmail(), builder::sendWelcomeEmail);
		set(pool.registerDisabled(), builder::registerDisabled);
		set(pool.appSsoEnabled(), builder::appSsoEnabled);
		set(pool.allowedOrigins(), builder::allowedOrigins);
		set(pool.tokenExpiresAfter(), builder::tokenExpiresAfter);
		set(pool.frequentRegisterCheck(), (check) -> builder.frequentRegisterCheck(check));
		set(pool.loginFailCheck(), (check) -> builder.loginFailCheck(check));
		set(pool.loginFailStrategy(), builder::loginFailStrategy);
		set(pool.loginPasswordFailCheck(), (check) -> builder.loginPasswordFailCheck(check));
		set(pool.passwordUpdatePolicy(), (policy) -> builder.passwordUpdatePolicy(policy));
		set(pool.changePhoneStrategy(), (strategy) -> builder.changePhoneStrategy(strategy));
		set(pool.changeEmailStrategy(), (strategy) -> builder.changeEmailStrategy(strategy));
		set(pool.qrcodeLoginStrategy(), (strategy) -> builder.qrcodeLoginStrategy(strategy));
		set(pool.app2WxappLoginStrategy(), (strategy) -> builder.app2WxappLoginStrategy(strategy));
		set(pool.whitelist(), (whitelist) -> builder.whitelist(whitelist));
		set(pool.customSMSProvider(), (provider) -> builder.customSMSProvider(provider));
		set(pool.loginRequireEmailVerified(), builder::loginRequireEmailVerified);
		set(pool.verifyCodeLength(), builder::verifyCodeLength);
		set(pool.verifyCodeMaxAttempts(), builder::verifyCodeMaxAttempts);
		return builder.build();
	}

	private static List<String> codes(List<UserPool.UserPoolType> types) {
		List<String> codes = new ArrayList<>();
		for (UserPool.UserPoolType type : types) {
			set(type.code(), codes::add);
		}
		return codes;
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

	private static void checkNotNull(String name, @Nullable Object argument) {
		if (argument == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
	}

	/**
	 * Return the names of the fields that this update sends, as the API names them.
	 * @return the names in the order in which they were first set, never {@code null}
	 */
	public Set<String> fieldNames() {
		return this.fields.keySet();
	}

	/**
	 * What a mapper writes.
	 */
	@JsonValue
	Map<String, @Nullable Object> toInput() {
		Map<String, @Nullable Object> input = new LinkedHashMap<>(this.fields);
		input.computeIfPresent("app2WxappLoginStrategy",
				(name, strategy) -> ((App2WxappLoginStrategy) strategy).toInput());
		return input;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return (this == other) || (other instanceof UpdateUserpoolInput that && this.fields.equals(that.fields));
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	/**
	 * Return a description that masks the configuration of the SMS provider.
	 */
	@Override
	public String toString() {
		return "UpdateUserpoolInput" + this.fields;
	}

	/**
	 * Builder of an {@link UpdateUserpoolInput}. A method called twice keeps the last
	 * value; all return this builder.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		Builder() {
		}

		/**
		 * Set {@code name}: name of the user pool, or {@code null}.
		 */
		public Builder name(@Nullable String name) {
			return set("name", name);
		}

		/**
		 * Set {@code domain}: second-level domain of the enterprise application panel, or
		 * {@code null}.
		 */
		public Builder domain(@Nullable String domain) {
			return set("domain", domain);
		}

		/**
		 * Set {@code description}: description, or {@code null}.
		 */
		public Builder description(@Nullable String description) {
			return set("description", description);
		}

		/**
		 * Set {@code userpoolTypes}: codes of the kinds of application that the pool is
		 * for (the response has objects in their place), or {@code null}.
		 * @throws IllegalArgumentException if one of the codes is {@code null}
		 */
		public Builder userpoolTypes(@Nullable Collection<String> codes) {
			if (codes != null && codes.stream().anyMatch(Objects::isNull)) {
				throw new IllegalArgumentException("'codes' must not contain null elements");
			}
			return set("userpoolTypes", (codes != null) ? List.copyOf(codes) : null);
		}

		/**
		 * Set {@code logo}: address of the logo, or {@code null}.
		 */
		public Builder logo(@Nullable String logo) {
			return set("logo", logo);
		}

		/**
		 * Set {@code emailVerifiedDefault}: whether the email address of a new user
		 * counts as verified, or {@code null}.
		 */
		public Builder emailVerifiedDefault(@Nullable Boolean emailVerifiedDefault) {
			return set("emailVerifiedDefault", emailVerifiedDefault);
		}

		/**
		 * Set {@code sendWelcomeEmail}: whether a new user gets a welcome email, or
		 * {@code null}.
		 */
		public Builder sendWelcomeEmail(@Nullable Boolean sendWelcomeEmail) {
			return set("sendWelcomeEmail", sendWelcomeEmail);
		}

		/**
		 * Set {@code registerDisabled}: whether registration is closed, or {@code null}.
		 */
		public Builder registerDisabled(@Nullable Boolean registerDisabled) {
			return set("registerDisabled", registerDisabled);
		}

		/**
		 * Set {@code appSsoEnabled}.
		 * @param appSsoEnabled whether single sign-on between the applications of the
		 * pool is on, or {@code null}
		 * @return this builder
		 * @deprecated the API deprecates this field
		 */
		@Deprecated(since = "0.1.0")
		public Builder appSsoEnabled(@Nullable Boolean appSsoEnabled) {
			return set("appSsoEnabled", appSsoEnabled);
		}

		/**
		 * Set {@code allowedOrigins} in the form of the API.
		 * @param allowedOrigins origins separated by line breaks,
		 * {@code https://*.sample.com} allowed, or {@code null}
		 * @return this builder
		 * @throws IllegalArgumentException if an origin has a query or a fragment, since
		 * the server would silently ignore its whole domain
		 */
		public Builder allowedOrigins(@Nullable String allowedOrigins) {
			if (allowedOrigins != null) {
				allowedOrigins.lines().forEach(Builder::checkOrigin);
			}
			return set("allowedOrigins", allowedOrigins);
		}

		/**
		 * Set {@code allowedOrigins} from single origins.
		 * @param origins the origins, {@code https://*.sample.com} allowed; an empty
		 * collection allows none
		 * @return this builder
		 * @throws IllegalArgumentException if an origin is {@code null}, blank, has a
		 * line break, a query or a fragment
		 */
		public Builder allowedOriginList(Collection<String> origins) {
			checkNotNull("origins", origins);
			return set("allowedOrigins", joinOrigins(origins));
		}

		/**
		 * Set {@code tokenExpiresAfter}: lifetime of the pool's user tokens in seconds
		 * (not of the token that this client uses), or {@code null}.
		 */
		public Builder tokenExpiresAfter(@Nullable Integer tokenExpiresAfter) {
			return set("tokenExpiresAfter", tokenExpiresAfter);
		}

		/**
		 * Set {@code frequentRegisterCheck}: limit on registrations; components that are
		 * {@code null} are left out.
		 */
		public Builder frequentRegisterCheck(@Nullable FrequencyCheck frequentRegisterCheck) {
			return set("frequentRegisterCheck", frequentRegisterCheck);
		}

		/**
		 * Set parts of {@code frequentRegisterCheck}; all others are left out.
		 */
		public Builder frequentRegisterCheck(UnaryOperator<FrequencyCheck> settings) {
			return set("frequentRegisterCheck", FrequencyCheck.EMPTY, settings);
		}

		/**
		 * Set {@code loginFailCheck}: limit on failed sign-ins; components that are
		 * {@code null} are left out.
		 */
		public Builder loginFailCheck(@Nullable FrequencyCheck loginFailCheck) {
			return set("loginFailCheck", loginFailCheck);
		}

		/**
		 * Set parts of {@code loginFailCheck}; all others are left out.
		 */
		public Builder loginFailCheck(UnaryOperator<FrequencyCheck> settings) {
			return set("loginFailCheck", FrequencyCheck.EMPTY, settings);
		}

		/**
		 * Set {@code loginFailStrategy}: what happens at that limit: {@code captcha} or
		 * {@code block-account}, or {@code null}.
		 */
		public Builder loginFailStrategy(@Nullable String loginFailStrategy) {
			return set("loginFailStrategy", loginFailStrategy);
		}

		/**
		 * Set {@code loginPasswordFailCheck}: limit on sign-ins with a wrong password;
		 * its {@code null} components are left out; or {@code null}.
		 */
		public Builder loginPasswordFailCheck(@Nullable FrequencyCheck loginPasswordFailCheck) {
			return set("loginPasswordFailCheck", loginPasswordFailCheck);
		}

		/**
		 * Set parts of {@code loginPasswordFailCheck}; all others are left out.
		 */
		public Builder loginPasswordFailCheck(UnaryOperator<FrequencyCheck> settings) {
			return set("loginPasswordFailCheck", FrequencyCheck.EMPTY, settings);
		}

		/**
		 * Set {@code passwordUpdatePolicy}: when users have to change their password; its
		 * {@code null} components are left out; or {@code null}.
		 */
		public Builder passwordUpdatePolicy(@Nullable PasswordUpdatePolicy passwordUpdatePolicy) {
			return set("passwordUpdatePolicy", passwordUpdatePolicy);
		}

		/**
		 * Set parts of {@code passwordUpdatePolicy}; all others are left out.
		 */
		public Builder passwordUpdatePolicy(UnaryOperator<PasswordUpdatePolicy> settings) {
			return set("passwordUpdatePolicy", PasswordUpdatePolicy.EMPTY, settings);
		}

		/**
		 * Set {@code changePhoneStrategy}: what has to be proved to change the phone
		 * number; its {@code null} components are left out; or {@code null}.
		 */
		public Builder changePhoneStrategy(@Nullable ChangePhoneStrategy changePhoneStrategy) {
			return set("changePhoneStrategy", changePhoneStrategy);
		}

		/**
		 * Set parts of {@code changePhoneStrategy}; all others are left out.
		 */
		public Builder changePhoneStrategy(UnaryOperator<ChangePhoneStrategy> settings) {
			return set("changePhoneStrategy", ChangePhoneStrategy.EMPTY, settings);
		}

		/**
		 * Set {@code changeEmailStrategy}: what has to be proved to change the email
		 * address; its {@code null} components are left out; or {@code null}.
		 */
		public Builder changeEmailStrategy(@Nullable ChangeEmailStrategy changeEmailStrategy) {
			return set("changeEmailStrategy", changeEmailStrategy);
		}

		/**
		 * Set parts of {@code changeEmailStrategy}; all others are left out.
		 */
		public Builder changeEmailStrategy(UnaryOperator<ChangeEmailStrategy> settings) {
			return set("changeEmailStrategy", ChangeEmailStrategy.EMPTY, settings);
		}

		/**
		 * Set {@code qrcodeLoginStrategy}: how signing in by QR code works; its
		 * {@code null} components are left out; or {@code null}.
		 */
		public Builder qrcodeLoginStrategy(@Nullable QrcodeLoginStrategy qrcodeLoginStrategy) {
			return set("qrcodeLoginStrategy", qrcodeLoginStrategy);
		}

		/**
		 * Set parts of {@code qrcodeLoginStrategy}; all others are left out.
		 */
		public Builder qrcodeLoginStrategy(UnaryOperator<QrcodeLoginStrategy> settings) {
			return set("qrcodeLoginStrategy", QrcodeLoginStrategy.EMPTY, settings);
		}

		/**
		 * Set {@code app2WxappLoginStrategy}: how signing in through a WeChat mini
		 * program works; its {@code null} components are left out; or {@code null}.
		 */
		public Builder app2WxappLoginStrategy(@Nullable App2WxappLoginStrategy app2WxappLoginStrategy) {
			return set("app2WxappLoginStrategy", app2WxappLoginStrategy);
		}

		/**
		 * Set parts of {@code app2WxappLoginStrategy}; all others are left out.
		 */
		public Builder app2WxappLoginStrategy(UnaryOperator<App2WxappLoginStrategy> settings) {
			return set("app2WxappLoginStrategy", App2WxappLoginStrategy.EMPTY, settings);
		}

		/**
		 * Set {@code whitelist}: which registration white lists are in force; its
		 * {@code null} components are left out; or {@code null}.
		 */
		public Builder whitelist(@Nullable Whitelist whitelist) {
			return set("whitelist", whitelist);
		}

		/**
		 * Set parts of {@code whitelist}; all others are left out.
		 */
		public Builder whitelist(UnaryOperator<Whitelist> settings) {
			return set("whitelist", Whitelist.EMPTY, settings);
		}

		/**
		 * Set {@code customSMSProvider}: SMS provider of the pool's own; <strong>its
		 * configuration holds secrets</strong>; its {@code null} components are left out;
		 * or {@code null}.
		 */
		public Builder customSMSProvider(@Nullable CustomSMSProvider customSMSProvider) {
			return set("customSMSProvider", customSMSProvider);
		}

		/**
		 * Set parts of {@code customSMSProvider}; all others are left out.
		 */
		public Builder customSMSProvider(UnaryOperator<CustomSMSProvider> settings) {
			return set("customSMSProvider", CustomSMSProvider.EMPTY, settings);
		}

		/**
		 * Set {@code loginRequireEmailVerified}: whether signing in needs a verified
		 * email address, or {@code null}.
		 */
		public Builder loginRequireEmailVerified(@Nullable Boolean loginRequireEmailVerified) {
			return set("loginRequireEmailVerified", loginRequireEmailVerified);
		}

		/**
		 * Set {@code verifyCodeLength}: number of characters of a verification code, or
		 * {@code null}.
		 */
		public Builder verifyCodeLength(@Nullable Integer verifyCodeLength) {
			return set("verifyCodeLength", verifyCodeLength);
		}

		/**
		 * Set {@code verifyCodeMaxAttempts}: number of attempts at a verification code,
		 * or {@code null}.
		 */
		public Builder verifyCodeMaxAttempts(@Nullable Integer verifyCodeMaxAttempts) {
			return set("verifyCodeMaxAttempts", verifyCodeMaxAttempts);
		}

		private static void checkOrigin(String origin) {
			int end = origin.indexOf('?');
			end = (end >= 0) ? end : origin.indexOf('#');
			if (end >= 0) {
				throw new IllegalArgumentException("'allowedOrigins' must not hold a query or a fragment: '"
						+ origin.substring(0, end) + "' is followed by a "
						+ ((origin.charAt(end) == '?') ? "query" : "fragment")
						+ ", with which the server silently ignores the whole domain; give scheme, host and port alone");
			}
		}

		private static String joinOrigins(Collection<? extends @Nullable String> origins) {
			StringJoiner joined = new StringJoiner("\n");
			for (String origin : origins) {
				if (origin == null || origin.isBlank() || origin.lines().count() > 1) {
					throw new IllegalArgumentException("'origins' must be lines of text such as "
							+ "'https://app.example.com', none of them null or blank");
				}
				checkOrigin(origin);
				joined.add(origin.strip());
			}
			return joined.toString();
		}

		private <T> Builder set(String name, T empty, UnaryOperator<T> settings) {
			checkNotNull(name, settings);
			return set(name, settings.apply(empty));
		}

		private Builder set(String name, @Nullable Object value) {
			this.fields.put(name, value);
			return this;
		}

		/**
		 * Build the update.
		 * @return the update
		 * @throws IllegalArgumentException if nothing was set
		 */
		public UpdateUserpoolInput build() {
			if (this.fields.isEmpty()) {
				throw new IllegalArgumentException(
						"'updates' must set at least one field; call a method of UpdateUserpoolInput.Builder");
			}
			return new UpdateUserpoolInput(this.fields);
		}

	}

}
