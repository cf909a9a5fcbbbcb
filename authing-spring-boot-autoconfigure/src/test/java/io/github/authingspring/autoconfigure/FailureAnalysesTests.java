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

package io.github.authingspring.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads when an application does not start, to the last word.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysesTests {

	private static final String SECRET = "secret-of-the-test";

	private static final String SET_ID_AND_SECRET = "Set 'authing.userpool-id' and 'authing.secret' (as environment "
			+ "variables: AUTHING_USERPOOL_ID and AUTHING_SECRET); Authing's console shows both under Settings > Basic "
			+ "settings > Key management (设置 > 基础设置 > 密钥管理). Or define a bean of type "
			+ "'io.github.authingspring.autoconfigure.AuthingConnectionDetails'.";

	@Test
	void whenClientIsInjectedWithoutUserpoolIdThenPropertyIsNamed(CapturedOutput output) {
		start(NeedsClient.class);
		assertReport(output,
				"Parameter 0 of constructor in " + NeedsClient.class.getName()
						+ " needs a bean of type 'io.github.authingspring.userpool.UserpoolManagementClient'. "
						+ "There is none, since the property 'authing.userpool-id' is not set (or empty).",
				SET_ID_AND_SECRET);
	}

	@Test
	void whenReactiveClientIsInjectedWithEmptyUserpoolIdThenPropertyIsNamed(CapturedOutput output) {
		start(NeedsReactiveClient.class, "authing.userpool-id=", "authing.secret=" + SECRET);
		assertReport(output,
				"Parameter 0 of constructor in " + NeedsReactiveClient.class.getName()
						+ " needs a bean of type 'io.github.authingspring.userpool.ReactiveUserpoolManagementClient'. "
						+ "There is none, since the property 'authing.userpool-id' is not set (or empty).",
				SET_ID_AND_SECRET);
	}

	@Test
	void whenClientIsInjectedAlthoughDisabledThenPropertyIsNamed(CapturedOutput output) {
		start(NeedsClient.class, "authing.userpool-id=pool", "authing.secret=" + SECRET, "authing.enabled=false");
		assertReport(output,
				"Parameter 0 of constructor in " + NeedsClient.class.getName()
						+ " needs a bean of type 'io.github.authingspring.userpool.UserpoolManagementClient'. "
						+ "There is none, since 'authing.enabled' is false.",
				"Remove 'authing.enabled' or set it to true.");
	}

	@Test
	void whenSecretIsMissingThenPropertyIsNamed(CapturedOutput output) {
		start(Application.class, "authing.userpool-id=pool");
		assertReport(output, "The property 'authing.secret' is not set, although 'authing.userpool-id' is.",
				"Set it to the secret of the user pool; Authing's console shows it under Settings > Basic settings > "
						+ "Key management (设置 > 基础设置 > 密钥管理).");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					authing.access-token=token-of-the-test | is set beside 'authing.secret', and only one can be used | Remove the access token to let tokens be fetched and renewed with the secret; remove the secret to use the access token as it is.
					authing.host=ftp://x                   | begins with 'ftp:', which is not HTTP | Give the address of the server, such as 'https://core.authing.cn' or 'https://authing.example.com/base'.
					authing.host=core.authing.cn           | has no 'https://' before it | Give the address of the server, such as 'https://core.authing.cn' or 'https://authing.example.com/base'.
					authing.host=https:///x                | names no host | Give the address of the server, such as 'https://core.authing.cn' or 'https://authing.example.com/base'.
					authing.host=https://u:p@x             | holds a user name or password before '@' | Remove it: Authing authenticates by authing.userpool-id and authing.secret.
					authing.host=https://x?y=z             | has a query or a fragment | Remove '?' or '#' and what follows.
					authing.host=http://authing.example.com | is a plain 'http://' address of another machine, over which anyone could read the secret | Use 'https://', or accept the risk with authing.allow-insecure-http=true.
					authing.host=${AUTHING_TEST_UNSET}     | holds a placeholder '${…}' that nothing resolves | Define the property or environment variable that the placeholder names.
					authing.secret=${AUTHING_TEST_UNSET}   | holds a placeholder '${…}' that nothing resolves | Define the property or environment variable that the placeholder names.
					authing.userpool-id=${AUTHING_TEST_UNSET} | holds a placeholder '${…}' that nothing resolves | Define the property or environment variable that the placeholder names.
					` authing.secret= secret-of-the-test`  | begins or ends with white space | Remove the white space.
					authing.secret=ENC(bm90IGRlY3J5cHRlZA==) | is encrypted, and nothing has decrypted it | Add the library that decrypts 'ENC(…)' or '{cipher}…', or check that it takes part in this context.
					authing.userpool-id={cipher}682bc583f4641835 | is encrypted, and nothing has decrypted it | Add the library that decrypts 'ENC(…)' or '{cipher}…', or check that it takes part in this context.
					authing.header-names.lang=Authorization | is 'Authorization', which is the header of the access token | Give each header a name of its own.
					authing.host=https://auth_ing.example.com | has a host name with '_', which URLs do not allow | Give the server a name without '_', or its address.
					authing.userpool-id=用户池             | holds a character that an HTTP header cannot carry (only visible ASCII characters can be sent) | Remove the character.
					authing.lang=                          | is not set (or empty) | Give it a value.
					authing.header-names.lang=x lang       | is not a name that HTTP allows for a header | Use letters, digits and '-'.
					authing.call-timeout=-1s               | must be above zero (is -1s) | Set a duration such as '30s' or '500ms'.
					authing.http.connect-timeout=0s        | must be above zero (is 0ms) | Set a duration such as '30s' or '500ms'.
					authing.http.read-timeout=-1ms         | must be above zero (is -1ms) | Set a duration such as '30s' or '500ms'.
					authing.http.ssl.bundle=missing        | names 'missing', and there is no such SSL bundle | Define it below 'spring.ssl.bundle.pem.missing' or 'spring.ssl.bundle.jks.missing', or name one that is defined.
					authing.http.max-response-size=0B      | must be above zero (is 0 bytes) | Set a size above zero, such as '1MB'.
					authing.http.max-response-size=3GB     | is above 2 GB | Set a size that fits into memory, such as '10MB'.
					authing.retry.max-attempts=0           | must be at least 1 (is 0) | Set at least 1, which is once and no retry.
					authing.retry.initial-backoff=1m       | (60s) is longer than 'authing.retry.max-backoff' (5s) | Set a shorter first wait or a longer longest one.
					""")
	void whenSettingIsUnusableThenPropertyOriginAndRemedyAreNamed(String setting, String reason, String action,
			CapturedOutput output) {
		List<String> settings = new ArrayList<>(List.of("authing.userpool-id=pool", "authing.secret=" + SECRET));
		String property = setting.strip().substring(0, setting.strip().indexOf('='));
		settings.removeIf((other) -> other.startsWith(property + "="));
		settings.add(setting.strip());
		start(Application.class, settings.toArray(String[]::new));
		assertReport(output,
				"The property '" + property + "' " + reason + "." + System.lineSeparator() + System.lineSeparator()
						+ "    It was set in: \"" + property + "\" from property source \"commandLineArgs\"",
				action);
	}

	private static void assertReport(CapturedOutput output, String description, String action) {
		String text = output.toString();
		assertThat(text).contains("APPLICATION FAILED TO START").doesNotContain(SECRET);
		String report = text.substring(text.indexOf("***************************"));
		assertThat(report.strip().lines()).containsExactlyElementsOf(("""
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				%s

				Action:

				%s""".formatted(description, action)).lines().toList());
	}

	private static void start(Class<?> application, String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=error",
				"--logging.level.org.springframework.boot.diagnostics=error"));
		Arrays.stream(settings).map((setting) -> "--" + setting).forEach(arguments::add);
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		springApplication.setRegisterShutdownHook(false);
		assertThatException().isThrownBy(() -> springApplication.run(arguments.toArray(String[]::new)).close());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AuthingAutoConfiguration.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AuthingAutoConfiguration.class)
	static class NeedsClient {

		NeedsClient(UserpoolManagementClient client) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AuthingAutoConfiguration.class)
	static class NeedsReactiveClient {

		NeedsReactiveClient(ReactiveUserpoolManagementClient client) {
		}

	}

}
