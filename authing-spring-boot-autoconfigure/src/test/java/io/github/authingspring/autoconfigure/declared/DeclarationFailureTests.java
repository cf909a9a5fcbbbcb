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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.github.authingspring.autoconfigure.AuthingAutoConfiguration;
import io.github.authingspring.userpool.declared.UserpoolDeclaration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads when the declaration cannot be meant as it stands there, to the last
 * word. Whatever is declared is a marker, and is shown nowhere, with all log lines on.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeclarationFailureTests {

	private static final String MARKER = "marker-of-the-test";

	private static final String CORRECT = "Correct it, or remove it.";

	private static final String GIVE = "Give it a value, or remove it: what is not declared is not compared.";

	private static final String SPELLING = "Check its spelling and its place: settings stand below "
			+ "'authing.declared.settings' and have the API's names in kebab case, such as 'register-disabled'; a variable has "
			+ "'key' and 'value' or 'absent'.";

	private static final String VARIABLE = "A variable has 'key' and 'value' or 'absent' below a name of your own. One that "
			+ "the OS environment overrides needs a name without dashes and dots.";

	private static final String GROUP = "Below 'authing.declared.variables' stands a name of your own, of letters, digits and "
			+ "dashes (any other in brackets: '[my.name]'), and below that 'key' and 'value' or 'absent'.";

	private static final String UNMASK = "Replace it by the value, or by a placeholder for it, or remove the property.";

	private static final String RESOLVE = "Set the property or environment variable that it refers to, or write '\\${' "
			+ "where no placeholder is meant.";

	@TempDir
	private Path directory;

	/**
	 * Boot keeps the settings of the log in them, for the applications of later tests.
	 */
	private final Properties systemProperties = (Properties) System.getProperties().clone();

	private Class<?> application = Application.class;

	/**
	 * What stands below authing.declared, as YAML on one line, the property that is
	 * named, what is said of it and what to do.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					settings: {name: '${AUTHING_TEST_UNSET}'} | settings.name | holds a placeholder that nothing resolves | RESOLVE
					settings: {name: 'marker-of-the-test${AUTHING_TEST_UNSET}'} | settings.name | holds a placeholder that nothing resolves | RESOLVE
					settings: {register-disabled: '${AUTHING_TEST_UNSET}'} | settings.register-disabled | holds a placeholder that nothing resolves | RESOLVE
					variables: {lark: {key: KEY, value: '${AUTHING_TEST_UNSET}'}} | variables.lark.value | holds a placeholder that nothing resolves | RESOLVE
					settings: {register-disabled: } | settings.register-disabled | is empty | GIVE
					settings: {register-disabled: ''} | settings.register-disabled | is empty | GIVE
					settings: {verify-code-length: } | settings.verify-code-length | is empty | GIVE
					settings: {token-expires-after: } | settings.token-expires-after | is empty | GIVE
					settings: {login-fail-check: } | settings.login-fail-check | is empty | GIVE
					settings: {login-fail-check: {limit: }} | settings.login-fail-check.limit | is empty | GIVE
					settings: {allowed-origins: } | settings.allowed-origins | is empty | GIVE
					settings: {allowed-origins: []} | settings.allowed-origins | is empty | GIVE
					settings: {userpool-types: []} | settings.userpool-types | is empty | GIVE
					settings: {custom-sms-provider: {config: }} | settings.custom-sms-provider.config | is empty | GIVE
					settings: | settings | is empty | Indent what belongs below it, or remove it.
					variables: | variables | is empty | Indent what belongs below it, or remove it.
					variables: {lark: } | variables.lark | is empty | GIVE
					settings: {registerdisable: marker-of-the-test} | settings.registerdisable | is not known | SPELLING
					settings: {login-fail-check: {limits: marker-of-the-test}} | settings.login-fail-check.limits | is not known | SPELLING
					variables: {lark: {key: KEY, valeu: marker-of-the-test}} | variables.lark.valeu | is not known | VARIABLE
					setings: {register-disabled: true} | setings.register-disabled | is not known | SPELLING
					settings: {register-disabled: marker-of-the-test} | settings.register-disabled | must be true or false | CORRECT
					settings: {verify-code-length: marker-of-the-test} | settings.verify-code-length | must be a whole number | CORRECT
					settings: {token-expires-after: marker-of-the-test} | settings.token-expires-after | must be a number of seconds or a duration such as '15d' | CORRECT
					settings: {login-fail-check: marker-of-the-test} | settings.login-fail-check | must be a group of properties | CORRECT
					variables: {lark: {key: KEY, absent: marker-of-the-test}} | variables.lark.absent | must be true or false | CORRECT
					on-startup: marker-of-the-test | on-startup | must be 'none', 'report' or 'validate' | CORRECT
					settings: {token-expires-after: 1500ms} | settings.token-expires-after | must be whole seconds, from 0 to 2147483647 | Correct it.
					settings: {login-fail-check: {time-interval: -1}} | settings.login-fail-check.time-interval | must be whole seconds, from 0 to 2147483647 | Correct it.
					settings: {qrcode-login-strategy: {ticket-expires-after: 30000d}} | settings.qrcode-login-strategy.ticket-expires-after | must be whole seconds, from 0 to 2147483647 | Correct it.
					settings: {description: yes} | settings.description | is a text, but what stands there is read as a number or as true or false | Put it in quotes.
					settings: {description: 0123} | settings.description | is a text, but what stands there is read as a number or as true or false | Put it in quotes.
					settings: {description: 1.0e3} | settings.description | is a text, but what stands there is read as a number or as true or false | Put it in quotes.
					variables: {lark: {key: KEY, value: 0123}} | variables.lark.value | is a text, but what stands there is read as a number or as true or false | Put it in quotes.
					settings: {name: '******'} | settings.name | holds a mask ('******') | UNMASK
					settings: {custom-sms-provider: {config: '{"a":"******"}'}} | settings.custom-sms-provider.config | holds a mask ('******') | UNMASK
					variables: {lark: {key: KEY, value: '******'}} | variables.lark.value | holds a mask ('******') | UNMASK
					settings: {allowed-origins: ['https://a?marker-of-the-test']} | settings.allowed-origins | holds an element that is blank or has a line break, a query or a fragment | Give scheme, host and port alone, such as 'https://app.example.com'.
					settings: {custom-sms-provider: {config: ' '}} | settings.custom-sms-provider.config | is empty | GIVE
					variables: {lark: {value: marker-of-the-test}} | variables.lark.key | is missing | Name the environment variable of the user pool. Where this entry is not yours, an environment variable of the operating system that begins with AUTHING_DECLARED_VARIABLES made it.
					variables: {lark: {key: KEY, value: ' '}} | variables.lark.value | is empty | GIVE
					variables: {lark: {key: KEY}} | variables.lark.value | is missing | Declare the value, or set 'authing.declared.variables.lark.absent' to true.
					variables: {a: {key: KEY, value: marker-of-the-test}, b: {key: KEY, absent: true}} | variables.b.key | names a variable that 'authing.declared.variables.a' declares, too | Declare each variable once.
					variables: {lark: {key: KEY, value: marker-of-the-test, absent: true}} | variables.lark.absent | is true, although a value is declared | Remove the one or the other.
					on-startup: '' | on-startup | is empty | GIVE
					on-startup: off | on-startup | must be 'none', 'report' or 'validate' | CORRECT
					on-startup: '${AUTHING_TEST_UNSET}' | on-startup | holds a placeholder that nothing resolves | RESOLVE
					on-startupp: validate | on-startupp | is not known | SPELLING
					settings: {verify-code-length: 6.7} | settings.verify-code-length | must be a whole number | Correct it.
					settings: {userpool-types: ','} | settings | cannot be declared: 'userpoolTypes' must not hold a blank element | Correct it.
					variables: {变量: {key: KEY, value: marker-of-the-test}} | variables.key | is a value, where a group of properties belongs | GROUP
					variables: {lark: marker-of-the-test} | variables.lark | is a value, where a group of properties belongs | GROUP
					on-startup: report | on-startup | asks for a comparison, but nothing is declared | Declare settings or variables below 'authing.declared', or remove this property.
					""")
	void whenDeclarationCannotBeMeantThenPropertyIsNamedAndNoValue(String yaml, String property, String reason,
			String action, CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: the-secret-of-the-test, declared: {" + yaml + "}}", Map.of());
		assertReport(output, property, reason, switch (action) {
			case "CORRECT" -> CORRECT;
			case "GIVE" -> GIVE;
			case "SPELLING" -> SPELLING;
			case "UNMASK" -> UNMASK;
			case "RESOLVE" -> RESOLVE;
			case "VARIABLE" -> VARIABLE;
			case "GROUP" -> GROUP;
			default -> action;
		});
	}

	@Test
	void whenThereIsNoPoolThenComparisonAtStartIsRejected(CapturedOutput output) throws IOException {
		start("authing.declared: {on-startup: validate, settings: {name: marker-of-the-test}}", Map.of());
		assertReport(output, "on-startup", "asks for a comparison, but there is no client, or more than one",
				"Set 'authing.userpool-id' and 'authing.secret', make one of several beans of type "
						+ "ReactiveUserpoolManagementClient the @Primary one, or remove this property.");
	}

	@Test
	void whenValueStandsInThePlaceOfEverythingThenItIsRejected(CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared: marker-of-the-test}", Map.of());
		assertReport(output, null, "is a value, where a group of properties belongs",
				"Below 'authing.declared' stand 'settings', 'variables' and 'on-startup'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]" })
	void whenJsonHasNoValueThenItIsRejected(String value, CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared.settings.register-disabled: true}", Map.of(),
				"--spring.application.json={\"authing\":{\"declared\":{\"settings\":{\"register-disabled\":" + value
						+ "}}}}");
		assertReport(output, "settings.register-disabled", "is empty", GIVE);
	}

	/**
	 * A bean of the application declares the pool, and the properties say what to do.
	 */
	@Test
	void whenNameIsMisspeltBesideBeanThenItIsRejected(CapturedOutput output) throws IOException {
		this.application = Declaring.class;
		start("authing: {userpool-id: pool, secret: s3cret, declared.on-startupp: validate}", Map.of());
		assertReport(output, "on-startupp", "is not known", SPELLING);
	}

	@Test
	void whenOperatingSystemAddsEntryThenItIsRejected(CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared.variables: {my-lark: {key: K, value: v}}}",
				Map.of("AUTHING_DECLARED_VARIABLES_MY_LARK_VALUE", MARKER));
		assertReport(output, "variables.my.lark.value", "is not known", VARIABLE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "['https://a', 'https://b'] | AUTHING_DECLARED_SETTINGS_ALLOWEDORIGINS_0",
					"['https://a', 'https://b'] | AUTHING_DECLARED_SETTINGS_ALLOWED_ORIGINS_0",
					"'https://a, https://b' | AUTHING_DECLARED_SETTINGS_ALLOWEDORIGINS_0" })
	void whenOperatingSystemOverridesOneElementOfListThenItIsRejected(String list, String name, CapturedOutput output)
			throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared.settings.allowed-origins: " + list + "}",
				Map.of(name, "https://" + MARKER));
		assertReport(output, "settings.allowed-origins",
				"has single elements in the OS environment, in a system property or on the command line, which would "
						+ "replace the whole list",
				"Give the whole list there, separated by commas, for example as "
						+ "AUTHING_DECLARED_SETTINGS_ALLOWEDORIGINS.");
	}

	@Test
	void whenCommandLineOverridesOneElementOfListThenItIsRejected(CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared.settings.allowed-origins: [https://a, https://b]}",
				Map.of(), "--authing.declared.settings.allowed-origins[0]=https://c");
		assertThat(output).contains("The property 'authing.declared.settings.allowed-origins' has single elements");
	}

	/**
	 * Spring would log the name that it looks for.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "${AUTHING_TEST_UNSET:marker-of-the-test}", "${AUTHING_TEST_SET}" })
	void whenPlaceholderIsResolvedThenNoPartOfItIsLogged(String value, CapturedOutput output) throws IOException {
		start("authing: {userpool-id: pool, secret: s3cret, declared: {variables: {lark: {key: KEY, value: '" + value
				+ "'}}, settings: {name: 1}}}", Map.of("AUTHING_TEST_SET", "x${marker-of-the-test:y}"));
		assertThat(output).contains("authing.declared.settings.name").doesNotContain(MARKER);
		assertThat(log()).contains("TRACE").doesNotContain(MARKER);
	}

	/**
	 * A context that another test left open keeps the logging initialized, and the file
	 * of this one would not be written.
	 */
	@BeforeEach
	void cleanUpLogging() {
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@AfterEach
	void resetLogging() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		System.setProperties(this.systemProperties);
	}

	private void assertReport(CapturedOutput output, String property, String reason, String action) throws IOException {
		String text = output.toString();
		assertThat(log()).contains("TRACE", "Application failed to start due to an exception").doesNotContain(MARKER);
		assertThat(text).contains("APPLICATION FAILED TO START").doesNotContain(MARKER);
		String report = text.substring(text.indexOf("***************************"));
		report = report.substring(0, report.indexOf(action) + action.length());
		assertThat(report.lines().filter((line) -> !line.startsWith("    It was set in: ") && !line.isEmpty()))
			.containsExactly("***************************", "APPLICATION FAILED TO START",
					"***************************", "Description:",
					"The property 'authing.declared" + ((property != null) ? "." + property : "") + "' " + reason + ".",
					"Action:", action);
	}

	private String log() throws IOException {
		return Files.readString(this.directory.resolve("all.log"));
	}

	private void start(String yaml, Map<String, Object> environment, String... more) throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.yaml"), yaml);
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=trace",
				"--logging.threshold.console=error", "--logging.file.name=" + this.directory.resolve("all.log"),
				"--spring.config.location=" + file.toUri()));
		arguments.addAll(List.of(more));
		SpringApplication application = new SpringApplication(this.application);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.addInitializers((ConfigurableApplicationContext context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)));
		assertThatException().isThrownBy(() -> application.run(arguments.toArray(String[]::new)).close());
	}

	@Configuration(proxyBeanMethods = false)
	static class Declaring extends Application {

		@Bean
		UserpoolDeclaration declaration() {
			return UserpoolDeclaration.builder().absentVariable("OLD").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AuthingAutoConfiguration.class, AuthingDeclaredAutoConfiguration.class })
	static class Application {

	}

}
