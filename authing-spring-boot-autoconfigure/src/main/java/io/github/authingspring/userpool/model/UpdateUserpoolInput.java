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

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What to change in a user pool. Only the fields whose method was called on the
 * {@link Builder} are sent; all others stay as they are. {@code null} given explicitly is
 * sent as {@code null}; within nested settings {@code null} is left out, and the server
 * merges them into what it has (wire contract, section 6).
 * <p>
 * Instances are immutable.
 *
 * @since 0.1.0
 * @see UserpoolManagementClient#update(UpdateUserpoolInput)
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

	static UpdateUserpoolInput of(@Nullable Consumer<Builder> updates) {
		Builder builder = builder();
		Arguments.notNull("updates", updates).accept(builder);
		return builder.build();
	}

	/**
	 * Return the names of the fields that this update sends, as the API names them.
	 * @return the names in the order in which they were first set, never {@code null}
	 */
	public Set<String> fieldNames() {
		return this.fields.keySet();
	}

	Map<String, @Nullable Object> fields() {
		return this.fields;
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
	 * value.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		Builder() {
		}

		/**
		 * Set {@code name}.
		 * @param name name of the user pool, or {@code null}
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			return set("name", name);
		}

		/**
		 * Set {@code domain}.
		 * @param domain second-level domain of the enterprise application panel, or
		 * {@code
		 * null}
		 * @return this builder
		 */
		public Builder domain(@Nullable String domain) {
			return set("domain", domain);
		}

		/**
		 * Set {@code description}.
		 * @param description description, or {@code null}
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			return set("description", description);
		}

		/**
		 * Set {@code userpoolTypes}.
		 * @param codes codes of the kinds of application that the pool is for (the answer
		 * has objects in their place), or {@code null}
		 * @return this builder
		 */
		public Builder userpoolTypes(@Nullable Collection<String> codes) {
			return set("userpoolTypes", (codes != null) ? List.copyOf(codes) : null);
		}

		/**
		 * Set {@code logo}.
		 * @param logo address of the logo, or {@code null}
		 * @return this builder
		 */
		public Builder logo(@Nullable String logo) {
			return set("logo", logo);
		}

		/**
		 * Set {@code emailVerifiedDefault}.
		 * @param emailVerifiedDefault whether the email address of a new user counts as
		 * verified, or {@code null}
		 * @return this builder
		 */
		public Builder emailVerifiedDefault(@Nullable Boolean emailVerifiedDefault) {
			return set("emailVerifiedDefault", emailVerifiedDefault);
		}

		/**
		 * Set {@code sendWelcomeEmail}.
		 * @param sendWelcomeEmail whether a new user gets a welcome email, or
		 * {@code null}
		 * @return this builder
		 */
		public Builder sendWelcomeEmail(@Nullable Boolean sendWelcomeEmail) {
			return set("sendWelcomeEmail", sendWelcomeEmail);
		}

		/**
		 * Set {@code registerDisabled}.
		 * @param registerDisabled whether registration is closed, or {@code null}
		 * @return this builder
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
				allowedOrigins.lines().forEach(AllowedOrigin::check);
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
			return set("allowedOrigins", AllowedOrigin.join(origins));
		}

		/**
		 * Set {@code tokenExpiresAfter}.
		 * @param tokenExpiresAfter lifetime of the pool's user tokens in seconds (not of
		 * the token that this client uses), or {@code null}
		 * @return this builder
		 */
		public Builder tokenExpiresAfter(@Nullable Integer tokenExpiresAfter) {
			return set("tokenExpiresAfter", tokenExpiresAfter);
		}

		/**
		 * Set {@code frequentRegisterCheck} to what {@code detail} returned, say.
		 * @param frequentRegisterCheck limit on registrations; its {@code null}
		 * components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder frequentRegisterCheck(@Nullable FrequencyCheck frequentRegisterCheck) {
			return set("frequentRegisterCheck", frequentRegisterCheck);
		}

		/**
		 * Set parts of {@code frequentRegisterCheck}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder frequentRegisterCheck(Consumer<FrequencyCheck.Builder> settings) {
			return set("frequentRegisterCheck", new FrequencyCheck.Builder(), settings, FrequencyCheck.Builder::build);
		}

		/**
		 * Set {@code loginFailCheck} to what {@code detail} returned, say.
		 * @param loginFailCheck limit on failed sign-ins; its {@code null} components are
		 * left out; or {@code null}
		 * @return this builder
		 */
		public Builder loginFailCheck(@Nullable FrequencyCheck loginFailCheck) {
			return set("loginFailCheck", loginFailCheck);
		}

		/**
		 * Set parts of {@code loginFailCheck}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder loginFailCheck(Consumer<FrequencyCheck.Builder> settings) {
			return set("loginFailCheck", new FrequencyCheck.Builder(), settings, FrequencyCheck.Builder::build);
		}

		/**
		 * Set {@code loginFailStrategy}.
		 * @param loginFailStrategy what happens at that limit: {@code captcha} or {@code
		 * block-account}, or {@code null}
		 * @return this builder
		 */
		public Builder loginFailStrategy(@Nullable String loginFailStrategy) {
			return set("loginFailStrategy", loginFailStrategy);
		}

		/**
		 * Set {@code loginPasswordFailCheck} to what {@code detail} returned, say.
		 * @param loginPasswordFailCheck limit on sign-ins with a wrong password; its
		 * {@code
		 * null} components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder loginPasswordFailCheck(@Nullable FrequencyCheck loginPasswordFailCheck) {
			return set("loginPasswordFailCheck", loginPasswordFailCheck);
		}

		/**
		 * Set parts of {@code loginPasswordFailCheck}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder loginPasswordFailCheck(Consumer<FrequencyCheck.Builder> settings) {
			return set("loginPasswordFailCheck", new FrequencyCheck.Builder(), settings, FrequencyCheck.Builder::build);
		}

		/**
		 * Set {@code passwordUpdatePolicy} to what {@code detail} returned, say.
		 * @param passwordUpdatePolicy when users have to change their password; its
		 * {@code
		 * null} components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder passwordUpdatePolicy(@Nullable PasswordUpdatePolicy passwordUpdatePolicy) {
			return set("passwordUpdatePolicy", passwordUpdatePolicy);
		}

		/**
		 * Set parts of {@code passwordUpdatePolicy}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder passwordUpdatePolicy(Consumer<PasswordUpdatePolicy.Builder> settings) {
			return set("passwordUpdatePolicy", new PasswordUpdatePolicy.Builder(), settings,
					PasswordUpdatePolicy.Builder::build);
		}

		/**
		 * Set {@code changePhoneStrategy} to what {@code detail} returned, say.
		 * @param changePhoneStrategy what has to be proved to change the phone number;
		 * its {@code null} components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder changePhoneStrategy(@Nullable ChangePhoneStrategy changePhoneStrategy) {
			return set("changePhoneStrategy", changePhoneStrategy);
		}

		/**
		 * Set parts of {@code changePhoneStrategy}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder changePhoneStrategy(Consumer<ChangePhoneStrategy.Builder> settings) {
			return set("changePhoneStrategy", new ChangePhoneStrategy.Builder(), settings,
					ChangePhoneStrategy.Builder::build);
		}

		/**
		 * Set {@code changeEmailStrategy} to what {@code detail} returned, say.
		 * @param changeEmailStrategy what has to be proved to change the email address;
		 * its {@code null} components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder changeEmailStrategy(@Nullable ChangeEmailStrategy changeEmailStrategy) {
			return set("changeEmailStrategy", changeEmailStrategy);
		}

		/**
		 * Set parts of {@code changeEmailStrategy}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder changeEmailStrategy(Consumer<ChangeEmailStrategy.Builder> settings) {
			return set("changeEmailStrategy", new ChangeEmailStrategy.Builder(), settings,
					ChangeEmailStrategy.Builder::build);
		}

		/**
		 * Set {@code qrcodeLoginStrategy} to what {@code detail} returned, say.
		 * @param qrcodeLoginStrategy how signing in by QR code works; its {@code null}
		 * components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder qrcodeLoginStrategy(@Nullable QrcodeLoginStrategy qrcodeLoginStrategy) {
			return set("qrcodeLoginStrategy", qrcodeLoginStrategy);
		}

		/**
		 * Set parts of {@code qrcodeLoginStrategy}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder qrcodeLoginStrategy(Consumer<QrcodeLoginStrategy.Builder> settings) {
			return set("qrcodeLoginStrategy", new QrcodeLoginStrategy.Builder(), settings,
					QrcodeLoginStrategy.Builder::build);
		}

		/**
		 * Set {@code app2WxappLoginStrategy} to what {@code detail} returned, say.
		 * @param app2WxappLoginStrategy how signing in through a WeChat mini program
		 * works; its {@code null} components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder app2WxappLoginStrategy(@Nullable App2WxappLoginStrategy app2WxappLoginStrategy) {
			return set("app2WxappLoginStrategy", app2WxappLoginStrategy);
		}

		/**
		 * Set parts of {@code app2WxappLoginStrategy}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder app2WxappLoginStrategy(Consumer<App2WxappLoginStrategy.Builder> settings) {
			return set("app2WxappLoginStrategy", new App2WxappLoginStrategy.Builder(), settings,
					App2WxappLoginStrategy.Builder::build);
		}

		/**
		 * Set {@code whitelist} to what {@code detail} returned, say.
		 * @param whitelist which registration white lists are in force; its {@code null}
		 * components are left out; or {@code null}
		 * @return this builder
		 */
		public Builder whitelist(@Nullable Whitelist whitelist) {
			return set("whitelist", whitelist);
		}

		/**
		 * Set parts of {@code whitelist}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder whitelist(Consumer<Whitelist.Builder> settings) {
			return set("whitelist", new Whitelist.Builder(), settings, Whitelist.Builder::build);
		}

		/**
		 * Set {@code customSMSProvider} to what {@code detail} returned, say.
		 * @param customSMSProvider SMS provider of the pool's own; <strong>its
		 * configuration holds secrets</strong>; its {@code null} components are left out;
		 * or {@code null}
		 * @return this builder
		 */
		public Builder customSMSProvider(@Nullable CustomSMSProvider customSMSProvider) {
			return set("customSMSProvider", customSMSProvider);
		}

		/**
		 * Set parts of {@code customSMSProvider}.
		 * @param settings sets the components to send
		 * @return this builder
		 */
		public Builder customSMSProvider(Consumer<CustomSMSProvider.Builder> settings) {
			return set("customSMSProvider", new CustomSMSProvider.Builder(), settings,
					CustomSMSProvider.Builder::build);
		}

		/**
		 * Set {@code loginRequireEmailVerified}.
		 * @param loginRequireEmailVerified whether signing in needs a verified email
		 * address, or {@code null}
		 * @return this builder
		 */
		public Builder loginRequireEmailVerified(@Nullable Boolean loginRequireEmailVerified) {
			return set("loginRequireEmailVerified", loginRequireEmailVerified);
		}

		/**
		 * Set {@code verifyCodeLength}.
		 * @param verifyCodeLength number of characters of a verification code, or
		 * {@code null}
		 * @return this builder
		 */
		public Builder verifyCodeLength(@Nullable Integer verifyCodeLength) {
			return set("verifyCodeLength", verifyCodeLength);
		}

		/**
		 * Set {@code verifyCodeMaxAttempts}.
		 * @param verifyCodeMaxAttempts number of attempts at a verification code, or
		 * {@code
		 * null}
		 * @return this builder
		 */
		public Builder verifyCodeMaxAttempts(@Nullable Integer verifyCodeMaxAttempts) {
			return set("verifyCodeMaxAttempts", verifyCodeMaxAttempts);
		}

		private <B> Builder set(String name, B builder, Consumer<B> settings, Function<B, ?> build) {
			Arguments.notNull(name, settings).accept(builder);
			return set(name, build.apply(builder));
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
						"updates: nothing to change; call at least one method of UpdateUserpoolInput.Builder");
			}
			return new UpdateUserpoolInput(this.fields);
		}

	}

}
