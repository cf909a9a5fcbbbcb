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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if {@code authing.userpool-id} is there and not empty, which an environment
 * variable that is set to nothing would be. It is read as the properties are, so that a
 * placeholder which nothing resolves is found later, where it can be explained.
 */
class OnUserpoolIdCondition extends SpringBootCondition {

	static final String PROPERTY = "authing.userpool-id";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Authing user pool");
		String userpoolId = Binder.get(context.getEnvironment()).bind(PROPERTY, String.class).orElse("");
		if (StringUtils.hasText(userpoolId)) {
			return ConditionOutcome.match(message.foundExactly("property " + PROPERTY));
		}
		return ConditionOutcome.noMatch(message.because("property " + PROPERTY + " is missing or empty"));
	}

}
