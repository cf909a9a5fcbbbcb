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

package io.github.authingspring.secured;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts what the page on Spring Security shows, against a stand-in that is both the
 * issuer and the management API.
 */
class SpringSecurityPageTests {

	private static final Path PAGE = Path.of("..", "authing-spring-boot-autoconfigure", "docs", "spring-security.md");

	private static final Path SOURCES = Path.of("src", "test", "java", "io", "github", "authingspring", "secured");

	private static final String CLIENT_ID = "client";

	private static final String CLIENT_SECRET = "client-secret-with-more-than-256-bits";

	private static final MockWebServer server = new MockWebServer();

	private static final Issuer issuer = new Issuer();

	private static ConfigurableApplicationContext application;

	private static String url;

	private static List<String> requestsAtStart;

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		server.setDispatcher(issuer);
		server.start();
		Path configuration = Files.writeString(directory.resolve("application.yaml"), blocks("yaml").get(0));
		application = SpringApplication.run(SecuredApplication.class,
				"--spring.config.location=" + configuration.toUri(), "--USERPOOL_ID=pool",
				"--USERPOOL_SECRET=secret-of-the-test", "--OIDC_ISSUER=" + issuer.url(),
				"--OIDC_CLIENT_ID=" + CLIENT_ID, "--OIDC_CLIENT_SECRET=" + CLIENT_SECRET,
				"--authing.host=http://localhost:" + server.getPort(), "--server.port=0");
		url = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
		requestsAtStart = List.copyOf(issuer.requests);
	}

	@AfterAll
	static void close() {
		if (application != null) {
			application.close();
		}
		server.close();
	}

	@Test
	void whenPageShowsJavaThenItIsThatOfTheApplication() throws IOException {
		assertThat(blocks("java")).hasSize(2);
		for (String block : blocks("java")) {
			String type = Pattern.compile("^class (\\w+)", Pattern.MULTILINE)
				.matcher(block)
				.results()
				.findFirst()
				.orElseThrow()
				.group(1);
			assertThat(Files.readString(SOURCES.resolve(type + ".java"))).endsWith("\n\n" + block);
		}
	}

	@Test
	void whenApplicationStartsThenOnlyTheLoginHasAskedTheIssuer() {
		assertThat(requestsAtStart).containsExactly("/oidc/.well-known/openid-configuration");
	}

	@Test
	void whenAuthenticationMethodIsNotSetThenSpringTakesHttpBasic() {
		assertThat(ClientRegistrations.fromIssuerLocation(issuer.url())
			.clientId(CLIENT_ID)
			.build()
			.getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
	}

	@Test
	void whenActuatorIsAskedThenItWantsLogin() throws Exception {
		assertThat(get(url + "/actuator/authing-userpool").headers().firstValue("Location"))
			.hasValueSatisfying((location) -> assertThat(location).endsWith("/oauth2/authorization/authing"));
	}

	@Test
	void whenCallHasTokenOfIssuerThenApiResponds() throws Exception {
		HttpResponse<String> response = callApi(issuer.accessToken(CLIENT_ID, "userpool", issuer.key));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("user reads Example");
	}

	@Test
	void whenCallHasNoTokenOrOneThatIsNotMeantThenApiRejectsIt() throws Exception {
		assertThat(get(url + "/api/userpool").statusCode()).isEqualTo(401);
		assertThat(callApi(issuer.accessToken("another", "userpool", issuer.key)).statusCode()).isEqualTo(401);
		assertThat(callApi(issuer.accessToken(CLIENT_ID, "userpool", newKey())).statusCode()).isEqualTo(401);
		assertThat(callApi(issuer.accessToken(CLIENT_ID, "other", issuer.key)).statusCode()).isEqualTo(403);
	}

	@Test
	void whenUserSignsInThenPageIsShown() throws Exception {
		issuer.idTokenAlgorithm = JWSAlgorithm.RS256;
		signIn();
		HttpResponse<String> page = get(url + "/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).isEqualTo("user reads Example");
		assertThat(issuer.tokenRequest.getHeaders().get("Authorization")).isNull();
		assertThat(issuer.tokenRequest.getBody().utf8()).contains("client_secret=" + CLIENT_SECRET);
	}

	@Test
	void whenIdTokenIsSignedWithClientSecretThenLoginEndsWithError() throws Exception {
		issuer.idTokenAlgorithm = JWSAlgorithm.HS256;
		assertThat(signIn().headers().firstValue("Location")).hasValue(url + "/login?error");
	}

	/**
	 * Follow the redirects as a browser does, but for the issuer's login page.
	 * @return the response to the callback
	 */
	private HttpResponse<String> signIn() throws Exception {
		String start = get(url + "/").headers().firstValue("Location").orElseThrow();
		URI authorization = URI
			.create(get(URI.create(url).resolve(start).toString()).headers().firstValue("Location").orElseThrow());
		assertThat(authorization.toString()).startsWith(issuer.url() + "/auth?");
		issuer.nonce = parameter(authorization, "nonce");
		assertThat(parameter(authorization, "redirect_uri")).isEqualTo(url + "/login/oauth2/code/authing");
		return get(parameter(authorization, "redirect_uri") + "?code=c&state=" + parameter(authorization, "state"));
	}

	private static String parameter(URI uri, String name) {
		String value = UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst(name);
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	private HttpResponse<String> callApi(String token) throws Exception {
		return get(url + "/api/userpool", "Authorization", "Bearer " + token);
	}

	private HttpResponse<String> get(String address, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static List<String> blocks(String language) throws IOException {
		return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
			.matcher(Files.readString(PAGE))
			.results()
			.map((block) -> block.group(1))
			.toList();
	}

	private static RSAKey newKey() {
		try {
			return new RSAKeyGenerator(2048).keyID("key").generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SpringBootApplication
	static class SecuredApplication {

	}

	/**
	 * An issuer without a login page: the test takes the user's part.
	 */
	private static final class Issuer extends Dispatcher {

		private final RSAKey key = newKey();

		private final List<String> requests = new CopyOnWriteArrayList<>();

		private volatile JWSAlgorithm idTokenAlgorithm = JWSAlgorithm.RS256;

		private volatile String nonce = "";

		private volatile RecordedRequest tokenRequest;

		String url() {
			return "http://localhost:" + server.getPort() + "/oidc";
		}

		String accessToken(String audience, String scope, RSAKey signingKey) throws JOSEException {
			return sign(JWSAlgorithm.RS256, new RSASSASigner(signingKey), claims(audience).claim("scope", scope));
		}

		private String idToken() throws JOSEException {
			JWSSigner signer = this.idTokenAlgorithm.equals(JWSAlgorithm.RS256) ? new RSASSASigner(this.key)
					: new MACSigner(CLIENT_SECRET);
			return sign(this.idTokenAlgorithm, signer, claims(CLIENT_ID).claim("nonce", this.nonce));
		}

		private JWTClaimsSet.Builder claims(String audience) {
			Instant now = Instant.now();
			return new JWTClaimsSet.Builder().issuer(url())
				.subject("user")
				.audience(audience)
				.issueTime(Date.from(now))
				.expirationTime(Date.from(now.plusSeconds(300)));
		}

		private static String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet.Builder claims)
				throws JOSEException {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).build(), claims.build());
			token.sign(signer);
			return token.serialize();
		}

		@Override
		public MockResponse dispatch(RecordedRequest request) {
			this.requests.add(request.getUrl().encodedPath());
			try {
				return new MockResponse.Builder().setHeader("Content-Type", "application/json")
					.body(respond(request))
					.build();
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private String respond(RecordedRequest request) throws JOSEException {
			switch (request.getUrl().encodedPath()) {
				case "/oidc/.well-known/openid-configuration":
					return """
							{"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token",
							"userinfo_endpoint": "%1$s/me", "jwks_uri": "%1$s/.well-known/jwks.json",
							"subject_types_supported": ["public"], "response_types_supported": ["code"],
							"token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"]}"""
						.formatted(url());
				case "/oidc/.well-known/jwks.json":
					return new JWKSet(this.key).toString();
				case "/oidc/token":
					this.tokenRequest = request;
					return """
							{"access_token": "%s", "token_type": "Bearer", "expires_in": 300, "scope": "openid profile",
							"id_token": "%s"}""".formatted(accessToken(CLIENT_ID, "openid profile", this.key),
							idToken());
				case "/oidc/me":
					return "{\"sub\": \"user\"}";
				case "/graphql/v2":
					return "{\"data\":{\"accessToken\":{\"accessToken\":\"t.o.k\",\"exp\":7200,\"iat\":0}}}";
				default:
					return "{\"code\":200,\"message\":\"ok\",\"data\":{\"name\":\"Example\"}}";
			}
		}

	}

}
