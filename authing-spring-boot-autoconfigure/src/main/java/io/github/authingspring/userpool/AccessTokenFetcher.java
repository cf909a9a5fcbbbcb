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

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Asks the server for an access token, with the secret as it is at that moment.
 */
final class AccessTokenFetcher {

	private static final String FIELD = "accessToken";

	private static final String DOCUMENT = "query accessToken($userPoolId: String!, $secret: String!) "
			+ "{ accessToken(userPoolId: $userPoolId, secret: $secret) { accessToken exp iat } }";

	/** How long a refusal of the credentials is remembered. */
	private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(5);

	private final ApiExchange exchange;

	private final String userpoolId;

	private final Supplier<? extends @Nullable String> secret;

	private final RetryPolicy retryPolicy;

	private final Duration timeLimit;

	private final Timing timing;

	private final Consumer<TokenRequestReason> listener;

	private volatile @Nullable Refusal refusal;

	AccessTokenFetcher(ApiExchange exchange, String userpoolId, Supplier<? extends @Nullable String> secret,
			RetryPolicy retryPolicy, Duration timeLimit, Timing timing, Consumer<TokenRequestReason> listener) {
		this.exchange = exchange;
		this.userpoolId = userpoolId;
		this.secret = secret;
		this.retryPolicy = retryPolicy;
		this.timeLimit = timeLimit;
		this.timing = timing;
		this.listener = listener;
	}

	Mono<Grant> send(TokenRequestReason reason) {
		return Mono.defer(() -> {
			CallRetry attempts = new CallRetry(this.retryPolicy, new Deadline(this.timeLimit, this.timing), true,
					this.timing);
			return readSecret().flatMap((secret) -> send(secret, reason, attempts));
		})
			.timeout(this.timeLimit,
					Mono.error(() -> new RequestFailure(Kind.TIME_LIMIT,
							"it did not end within authing.call-timeout ("
									+ AuthingExceptionFactory.text(this.timeLimit) + ")")),
					this.timing.scheduler())
			.onErrorMap(RequestFailure.class, RequestFailure::asFailureOfTokenRequest);
	}

	/**
	 * Read the secret on a thread of its own kind: it may block, and a caller that gives
	 * up must not interrupt it for those who wait for the same token.
	 */
	private Mono<String> readSecret() {
		return Mono.fromCallable(() -> Credentials.read(Credentials.SECRET, this.secret))
			.subscribeOn(this.timing.blocking());
	}

	private Mono<Grant> send(String secret, TokenRequestReason reason, CallRetry attempts) {
		Refusal refusal = this.refusal;
		if (refusal != null && refusal.stillHolds(secret, now())) {
			return Mono.error(refusal.failure);
		}
		this.listener.accept(reason);
		return attempt(request(secret), attempts).doOnError(RequestFailure.class,
				(failure) -> remember(secret, failure));
	}

	private Mono<Grant> attempt(ApiRequest request, CallRetry attempts) {
		return Mono.defer(() -> {
			long requestedAt = now();
			return this.exchange.send(request, null, AnswerReader.TREE).map((answer) -> grant(answer, requestedAt));
		})
			.onErrorResume(RequestFailure.class,
					(failure) -> attempts.waitForNext(failure).then(attempt(request, attempts)));
	}

	private ApiRequest request(String secret) {
		byte[] body = Json.write(Map.of("query", DOCUMENT, "operationName", FIELD, "variables",
				Map.of("userPoolId", this.userpoolId, "secret", secret)));
		return ApiRequest.graphQl(FIELD, body, true, Set.of(secret));
	}

	private void remember(String secret, RequestFailure failure) {
		boolean refused = failure.error() != null
				&& (failure.kind() == Kind.REFUSED || failure.kind() == Kind.TOKEN_REFUSED);
		this.refusal = refused ? new Refusal(secret, failure, now()) : null;
	}

	private long now() {
		return this.timing.nanoTime().getAsLong();
	}

	private static Grant grant(JsonNode answer, long requestedAt) {
		String token = answer.path("accessToken").stringValue("");
		try {
			Credentials.checkHeaderValue(Credentials.ACCESS_TOKEN, token);
		}
		catch (InvalidSettingException ex) {
			throw new RequestFailure(Kind.INVALID_RESPONSE, "the answer holds no usable access token");
		}
		Duration lifetime = TokenLifetime.of(answer);
		if (lifetime == null) {
			lifetime = TokenLifetime.ofJwt(token);
		}
		return new Grant(token, requestedAt, (lifetime != null) ? lifetime : TokenLifetime.UNKNOWN);
	}

	/**
	 * A token that the server granted.
	 *
	 * @param value the token
	 * @param requestedAt when the request for it was sent, on the monotonic clock
	 * @param lifetime how long it lives
	 */
	record Grant(String value, long requestedAt, Duration lifetime) {

		AccessToken toToken(double random, int refusedBefore) {
			return new AccessToken(this.value, this.requestedAt, this.lifetime, random, refusedBefore);
		}

		@Override
		public String toString() {
			return "Grant[" + Masking.MASK + "]";
		}

	}

	/**
	 * The server's refusal of credentials.
	 */
	private static final class Refusal {

		private final String secret;

		private final RequestFailure failure;

		private final long at;

		private Refusal(String secret, RequestFailure failure, long at) {
			this.secret = secret;
			this.failure = failure;
			this.at = at;
		}

		private boolean stillHolds(String secret, long now) {
			return this.secret.equals(secret) && now - this.at < REFUSAL_PAUSE.toNanos();
		}

	}

}
