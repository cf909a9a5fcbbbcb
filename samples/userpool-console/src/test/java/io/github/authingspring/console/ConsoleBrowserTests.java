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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.authingspring.console.Browser.Look;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.sandbox.Fault;
import io.github.authingspring.sandbox.Operation;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people do with the page, in a browser. They share one sandbox, which goes back to
 * its first data before each test.
 */
@ConsoleTest
class ConsoleBrowserTests {

	private static final String KEY = "Webhook/für alle";

	private static final Map<String, Cookie> sessions = new HashMap<>();

	private static Browser browser;

	@LocalServerPort
	private int port;

	@Autowired
	private AuthingSandbox sandbox;

	@Autowired
	private UserpoolManagementClient userpool;

	@BeforeAll
	static void startBrowser() {
		browser = Browser.start();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void setUp() {
		this.sandbox.reset();
		browser.show(Look.WIDE);
	}

	@Test
	void whenAdminSignsInThenConfigurationIsShownWithoutSecrets() {
		signIn("admin");
		assertThat(browser.text()).contains("Sandbox pool", "A local Authing in this process", "Registration",
				"Sign-in protection", "Verification", "Allowed origins", "Branding", "LARK_WEBHOOK",
				"https://console.example.com");
		assertThat(browser.find("loginFailCheck.limit").getDomProperty("value")).isEqualTo("3");
		assertThat(browser.source()).doesNotContain(this.userpool.detail().secret())
			.doesNotContain(this.userpool.detail().jwtSecret())
			.doesNotContain("sandbox-webhook")
			.doesNotContain("sandbox-sms-secret")
			.doesNotContain("sandbox-db-password");
	}

	@Test
	void whenPasswordIsWrongThenLoginSaysSo() {
		browser.forgetCookies();
		browser.open(url("/login"));
		browser.find("username").sendKeys("admin");
		browser.find("password").sendKeys("wrong");
		browser.follow(browser.find(By.cssSelector("button.primary")));
		assertThat(browser.text()).contains("Name and password do not match.");
	}

	@Test
	void whenRegistrationIsSwitchedOffThenPageAndActuatorShowIt() {
		open("admin");
		browser.follow(browser.find("registerDisabled"));
		assertThat(browser.find("registerDisabled").getDomAttribute("aria-checked")).isEqualTo("false");
		assertThat(browser.find("registerDisabled-outcome").getText()).isEqualTo("Open registration on → off");
		assertThat(browser.focused().getDomAttribute("id")).isEqualTo("registerDisabled");
		browser.screenshotOfWindow("changed-" + Look.WIDE.suffix());
		browser.follow(browser.find(By.linkText("Actuator endpoint")));
		assertThat(browser.source()).contains("\"registerDisabled\":true", "\"secret\":\"******\"");

		browser.open(url("/"));
		assertThat(browser.findAll("#registerDisabled-outcome")).isEmpty();
	}

	@Test
	void whenChangeIsUndoneThenOldValueIsBack() {
		open("admin");
		save("verifyCodeLength", "6");
		assertThat(this.userpool.detail().verifyCodeLength()).isEqualTo(6);
		browser.follow(browser.find(By.xpath("//button[.='Undo']")));
		assertThat(browser.find("verifyCodeLength").getDomProperty("value")).isEqualTo("4");
		assertThat(this.userpool.detail().verifyCodeLength()).isEqualTo(4);
	}

	@Test
	void whenDomainIsTakenThenRejectionIsBesideTheField() {
		String domain = this.userpool.detail().domain();
		open("admin");
		save("domain", "taken");
		WebElement field = browser.find("domain");
		assertThat(field.getDomProperty("value")).isEqualTo("taken");
		assertThat(field.getDomAttribute("aria-invalid")).isEqualTo("true");
		assertThat(field.getDomAttribute("aria-describedby").split(" ")).contains("domain-outcome");
		assertThat(browser.focused()).isEqualTo(field);
		assertThat(browser.find("domain-outcome").getText()).contains("Authing rejects this",
				"The domain is already taken. Nothing was changed.", "code 2039");
		assertThat(browser.find("domain-outcome").getLocation().getY() - field.getLocation().getY()).isBetween(0, 120);
		assertThat(this.userpool.detail().domain()).isEqualTo(domain);
		assertThat(browser.seriousAccessibilityFaults()).isEmpty();
		browser.screenshotOfWindow("rejected-" + Look.WIDE.suffix());
	}

	@Test
	void whenOriginIsAddedAndRemovedThenListFollows() {
		this.userpool.update((updates) -> updates.allowedOriginList(List.of("https://a.example.com")));
		open("admin");
		browser.find("new-origin").sendKeys("https://b.example.com");
		browser.follow(browser.find(By.xpath("//form[label[.='Another origin']]//button")));
		assertThat(browser.find("origins").getText()).contains("added https://b.example.com");
		assertThat(browser.focused().getText()).contains("added https://b.example.com");
		assertThat(this.userpool.detail().allowedOrigins()).isEqualTo("https://a.example.com\nhttps://b.example.com");
		browser.follow(browser.find(By.cssSelector("[aria-label='Remove https://a.example.com']")));
		assertThat(this.userpool.detail().allowedOrigins()).isEqualTo("https://b.example.com");

		browser.find("new-origin").sendKeys("https://c.example.com/?x=1");
		browser.follow(browser.find(By.xpath("//form[label[.='Another origin']]//button")));
		assertThat(browser.find("new-origin-outcome").getText()).contains("followed by a query");
		assertThat(browser.find("new-origin").getDomProperty("value")).isEqualTo("https://c.example.com/?x=1");
	}

	@Test
	void whenVariableIsAddedShownReplacedAndRemovedThenListFollows() {
		open("admin");
		browser.find(By.xpath("//summary[.='Add a variable']")).click();
		browser.find("new-key").sendKeys(KEY);
		browser.find("new-variable-value").sendKeys("fixture-value");
		browser.follow(browser.find(By.xpath("//button[.='Add'][contains(@class, 'primary')]")));
		assertThat(browser.focused().getText()).isEqualTo(KEY + " added");
		assertThat(browser.source()).doesNotContain("fixture-value");
		assertThat(value(KEY)).isEqualTo("fixture-value");

		browser.follow(browser.find(By.cssSelector("[aria-label='Show the value of " + KEY + "']")));
		assertThat(browser.find(By.cssSelector("[aria-label='Value of " + KEY + "']")).getText())
			.isEqualTo("fixture-value");
		assertThat(browser.source()).doesNotContain("sandbox-webhook");

		String anchor = VariableView.anchor(KEY);
		WebElement entry = browser.find(anchor + "-value");
		entry.clear();
		entry.sendKeys("{\"share\": 0.10}");
		browser.find(By.xpath("//li[.//*[@id='" + anchor + "']]//input[@value='json']")).click();
		browser.follow(browser.find(By.xpath("//li[.//*[@id='" + anchor + "']]//button[.='Replace']")));
		assertThat(browser.text()).contains(KEY + " value replaced");
		assertThat(value(KEY)).isInstanceOfSatisfying(Map.class,
				(value) -> assertThat(value.get("share")).hasToString("0.10"));

		browser.find(By.cssSelector("[aria-label='Remove " + KEY + "']")).click();
		WebElement dialog = browser.find(anchor + "-remove");
		assertThat(dialog.isDisplayed()).isTrue();
		assertThat(browser.focused().getText()).isEqualTo("Keep it");
		browser.screenshotOfWindow("confirm-" + Look.WIDE.suffix());
		browser.press(Keys.ENTER);
		assertThat(dialog.isDisplayed()).isFalse();
		assertThat(this.userpool.listEnv()).extracting(Env::key).contains(KEY);

		browser.find(By.cssSelector("[aria-label='Remove " + KEY + "']")).click();
		browser.follow(dialog.findElement(By.xpath(".//button[.='Remove it']")));
		assertThat(browser.text()).contains(KEY + " removed");
		assertThat(this.userpool.listEnv()).extracting(Env::key).doesNotContain(KEY);
	}

	@Test
	void whenVariableExistsOrIsNoJsonThenNothingIsSent() {
		this.userpool.addEnv("TAKEN", "before");
		open("admin");
		browser.find(By.xpath("//summary[.='Add a variable']")).click();
		browser.find("new-key").sendKeys("TAKEN");
		browser.find("new-variable-value").sendKeys("after");
		browser.follow(browser.find(By.xpath("//button[.='Add'][contains(@class, 'primary')]")));
		assertThat(browser.find("new-variable-outcome").getText())
			.contains("There is a variable with this key already");
		assertThat(browser.find("new-variable-value").getDomProperty("value")).isEqualTo("after");
		assertThat(value("TAKEN")).isEqualTo("before");

		browser.find("new-key").clear();
		browser.find("new-key").sendKeys("OTHER");
		browser.find(By.xpath("//section[@id='variables']//details[@class='add']//input[@value='json']")).click();
		browser.follow(browser.find(By.xpath("//button[.='Add'][contains(@class, 'primary')]")));
		assertThat(browser.find("new-variable-outcome").getText())
			.contains("The value is not JSON (see line 1, column");
		assertThat(this.userpool.removeEnv("TAKEN")).extracting(Env::key).doesNotContain("OTHER");
	}

	@Test
	void whenViewerSignsInThenNothingCanBeChangedAndNoValueIsThere() {
		open("viewer");
		assertThat(browser.text()).contains("You are signed in as a viewer", "LARK_WEBHOOK", "Open registration");
		assertThat(browser.findAll("main form, main button, main input, main select, main textarea")).isEmpty();
		browser.open(url("/variables/value?key=LARK_WEBHOOK"));
		assertThat(browser.text()).contains("Forbidden", "Your role does not allow this");
		browser.open(url("/actuator/authing-userpool"));
		assertThat(browser.source()).contains("LARK_WEBHOOK").doesNotContain("sandbox-webhook");
	}

	@Test
	void whenPoolIsAsDeclaredThenLineSaysSo() {
		open("admin");
		assertThat(browser.find("drift").getText()).isEqualTo("In sync with what is declared.");
		assertThat(browser.findAll("main .drift")).isEmpty();
		assertThat(browser.source()).doesNotContain("Set as declared");
	}

	@Test
	void whenSettingDiffersThenBothValuesAreShownUntilItIsSetAsDeclared() {
		open("admin");
		browser.follow(browser.find("registerDisabled"));
		assertThat(browser.find("drift").getText())
			.isEqualTo("1 setting differs from what is declared: Open registration.");
		assertThat(browser.find("registerDisabled-drift").getText())
			.isEqualTo("Differs. Declared: on In the pool: off");
		assertThat(browser.find("registerDisabled").getDomAttribute("aria-describedby"))
			.endsWith(" registerDisabled-drift");

		setAsDeclared("Open registration");
		assertThat(browser.find("drift").getText()).isEqualTo("In sync with what is declared.");
		assertThat(browser.findAll("#registerDisabled-drift")).isEmpty();
		assertThat(browser.find("registerDisabled-outcome").getText())
			.isEqualTo("Open registration off → on, as declared");
		assertThat(browser.focused().getDomAttribute("id")).isEqualTo("registerDisabled");
		assertThat(this.userpool.detail().registerDisabled()).isFalse();

		browser.follow(browser.find(By.xpath("//button[.='Undo']")));
		assertThat(this.userpool.detail().registerDisabled()).isTrue();
	}

	@Test
	void whenMuchDiffersThenEachIsSetAsDeclaredOnItsOwn() {
		drift();
		open("admin");
		assertThat(browser.find("drift").getText())
			.isEqualTo("4 settings and 1 variable differ from what is declared: Open registration, Allowed origins, "
					+ "User tokens live for, Failures allowed, LARK_WEBHOOK has another value.");
		assertThat(browser.source()).doesNotContain("fixture-value").doesNotContain("sandbox-webhook");
		assertThat(browser.find("tokenExpiresAfter-drift").getText())
			.isEqualTo("Differs. Declared: 1296000 seconds (15 days) In the pool: 60 seconds (1 minute)");
		assertThat(browser.find("origins-drift").getText())
			.isEqualTo("Differs. Declared: https://console.example.com, https://*.example.com "
					+ "In the pool: https://other.example.com");

		setAsDeclared("Allowed origins");
		assertThat(browser.focused().getText()).isEqualTo("Allowed origins set as declared");
		assertThat(this.userpool.detail().allowedOrigins())
			.isEqualTo("https://console.example.com\nhttps://*.example.com");
		setAsDeclared("Failures allowed");
		assertThat(browser.find("loginFailCheck.limit-outcome").getText())
			.isEqualTo("Failures allowed 9 → 3, as declared");
		assertThat(browser.find("loginFailCheck.limit").getDomProperty("value")).isEqualTo("3");
		assertThat(browser.find("drift").getText())
			.startsWith("2 settings and 1 variable differ from what is declared: Open registration, User tokens");
	}

	@Test
	void whenViewerSignsInThenDriftIsShownWithoutButtons() {
		drift();
		open("viewer");
		assertThat(browser.find("drift").getText()).startsWith("4 settings and 1 variable differ");
		assertThat(browser.find("registerDisabled-drift").getText())
			.isEqualTo("Differs. Declared: on In the pool: off");
		assertThat(browser.findAll("main form, main button")).isEmpty();
	}

	@Test
	void whenLinkOfDriftLineIsFollowedThenSettingIsInView() {
		drift();
		open("admin");
		browser.find(By.linkText("Failures allowed")).click();
		assertThat((Long) browser.run("return Math.round(document.getElementById('loginFailCheck.limit-setting')"
				+ ".getBoundingClientRect().top)"))
			.isBetween(0L, 100L);
	}

	@Test
	void whenSignedOutThenPageAsksForLogin() {
		signIn("admin");
		browser.follow(browser.find(By.xpath("//button[.='Sign out']")));
		assertThat(browser.text()).contains("You have signed out.");
		browser.open(url("/"));
		assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("Sign in");
	}

	@Test
	void whenThereIsOnlyAKeyboardThenEverythingIsReached() {
		browser.forgetCookies();
		browser.open(url("/"));
		browser.press("admin", Keys.TAB, "admin");
		browser.followKeys(Keys.ENTER);

		Object elements = browser.run("""
				window.missing = new Set([...document.querySelectorAll(
						'a, button, input:not([type=hidden], [type=radio]), select, summary, textarea, [tabindex="0"]')]
					.filter((element) => element.checkVisibility()));
				document.addEventListener('focusin', (event) => window.missing.delete(event.target));
				return window.missing.size;
				""");
		assertThat((Long) elements).isGreaterThan(50);
		CharSequence[] tabs = new CharSequence[Math.toIntExact((Long) elements) + 20];
		Arrays.fill(tabs, Keys.TAB);
		browser.press(tabs);
		assertThat((List<?>) browser.run("return [...window.missing].map((element) => element.outerHTML)")).isEmpty();

		browser.open(url("/"));
		browser.pressTab();
		assertThat(browser.focused().getText()).isEqualTo("Skip to the settings");
		while (!"registerDisabled".equals(browser.focused().getDomAttribute("id"))) {
			browser.pressTab();
		}
		browser.followKeys(Keys.SPACE);
		assertThat(this.userpool.detail().registerDisabled()).isTrue();
	}

	@Test
	void whenPageIsShownThenItFitsAndAxeFindsNoSeriousFault() {
		browser.forgetCookies();
		browser.open(url("/login"));
		assertFitsAndAccessible("login");
		open("admin");
		assertFitsAndAccessible("console");
		drift();
		browser.follow(browser.find(By.cssSelector("[aria-label='Show the value of FEATURES']")));
		assertFitsAndAccessible("drift-and-value");
		browser.open(url("/nowhere"));
		assertFitsAndAccessible("error");
		open("viewer");
		assertFitsAndAccessible("viewer");
	}

	@Test
	void whenFieldsAreOddThenPageFitsAndAxeFindsNoSeriousFault() {
		this.sandbox.addFault(Fault
			.oddFields(Map.of("loginFailCheck", false, "tokenExpiresAfter", "two weeks", "sendWelcomeEmail",
					"sometimes", "allowedOrigins", List.of("x"), "description", List.of("x")))
			.on(Operation.DETAIL));
		this.sandbox.addFault(Fault.oddFields(Map.of("key", List.of(1))).on(Operation.LIST_ENV));
		open("admin");
		assertThat(browser.findAll("output.odd")).hasSize(6);
		assertThat(browser.text()).contains("2 variables cannot be shown");
		assertFitsAndAccessible("odd");
	}

	@Test
	void whenOutcomeIsUnknownThenReadAgainTellsWhatIsTrue() {
		this.sandbox.addFault(Fault.dropConnection().afterExecution().on(Operation.UPDATE).times(1));
		open("admin");
		save("verifyCodeLength", "6");
		assertThat(browser.find("verifyCodeLength-outcome").getText())
			.contains("Whether the change was made is unknown: read before you send it again.");
		assertFitsAndAccessible("unknown");
		browser.find("verifyCodeLength").click();
		browser.screenshotOfWindow("unknown-window-" + Look.WIDE.suffix());
		browser.follow(browser.find(By.linkText("Read again")));
		assertThat(browser.find("verifyCodeLength-outcome").getText())
			.isEqualTo("Length of a code The change was made.");

		this.sandbox.addFault(Fault.dropConnection().on(Operation.UPDATE).times(1));
		save("verifyCodeLength", "8");
		browser.follow(browser.find(By.linkText("Read again")));
		assertThat(browser.find("verifyCodeLength-outcome").getText())
			.startsWith("Not changed The pool was read again");
		assertThat(browser.find("verifyCodeLength").getDomProperty("value")).isEqualTo("8");
		browser.follow(browser.find("verifyCodeLength").findElement(By.xpath("ancestor::form//button")));
		assertThat(browser.find("verifyCodeLength-outcome").getText()).isEqualTo("Length of a code 6 → 8");
	}

	@Test
	void whenChangeTakesLongThenPageShowsThatAndThenTheOutcome() {
		this.sandbox.addFault(Fault.latency(Duration.ofMillis(2500)).on(Operation.UPDATE));
		open("admin");
		browser.find("registerDisabled").click();
		Browser.await(() -> !browser.findAll("#under-way").isEmpty());
		assertThat(browser.text()).contains("Under way", "Open registration: the change takes longer than usual.");
		// So that the page is not loaded again meanwhile.
		browser.run("window.stop()");
		assertFitsAndAccessible("under-way", Look.NARROW_DARK);
		browser.follow(browser.find(By.linkText("Look again")));
		assertThat(browser.find("registerDisabled-outcome").getText()).isEqualTo("Open registration on → off");
	}

	@Test
	void whenThereAreManyVariablesThenTheyAreFoundByKey() {
		for (int i = 0; i < 300; i++) {
			this.sandbox.addEnv("KEY_%03d_%s".formatted(i, "long".repeat(48)), "v".repeat(i % 100 == 7 ? 100_000 : 10));
		}
		open("admin");
		WebElement filter = browser.find("filter");
		filter.sendKeys("key_00");
		browser.followKeys(Keys.ENTER);
		assertThat(browser.find("variables").getText()).contains("10 of 302 variables", "KEY_007_")
			.doesNotContain("KEY_010_");
		assertThat((Long) browser
			.run("return Math.round(document.getElementById('variables').getBoundingClientRect().top)"))
			.isBetween(0L, 100L);
		browser.screenshotOfWindow("found-" + Look.WIDE.suffix());
		String key = "KEY_007_" + "long".repeat(48);
		browser.follow(browser.find(By.cssSelector("[aria-label='Show the value of " + key + "']")));
		assertFitsAndAccessible("found");
		browser.follow(replace(key));
		assertThat(browser.find("variables").getText()).contains("10 of 302 variables", key + " is as it was");
		assertThat(this.sandbox.requests(Operation.ADD_ENV)).isEmpty();
		browser.follow(browser.find(By.linkText("Show all")));
		assertThat(browser.find("variables").getText()).contains("302 variables", "KEY_299_");
	}

	/**
	 * All characters but surrogates, which JSON cannot carry without a partner.
	 */
	private static String allCharacters() {
		return IntStream.range(0, 0x10000)
			.filter((character) -> !Character.isSurrogate((char) character))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	static Stream<String> texts() {
		return Stream.of("a\nb\n", "\n\n a\r\nb\rc\0 \r", allCharacters());
	}

	@ParameterizedTest
	@MethodSource("texts")
	void whenValueIsLookedAtThenItStaysAsItWas(String value) {
		String key = "a\n\"b'\r\n ";
		this.sandbox.addEnv(key, value);
		open("admin");
		browser.open(url("/variables/value?key=" + HttpCaller.encode(key)));
		browser.follow(replace(key));
		assertThat(browser.find("variables").getText()).contains("is as it was: nothing was edited, and nothing sent");
		assertThat(this.sandbox.env()).containsEntry(key, value).hasSize(3);

		browser.open(url("/variables/value?key=" + HttpCaller.encode(key)));
		browser.find(VariableView.anchor(key) + "-value").sendKeys("!");
		browser.follow(replace(key));
		assertThat(this.sandbox.env()).containsEntry(key, value + "!").hasSize(3);

		remove(key);
		assertThat(this.sandbox.env()).hasSize(2).doesNotContainKey(key);
	}

	@Test
	void whenValueIsHiddenThenReplacingItWithNothingLeavesIt() {
		open("admin");
		browser.find(By.cssSelector("[aria-label='Replace the value of LARK_WEBHOOK']")).click();
		browser.follow(replace("LARK_WEBHOOK"));
		assertThat(this.sandbox.requests(Operation.ADD_ENV)).isEmpty();
	}

	@Test
	void whenSettingHasLinesOrSpacesThenSavingAndUndoingItKeepsThem() {
		String description = " a\r\nb\r\n ";
		this.sandbox.updateUserpool(Map.of("description", description, "name", " n "));
		open("admin");
		browser.follow(browser.find("description").findElement(By.xpath("ancestor::form//button")));
		assertThat(browser.find("description-outcome").getText()).startsWith("Description is as it was");
		browser.follow(browser.find("name").findElement(By.xpath("ancestor::form//button")));
		assertThat(this.sandbox.requests(Operation.UPDATE)).isEmpty();
		assertFitsAndAccessible("lines", Look.NARROW, Look.WIDE_DARK);

		browser.find("description").sendKeys("c");
		browser.follow(browser.find("description").findElement(By.xpath("ancestor::form//button")));
		assertThat(this.sandbox.userpool()).containsEntry("description", description + "c");
		browser.follow(browser.find(By.xpath("//button[.='Undo']")));
		assertThat(this.sandbox.userpool()).containsEntry("description", description);
		save("name", "m");
		browser.follow(browser.find(By.xpath("//button[.='Undo']")));
		assertThat(this.sandbox.userpool()).containsEntry("name", " n ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "description", "loginFailStrategy" })
	void whenServerSaidNothingThenSavingItSaysNothing(String name) {
		this.sandbox.updateUserpool(Collections.singletonMap(name, null));
		open("admin");
		browser.follow(browser.find(name).findElement(By.xpath("ancestor::form//button")));
		assertThat(browser.find(name + "-outcome").getText()).contains("is as it was");
		assertThat(this.sandbox.userpool()).containsEntry(name, null);
	}

	@Test
	void whenVariableIsThereAfterAllThenThatIsSeen() {
		this.sandbox.addFault(Fault.dropConnection().afterExecution().on(Operation.ADD_ENV).times(1));
		open("admin");
		browser.find(By.xpath("//summary[.='Add a variable']")).click();
		browser.find("new-key").sendKeys("LOST");
		browser.follow(browser.find(By.xpath("//button[.='Add'][contains(@class, 'primary')]")));
		browser.follow(browser.find(By.linkText("Read again")));
		assertThat(browser.focused().getText()).isEqualTo("LOST The change was made.");
	}

	@Test
	void whenRealServiceIsOutOfReachThenPageSaysSoAndWhatToDo() throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(UserpoolConsoleApplication.class,
				"--server.port=0", "--authing.host=https://authing.invalid", "--authing.userpool-id=fixture-pool",
				"--authing.secret=fixture-secret", "--authing.retry.initial-backoff=1ms", "--console.users[0].name=ops",
				"--console.users[0].password={noop}fixture-password", "--console.users[0].role=admin")) {
			int console = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
			browser.forgetCookies();
			browser.open("http://127.0.0.1:" + console + "/login");
			browser.find("username").sendKeys("ops");
			browser.find("password").sendKeys("fixture-password");
			browser.follow(browser.find(By.cssSelector("button.primary")));
			assertThat(browser.text()).contains("Real service", "for real users", "Authing is out of reach");
			assertFitsAndAccessible("unreachable");

			HttpCaller ops = HttpCaller.signedIn(console, "ops", "fixture-password");
			HttpResponse<String> page = ops.get("/");
			assertThat(page.statusCode()).isEqualTo(503);
			assertThat(page.body()).contains("Authing is out of reach", "detail at https://authing.invalid failed",
					"Check authing.host and the network", "Try again", "/actuator/health");
			HttpResponse<String> failed = ops.post("/settings/name", "value=x", ops.csrf("/"));
			assertThat(failed.statusCode()).isEqualTo(502);
			assertThat(failed.body()).contains("Your change", "Authing is out of reach");
		}
	}

	/**
	 * Change all that is declared.
	 */
	private void drift() {
		this.userpool.update((updates) -> updates.registerDisabled(true)
			.allowedOriginList(List.of("https://other.example.com"))
			.tokenExpiresAfter(60)
			.loginFailCheck((check) -> check.limit(9)));
		this.userpool.addEnv("LARK_WEBHOOK", "fixture-value");
	}

	private void assertFitsAndAccessible(String name) {
		assertFitsAndAccessible(name, Look.values());
	}

	private void assertFitsAndAccessible(String name, Look... looks) {
		for (Look look : looks) {
			browser.show(look);
			browser.screenshot(name + "-" + look.suffix());
			assertThat(browser.run("return document.documentElement.scrollWidth")).as("width of " + name)
				.isEqualTo((long) look.width());
			assertThat(browser.seriousAccessibilityFaults()).as(name).isEmpty();
		}
		browser.show(Look.WIDE);
	}

	private void setAsDeclared(String label) {
		browser.follow(browser.find(By.cssSelector("[aria-label='" + label + ": set as declared']")));
	}

	/**
	 * The sandbox has no browser of its own.
	 */
	@ParameterizedTest
	@EnumSource(Look.class)
	void whenPageOfSandboxIsOpenedThenItIsUsable(Look look) {
		this.userpool.addEnv("KEY", "value");
		this.userpool.update((updates) -> updates.description("x".repeat(500)));
		browser.show(look);
		browser.open(this.sandbox.host());
		browser.screenshot("sandbox-" + look.suffix());
		browser.findAll("summary").forEach(WebElement::click);
		assertThat(browser.text()).contains("authing.host=" + this.sandbox.host(), "update", "Bearer ******");
		assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) look.width());
		assertThat(browser.seriousAccessibilityFaults()).isEmpty();
		browser.screenshot("sandbox-details-" + look.suffix());
	}

	/**
	 * Find the button that replaces the value of a variable.
	 */
	private WebElement replace(String key) {
		return browser.find(VariableView.anchor(key) + "-value").findElement(By.xpath("ancestor::form//button"));
	}

	private void remove(String key) {
		browser.find(By.cssSelector("[popovertarget='" + VariableView.anchor(key) + "-remove']")).click();
		browser.follow(
				browser.find(VariableView.anchor(key) + "-remove").findElement(By.xpath(".//button[.='Remove it']")));
	}

	private void save(String id, String value) {
		WebElement field = browser.find(id);
		field.clear();
		field.sendKeys(value);
		browser.follow(field.findElement(By.xpath("ancestor::form//button")));
	}

	private Object value(String key) {
		return this.userpool.listEnv()
			.stream()
			.filter((variable) -> key.equals(variable.key()))
			.map(Env::value)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Open the page as a user, who signs in once for all tests.
	 */
	private void open(String user) {
		Cookie session = sessions.get(user);
		if (session == null) {
			signIn(user);
			sessions.put(user, browser.cookie("userpool-console"));
		}
		else {
			browser.useCookie(session);
			browser.open(url("/"));
		}
	}

	private void signIn(String user) {
		browser.forgetCookies();
		browser.open(url("/login"));
		browser.find("username").sendKeys(user);
		browser.find("password").sendKeys(user);
		browser.follow(browser.find(By.cssSelector("button.primary")));
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

}
