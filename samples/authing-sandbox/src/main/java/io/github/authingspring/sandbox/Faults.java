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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.authingspring.sandbox.Fault.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a sandbox has been told to have.
 */
final class Faults {

	private final List<Pending> pending = new ArrayList<>();

	synchronized void add(Fault fault) {
		this.pending.add(new Pending(fault));
	}

	synchronized void clear() {
		this.pending.clear();
	}

	synchronized List<Map<String, Object>> toJson() {
		return this.pending.stream().map((fault) -> FaultJson.write(fault.fault, fault.left)).toList();
	}

	/**
	 * Take what goes wrong with the next call.
	 * @param operation the operation that is called, {@code null} if it is unknown
	 * @return its faults
	 */
	synchronized Taken take(@Nullable Operation operation) {
		return new Taken(take(operation, Kind.LATENCY), take(operation, Kind.REVOKED_TOKEN),
				take(operation, Kind.OLDER_SCHEMA), take(operation, Kind.INTERIM_RESPONSE),
				take(operation, Kind.KEEP_ALIVE), take(operation, Kind.LARGE_HEADERS), take(operation, Kind.ODD_FIELDS),
				take(operation, Kind.STATUS, Kind.RATE_LIMIT, Kind.DROP));
	}

	private @Nullable Fault take(@Nullable Operation operation, Kind... kinds) {
		for (Iterator<Pending> iterator = this.pending.iterator(); iterator.hasNext();) {
			Pending candidate = iterator.next();
			if (List.of(kinds).contains(candidate.fault.kind()) && candidate.fault.concerns(operation)) {
				if (candidate.left != Integer.MAX_VALUE && --candidate.left == 0) {
					iterator.remove();
				}
				return candidate.fault;
			}
		}
		return null;
	}

	/**
	 * A fault with the number of calls that it will still meet.
	 */
	private static final class Pending {

		private final Fault fault;

		private int left;

		Pending(Fault fault) {
			this.fault = fault;
			this.left = fault.times();
		}

	}

	/**
	 * What goes wrong with one call.
	 *
	 * @param latency how long it waits
	 * @param revokedToken whether its token is rejected
	 * @param olderSchema whether the server is an older one
	 * @param interimResponse what comes before its response
	 * @param keepAlive for how long its connection is kept
	 * @param largeHeaders how large the headers of its response are
	 * @param oddFields what takes the place of fields
	 * @param response what takes the place of the operation's response
	 */
	record Taken(Duration latency, boolean revokedToken, boolean olderSchema, @Nullable Fault interimResponse,
			@Nullable Duration keepAlive, int largeHeaders, Map<String, @Nullable Object> oddFields,
			@Nullable Fault response) {

		private Taken(@Nullable Fault latency, @Nullable Fault revokedToken, @Nullable Fault olderSchema,
				@Nullable Fault interimResponse, @Nullable Fault keepAlive, @Nullable Fault largeHeaders,
				@Nullable Fault oddFields, @Nullable Fault response) {
			this((latency != null) ? latency.duration() : Duration.ZERO, revokedToken != null, olderSchema != null,
					interimResponse, (keepAlive != null) ? keepAlive.duration() : null,
					(largeHeaders != null) ? largeHeaders.number() : 0,
					(oddFields != null) ? oddFields.fields() : Map.of(), response);
		}

		/**
		 * Return which schema the call meets.
		 * @param schema the schema of the sandbox
		 * @return that one, or an older one
		 */
		AuthingSchema schema(AuthingSchema schema) {
			return (this.olderSchema && schema == AuthingSchema.CURRENT) ? AuthingSchema.OLDER : schema;
		}

		/**
		 * Return what is returned in the place of an object.
		 * @param object the fields of the user pool or of an environment variable
		 * @return the fields, the odd ones among them
		 */
		Map<String, @Nullable Object> returned(Map<?, ?> object) {
			Map<String, @Nullable Object> returned = new LinkedHashMap<>();
			object.forEach((name, value) -> returned.put((String) name,
					this.oddFields.containsKey(name) ? this.oddFields.get(name) : value));
			return returned;
		}

	}

}
