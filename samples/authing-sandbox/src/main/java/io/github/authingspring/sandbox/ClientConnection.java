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

package io.github.authingspring.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AttributeKey;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The connection that a request came on, for what cannot be said with a response.
 */
final class ClientConnection {

	private static final AttributeKey<Long> EXPIRY = AttributeKey.valueOf(ClientConnection.class, "expiry");

	private final Channel channel;

	private ClientConnection(Channel channel) {
		this.channel = channel;
	}

	static ClientConnection of(ServerRequest request) {
		Connection connection = ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
		return new ClientConnection(connection.channel());
	}

	/**
	 * Be dead to requests that come later than the given time from now. One that comes
	 * earlier takes this back.
	 * @param timeout the time
	 */
	void expireAfter(Duration timeout) {
		this.channel.attr(EXPIRY).set(System.nanoTime() + timeout.toNanos());
	}

	/**
	 * Return whether a request came too late.
	 */
	boolean isExpired() {
		Long expiry = this.channel.attr(EXPIRY).getAndSet(null);
		return expiry != null && System.nanoTime() - expiry >= 0;
	}

	/**
	 * Send an interim response. It goes past the HTTP codec, which holds the first
	 * response to a request for the only one.
	 * @param status the HTTP status
	 */
	Mono<Void> sendInterim(int status) {
		String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n\r\n";
		return FutureMono.deferFuture(() -> this.channel.pipeline()
			.context(NettyPipeline.HttpCodec)
			.writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII)));
	}

	Mono<Void> close() {
		return FutureMono.deferFuture(this.channel::close);
	}

	/**
	 * Close the connection as one that is not known any more.
	 */
	Mono<Void> reset() {
		return Mono.defer(() -> {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			return close();
		});
	}

}
