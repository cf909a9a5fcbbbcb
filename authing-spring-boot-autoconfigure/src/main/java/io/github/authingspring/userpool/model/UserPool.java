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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * A user pool: one tenant's users and the rules for them.
 * <p>
 * The components have the names of the API (wire contract, section 6) and are
 * {@code null} where the server said nothing. {@link #toString()} masks what is secret.
 * The constructor is not part of the API, since a field that the server gains is added to
 * it; tests make a user pool with {@link #fromJson(String)}.
 *
 * @param id id of the user pool
 * @param name name of the user pool
 * @param domain second-level domain of the enterprise application panel
 * @param description description
 * @param secret secret of the user pool; <strong>a secret, in clear</strong>
 * @param jwtSecret key that signs the pool's user tokens; <strong>a secret, in
 * clear</strong>
 * @param ownerId id of the owner
 * @param userId id of the owner as the REST API names it
 * @param userpoolTypes kinds of application that the pool is for
 * @param logo address of the logo
 * @param createdAt when the pool was made; {@code null} also where the server's text is
 * no timestamp
 * @param updatedAt when the pool was last changed; {@code null} also where the server's
 * text is no timestamp
 * @param emailVerifiedDefault whether the email address of a new user counts as verified
 * @param sendWelcomeEmail whether a new user gets a welcome email
 * @param registerDisabled whether registration is closed
 * @param appSsoEnabled whether single sign-on between the applications of the pool is on
 * @param showWxQRCodeWhenRegisterDisabled whether the WeChat QR code is shown while
 * registration is closed
 * @param allowedOrigins origins that may call the API from a browser, separated by line
 * breaks
 * @param tokenExpiresAfter lifetime of the pool's user tokens in seconds (not of the
 * token that this client uses)
 * @param isDeleted whether the pool is deleted
 * @param frequentRegisterCheck limit on registrations
 * @param loginFailCheck limit on failed sign-ins
 * @param loginFailStrategy what happens at that limit: {@code captcha} or {@code
 * block-account}
 * @param loginPasswordFailCheck limit on sign-ins with a wrong password
 * @param passwordUpdatePolicy when users have to change their password
 * @param changePhoneStrategy what has to be proved to change the phone number
 * @param changeEmailStrategy what has to be proved to change the email address
 * @param qrcodeLoginStrategy how signing in by QR code works
 * @param app2WxappLoginStrategy how signing in through a WeChat mini program works
 * @param whitelist which registration white lists are in force
 * @param customSMSProvider SMS provider of the pool's own; <strong>its configuration
 * holds secrets</strong>
 * @param packageType kind of plan; {@code -1} occurs
 * @param useCustomUserStore whether users are kept in a database of the pool's own
 * @param loginRequireEmailVerified whether signing in needs a verified email address
 * @param verifyCodeLength number of characters of a verification code
 * @param verifyCodeMaxAttempts number of attempts at a verification code
 * @param defaultNamespaceId id of the default permission group
 * @param systemNamespaceId id of the system permission group
 * @param isRoot whether this is the root pool
 * @param passwordStrength level of password strength that is asked for
 * @param passwordFaas functions that encrypt, decrypt and validate passwords
 * @param customPasswordStrength password rule of the pool's own
 * @param customDb database of the pool's own; <strong>may hold credentials</strong>
 * @param additionalFields fields that this version does not know, by name; never {@code
 * null}, may hold secrets
 * @since 0.1.0
 */
public record UserPool(@Nullable String id, @Nullable String name, @Nullable String domain,
		@Nullable String description, @Nullable String secret, @Nullable String jwtSecret, @Nullable String ownerId,
		@Nullable String userId, @Nullable List<UserPoolType> userpoolTypes, @Nullable String logo,
		@Nullable Instant createdAt, @Nullable Instant updatedAt, @Nullable Boolean emailVerifiedDefault,
		@Nullable Boolean sendWelcomeEmail, @Nullable Boolean registerDisabled, @Nullable Boolean appSsoEnabled,
		@Nullable Boolean showWxQRCodeWhenRegisterDisabled, @Nullable String allowedOrigins,
		@Nullable Integer tokenExpiresAfter, @Nullable Boolean isDeleted,
		@Nullable FrequencyCheck frequentRegisterCheck, @Nullable FrequencyCheck loginFailCheck,
		@Nullable String loginFailStrategy, @Nullable FrequencyCheck loginPasswordFailCheck,
		@Nullable PasswordUpdatePolicy passwordUpdatePolicy, @Nullable ChangePhoneStrategy changePhoneStrategy,
		@Nullable ChangeEmailStrategy changeEmailStrategy, @Nullable QrcodeLoginStrategy qrcodeLoginStrategy,
		@Nullable App2WxappLoginStrategy app2WxappLoginStrategy, @Nullable Whitelist whitelist,
		@Nullable CustomSMSProvider customSMSProvider, @Nullable Integer packageType,
		@Nullable Boolean useCustomUserStore, @Nullable Boolean loginRequireEmailVerified,
		@Nullable Integer verifyCodeLength, @Nullable Integer verifyCodeMaxAttempts,
		@Nullable Integer defaultNamespaceId, @Nullable Integer systemNamespaceId, @Nullable Boolean isRoot,
		@Nullable Integer passwordStrength, @Nullable PasswordFaas passwordFaas,
		@Nullable CustomPasswordStrength customPasswordStrength, @Nullable CustomDb customDb,
		@JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> additionalFields) {

	/**
	 * Compact constructor, not part of the API.
	 */
	public UserPool {
		userpoolTypes = Copies.of(userpoolTypes);
		additionalFields = Copies.of(additionalFields);
	}

	/**
	 * Read a user pool from JSON as {@code detail} answers it in {@code data}. Meant for
	 * tests.
	 * @param json a JSON object with the fields of the API
	 * @return the user pool
	 * @throws IllegalArgumentException if the text is no JSON object or a field has an
	 * unusable type; the message never quotes the text
	 */
	public static UserPool fromJson(String json) {
		return Json.fromJson(json, UserPool.class);
	}

	/**
	 * Return a description that masks {@code secret}, {@code jwtSecret}, {@code customDb}
	 * and the configuration of the SMS provider, and gives only the names of the
	 * additional fields.
	 */
	@Override
	public String toString() {
		return Masking.describe(this, "secret", "jwtSecret", "customDb");
	}

	/**
	 * A kind of application that a user pool is for.
	 *
	 * @param code code, as an update takes it
	 * @param name name
	 * @param description description
	 * @param image address of an image
	 * @param sdks names of the SDKs that suit it; an element may be {@code null}
	 * @since 0.1.0
	 */
	public record UserPoolType(@Nullable String code, @Nullable String name, @Nullable String description,
			@Nullable String image, @Nullable List<@Nullable String> sdks) {

		/**
		 * Compact constructor, not part of the API.
		 */
		public UserPoolType {
			sdks = Copies.of(sdks);
		}

	}

	/**
	 * Functions that encrypt, decrypt and validate passwords (REST only).
	 *
	 * @param enabled whether they are used
	 * @param encryptUrl address of the function that encrypts
	 * @param decryptUrl address of the function that decrypts
	 * @param validateUrl address of the function that validates
	 * @since 0.1.0
	 */
	public record PasswordFaas(@Nullable Boolean enabled, @Nullable String encryptUrl, @Nullable String decryptUrl,
			@Nullable String validateUrl) {

		/**
		 * Return a description without the addresses, which may hold keys.
		 */
		@Override
		public String toString() {
			return Masking.describe(this, "encryptUrl", "decryptUrl", "validateUrl");
		}

	}

	/**
	 * A password rule of the pool's own (REST only).
	 *
	 * @param enabled whether it is in force
	 * @param regex regular expression that a password has to match
	 * @param message what a user is told whose password does not match
	 * @since 0.1.0
	 */
	public record CustomPasswordStrength(@Nullable Boolean enabled, @Nullable String regex, @Nullable String message) {
	}

	/**
	 * A database of the pool's own (REST only).
	 *
	 * @param enabled whether it is used
	 * @param mode how it is used
	 * @param scripts scripts, as the server sent them
	 * @param connection how to reach it; <strong>may hold credentials</strong>
	 * @param loggingConfig logging, as the server sent it
	 * @param cahceConfig caching, as the server sent it (the misspelling is the API's)
	 * @since 0.1.0
	 */
	public record CustomDb(@Nullable Boolean enabled, @Nullable String mode, @Nullable Object scripts,
			@Nullable Object connection, @Nullable Object loggingConfig, @Nullable Object cahceConfig) {

		/**
		 * Return a description without scripts, connection and configuration.
		 */
		@Override
		public String toString() {
			return Masking.describe(this, "scripts", "connection", "loggingConfig", "cahceConfig");
		}

	}

}
