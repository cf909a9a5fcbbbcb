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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.authingspring.console.Browser.Look;
import io.github.authingspring.sandbox.AuthingSandbox;
import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people do with the page, in a browser. They share one sandbox, which goes back to
 * its first data before each test.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ConsoleBrowserTests {

	private static final String KEY = "Webhook/für alle";

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
		signIn("admin");
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
		signIn("admin");
		save("verifyCodeLength", "6");
		assertThat(this.userpool.detail().verifyCodeLength()).isEqualTo(6);
		browser.follow(browser.find(By.xpath("//button[.='Undo']")));
		assertThat(browser.find("verifyCodeLength").getDomProperty("value")).isEqualTo("4");
		assertThat(this.userpool.detail().verifyCodeLength()).isEqualTo(4);
	}

	@Test
	void whenDomainIsTakenThenRejectionIsBesideTheField() {
		String domain = this.userpool.detail().domain();
		signIn("admin");
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
		signIn("admin");
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
		signIn("admin");
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
		signIn("admin");
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
		signIn("viewer");
		assertThat(browser.text()).contains("You are signed in as a viewer", "LARK_WEBHOOK", "Open registration");
		assertThat(browser.findAll("main form, main button, main input, main select, main textarea")).isEmpty();
		browser.open(url("/variables/value?key=LARK_WEBHOOK"));
		assertThat(browser.text()).contains("Forbidden", "Your role does not allow this");
		browser.open(url("/actuator/authing-userpool"));
		assertThat(browser.source()).contains("LARK_WEBHOOK").doesNotContain("sandbox-webhook");
	}

	@Test
	void whenPoolIsAsDeclaredThenLineSaysSo() {
		signIn("admin");
		assertThat(browser.find("drift").getText()).isEqualTo("In sync with what is declared.");
		assertThat(browser.findAll("main .drift")).isEmpty();
		assertThat(browser.source()).doesNotContain("Set as declared");
	}

	@Test
	void whenSettingDiffersThenBothValuesAreShownUntilItIsSetAsDeclared() {
		signIn("admin");
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
		signIn("admin");
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
		signIn("viewer");
		assertThat(browser.find("drift").getText()).startsWith("4 settings and 1 variable differ");
		assertThat(browser.find("registerDisabled-drift").getText())
			.isEqualTo("Differs. Declared: on In the pool: off");
		assertThat(browser.findAll("main form, main button")).isEmpty();
	}

	@Test
	void whenLinkOfDriftLineIsFollowedThenSettingIsInView() {
		drift();
		signIn("admin");
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

		Set<WebElement> missing = new HashSet<>(
				browser.findAll("a, button, input:not([type=hidden]), select, summary"));
		missing.removeIf((element) -> !element.isDisplayed() && !element.getText().startsWith("Skip"));
		missing.removeIf((element) -> "radio".equals(element.getDomAttribute("type")));
		assertThat(missing).hasSizeGreaterThan(50);
		for (int i = missing.size() + 20; i > 0 && !missing.isEmpty(); i--) {
			browser.pressTab();
			missing.remove(browser.focused());
		}
		assertThat(missing).extracting((element) -> element.getDomProperty("outerHTML")).isEmpty();

		browser.open(url("/"));
		browser.pressTab();
		assertThat(browser.focused().getText()).isEqualTo("Skip to the settings");
		while (!"registerDisabled".equals(browser.focused().getDomAttribute("id"))) {
			browser.pressTab();
		}
		browser.followKeys(Keys.SPACE);
		assertThat(this.userpool.detail().registerDisabled()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenPageIsShownThenItFitsAndAxeFindsNoSeriousFault(Look look) {
		browser.show(look);
		browser.forgetCookies();
		browser.open(url("/login"));
		assertFitsAndAccessible(look, "login");
		signIn("admin");
		assertFitsAndAccessible(look, "console");
		drift();
		browser.open(url("/"));
		assertFitsAndAccessible(look, "drift");
		browser.follow(browser.find(By.cssSelector("[aria-label='Show the value of FEATURES']")));
		assertFitsAndAccessible(look, "value");
		browser.open(url("/nowhere"));
		assertFitsAndAccessible(look, "error");
		signIn("viewer");
		assertFitsAndAccessible(look, "viewer");
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

	private void assertFitsAndAccessible(Look look, String name) {
		browser.screenshot(name + "-" + look.suffix());
		assertThat(browser.run("return document.documentElement.scrollWidth")).as("width of " + name)
			.isEqualTo((long) look.width());
		assertThat(browser.seriousAccessibilityFaults()).as(name).isEmpty();
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
