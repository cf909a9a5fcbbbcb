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

import io.github.authingspring.console.ConsoleProperties.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may do what. The page asks for a login in a form; the JSON API and the actuator
 * take HTTP Basic as well. Viewers read, admins do everything.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class SecurityConfiguration {

	private static final String REALM = "User pool console";

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
			+ "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

	private final RequestMatcher api = PathPatternRequestMatcher.pathPattern("/userpool/**");

	private final RequestMatcher actuator = EndpointRequest.toAnyEndpoint();

	@Bean
	SecurityFilterChain securityFilterChain(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.requestMatchers("/login", "/console.css", "/favicon.svg")
				.permitAll()
				.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
				.permitAll()
				.requestMatchers("/variables/**")
				.hasRole(Role.ADMIN.name())
				.requestMatchers(HttpMethod.GET)
				.hasRole(Role.VIEWER.name())
				.anyRequest()
				.hasRole(Role.ADMIN.name()))
			.formLogin((form) -> form.loginPage("/login").successHandler(afterSignIn()))
			.httpBasic((basic) -> basic.realmName(REALM))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(entryPoint()))
			.csrf((csrf) -> csrf.ignoringRequestMatchers(this::isApiCallWithCredentials))
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
			.build();
	}

	/**
	 * Spring keeps the whole URL of the page that asked for the sign-in. A browser behind
	 * a proxy may have another, for example with a port.
	 */
	private static AuthenticationSuccessHandler afterSignIn() {
		SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
		handler.setRedirectStrategy(new DefaultRedirectStrategy() {

			@Override
			protected String calculateRedirectUrl(String contextPath, String url) {
				return super.calculateRedirectUrl(contextPath, url).replaceFirst("^https?://[^/]+", "");
			}

		});
		return handler;
	}

	private AuthenticationEntryPoint entryPoint() {
		AuthenticationEntryPoint form = new LoginUrlAuthenticationEntryPoint("/login");
		BasicAuthenticationEntryPoint basic = new BasicAuthenticationEntryPoint();
		basic.setRealmName(REALM);
		return (request, response, ex) -> (isForMachines(request) ? basic : form).commence(request, response, ex);
	}

	private boolean isForMachines(HttpServletRequest request) {
		return this.api.matches(request) || this.actuator.matches(request);
	}

	/**
	 * A call that brings its own credentials needs no token against forgery. A browser
	 * that remembers credentials sends them with a foreign page's request, too, but such
	 * a request cannot be JSON, a PATCH or a DELETE, which is all that the API takes.
	 */
	private boolean isApiCallWithCredentials(HttpServletRequest request) {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)
				&& this.api.matches(request);
	}

	@Bean
	PasswordEncoder passwordEncoder() {
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}

	@Bean
	ConsoleUsers consoleUsers(ConsoleProperties properties, PoolConnection connection) {
		return ConsoleUsers.of(properties, connection.isSandbox());
	}

	@Bean
	UserDetailsService userDetailsService(ConsoleUsers users, PasswordEncoder passwordEncoder) {
		return new InMemoryUserDetailsManager(users.toUserDetails(passwordEncoder));
	}

}
