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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.authingspring.console.Setting.Kind;
import io.github.authingspring.userpool.model.App2WxappLoginStrategy;
import io.github.authingspring.userpool.model.ChangeEmailStrategy;
import io.github.authingspring.userpool.model.ChangePhoneStrategy;
import io.github.authingspring.userpool.model.CustomSMSProvider;
import io.github.authingspring.userpool.model.FrequencyCheck;
import io.github.authingspring.userpool.model.PasswordUpdatePolicy;
import io.github.authingspring.userpool.model.QrcodeLoginStrategy;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.github.authingspring.userpool.model.Whitelist;
import org.jspecify.annotations.Nullable;

/**
 * The settings on the page. What may hold a secret is not among them.
 */
final class SettingCatalog {

	private static final String SECONDS = "seconds";

	private static final List<SettingGroup> GROUPS = List.of(
			new SettingGroup("registration", "Registration", "Who may create an account, and how often.",
					registration()),
			new SettingGroup("sign-in", "Sign-in protection",
					"What happens when somebody guesses passwords, and how long a sign-in lasts.", signIn()),
			new SettingGroup("verification", "Verification", "How users prove that an address or a number is theirs.",
					verification()),
			new SettingGroup("qr-code", "QR code and mini program", "Signing in with another device.", otherDevice()),
			new SettingGroup("branding", "Branding", "What users see of the pool.", branding()));

	private SettingCatalog() {
	}

	static List<SettingGroup> groups() {
		return GROUPS;
	}

	static Optional<Setting<?>> find(String id) {
		return GROUPS.stream()
			.<Setting<?>>flatMap((group) -> group.settings().stream())
			.filter((setting) -> setting.id().equals(id))
			.findFirst();
	}

	private static List<Setting<?>> registration() {
		return List.of(
				// The API has it the other way round; a switch that is on when something
				// is off misleads.
				toggle("registerDisabled", "Open registration",
						"New users may create an account themselves. Switched off, only administrators add users.",
						(pool) -> (pool.registerDisabled() != null) ? !pool.registerDisabled() : null,
						(updates, open) -> updates.registerDisabled(!open)),
				toggle("showWxQRCodeWhenRegisterDisabled", "WeChat QR code while closed",
						"The WeChat QR code is shown even while registration is closed. The API can only read it.",
						UserPool::showWxQRCodeWhenRegisterDisabled, null),
				toggle("sendWelcomeEmail", "Welcome email", "A new user gets a welcome email.",
						UserPool::sendWelcomeEmail, UpdateUserpoolInput.Builder::sendWelcomeEmail),
				toggle("frequentRegisterCheck.enabled", "Limit registrations",
						"Registrations beyond the limit below are rejected.",
						within(UserPool::frequentRegisterCheck, FrequencyCheck::enabled),
						(updates, on) -> updates.frequentRegisterCheck((check) -> check.enabled(on))),
				number("frequentRegisterCheck.limit", "Registrations allowed", "within the time below",
						within(UserPool::frequentRegisterCheck, FrequencyCheck::limit),
						(updates, limit) -> updates.frequentRegisterCheck((check) -> check.limit(limit)))
					.in("registrations")
					.asDetail(),
				number("frequentRegisterCheck.timeInterval", "Registrations counted within",
						"after which the count starts anew",
						within(UserPool::frequentRegisterCheck, FrequencyCheck::timeInterval),
						(updates, seconds) -> updates.frequentRegisterCheck((check) -> check.timeInterval(seconds)))
					.in(SECONDS)
					.asDetail(),
				whitelist("whitelist.phoneEnabled", "Listed phone numbers only", "phone numbers",
						Whitelist::phoneEnabled, Whitelist::phoneEnabled),
				whitelist("whitelist.emailEnabled", "Listed email addresses only", "email addresses",
						Whitelist::emailEnabled, Whitelist::emailEnabled),
				whitelist("whitelist.usernameEnabled", "Listed user names only", "user names",
						Whitelist::usernameEnabled, Whitelist::usernameEnabled));
	}

	private static Setting<Boolean> whitelist(String id, String label, String what,
			Function<Whitelist, @Nullable Boolean> reader, BiFunction<Whitelist, Boolean, Whitelist> writer) {
		return toggle(id, label, "Only " + what + " on the registration white list may register.",
				within(UserPool::whitelist, reader),
				(updates, on) -> updates.whitelist((list) -> writer.apply(list, on)));
	}

	private static List<Setting<?>> signIn() {
		Map<String, String> strategies = new LinkedHashMap<>();
		strategies.put("captcha", "ask for a captcha");
		strategies.put("block-account", "block the account");
		return List.of(
				toggle("loginFailCheck.enabled", "Limit failed sign-ins",
						"After too many failed sign-ins, the reaction below follows.",
						within(UserPool::loginFailCheck, FrequencyCheck::enabled),
						(updates, on) -> updates.loginFailCheck((check) -> check.enabled(on))),
				number("loginFailCheck.limit", "Failures allowed", "within the time below",
						within(UserPool::loginFailCheck, FrequencyCheck::limit),
						(updates, limit) -> updates.loginFailCheck((check) -> check.limit(limit)))
					.in("failures")
					.asDetail(),
				number("loginFailCheck.timeInterval", "Failures counted within", "after which the count starts anew",
						within(UserPool::loginFailCheck, FrequencyCheck::timeInterval),
						(updates, seconds) -> updates.loginFailCheck((check) -> check.timeInterval(seconds)))
					.in(SECONDS)
					.asDetail(),
				choice("loginFailStrategy", "Reaction to too many failures", "what the next sign-in meets", strategies,
						UserPool::loginFailStrategy, UpdateUserpoolInput.Builder::loginFailStrategy)
					.asDetail(),
				toggle("loginPasswordFailCheck.enabled", "Limit wrong passwords",
						"Counts wrong passwords on their own, apart from other failures.",
						within(UserPool::loginPasswordFailCheck, FrequencyCheck::enabled),
						(updates, on) -> updates.loginPasswordFailCheck((check) -> check.enabled(on))),
				number("loginPasswordFailCheck.limit", "Wrong passwords allowed", "within the time below",
						within(UserPool::loginPasswordFailCheck, FrequencyCheck::limit),
						(updates, limit) -> updates.loginPasswordFailCheck((check) -> check.limit(limit)))
					.in("attempts")
					.asDetail(),
				number("loginPasswordFailCheck.timeInterval", "Wrong passwords counted within",
						"after which the count starts anew",
						within(UserPool::loginPasswordFailCheck, FrequencyCheck::timeInterval),
						(updates, seconds) -> updates.loginPasswordFailCheck((check) -> check.timeInterval(seconds)))
					.in(SECONDS)
					.asDetail(),
				toggle("passwordUpdatePolicy.enabled", "Regular password change",
						"Users have to change their password from time to time.",
						within(UserPool::passwordUpdatePolicy, PasswordUpdatePolicy::enabled),
						(updates, on) -> updates.passwordUpdatePolicy((policy) -> policy.enabled(on))),
				number("passwordUpdatePolicy.forcedCycle", "A password lasts",
						"then it has to be changed; Authing documents no unit",
						within(UserPool::passwordUpdatePolicy, PasswordUpdatePolicy::forcedCycle),
						(updates, cycle) -> updates.passwordUpdatePolicy((policy) -> policy.forcedCycle(cycle)))
					.asDetail(),
				number("passwordUpdatePolicy.differenceCycle", "Old passwords return after",
						"changes before one may be used again; Authing documents no unit",
						within(UserPool::passwordUpdatePolicy, PasswordUpdatePolicy::differenceCycle),
						(updates, cycle) -> updates.passwordUpdatePolicy((policy) -> policy.differenceCycle(cycle)))
					.asDetail(),
				number("tokenExpiresAfter", "User tokens live for",
						"Lifetime of the tokens that the users of this pool get; this console's own is another.",
						UserPool::tokenExpiresAfter, (updates, seconds) -> updates.tokenExpiresAfter(seconds))
					.in(SECONDS));
	}

	private static List<Setting<?>> verification() {
		return List.of(
				toggle("loginRequireEmailVerified", "Verified email to sign in",
						"Only users with a verified email address may sign in.", UserPool::loginRequireEmailVerified,
						UpdateUserpoolInput.Builder::loginRequireEmailVerified),
				toggle("emailVerifiedDefault", "Trust new email addresses",
						"The email address of a new user counts as verified from the start.",
						UserPool::emailVerifiedDefault, UpdateUserpoolInput.Builder::emailVerifiedDefault),
				toggle("changeEmailStrategy.verifyOldEmail", "Prove the old email address",
						"Whoever changes the email address has to prove the old one first.",
						within(UserPool::changeEmailStrategy, ChangeEmailStrategy::verifyOldEmail),
						(updates, on) -> updates.changeEmailStrategy((strategy) -> strategy.verifyOldEmail(on))),
				toggle("changePhoneStrategy.verifyOldPhone", "Prove the old phone number",
						"Whoever changes the phone number has to prove the old one first.",
						within(UserPool::changePhoneStrategy, ChangePhoneStrategy::verifyOldPhone),
						(updates, on) -> updates.changePhoneStrategy((strategy) -> strategy.verifyOldPhone(on))),
				number("verifyCodeLength", "Length of a code", "How long the codes in emails and messages are.",
						UserPool::verifyCodeLength, (updates, length) -> updates.verifyCodeLength(length))
					.in("characters"),
				number("verifyCodeMaxAttempts", "Attempts at a code", "How often a wrong code may be entered.",
						UserPool::verifyCodeMaxAttempts, (updates, attempts) -> updates.verifyCodeMaxAttempts(attempts))
					.in("attempts"),
				toggle("customSMSProvider.enabled", "Own SMS provider",
						"Text messages go through a provider of the pool's own. Its access keys are not shown here.",
						within(UserPool::customSMSProvider, CustomSMSProvider::enabled),
						(updates, on) -> updates.customSMSProvider((provider) -> provider.enabled(on))),
				text("customSMSProvider.provider", "SMS provider", "its name at Authing, such as aliyun",
						within(UserPool::customSMSProvider, CustomSMSProvider::provider),
						(updates, name) -> updates.customSMSProvider((provider) -> provider.provider(name)))
					.asDetail());
	}

	private static List<Setting<?>> otherDevice() {
		return List.of(
				number("qrcodeLoginStrategy.qrcodeExpiresAfter", "QR code lives for",
						"A code that nobody scanned in this time is void.",
						within(UserPool::qrcodeLoginStrategy, QrcodeLoginStrategy::qrcodeExpiresAfter),
						(updates, seconds) -> updates.qrcodeLoginStrategy((qr) -> qr.qrcodeExpiresAfter(seconds)))
					.in(SECONDS),
				number("qrcodeLoginStrategy.ticketExpiresAfter", "QR code ticket lives for",
						"After a scan, the ticket has to be exchanged for the user in this time.",
						within(UserPool::qrcodeLoginStrategy, QrcodeLoginStrategy::ticketExpiresAfter),
						(updates, seconds) -> updates.qrcodeLoginStrategy((qr) -> qr.ticketExpiresAfter(seconds)))
					.in(SECONDS),
				toggle("qrcodeLoginStrategy.returnFullUserInfo", "Complete user to the page",
						"The page that shows the code gets the complete user.",
						within(UserPool::qrcodeLoginStrategy, QrcodeLoginStrategy::returnFullUserInfo),
						(updates, on) -> updates.qrcodeLoginStrategy((qr) -> qr.returnFullUserInfo(on))),
				toggle("qrcodeLoginStrategy.allowExchangeUserInfoFromBrowser", "Exchange in the browser",
						"A browser, not only a server, may exchange the ticket for the user.",
						within(UserPool::qrcodeLoginStrategy, QrcodeLoginStrategy::allowExchangeUserInfoFromBrowser),
						(updates, on) -> updates.qrcodeLoginStrategy((qr) -> qr.allowExchangeUserInfoFromBrowser(on))),
				number("app2WxappLoginStrategy.ticketExpiresAfter", "Mini program ticket lives for",
						"The ticket that an app gets from a WeChat mini program.",
						within(UserPool::app2WxappLoginStrategy, App2WxappLoginStrategy::ticketExpiresAfter),
						(updates, seconds) -> updates
							.app2WxappLoginStrategy((wxapp) -> wxapp.ticketExpiresAfter(seconds)))
					.in(SECONDS),
				toggle("app2WxappLoginStrategy.ticketExchangeUserInfoNeedSecret", "Secret for the exchange",
						"Exchanging a mini program's ticket for the user needs the pool's secret.",
						within(UserPool::app2WxappLoginStrategy,
								App2WxappLoginStrategy::ticketExchangeUserInfoNeedSecret),
						(updates, on) -> updates
							.app2WxappLoginStrategy((wxapp) -> wxapp.ticketExchangeUserInfoNeedSecret(on))));
	}

	private static List<Setting<?>> branding() {
		return List.of(
				text("name", "Name", "Shown to users and in Authing's console.", UserPool::name,
						UpdateUserpoolInput.Builder::name),
				text("domain", "Domain", "Second-level domain of the application panel. It has to be free.",
						UserPool::domain, UpdateUserpoolInput.Builder::domain),
				text("description", "Description", "What the pool is for.", UserPool::description,
						UpdateUserpoolInput.Builder::description),
				text("logo", "Logo", "Address of the image.", UserPool::logo, UpdateUserpoolInput.Builder::logo));
	}

	private static Setting<Boolean> toggle(String id, String label, String meaning,
			Function<UserPool, @Nullable Boolean> reader,
			@Nullable BiConsumer<UpdateUserpoolInput.Builder, Boolean> writer) {
		return new Setting<Boolean>(id, Kind.SWITCH, label, meaning, reader, writer);
	}

	private static Setting<Integer> number(String id, String label, String meaning,
			Function<UserPool, @Nullable Integer> reader, BiConsumer<UpdateUserpoolInput.Builder, Integer> writer) {
		return new Setting<Integer>(id, Kind.NUMBER, label, meaning, reader, writer);
	}

	private static Setting<String> text(String id, String label, String meaning,
			Function<UserPool, @Nullable String> reader, BiConsumer<UpdateUserpoolInput.Builder, String> writer) {
		return new Setting<String>(id, Kind.TEXT, label, meaning, reader, writer);
	}

	private static Setting<String> choice(String id, String label, String meaning, Map<String, String> choices,
			Function<UserPool, @Nullable String> reader, BiConsumer<UpdateUserpoolInput.Builder, String> writer) {
		return new Setting<String>(id, Kind.CHOICE, label, meaning, reader, writer).among(choices);
	}

	private static <N, T> Function<UserPool, @Nullable T> within(Function<UserPool, @Nullable N> outer,
			Function<N, @Nullable T> inner) {
		return (pool) -> {
			N nested = outer.apply(pool);
			return (nested != null) ? inner.apply(nested) : null;
		};
	}

}
