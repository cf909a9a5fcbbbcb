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

package io.github.authingspring.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.authingspring.userpool.AuthingServer;
import io.github.authingspring.userpool.Markers;
import io.github.authingspring.userpool.SecretScanner;
import io.github.authingspring.userpool.UserpoolManagementClient;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Reads every actuator endpoint of a running application, and looks for secrets.
 */
class ActuatorLeakTests {

	private static final String ENDPOINT = "/actuator/authing-userpool";

	private static final String DECLARED_SMS_CONFIG = JsonMapper.shared()
		.writeValueAsString(Map.of("accessKeySecret", Markers.DECLARED_SMS_SECRET));

	private final SecretScanner scanner = new SecretScanner();

	private final AuthingServer server = Markers.serve(new AuthingServer());

	private final HttpClient http = HttpClient.newHttpClient();

	/**
	 * Boot keeps the settings of the log in them, for the applications of later tests.
	 */
	private final Properties systemProperties = (Properties) System.getProperties().clone();

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext application;

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
		System.setProperties(this.systemProperties);
		this.server.close();
	}

	@Test
	void whenEverythingIsExposedThenNoEndpointShowsSecret() throws Exception {
		start("never", "report");
		callAll();
		Map<String, String> responses = readAll();
		assertThat(ids(responses.keySet())).contains("authing-userpool", "beans", "conditions", "configprops", "env",
				"health", "httpexchanges", "info", "logfile", "loggers", "mappings", "metrics", "scheduledtasks",
				"startup", "threaddump");
		assertThat(responses.get("/actuator/health")).contains("\"authing\":{\"details\"", "\"status\":\"UP\"");
		assertThat(responses.get("/actuator/health")).contains("\"authingDrift\":{\"details\"");
		assertThat(responses.get("/actuator/authing-userpool/declaration")).contains("${USERPOOL_LARK_WEBHOOK}");
		assertThat(responses.get(ENDPOINT)).contains("{\"key\":\"LARK_WEBHOOK\",\"state\":\"DIFFERS\"}");
		assertThat(responses.get("/actuator/env")).contains("\"other.harmless\":{\"value\":\"visible\"");
		assertThat(responses.get("/actuator/logfile")).contains("detail succeeded", "TRACE",
				"differs from what is declared: name, ");
		responses.forEach(this.scanner::assertNone);
	}

	@Test
	void whenOperationsFailThenNoEndpointShowsSecret() throws Exception {
		start("always", "none");
		for (String kind : List.of(AuthingServer.TOKEN, AuthingServer.DETAIL, AuthingServer.UPDATE,
				AuthingServer.LIST_ENV, AuthingServer.ADD_ENV, AuthingServer.REMOVE_ENV)) {
			this.server.always(kind, (request) -> AuthingServer.json(403, echo(request)));
		}
		assertThatException().isThrownBy(this::callAll);
		Map<String, String> responses = readAll();
		assertThat(responses.get("/actuator/health")).contains("\"status\":\"DOWN\"");
		assertThat(responses.get(ENDPOINT)).contains("UNAVAILABLE", "got invalid value ******");
		responses.forEach(this.scanner::assertNone);
	}

	@Test
	void whenValuesAreShownThenOnlyThoseThatShowValuesOpensAre() throws Exception {
		start("always", "none");
		assertOpened(get(ENDPOINT, null));
	}

	@Test
	void whenCallerIsNotAuthorizedThenNothingIsShown() throws Exception {
		start("when-authorized", "none");
		this.scanner.assertNone("nobody", get(ENDPOINT, null));
		this.scanner.assertNone("user without the role", get(ENDPOINT, "viewer"));
		assertOpened(get(ENDPOINT, "operator"));
	}

	/**
	 * Take away what may be shown, each where it belongs, and look for secrets in the
	 * rest.
	 */
	private void assertOpened(String body) {
		JsonNode response = JsonMapper.shared().readTree(body);
		take(response, "/configuration/customSMSProvider/config", Markers.SMS_SECRET);
		take(response, "/configuration/customDb/connection", Markers.DB_PASSWORD);
		take(response, "/configuration/customDb/scripts", Markers.DB_SCRIPT);
		take(response, "/configuration/customDb/loggingConfig", Markers.DB_PASSWORD);
		take(response, "/configuration/customDb/cahceConfig", Markers.DB_PASSWORD);
		for (String function : List.of("encryptUrl", "decryptUrl", "validateUrl")) {
			take(response, "/configuration/passwordFaas/" + function, Markers.FUNCTION_KEY);
		}
		take(response, "/configuration/unknownText", Markers.UNKNOWN_FIELD);
		take(response, "/configuration/unknownObject/list", Markers.UNKNOWN_FIELD);
		take(response, "/environmentVariables/0/value", Markers.ENV_VALUE);
		take(response, "/environmentVariables/1/value", Markers.ENV_NUMBER);
		this.scanner.assertNone("all else", response.toString());
		assertThat(response.at("/configuration/secret").asString()).isEqualTo("******");
		assertThat(response.at("/configuration/jwtSecret").asString()).isEqualTo("******");
		assertThat(response.at("/configuration/unknownApiKey").asString()).isEqualTo("******");
		assertThat(response.at("/configuration/unknownObject/password").asString()).isEqualTo("******");
	}

	private static void take(JsonNode response, String path, String secret) {
		int end = path.lastIndexOf('/');
		JsonNode taken = ((ObjectNode) response.at(path.substring(0, end))).remove(path.substring(end + 1));
		assertThat(taken).as(path).isNotNull();
		assertThat(taken.toString()).as(path)
			.contains(JsonMapper.shared().writeValueAsString(secret).replaceAll("^\"|\"$", "").substring(0, 8));
	}

	private void callAll() {
		UserpoolManagementClient client = this.application.getBean(UserpoolManagementClient.class);
		client.detail();
		client.update((updates) -> updates.customSMSProvider((provider) -> provider.config(Markers.SENT_SMS_SECRET)));
		client.listEnv();
		client.addEnv("KEY", Markers.SENT_ENV_VALUE);
		client.removeEnv("KEY");
	}

	private static String echo(RecordedRequest request) {
		String sent = AuthingServer.body(request).isEmpty() ? request.getHeaders().get("Authorization")
				: Markers.POOL_SECRET + Markers.SENT_SMS_SECRET + Markers.SENT_ENV_VALUE;
		if (AuthingServer.body(request).contains("accessToken(")) {
			sent = Markers.POOL_SECRET;
		}
		return JsonMapper.shared().writeValueAsString(Map.of("code", 403, "message", "got invalid value " + sent));
	}

	private Map<String, String> readAll() throws IOException, InterruptedException {
		Map<String, String> responses = new LinkedHashMap<>();
		// The log comes last, with the lines about the other responses.
		for (String path : paths()
			.sorted((left, right) -> Boolean.compare(left.contains("logfile"), right.contains("logfile")))
			.toList()) {
			responses.put(path, get(path, "operator"));
		}
		return responses;
	}

	/**
	 * Return the paths of all endpoints, as the application itself lists them.
	 */
	private Stream<String> paths() throws IOException, InterruptedException {
		Set<String> paths = new TreeSet<>();
		for (JsonNode link : JsonMapper.shared().readTree(get("/actuator", null)).path("_links")) {
			String path = URI.create(link.path("href").asString().replace("{", "%7B").replace("}", "%7D")).getPath();
			for (String value : values(path)) {
				paths.add(path.replaceAll("\\{.*}", value));
			}
		}
		return paths.stream();
	}

	/**
	 * Return what a variable in the path of an endpoint can be.
	 */
	private List<String> values(String path) throws IOException, InterruptedException {
		if (!path.contains("{")) {
			return List.of("");
		}
		return switch (ids(Set.of(path)).iterator().next()) {
			case "metrics" -> {
				List<String> values = new ArrayList<>();
				for (JsonNode name : JsonMapper.shared().readTree(get("/actuator/metrics", null)).path("names")) {
					values.add(name.asString());
					JsonNode metric = JsonMapper.shared().readTree(get("/actuator/metrics/" + name.asString(), null));
					for (JsonNode tag : metric.path("availableTags")) {
						for (JsonNode value : tag.path("values")) {
							values.add(name.asString() + "?tag=" + tag.path("tag").asString() + ":"
									+ URLEncoder.encode(value.asString(), StandardCharsets.UTF_8));
						}
					}
				}
				yield values;
			}
			case "authing-userpool" -> List.of("declaration");
			case "env" -> List.of("authing.secret", "AUTHING_SECRET", "other.name", "other.url", "other.declared",
					"authing.declared.variables.lark.value", "authing.declared.settings.custom-sms-provider.config");
			case "configprops" -> List.of("authing", "management.endpoint.authing-userpool");
			case "health" -> List.of("authing");
			case "loggers" -> List.of("io.github.authingspring", "ROOT");
			default -> List.of("authing");
		};
	}

	private static Set<String> ids(Set<String> paths) {
		Set<String> ids = new TreeSet<>();
		paths.stream().filter((path) -> path.split("/").length > 2).forEach((path) -> ids.add(path.split("/")[2]));
		return ids;
	}

	private void start(String showValues, String onStartup) {
		// Else there is no log file where a test before this one left its context open.
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class);
		builder.application().setApplicationStartup(new BufferingApplicationStartup(10_000));
		this.application = builder.run(Stream.of("server.port=0", "spring.main.banner-mode=off",
				"logging.level.root=trace", "logging.level.jdk=warn", "logging.threshold.console=off",
				"logging.file.name=" + this.directory.resolve("all.log"),
				// A file that rolls while it is read would hide what was logged before.
				"logging.logback.rollingpolicy.max-file-size=1GB", "spring.reactor.netty.shutdown-quiet-period=0s",
				"management.endpoints.web.exposure.include=*",
				// A dump of the heap holds what is in memory.
				"management.endpoints.web.exposure.exclude=heapdump", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "management.endpoint.health.show-details=always",
				"management.httpexchanges.recording.include=request-headers,response-headers,cookie-headers,authorization-header,principal,remote-address,session-id,time-taken",
				"management.endpoint.authing-userpool.show-values=" + showValues,
				"management.endpoint.authing-userpool.roles=operator", "authing.userpool-id=pool",
				"authing.secret=" + Markers.POOL_SECRET, "authing.host=" + this.server.host(),
				"authing.retry.initial-backoff=1ms", "other.harmless=visible", "other.name=" + Markers.POOL_SECRET,
				"other.json=" + JsonMapper.shared().writeValueAsString(Map.of("secret", Markers.POOL_SECRET)),
				"authing.declared.settings.custom-sms-provider.config=" + DECLARED_SMS_CONFIG,
				"authing.declared.settings.name=another", "authing.declared.variables.lark.key=LARK_WEBHOOK",
				"authing.declared.variables.lark.value=" + Markers.DECLARED_VALUE,
				"authing.declared.on-startup=" + onStartup,
				"other.declared=?value=" + URLEncoder.encode(Markers.DECLARED_VALUE, StandardCharsets.UTF_8)
						+ "&config=" + DECLARED_SMS_CONFIG,
				"other.url=https://u:" + URLEncoder.encode(Markers.POOL_SECRET, StandardCharsets.UTF_8)
						+ "@example.com")
			.map((property) -> "--" + property)
			.toArray(String[]::new));
	}

	private String get(String path, String role) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI
			.create("http://localhost:" + this.application.getEnvironment().getProperty("local.server.port") + path));
		if (role != null) {
			request.header("X-Role", role);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		HttpExchangeRepository httpExchangeRepository() {
			return new InMemoryHttpExchangeRepository();
		}

		/**
		 * Takes the word of the caller for who it is.
		 */
		@Bean
		Filter callerFilter() {
			return (request, response, chain) -> {
				String role = ((HttpServletRequest) request).getHeader("X-Role");
				chain.doFilter((role != null) ? new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public Principal getUserPrincipal() {
						return () -> "caller";
					}

					@Override
					public boolean isUserInRole(String name) {
						return role.equals(name);
					}

				} : request, response);
			};
		}

	}

}
