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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * The Chromium of this machine, without a window.
 */
final class Browser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/**
	 * Warns that it does not know the version of Chromium, which only matters for what is
	 * not used here.
	 */
	private static final Logger seleniumLogger = Logger.getLogger("org.openqa.selenium");

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Start the browser. Where there is none, the tests of the caller are skipped, but
	 * never in CI.
	 * @return the browser
	 */
	static Browser start() {
		Optional<Path> chromium = executable("chromium", "chromium-browser", "google-chrome");
		Optional<Path> chromeDriver = executable("chromedriver");
		if (chromium.isEmpty() || chromeDriver.isEmpty()) {
			String message = "there is no Chromium with a chromedriver (Debian: apt-get install chromium chromium-driver)";
			if (Boolean.parseBoolean(System.getenv("CI"))) {
				Assertions.fail("In CI the browser tests have to run, but " + message);
			}
			System.out.println("Browser tests skipped: " + message);
			Assumptions.abort(message);
		}
		seleniumLogger.setLevel(Level.SEVERE);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.orElseThrow().toFile());
		// Chromium's own sandbox does not run as root, which is what a container has.
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en",
				"--hide-scrollbars");
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(chromeDriver.orElseThrow().toFile())
			.usingAnyFreePort()
			.build();
		return new Browser(new ChromeDriver(service, options));
	}

	private static Optional<Path> executable(String... names) {
		List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
		return Arrays.stream(names)
			.flatMap((name) -> folders.stream().map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	void open(String url) {
		this.driver.get(url);
		awaitPage();
	}

	void forgetCookies() {
		this.driver.manage().deleteAllCookies();
	}

	/**
	 * Use a cookie from then on, in place of all that there are for the present page.
	 * @param cookie the cookie
	 */
	void useCookie(Cookie cookie) {
		forgetCookies();
		this.driver.manage().addCookie(cookie);
	}

	Cookie cookie(String name) {
		return this.driver.manage().getCookieNamed(name);
	}

	WebElement find(By by) {
		return this.driver.findElement(by);
	}

	WebElement find(String id) {
		return find(By.id(id));
	}

	List<WebElement> findAll(String cssSelector) {
		return this.driver.findElements(By.cssSelector(cssSelector));
	}

	String text() {
		return find(By.tagName("body")).getText();
	}

	String source() {
		return this.driver.getPageSource();
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	/**
	 * Click something that leads to another page.
	 * @param element what to click
	 */
	void follow(WebElement element) {
		leave(element::click);
	}

	/**
	 * Press keys that lead to another page.
	 * @param keys the keys
	 */
	void followKeys(CharSequence... keys) {
		leave(() -> press(keys));
	}

	private void leave(Runnable action) {
		run("window.stays = true");
		action.run();
		awaitPage();
	}

	/**
	 * Wait until the page is there, with the outcome of a change if that takes its time,
	 * and has moved the focus to where it wants it, which Chromium does when it draws the
	 * page.
	 */
	private void awaitPage() {
		await(() -> Boolean.TRUE.equals(run("""
				return !window.stays && document.readyState === 'complete'
					&& !document.getElementById('under-way')
					&& (!document.querySelector('[autofocus]:not([popover] *)')
						|| document.activeElement !== document.body);
				""")));
	}

	static void await(Callable<Boolean> condition) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(30))
			// While one page takes the place of another, none can be asked.
			.ignoreExceptionsInstanceOf(WebDriverException.class)
			.until(condition);
	}

	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	void pressTab() {
		press(Keys.TAB);
	}

	Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	void show(Look look) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", false));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
	}

	/**
	 * Keep a picture of the whole page among the output of the build, if it was asked for
	 * with {@code -Dscreenshots}.
	 * @param name name of the file
	 */
	void screenshot(String name) {
		screenshot(name, true);
	}

	/**
	 * Keep a picture of what the window shows among the output of the build, if it was
	 * asked for with {@code -Dscreenshots}.
	 * @param name name of the file
	 */
	void screenshotOfWindow(String name) {
		screenshot(name, false);
	}

	private void screenshot(String name, boolean beyondWindow) {
		if (System.getProperty("screenshots") == null) {
			return;
		}
		Map<String, Object> picture = this.driver.executeCdpCommand("Page.captureScreenshot",
				Map.of("captureBeyondViewport", beyondWindow));
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Let axe-core look for faults in accessibility.
	 * @return the serious and critical ones with the elements that have them
	 */
	List<String> seriousAccessibilityFaults() {
		this.driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
		if (Boolean.TRUE.equals(run("return !window.axe"))) {
			run(axe());
		}
		Object faults = this.driver.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run({ resultTypes: ['violations'], selectors: false }).then((results) => done(results.violations
					.filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
					.map((fault) => fault.id + ': ' + fault.nodes.map((node) => node.html).join(' | '))),
					(failure) => done(['axe-core failed: ' + failure]));
				""");
		return ((List<?>) faults).stream().map(String::valueOf).toList();
	}

	private static String axe() {
		try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

	/**
	 * A size of the window and a colour scheme.
	 */
	enum Look {

		NARROW(360, 740, "light"), WIDE(1440, 900, "light"), NARROW_DARK(360, 740, "dark"),
		WIDE_DARK(1440, 900, "dark");

		private final int width;

		private final int height;

		private final String scheme;

		Look(int width, int height, String scheme) {
			this.width = width;
			this.height = height;
			this.scheme = scheme;
		}

		int width() {
			return this.width;
		}

		int height() {
			return this.height;
		}

		String scheme() {
			return this.scheme;
		}

		String suffix() {
			return this.width + "-" + this.scheme;
		}

	}

}
