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

package io.github.authingspring.reactive;

import java.util.ArrayList;
import java.util.List;

import io.github.authingspring.userpool.AuthingException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.codec.ServerSentEvent;

/**
 * What is known of the user pool after a poll.
 *
 * @param configuration the configuration that was read last, or {@code null} if none was
 * @param outage the failures since then, or {@code null} if the last poll succeeded
 */
record PollState(@Nullable PoolConfiguration configuration, @Nullable Outage outage) {

	static final PollState NONE = new PollState(null, null);

	PollState succeeded(PoolConfiguration configuration) {
		return new PollState(configuration, null);
	}

	PollState failed(Exception failure) {
		return new PollState(this.configuration, Outage.of(failure, this.outage));
	}

	/**
	 * Return why the user pool cannot be read.
	 * @param earlier what is known already
	 * @return the reason, or {@code null} if there is none or it is no news
	 */
	@Nullable Unavailable unavailableSince(PollState earlier) {
		if (this.outage == null || (earlier.outage != null && earlier.outage.reason().equals(this.outage.reason()))) {
			return null;
		}
		return this.outage.reason();
	}

	/**
	 * Return that the user pool can be read again.
	 * @param earlier what is known already
	 * @return the recovery, or {@code null} if there was no outage or it lasts
	 */
	@Nullable Recovered recoveredSince(PollState earlier) {
		return (earlier.outage != null && this.outage == null) ? new Recovered(earlier.outage.failedPolls()) : null;
	}

	/**
	 * Return the events for a listener.
	 * @param earlier what the listener knows
	 * @return the events, none if there is nothing new
	 */
	List<ServerSentEvent<Object>> eventsSince(PollState earlier) {
		List<ServerSentEvent<Object>> events = new ArrayList<>();
		Unavailable unavailable = unavailableSince(earlier);
		if (unavailable != null) {
			events.add(event("unavailable", unavailable));
		}
		Recovered recovered = recoveredSince(earlier);
		if (recovered != null) {
			events.add(event("recovered", recovered));
		}
		if (this.configuration != null && earlier.configuration == null) {
			events.add(ServerSentEvent.builder().comment("watching").build());
		}
		if (this.configuration != null && earlier.configuration != null) {
			this.configuration.changesSince(earlier.configuration)
				.forEach((change) -> events.add(event("changed", change)));
		}
		return events;
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder(data).event(name).build();
	}

	/**
	 * A row of polls that failed.
	 *
	 * @param reason the first failure of the latest kind
	 * @param failedPolls how many
	 */
	record Outage(Unavailable reason, int failedPolls) {

		/**
		 * A failure of the same kind is no news, whatever its message.
		 */
		static Outage of(Exception failure, @Nullable Outage earlier) {
			Unavailable reason = Unavailable.of(failure);
			if (earlier == null) {
				return new Outage(reason, 1);
			}
			boolean sameKind = reason.type().equals(earlier.reason().type());
			return new Outage(sameKind ? earlier.reason() : reason, earlier.failedPolls() + 1);
		}

	}

	/**
	 * Data of the event that the user pool cannot be read.
	 *
	 * @param type the kind of exception
	 * @param code the code of Authing or the HTTP status
	 * @param message what happened and what to do
	 */
	record Unavailable(String type, @Nullable Integer code, @Nullable String message) {

		/**
		 * Of exceptions that are not the client's only the kind is told: nobody knows
		 * what their message holds.
		 */
		static Unavailable of(Exception failure) {
			String type = failure.getClass().getSimpleName();
			return (failure instanceof AuthingException ex) ? new Unavailable(type, ex.code(), ex.getMessage())
					: new Unavailable(type, null, null);
		}

	}

	/**
	 * Data of the event that the user pool can be read again.
	 *
	 * @param failedPolls how many polls failed in a row
	 */
	record Recovered(int failedPolls) {

	}

}
