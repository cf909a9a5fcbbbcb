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

package io.github.authingspring.userpool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.authingspring.userpool.model.Env;
import io.github.authingspring.userpool.model.UpdateUserpoolInput;
import io.github.authingspring.userpool.model.UserPool;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.observation.tck.TestObservationRegistry;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.GzipSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Runs every operation, in success and in failure, with every logger at TRACE, and looks
 * for secrets in whatever comes of it: log, exceptions, observations, results, URLs.
 */
class LeakTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	private static final List<String> KINDS = List.of(AuthingServer.TOKEN, AuthingServer.DETAIL, AuthingServer.UPDATE,
			AuthingServer.LIST_ENV, AuthingServer.ADD_ENV, AuthingServer.REMOVE_ENV);

	private final SecretScanner scanner = new SecretScanner();

	private final AuthingServer server = Markers.serve(new AuthingServer());

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final Queue<String> observed = new ConcurrentLinkedQueue<>();

	private final LogRecorder log = LogRecorder.ofEverything();

	@BeforeEach
	void observe() {
		this.observations.observationConfig().observationHandler(new ObservationTextPublisher(this.observed::add));
	}

	@AfterEach
	void close() {
		this.log.close();
		this.server.close();
	}

	@Test
	void whenOperationsSucceedThenNothingLeaks() {
		List<Object> results = callAll();
		assertThat(results).hasSize(6).noneMatch((result) -> result instanceof Throwable);
		// The test would find them.
		assertThat(((UserPool) results.get(0)).additionalFields()).containsEntry("unknownText", Markers.UNKNOWN_FIELD);
		assertThat(((UserPool) results.get(0)).secret()).isEqualTo(Markers.POOL_SECRET);
		assertThat(this.log.text()).contains("detail succeeded").contains("HTTP GET http");
		assertNothingLeaked(results);
	}

	@Test
	void whenResponsesAreCompressedThenNothingLeaks() {
		KINDS.forEach((kind) -> this.server.always(kind, compressed(kind)));
		List<Object> results = callAll();
		assertThat(results).noneMatch((result) -> result instanceof Throwable);
		assertNothingLeaked(results);
	}

	@Test
	void whenRequestsAreRetriedAndTokenIsReplacedThenNothingLeaks() {
		for (String kind : KINDS) {
			this.server.next(kind, echo(Envelope.RATE_LIMITED, Echo.WHOLE_REQUEST));
		}
		this.server.next(AuthingServer.DETAIL, echo(Envelope.REVOKED_TOKEN, Echo.WHOLE_REQUEST))
			.next(AuthingServer.TOKEN, AuthingServer.token(Markers.TOKEN, 1000))
			.always(AuthingServer.TOKEN, AuthingServer.token(Markers.NEXT_TOKEN, 1000));
		List<Object> results = callAll();
		assertThat(results).noneMatch((result) -> result instanceof Throwable);
		assertThat(this.server.requests(AuthingServer.UPDATE)).last()
			.satisfies((request) -> assertThat(request.getHeaders().get("Authorization"))
				.isEqualTo("Bearer " + Markers.NEXT_TOKEN));
		assertNothingLeaked(results);
	}

	static Stream<Arguments> echoes() {
		return Stream.concat(Stream.of(Envelope.values()).map((envelope) -> Arguments.of(envelope, Echo.WHOLE_REQUEST)),
				Stream.of(Echo.values()).map((echo) -> Arguments.of(Envelope.R8, echo)));
	}

	@ParameterizedTest
	@MethodSource("echoes")
	void whenServerEchoesWhatItRejectsThenNothingLeaks(Envelope envelope, Echo echo) {
		for (String kind : KINDS) {
			if (!kind.equals(AuthingServer.TOKEN)) {
				this.server.always(kind, echo(envelope, echo));
			}
		}
		List<Object> results = callAllInVain();
		this.server.always(AuthingServer.TOKEN, echo(envelope, echo));
		results.addAll(callAllInVain());
		assertNothingLeaked(results);
	}

	private List<Object> callAllInVain() {
		List<Object> results = callAll();
		assertThat(results).hasSize(6)
			.filteredOn((result) -> result instanceof Throwable)
			.hasSizeGreaterThanOrEqualTo(5)
			.allSatisfy((result) -> {
				assertThat(result).isInstanceOf(AuthingException.class);
				// What is no secret is left.
				assertThat(((Exception) result).getMessage()).contains("got invalid value", SecretScrubber.MASK);
			});
		return results;
	}

	@Test
	void whenServerEchoesOutsideOfAnyEnvelopeThenNothingLeaks() {
		List<Function<RecordedRequest, MockResponse>> responses = List.of(
				(request) -> new MockResponse.Builder().code(302)
					.setHeader("Location",
							"https://user:" + Echo.FORM.form.apply(bearer(request)) + "@example.com/?"
									+ Echo.FORM.form.apply(bearer(request)))
					.build(),
				(request) -> new MockResponse.Builder().code(200)
					.setHeader("Content-Type", "text/html; echo=" + bearer(request))
					.body("<p>" + everything(request) + Markers.ENV_VALUE)
					.build(),
				(request) -> AuthingServer.json(502, "<p>" + everything(request) + Markers.JWT_SECRET),
				(request) -> AuthingServer.json(200, Markers.detail().substring(0, 400) + everything(request)),
				(request) -> AuthingServer.json(200, mapper.writeValueAsString(everything(request))),
				(request) -> AuthingServer.json(200, mapper.writeValueAsString(List.of(everything(request)))),
				(request) -> AuthingServer.json(200,
						mapper.writeValueAsString(Map.of("code", 200, "data", everything(request)))),
				(request) -> AuthingServer.json(200,
						mapper.writeValueAsString(Map.of("code", 200, "data",
								Map.of("registerDisabled", Markers.UNKNOWN_FIELD, "loginFailCheck",
										Markers.JWT_SECRET)))),
				(request) -> AuthingServer.json(200, mapper.writeValueAsString(
						Map.of("data", Map.of("accessToken", Map.of("accessToken", everything(request) + "\n"))))));
		List<Object> results = new ArrayList<>();
		for (Function<RecordedRequest, MockResponse> response : responses) {
			KINDS.stream()
				.filter((kind) -> !kind.equals(AuthingServer.TOKEN))
				.forEach((kind) -> this.server.always(kind, response));
			this.server.always(AuthingServer.TOKEN, AuthingServer.token(Markers.TOKEN, 1000));
			List<Object> failures = callAll();
			this.server.always(AuthingServer.TOKEN, response);
			failures.addAll(callAll());
			assertThat(failures).filteredOn((failure) -> failure instanceof AuthingException)
				.hasSizeGreaterThanOrEqualTo(9);
			results.addAll(failures);
		}
		assertNothingLeaked(results);
	}

	@Test
	void whenResponseIsNotHttpThenNothingLeaks() {
		List<Object> results = new ArrayList<>();
		String secret = Markers.UNKNOWN_FIELD.replace(' ', '_');
		for (String response : List.of(secret + "\r\n\r\n", "HTTP/1.1 " + secret + " OK\r\n\r\n",
				"HTTP/1.1 200 OK\r\n" + secret + "\r\n\r\n", "HTTP/1.1 200 OK\r\n: " + secret + "\r\n\r\n",
				"HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n{}",
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + secret + "\r\n",
				"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n" + secret,
				"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + secret)) {
			try (FaultServer faulty = new FaultServer()) {
				KINDS.forEach((kind) -> faulty.plan(kind, true,
						List.of(ServerResponse.executed(ServerResponse.closeAfter(response)))));
				results.addAll(callAll(builder().host(faulty.host())));
			}
		}
		assertThat(results).hasSize(48).allMatch((result) -> result instanceof AuthingException);
		// Reactor Netty's own log quotes what it cannot decode.
		assertNothingThrownOrObserved(results);
	}

	@Test
	void whenCallTimesOutAfterServerErrorThenNothingLeaks() {
		this.server.next(AuthingServer.DETAIL, echo(Envelope.SERVER_ERROR, Echo.WHOLE_REQUEST))
			.always(AuthingServer.DETAIL, new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
		try (UserpoolManagementClient client = builder().callTimeout(Duration.ofMillis(300)).build()) {
			Throwable failure = catchThrowable(client::detail);
			assertThat(failure).isInstanceOf(AuthingUnavailableException.class)
				.hasMessageContaining("before that, the server responded");
			assertNothingLeaked(List.of(failure));
		}
	}

	@Test
	void whenThereIsNoServerThenNothingLeaks() {
		List<Object> results = callAll(builder().host("http://localhost:1"));
		assertThat(results).allMatch((result) -> result instanceof AuthingUnavailableException);
		assertNothingLeaked(results);
	}

	@Test
	void whenCredentialCannotBeReadThenWhatItsExceptionSaysIsNotPassedOn() {
		List<Object> results = new ArrayList<>();
		for (Exception exception : List.of(new IllegalStateException("vault said " + Markers.POOL_SECRET),
				new IOException(Markers.TOKEN, new IllegalArgumentException(Markers.POOL_SECRET)))) {
			exception.addSuppressed(new IllegalStateException(Markers.TOKEN));
			Supplier<String> supplier = () -> sneakyThrow(exception);
			List<Object> failures = callAll(withoutCredentials().secret(supplier));
			failures.addAll(callAll(withoutCredentials().accessToken(supplier)));
			assertThat(failures).hasSize(12).allSatisfy((failure) -> {
				assertThat(failure).isInstanceOf(AuthingAuthenticationException.class);
				AuthingAuthenticationException ex = (AuthingAuthenticationException) failure;
				assertThat(ex.getMessage()).contains("could not be read (" + exception.getClass().getName() + ")");
				assertThat(ex.getCause()).hasMessage(exception.getClass().getName());
				assertThat(ex.getCause().getStackTrace()).isEqualTo(exception.getStackTrace());
				assertThat(printed(ex)).contains("Caused by: " + exception.getClass().getName());
			});
			results.addAll(failures);
		}
		assertThat(printed((Throwable) results.get(12)))
			.contains("Caused by: " + IllegalArgumentException.class.getName());
		assertNothingLeaked(results);
	}

	@SuppressWarnings("unchecked")
	private static <T, E extends Throwable> T sneakyThrow(Throwable exception) throws E {
		throw (E) exception;
	}

	@Test
	void whenCredentialCannotBeUsedThenItIsNotQuoted() {
		List<Object> results = new ArrayList<>();
		for (String credential : List.of(" " + Markers.POOL_SECRET, Markers.POOL_SECRET + "${x}",
				Markers.POOL_SECRET + "\n", Markers.POOL_SECRET + "\ud800")) {
			results.add(catchThrowable(() -> this.server.clientBuilderWithoutCredentials().secret(credential)));
			results.add(catchThrowable(() -> this.server.clientBuilderWithoutCredentials().accessToken(credential)));
			results.add(catchThrowable(() -> this.server.clientBuilderWithoutCredentials().appId(credential)));
			results.add(catchThrowable(() -> this.server.clientBuilderWithoutCredentials().userpoolId(credential)));
			results.addAll(callAll(withoutCredentials().secret(() -> credential)));
			results.addAll(callAll(withoutCredentials().accessToken(() -> credential)));
		}
		assertThat(results).hasSize(64).allMatch((result) -> result instanceof Exception);
		assertNothingLeaked(results);
	}

	@Test
	void whenArgumentsAreRejectedThenTheirValuesAreNotQuoted() {
		List<Object> results = new ArrayList<>();
		try (UserpoolManagementClient client = builder().build()) {
			results.add(catchThrowable(() -> client.addEnv("KEY", new Unwritable())));
			results.add(catchThrowable(() -> client.addEnv("KEY", Map.of("a", new Unwritable()))));
			results.add(catchThrowable(() -> client.addEnv("..", Markers.SENT_ENV_VALUE)));
		}
		results.add(catchThrowable(() -> UserPool.fromJson("{\"secret\": " + Markers.POOL_SECRET)));
		results.add(catchThrowable(() -> Env.fromJson(mapper.writeValueAsString(List.of(Markers.ENV_VALUE)))));
		assertThat(results).allMatch((result) -> result instanceof IllegalArgumentException);
		results.add(UserPool.fromJson(mapper.writeValueAsString(Map.of("isRoot", Markers.UNKNOWN_FIELD))));
		UpdateUserpoolInput.Builder updates = UpdateUserpoolInput.builder();
		updates(updates);
		results.add(updates.build());
		assertNothingLeaked(results);
	}

	private List<Object> callAll() {
		return callAll(builder());
	}

	private List<Object> callAll(UserpoolManagementClient.Builder builder) {
		try (ReactiveUserpoolManagementClient reactive = builder.buildReactive();
				UserpoolManagementClient client = UserpoolManagementClient.of(reactive)) {
			List<Object> results = new ArrayList<>();
			results.add(call(client::detail));
			results.add(call(() -> client.update(LeakTests::updates)));
			results.add(call(client::listEnv));
			results.add(call(() -> client.addEnv("KEY", Map.of("nested", List.of(Markers.SENT_ENV_VALUE)))));
			results.add(call(() -> client.removeEnv("KEY")));
			results.add(call(() -> reactive.authenticate().thenReturn("authenticated").block()));
			return results;
		}
	}

	private static void updates(UpdateUserpoolInput.Builder updates) {
		updates.customSMSProvider((sms) -> sms.provider("aliyun").config(Markers.smsConfig(Markers.SENT_SMS_SECRET)));
	}

	private static Object call(Callable<?> operation) {
		try {
			return operation.call();
		}
		catch (Exception ex) {
			return ex;
		}
	}

	private UserpoolManagementClient.Builder builder() {
		return withoutCredentials().secret(Markers.POOL_SECRET);
	}

	private UserpoolManagementClient.Builder withoutCredentials() {
		return this.server.clientBuilderWithoutCredentials()
			.webClientBuilder(WebClient.builder().observationRegistry(this.observations))
			.observationRegistry(this.observations)
			.maxAttempts(2);
	}

	private void assertNothingLeaked(List<Object> results) {
		assertNothingThrownOrObserved(results);
		this.scanner.assertNone("log", this.log.text());
	}

	private void assertNothingThrownOrObserved(List<Object> results) {
		StringBuilder texts = new StringBuilder();
		for (Object result : results) {
			texts.append(result).append('\n');
			if (result instanceof Throwable failure) {
				texts.append(printed(failure)).append(serialized(failure));
			}
		}
		this.scanner.assertNone("results", texts.toString());
		this.scanner.assertNone("observations", this.observed.toString());
		assertThat(KINDS.stream().flatMap((kind) -> this.server.requests(kind).stream())).allSatisfy((request) -> {
			this.scanner.assertNone("URL", request.getUrl().toString());
			this.scanner.assertNone("headers",
					request.getHeaders().newBuilder().removeAll("Authorization").build().toString());
		});
		assertThat(this.server.requests(AuthingServer.TOKEN))
			.allSatisfy((request) -> assertThat(request.getHeaders().get("Authorization")).isNull());
	}

	/**
	 * Return all that an exception says, its causes and suppressed exceptions included.
	 */
	private static String printed(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			text.append(cause.getMessage()).append(cause.getLocalizedMessage());
		}
		if (ex instanceof AuthingException failure) {
			text.append(failure.requestId());
		}
		if (ex instanceof AuthingApiException failure) {
			text.append(failure.apiMessage());
		}
		return text.toString();
	}

	private static String serialized(Throwable ex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
			stream.writeObject(ex);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
		return bytes.toString(StandardCharsets.UTF_8);
	}

	private Function<RecordedRequest, MockResponse> compressed(String kind) {
		MockResponse response = switch (kind) {
			case AuthingServer.TOKEN -> AuthingServer.token(Markers.TOKEN, 1000);
			case AuthingServer.DETAIL -> AuthingServer.json(200, Markers.detail());
			case AuthingServer.UPDATE -> AuthingServer.json(200,
					"{\"data\":{\"updateUserpool\":" + mapper.readTree(Markers.detail()).path("data") + "}}");
			case AuthingServer.REMOVE_ENV -> AuthingServer.json("env/remove-no-data.json");
			default -> AuthingServer.json(200, Markers.env());
		};
		Buffer content = new Buffer();
		Buffer compressed = new Buffer();
		try (GzipSink sink = new GzipSink(compressed)) {
			response.getBody().writeTo(content);
			sink.write(content, content.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		MockResponse result = response.newBuilder().setHeader("Content-Encoding", "gzip").body(compressed).build();
		return (request) -> result;
	}

	/**
	 * Respond with the secrets that the request held, as servers do when they reject a
	 * value.
	 */
	private static Function<RecordedRequest, MockResponse> echo(Envelope envelope, Echo echo) {
		return (request) -> AuthingServer.json(envelope.status,
				mapper.writeValueAsString(envelope.body.apply("got invalid value " + echo.of(request))));
	}

	private static String everything(RecordedRequest request) {
		return AuthingServer.body(request) + bearer(request);
	}

	private static String bearer(RecordedRequest request) {
		String authorization = request.getHeaders().get("Authorization");
		return (authorization != null) ? authorization.substring("Bearer ".length()) : "";
	}

	/**
	 * Return the secrets in a request, one by one.
	 */
	private static Stream<String> secrets(RecordedRequest request) {
		Stream<String> sent = switch (AuthingServer.kind(request)) {
			case AuthingServer.TOKEN -> Stream.of(Markers.POOL_SECRET);
			case AuthingServer.UPDATE -> Stream.of(Markers.SENT_SMS_SECRET);
			case AuthingServer.ADD_ENV -> Stream.of(Markers.SENT_ENV_VALUE);
			default -> Stream.empty();
		};
		return Stream.concat(sent, Stream.of(bearer(request)).filter((token) -> !token.isEmpty()));
	}

	/**
	 * How a server writes what it echoes.
	 */
	enum Echo {

		WHOLE_REQUEST((text) -> text) {

			@Override
			String of(RecordedRequest request) {
				return super.of(request) + " " + everything(request);
			}

		},

		JSON(mapper::writeValueAsString),

		FORM((text) -> URLEncoder.encode(text, StandardCharsets.UTF_8)),

		URL((text) -> UriUtils.encode(text, StandardCharsets.UTF_8)),

		/** As JavaScript's {@code encodeURIComponent} does. */
		URL_COMPONENT((text) -> Pattern.compile("%2[17-9A]")
			.matcher(URL.form.apply(text))
			.replaceAll((octet) -> UriUtils.decode(octet.group(), StandardCharsets.UTF_8)));

		private final UnaryOperator<String> form;

		Echo(UnaryOperator<String> form) {
			this.form = form;
		}

		String of(RecordedRequest request) {
			return secrets(request).map(this.form).collect(Collectors.joining(" "));
		}

	}

	/**
	 * The errors of the API contract (section 3), with the text where it belongs.
	 */
	enum Envelope {

		R2(400, (text) -> Map.of("code", 400, "messgae", text)),

		R4(200, (text) -> Map.of("code", 2039, "message", text)),

		R4_WITH_STATUS(409, (text) -> Map.of("code", 2039, "message", text, "data", text)),

		R6(422, (text) -> Map.of("statusCode", 422, "message", text)),

		R7(200, (text) -> Map.of("uniqueId", text, "statusCode", 499, "apiCode", "2011", "message", text)),

		R8(403, (text) -> Map.of("requestId", text, "statusCode", 403, "apiCode", 2333, "message", text)),

		RATE_LIMITED(429, (text) -> Map.of("statusCode", 429, "message", text)),

		SERVER_ERROR(500, (text) -> Map.of("code", 1000, "message", text)),

		GATEWAY_ERROR(520, (text) -> Map.of("code", 520, "message", text)),

		REJECTED_TOKEN(401, (text) -> Map.of("code", 401, "message", text)),

		G2(200, (text) -> Map.of("errors",
				List.of(Map.of("message", Map.of("code", 2039, "message", text, "data", text), "path",
						List.of(text))))),

		REVOKED_TOKEN(200,
				(text) -> Map.of("errors",
						List.of(Map.of("message", Map.of("code", 500, "message", text), "extensions",
								Map.of("exception", Map.of("name", "TokenInBlackListError")))))),

		G4(200, (text) -> Map.of("errors", List.of(Map.of("message", text)))),

		G5(400, (text) -> Map.of("errors", List.of(text)));

		private final int status;

		private final Function<String, Object> body;

		Envelope(int status, Function<String, Object> body) {
			this.status = status;
			this.body = body;
		}

	}

	/**
	 * Fails to be written with a message that holds the value.
	 */
	public static final class Unwritable {

		public String getValue() {
			throw new IllegalStateException(Markers.SENT_ENV_VALUE);
		}

	}

}
