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
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.Assert;

/**
 * The connections to Authing: a Reactor Netty HTTP client with a connection pool, event
 * loops and timeouts of its own. Clients may share one; whoever created it closes it. A
 * client that was built without one has its own and closes it with itself.
 * <p>
 * Connections that have been idle for 30 seconds (or for as long as the server announces,
 * less a second) or are 5 minutes old are not used again, interim responses such as
 * {@code 103 Early Hints} are skipped, redirects are never followed, and no thread is
 * started before the first call.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 * @see UserpoolManagementClient.Builder#httpConnection(HttpConnection)
 */
public final class HttpConnection implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_CONNECTIONS = 500;

	/** Servers and firewalls may drop a connection unnoticed that is idle for longer. */
	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	/** So that a name that moved to another address is followed. */
	private static final Duration MAX_LIFE_TIME = Duration.ofMinutes(5);

	private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(10);

	private static final int MAX_HEADER_SIZE = 64 * 1024;

	private static final Pattern KEEP_ALIVE_TIMEOUT = Pattern.compile("(?i)(?:^|[,;\\s])timeout\\s*=\\s*\"?(\\d{1,9})");

	private static final Duration DISPOSE_TIMEOUT = Duration.ofSeconds(5);

	private final UnaryOperator<HttpClient> customizer;

	private final UnaryOperator<ConnectionProvider.Builder> poolCustomizer;

	private final @Nullable ClientHttpConnector connector;

	/** Weakly, for clients that nobody closes. */
	private final Set<PendingCalls> calls = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final Lock lock = new ReentrantLock();

	private volatile @Nullable Resources resources;

	private volatile boolean closed;

	private HttpConnection(UnaryOperator<HttpClient> customizer,
			UnaryOperator<ConnectionProvider.Builder> poolCustomizer, @Nullable ClientHttpConnector connector) {
		this.customizer = customizer;
		this.poolCustomizer = poolCustomizer;
		this.connector = connector;
	}

	/**
	 * Create connections with a connect timeout of 5 and a read timeout of 10 seconds.
	 * @return the connections, none of which is open yet
	 */
	public static HttpConnection create() {
		return create(UnaryOperator.identity());
	}

	/**
	 * Create connections.
	 * @param customizer sets timeouts, TLS or a proxy on a client that has the pool
	 * already; called with the first call and by {@link #reload()}. Event loops and what
	 * keeps redirects from being followed are set after it
	 * @return the connections, none of which is open yet
	 */
	public static HttpConnection create(UnaryOperator<HttpClient> customizer) {
		Assert.notNull(customizer, "'customizer' must not be null");
		return create(customizer, UnaryOperator.identity());
	}

	/**
	 * Create connections with another pool. For tests.
	 */
	static HttpConnection create(UnaryOperator<HttpClient> customizer,
			UnaryOperator<ConnectionProvider.Builder> poolCustomizer) {
		return new HttpConnection(customizer, poolCustomizer, null);
	}

	/**
	 * Use a connector of the application's, which neither gets these protections nor is
	 * closed.
	 */
	static HttpConnection of(ClientHttpConnector connector) {
		return new HttpConnection(UnaryOperator.identity(), UnaryOperator.identity(), connector);
	}

	/**
	 * Return the connector. Nothing is made before it is used.
	 */
	ClientHttpConnector connector() {
		return (this.connector != null) ? this.connector
				: (method, uri, requestCallback) -> resources().connector.connect(method, uri, requestCallback);
	}

	/**
	 * Return a scheduler for timeouts and waits, on the event loops. Nothing may block on
	 * it.
	 */
	Scheduler timer() {
		return resources().timer;
	}

	/**
	 * End the calls of a client when the connections are closed.
	 */
	void endOnClose(PendingCalls calls) {
		this.calls.add(calls);
		if (this.closed) {
			calls.close();
		}
	}

	/**
	 * Return the failure of a call that finds its connections closed.
	 * @param sent whether its request was handed to a connected channel
	 */
	static RequestFailure closedFailure(boolean sent) {
		return new RequestFailure(RequestFailure.Kind.CLOSED, "its connections are closed", null, sent);
	}

	private Resources resources() {
		Resources resources = this.resources;
		if (resources != null) {
			return resources;
		}
		this.lock.lock();
		try {
			if (this.closed) {
				throw closedFailure(false);
			}
			resources = this.resources;
			if (resources == null) {
				resources = new Resources(this.customizer, this.poolCustomizer);
				this.resources = resources;
			}
			return resources;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Apply the customizer anew: connections that are made from now on have its settings,
	 * for example the certificates of an SSL bundle that was reloaded.
	 */
	public void reload() {
		this.lock.lock();
		try {
			Resources resources = this.resources;
			if (resources != null) {
				resources.connector = resources.createConnector(this.customizer);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how long a connection may be idle: a second less than the server announces,
	 * since a request needs its time to get there, but at least half.
	 */
	static @Nullable Duration keepAlive(@Nullable String header) {
		if (header == null) {
			return null;
		}
		Matcher matcher = KEEP_ALIVE_TIMEOUT.matcher(header);
		if (!matcher.find()) {
			return null;
		}
		long millis = Duration.ofSeconds(Long.parseLong(matcher.group(1))).toMillis();
		return Duration.ofMillis(Math.max(millis - 1000, millis / 2));
	}

	/**
	 * Close all connections and end the event loops. Calls that are under way fail, as
	 * those after it do.
	 */
	@Override
	public void close() {
		Resources resources;
		this.lock.lock();
		try {
			this.closed = true;
			resources = this.resources;
			this.resources = null;
		}
		finally {
			this.lock.unlock();
		}
		List.copyOf(this.calls).forEach(PendingCalls::close);
		if (resources != null) {
			resources.dispose();
		}
	}

	/**
	 * What there is from the first call on.
	 */
	private static final class Resources {

		private final LoopResources loops = LoopResources.create("authing", Runtime.getRuntime().availableProcessors(),
				true);

		private final EventLoopGroup eventLoops;

		private final Scheduler timer;

		private final ConnectionProvider pool;

		private volatile ClientHttpConnector connector;

		Resources(UnaryOperator<HttpClient> customizer, UnaryOperator<ConnectionProvider.Builder> poolCustomizer) {
			this.eventLoops = start(this.loops);
			this.timer = Schedulers.fromExecutorService(this.eventLoops);
			this.pool = poolCustomizer.apply(pool(this.timer)).build();
			try {
				this.connector = createConnector(customizer);
			}
			catch (RuntimeException ex) {
				dispose();
				throw new RequestFailure(RequestFailure.Kind.APPLICATION_FAILED,
						"a customizer of its HTTP client failed (" + ex.getClass().getName() + ")", ex, false);
			}
		}

		private ClientHttpConnector createConnector(UnaryOperator<HttpClient> customizer) {
			HttpClient client = HttpClient.create(this.pool)
				.compress(true)
				.proxyWithSystemProperties()
				.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
				.responseTimeout(READ_TIMEOUT)
				.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(MAX_HEADER_SIZE));
			return new ReactorClientHttpConnector(protect(customizer.apply(client), this.loops));
		}

		/**
		 * Start the event loops with the class loader of this library: that of whoever
		 * makes the first call may be a web application's, which then could not be
		 * unloaded.
		 */
		private static EventLoopGroup start(LoopResources loops) {
			Thread thread = Thread.currentThread();
			ClassLoader classLoader = thread.getContextClassLoader();
			thread.setContextClassLoader(HttpConnection.class.getClassLoader());
			try {
				EventLoopGroup eventLoops = loops.onClient(LoopResources.DEFAULT_NATIVE);
				for (EventExecutor eventLoop : eventLoops) {
					eventLoop.execute(() -> {
					});
				}
				return eventLoops;
			}
			finally {
				thread.setContextClassLoader(classLoader);
			}
		}

		/**
		 * Callers beyond the number of connections wait, each no longer than its call may
		 * take; so their number needs no limit.
		 */
		private static ConnectionProvider.Builder pool(Scheduler timer) {
			return ConnectionProvider.builder("authing")
				.maxConnections(MAX_CONNECTIONS)
				.evictionPredicate(
						(connection, metadata) -> isStale(connection, metadata.idleTime(), metadata.lifeTime()))
				.evictInBackground(EVICTION_INTERVAL, timer)
				.pendingAcquireMaxCount(-1)
				.pendingAcquireTimer(
						(expiry, timeout) -> timer.schedule(expiry, timeout.toMillis(), TimeUnit.MILLISECONDS));
		}

		/**
		 * Return whether a connection is not to be used again. This takes the place of
		 * all that Reactor Netty checks by itself.
		 */
		private static boolean isStale(Connection connection, long idleMillis, long lifeMillis) {
			Duration announced = connection.channel().attr(ResponseHandler.KEEP_ALIVE).get();
			Duration maxIdleTime = (announced != null && announced.compareTo(MAX_IDLE_TIME) < 0) ? announced
					: MAX_IDLE_TIME;
			return !connection.channel().isActive() || !connection.isPersistent()
					|| idleMillis >= maxIdleTime.toMillis() || lifeMillis >= MAX_LIFE_TIME.toMillis();
		}

		/**
		 * Add our handlers, unless the application chose HTTP/2, which has another
		 * pipeline.
		 */
		private static void protect(ChannelPipeline pipeline) {
			if (pipeline.get(NettyPipeline.HttpCodec) != null) {
				pipeline.addAfter(NettyPipeline.HttpCodec, "authing.response", new ResponseHandler());
				pipeline.addBefore(NettyPipeline.ReactiveBridge, "authing.undecodableResponse",
						new UndecodableResponseHandler());
			}
		}

		/**
		 * Set what no customizer may change. Names are resolved on the event loops, too,
		 * unless a proxy does that or the application has a resolver of its own.
		 */
		private static HttpClient protect(HttpClient client, LoopResources loops) {
			return client.runOn(loops)
				.followRedirect(false)
				.doOnChannelInit((observer, channel, address) -> protect(channel.pipeline()));
		}

		/**
		 * Close the connections, end the event loops and wait for their end, unless this
		 * thread must not block: it may be one of them.
		 * {@code LoopResources.disposeLater} would start a thread of Reactor's parallel
		 * scheduler, which never ends.
		 */
		@SuppressWarnings("FutureReturnValueIgnored")
		private void dispose() {
			this.pool.disposeLater()
				.onErrorComplete()
				.doFinally((signal) -> this.eventLoops.shutdownGracefully(0, DISPOSE_TIMEOUT.toMillis(),
						TimeUnit.MILLISECONDS))
				.subscribe();
			if (Schedulers.isInNonBlockingThread()) {
				return;
			}
			try {
				// One that code of the application blocks ends after it.
				this.eventLoops.awaitTermination(DISPOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Drops interim responses, of which Reactor Netty skips 100 alone: it would take
	 * another (102, 103) for the response, and the response for that of the next request
	 * on the connection. Notes for how long the server keeps an idle connection.
	 */
	private static final class ResponseHandler extends ChannelInboundHandlerAdapter {

		private static final AttributeKey<Duration> KEEP_ALIVE = AttributeKey.valueOf("authing.keepAlive");

		private boolean interim;

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
				tellThatItIsUndecodable(part);
			}
			if (message instanceof HttpResponse response) {
				this.interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
						&& response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
				context.channel().attr(KEEP_ALIVE).set(keepAlive(response.headers().get("Keep-Alive")));
			}
			if (!this.interim) {
				context.fireChannelRead(message);
				return;
			}
			ReferenceCountUtil.release(message);
			if (message instanceof LastHttpContent) {
				this.interim = false;
				// Nothing goes up that would make Reactor Netty ask for more.
				context.read();
			}
		}

		/**
		 * The codec reports what it cannot decode by exceptions that anyone may throw, an
		 * {@link IllegalArgumentException} among them.
		 */
		private static void tellThatItIsUndecodable(HttpObject part) {
			Throwable cause = part.decoderResult().cause();
			if (!(cause instanceof CodecException)) {
				part.setDecoderResult(DecoderResult.failure(new DecoderException(cause)));
			}
		}

	}

	/**
	 * Closes a connection whose response cannot be decoded. Reactor Netty would keep one
	 * that is not compressed as its header says in use until the read timeout.
	 */
	private static final class UndecodableResponseHandler extends ChannelInboundHandlerAdapter {

		private boolean undecodable;

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			if (!this.undecodable) {
				context.fireExceptionCaught(cause);
			}
			if (cause instanceof CodecException) {
				this.undecodable = true;
				context.close();
			}
		}

	}

}
