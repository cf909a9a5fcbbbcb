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
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.authingspring.userpool.RequestFailure.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The one access token of a client, shared by all its callers. Whatever their number, at
 * most one token request is under way. There is no timer: a token is fetched, or renewed
 * before its end, by the first call that finds it missing or expiring.
 */
final class CachingAccessTokenProvider implements AccessTokenProvider {

	/**
	 * How long a renewal that failed, though the old token still lives, is left alone.
	 */
	private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(30);

	private static final Log logger = LogFactory.getLog(UserpoolManagementClient.class);

	private final AccessTokenFetcher fetcher;

	private final TimeSource timing;

	private final Lock lock = new ReentrantLock();

	private volatile @Nullable AccessToken current;

	private @Nullable Fetch fetch;

	private @Nullable Long renewalFailedAt;

	private boolean closed;

	CachingAccessTokenProvider(AccessTokenFetcher fetcher, TimeSource timing) {
		this.fetcher = fetcher;
		this.timing = timing;
	}

	@Override
	public Mono<AccessToken> get() {
		return Mono.deferContextual((context) -> {
			AccessToken token = this.current;
			long now = now();
			if (token == null || !token.isUsable(now)) {
				return fetch(context);
			}
			if (token.isExpiring(now)) {
				renew(token, context);
			}
			return Mono.just(token);
		});
	}

	/**
	 * The rejected token stays the current one until another takes its place, since it
	 * knows how many were rejected in a row.
	 */
	@Override
	public boolean reject(AccessToken token, RequestFailure rejection) {
		token.markRejected(rejection);
		return true;
	}

	/**
	 * Return the current token if it can be used; else the token that the request under
	 * way brings, which is started if there is none. While a rejected token is not to be
	 * replaced, its rejection is the result, so that it is not sent again.
	 */
	private Mono<AccessToken> fetch(ContextView context) {
		Fetch fetch;
		boolean start = false;
		this.lock.lock();
		try {
			AccessToken token = this.current;
			if (token != null && token.isUsable(now())) {
				return Mono.just(token);
			}
			RequestFailure rejection = (token != null) ? token.rejectionAsReplacement(now()) : null;
			if (rejection != null) {
				return Mono.error(rejection);
			}
			fetch = this.fetch;
			if (fetch == null) {
				if (this.closed) {
					return Mono.error(new RequestFailure(Kind.CLOSED, "the client is closed"));
				}
				fetch = new Fetch(reason(token));
				this.fetch = fetch;
				start = true;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (start) {
			fetch.start(context);
		}
		return fetch.result.asMono();
	}

	private static Reason reason(@Nullable AccessToken token) {
		if (token == null) {
			return Reason.FIRST;
		}
		return token.isRejected() ? Reason.REJECTED : Reason.EXPIRING;
	}

	/**
	 * Start to renew a token that still lives. Nobody waits for it.
	 */
	private void renew(AccessToken expiring, ContextView context) {
		Fetch fetch;
		this.lock.lock();
		try {
			boolean pausing = this.renewalFailedAt != null && now() - this.renewalFailedAt < RENEWAL_PAUSE.toNanos();
			if (this.current != expiring || this.fetch != null || pausing || this.closed) {
				return;
			}
			fetch = new Fetch(Reason.EXPIRING);
			this.fetch = fetch;
		}
		finally {
			this.lock.unlock();
		}
		fetch.start(context);
	}

	@Override
	public void close() {
		Fetch fetch;
		this.lock.lock();
		try {
			this.closed = true;
			this.current = null;
			fetch = this.fetch;
		}
		finally {
			this.lock.unlock();
		}
		if (fetch != null) {
			fetch.cancel();
		}
	}

	private long now() {
		return this.timing.nanoTime().getAsLong();
	}

	/**
	 * A token request under way. Callers wait for its result, not for the request itself:
	 * one that cancels does not cancel it for the others.
	 */
	private final class Fetch {

		private final Sinks.One<AccessToken> result = Sinks.one();

		private final Disposable.Swap subscription = Disposables.swap();

		private final Reason reason;

		private Fetch(Reason reason) {
			this.reason = reason;
		}

		private void start(ContextView context) {
			this.subscription
				.update(CachingAccessTokenProvider.this.fetcher.fetch(this.reason.name().toLowerCase(Locale.ROOT))
					.contextWrite(Context.of(context))
					.subscribe(this::succeed, this::fail));
		}

		private void succeed(AccessTokenFetcher.Grant grant) {
			AccessToken token;
			CachingAccessTokenProvider.this.lock.lock();
			try {
				AccessToken replaced = CachingAccessTokenProvider.this.current;
				int rejectedBefore = (replaced != null && this.reason == Reason.REJECTED) ? replaced.rejectedInARow()
						: 0;
				token = grant.toToken(CachingAccessTokenProvider.this.timing.random().getAsDouble(), rejectedBefore);
				CachingAccessTokenProvider.this.fetch = null;
				CachingAccessTokenProvider.this.renewalFailedAt = null;
				if (!CachingAccessTokenProvider.this.closed) {
					CachingAccessTokenProvider.this.current = token;
				}
			}
			finally {
				CachingAccessTokenProvider.this.lock.unlock();
			}
			this.result.tryEmitValue(token);
		}

		private void fail(Throwable failure) {
			boolean renewal;
			CachingAccessTokenProvider.this.lock.lock();
			try {
				AccessToken token = CachingAccessTokenProvider.this.current;
				renewal = token != null && token.isUsable(now());
				CachingAccessTokenProvider.this.fetch = null;
				CachingAccessTokenProvider.this.renewalFailedAt = now();
			}
			finally {
				CachingAccessTokenProvider.this.lock.unlock();
			}
			if (renewal) {
				logger.warn("The access token could not be renewed and is used until its end: " + failure.getMessage());
			}
			this.result.tryEmitError(failure);
		}

		private void cancel() {
			this.subscription.dispose();
			this.result.tryEmitError(new RequestFailure(Kind.CLOSED, "the client is closed"));
		}

	}

	/**
	 * Why a token is fetched: there was none yet, it came near to its end or reached it,
	 * or the server rejected it.
	 */
	private enum Reason {

		FIRST, EXPIRING, REJECTED

	}

}
