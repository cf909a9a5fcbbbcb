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

package io.github.authingspring.autoconfigure;

import io.github.authingspring.userpool.ReactiveUserpoolManagementClient;
import io.github.authingspring.userpool.UserpoolManagementClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Warns where the blocking and the reactive client manage different user pools: a bean of
 * the application took the place of one of them alone.
 */
final class ClientViewsCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ClientViewsCheck.class);

	private final ObjectProvider<UserpoolManagementClient> client;

	private final ObjectProvider<ReactiveUserpoolManagementClient> reactiveClient;

	ClientViewsCheck(ObjectProvider<UserpoolManagementClient> client,
			ObjectProvider<ReactiveUserpoolManagementClient> reactiveClient) {
		this.client = client;
		this.reactiveClient = reactiveClient;
	}

	@Override
	public void afterSingletonsInstantiated() {
		UserpoolManagementClient client = this.client.getIfUnique();
		ReactiveUserpoolManagementClient reactiveClient = this.reactiveClient.getIfUnique();
		String userpoolId = (client != null) ? client.userpoolId() : null;
		String reactiveUserpoolId = (reactiveClient != null) ? reactiveClient.userpoolId() : null;
		if (userpoolId != null && reactiveUserpoolId != null && !userpoolId.equals(reactiveUserpoolId)) {
			logger.warn("UserpoolManagementClient manages the user pool " + userpoolId
					+ ", but ReactiveUserpoolManagementClient, the actuator endpoint and health that of "
					+ reactiveUserpoolId + ". Declare the bean of a further pool with "
					+ "@Bean(defaultCandidate = false), or replace the reactive client, of which the other is a view.");
		}
	}

}
