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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Fetches an access token from the server, with the secret as it is at that moment.
 */
final class AccessTokenFetcher {

	/** How long a rejection of the credentials is remembered. */
	private static final Duration REJECTION_PAUSE = Duration.ofSeconds(5);

	/** Taken where neither the response nor the token tells. */
	private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

	/** Longer lifetimes are not believed, and would overflow the monotonic clock. */
	private static final Duration MAX_LIFETIME = Duration.ofDays(3650);

	private final ApiExchange exchange;

	private final String userpoolId;

	private final Supplier<? extends @Nullable String> secret;

	private final CallRetry.Policy retryPolicy;

	private final Duration timeout;

	private final TimeSource timing;

	private final Observations observations;

	private volatile @Nullable Rejection rejection;

	AccessTokenFetcher(ApiExchange exchange, String userpoolId, Supplier<? extends @Nullable String> secret,
			CallRetry.Policy retryPolicy, Duration timeout, TimeSource timing, Observations observations) {
		this.exchange = exchange;
		this.userpoolId = userpoolId;
		this.secret = secret;
		this.retryPolicy = retryPolicy;
		this.timeout = timeout;
		this.timing = timing;
		this.observations = observations;
	}

	/**
	 * Fetch a token.
	 * @param reason why it is needed, as observations name it
	 * @return the token, or a {@link RequestFailure} of the token request
	 */
	Mono<Grant> fetch(String reason) {
		return Mono.defer(() -> {
			Deadline deadline = new Deadline(this.timeout, this.timing);
			return this.timing.callBlocking(() -> Credentials.read(Credentials.SECRET, this.secret))
				.flatMap((secret) -> fetch(secret, reason, deadline))
				.timeout(this.timeout,
						this.timing.fail(() -> new RequestFailure(Kind.TIMED_OUT, deadline.description())),
						this.timing.timer().get());
		}).onErrorMap(RequestFailure.class, RequestFailure::asFailureOfTokenRequest);
	}

	private Mono<Grant> fetch(String secret, String reason, Deadline deadline) {
		Rejection rejection = this.rejection;
		if (rejection != null && rejection.stillHolds(secret, now())) {
			return Mono.error(rejection.failure);
		}
		CallRetry retry = new CallRetry(this.retryPolicy, true, deadline, this.timing, (failure) -> false);
		Mono<Grant> grant = retry.retry(attempt(ApiRequest.accessToken(this.userpoolId, secret)))
			.doOnError(RequestFailure.class, (failure) -> remember(secret, failure));
		return this.observations.observeTokenRequest(reason, grant);
	}

	private Mono<Grant> attempt(ApiRequest request) {
		return Mono.defer(() -> {
			long requestedAt = now();
			return this.exchange.send(request, new CallAttempt(null)).map((response) -> grant(response, requestedAt));
		});
	}

	private void remember(String secret, RequestFailure failure) {
		boolean rejected = failure.error() != null
				&& (failure.kind() == Kind.REJECTED || failure.kind() == Kind.TOKEN_REJECTED);
		this.rejection = rejected ? new Rejection(secret, failure, now()) : null;
	}

	private long now() {
		return this.timing.nanoTime().getAsLong();
	}

	private static Grant grant(JsonNode response, long requestedAt) {
		String token = response.path("accessToken").stringValue("");
		try {
			Credentials.checkHeaderValue(Credentials.ACCESS_TOKEN, token);
		}
		catch (InvalidSettingException ex) {
			throw new RequestFailure(Kind.UNEXPECTED_VALUE, "the response holds no usable access token", null, true);
		}
		Duration lifetime = lifetime(response);
		if (lifetime == null) {
			lifetime = lifetimeOfJwt(token);
		}
		return new Grant(token, requestedAt, (lifetime != null) ? lifetime : DEFAULT_LIFETIME);
	}

	/**
	 * Return the lifetime that {@code exp} and {@code iat} (seconds, as numbers or text)
	 * give, or {@code null} where the pair is incomplete or makes no sense. It is their
	 * difference, so that it does not matter what time the server or this machine thinks
	 * it is.
	 */
	static @Nullable Duration lifetime(JsonNode claims) {
		double lifetime = seconds(claims.path("exp")) - seconds(claims.path("iat"));
		if (!(lifetime > 0)) {
			return null;
		}
		return Duration.ofSeconds((long) Math.min(Math.ceil(lifetime), MAX_LIFETIME.toSeconds()));
	}

	private static double seconds(JsonNode node) {
		return (node.isNumber() || node.isString()) ? node.asDouble(Double.NaN) : Double.NaN;
	}

	/**
	 * Return the lifetime that the claims of a JWT give, or {@code null} where it is
	 * none.
	 */
	static @Nullable Duration lifetimeOfJwt(String token) {
		String[] parts = token.split("\\.", 4);
		if (parts.length != 3) {
			return null;
		}
		try {
			return lifetime(Json.read(Base64.getUrlDecoder().decode(parts[1].getBytes(StandardCharsets.US_ASCII))));
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return null;
		}
	}

	/**
	 * A token that the server granted.
	 *
	 * @param value the token
	 * @param requestedAt when the request for it was sent, on the monotonic clock
	 * @param lifetime how long it lives
	 */
	record Grant(String value, long requestedAt, Duration lifetime) {

		AccessToken toToken(double random, int rejectedBefore) {
			return new AccessToken(this.value, this.requestedAt, this.lifetime, random, rejectedBefore);
		}

		@Override
		public String toString() {
			return "Grant[" + SecretScrubber.MASK + "]";
		}

	}

	/**
	 * The server's rejection of credentials.
	 */
	private static final class Rejection {

		private final String secret;

		private final RequestFailure failure;

		private final long at;

		private Rejection(String secret, RequestFailure failure, long at) {
			this.secret = secret;
			this.failure = failure;
			this.at = at;
		}

		private boolean stillHolds(String secret, long now) {
			return this.secret.equals(secret) && now - this.at < REJECTION_PAUSE.toNanos();
		}

	}

}
