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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A change that is under way, or that ended.
 *
 * @param request what was asked for
 * @param result what was changed, or why that failed
 */
record PendingChange(ChangeRequest request, CompletableFuture<Change> result) {

	/**
	 * Wait for the change to end.
	 * @param timeout how long
	 * @return whether it has ended
	 */
	boolean hasEnded(Duration timeout) {
		return this.result.handle((change, failure) -> true)
			.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
			.join();
	}

}
