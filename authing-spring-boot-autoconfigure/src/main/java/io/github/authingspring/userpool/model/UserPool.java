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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A user pool: one tenant's users and the rules for them.
 * <p>
 * The components have the names of the API
 * (<a href="{@docRoot}/authing-api.md">API contract</a>, section 6) and are {@code null}
 * where the server said nothing. {@link #toString()} masks what is secret. The
 * constructor is not part of the API, since a field that the server gains is added to it;
 * tests make a user pool with {@link #fromJson(String)}.
 * <p>
 * One odd field does not cost the others: a field in a form that its type cannot hold is
 * {@code null} and stands among the {@link #additionalFields()} as the server sent it.
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
 * @param createdAt when the pool was made
 * @param updatedAt when the pool was last changed
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
 * @param additionalFields fields that this version does not know or that have an
 * unexpected form, by name, as Java has JSON; those of nested objects under a path such
 * as {@code loginFailCheck.limit}; unmodifiable, never {@code null}, may hold secrets
 * @param nullFields names of the fields that the server sent as {@code null}, those of
 * nested objects as such a path; a component that is {@code null} and not among them was
 * not sent or is odd; unmodifiable, never {@code null}
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(LowerCamelCaseStrategy.class)
public record UserPool(@Nullable String id, @Nullable String name, @Nullable String domain,
		@Nullable String description, @Nullable String secret, @Nullable String jwtSecret, @Nullable String ownerId,
		@Nullable String userId, @Nullable List<UserPoolType> userpoolTypes, @Nullable String logo,
		@JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant createdAt,
		@JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant updatedAt,
		@Nullable Boolean emailVerifiedDefault, @Nullable Boolean sendWelcomeEmail, @Nullable Boolean registerDisabled,
		@Nullable Boolean appSsoEnabled, @Nullable Boolean showWxQRCodeWhenRegisterDisabled,
		@Nullable String allowedOrigins, @Nullable Integer tokenExpiresAfter, @Nullable Boolean isDeleted,
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
		@JsonIgnore Map<String, Object> additionalFields, @JsonIgnore Set<String> nullFields) {

	/**
	 * Read a user pool from JSON as the server sends it in {@code data}. Meant for tests
	 * and caches.
	 * @param json a JSON object with the fields of the API
	 * @return the user pool
	 * @throws IllegalArgumentException if the text is no JSON object; the message never
	 * quotes the text
	 */
	public static UserPool fromJson(String json) {
		return fromJson(JsonFields.parse(json, "UserPool"));
	}

	/**
	 * Read a user pool from a JSON tree, as any Jackson mapper does.
	 * @param json a JSON object with the fields of the API
	 * @return the user pool
	 * @throws IllegalArgumentException if the tree is no JSON object
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static UserPool fromJson(@JsonDeserialize(using = JsonFields.TreeDeserializer.class) JsonNode json) {
		JsonFields fields = JsonFields.of(json, "UserPool");
		return new UserPool(fields.text("id"), fields.text("name"), fields.text("domain"), fields.text("description"),
				fields.text("secret"), fields.text("jwtSecret"), fields.text("ownerId"), fields.text("userId"),
				fields.list("userpoolTypes", UserPoolType::of), fields.text("logo"), fields.instant("createdAt"),
				fields.instant("updatedAt"), fields.bool("emailVerifiedDefault"), fields.bool("sendWelcomeEmail"),
				fields.bool("registerDisabled"), fields.bool("appSsoEnabled"),
				fields.bool("showWxQRCodeWhenRegisterDisabled"), fields.text("allowedOrigins"),
				fields.integer("tokenExpiresAfter"), fields.bool("isDeleted"),
				fields.object("frequentRegisterCheck", FrequencyCheck::of),
				fields.object("loginFailCheck", FrequencyCheck::of), fields.text("loginFailStrategy"),
				fields.object("loginPasswordFailCheck", FrequencyCheck::of),
				fields.object("passwordUpdatePolicy", PasswordUpdatePolicy::of),
				fields.object("changePhoneStrategy", ChangePhoneStrategy::of),
				fields.object("changeEmailStrategy", ChangeEmailStrategy::of),
				fields.object("qrcodeLoginStrategy", QrcodeLoginStrategy::of),
				fields.object("app2WxappLoginStrategy", App2WxappLoginStrategy::of),
				fields.object("whitelist", Whitelist::of), fields.object("customSMSProvider", CustomSMSProvider::of),
				fields.integer("packageType"), fields.bool("useCustomUserStore"),
				fields.bool("loginRequireEmailVerified"), fields.integer("verifyCodeLength"),
				fields.integer("verifyCodeMaxAttempts"), fields.integer("defaultNamespaceId"),
				fields.integer("systemNamespaceId"), fields.bool("isRoot"), fields.integer("passwordStrength"),
				fields.object("passwordFaas", PasswordFaas::of),
				fields.object("customPasswordStrength", CustomPasswordStrength::of),
				fields.object("customDb", CustomDb::of), fields.others(), fields.nulls());
	}

	/**
	 * What a mapper writes beside the components, so that a pool which is read again is
	 * the same.
	 */
	@JsonAnyGetter
	Map<String, @Nullable Object> otherFields() {
		Map<String, @Nullable Object> others = new LinkedHashMap<>(this.additionalFields);
		this.nullFields.forEach((name) -> others.put(name, null));
		return others;
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
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@JsonNaming(LowerCamelCaseStrategy.class)
	public record UserPoolType(@Nullable String code, @Nullable String name, @Nullable String description,
			@Nullable String image, @Nullable List<@Nullable String> sdks) {

		static UserPoolType of(JsonFields fields) {
			return new UserPoolType(fields.text("code"), fields.text("name"), fields.text("description"),
					fields.text("image"), fields.texts("sdks"));
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
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@JsonNaming(LowerCamelCaseStrategy.class)
	public record PasswordFaas(@Nullable Boolean enabled, @Nullable String encryptUrl, @Nullable String decryptUrl,
			@Nullable String validateUrl) {

		static PasswordFaas of(JsonFields fields) {
			return new PasswordFaas(fields.bool("enabled"), fields.text("encryptUrl"), fields.text("decryptUrl"),
					fields.text("validateUrl"));
		}

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
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@JsonNaming(LowerCamelCaseStrategy.class)
	public record CustomPasswordStrength(@Nullable Boolean enabled, @Nullable String regex, @Nullable String message) {

		static CustomPasswordStrength of(JsonFields fields) {
			return new CustomPasswordStrength(fields.bool("enabled"), fields.text("regex"), fields.text("message"));
		}

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
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@JsonNaming(LowerCamelCaseStrategy.class)
	public record CustomDb(@Nullable Boolean enabled, @Nullable String mode, @Nullable Object scripts,
			@Nullable Object connection, @Nullable Object loggingConfig, @Nullable Object cahceConfig) {

		static CustomDb of(JsonFields fields) {
			return new CustomDb(fields.bool("enabled"), fields.text("mode"), fields.any("scripts"),
					fields.any("connection"), fields.any("loggingConfig"), fields.any("cahceConfig"));
		}

		/**
		 * Return a description without scripts, connection and configuration.
		 */
		@Override
		public String toString() {
			return Masking.describe(this, "scripts", "connection", "loggingConfig", "cahceConfig");
		}

	}

}
