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

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.authingspring.console.ConsoleProperties.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.StringUtils;

/**
 * Who may sign in: the configured users. With the sandbox, and only there, two users for
 * a demonstration take their place if there are none.
 */
final class ConsoleUsers {

	private static final List<Account> DEMO = List.of(new Account("admin", "admin", Role.ADMIN),
			new Account("viewer", "viewer", Role.VIEWER));

	private final List<Account> accounts;

	private ConsoleUsers(List<Account> accounts) {
		this.accounts = accounts;
	}

	static ConsoleUsers of(ConsoleProperties properties, boolean sandbox) {
		if (!properties.users().isEmpty()) {
			return new ConsoleUsers(complete(properties.users()));
		}
		if (!sandbox) {
			throw new UnusableUsersException("The console is about to manage a real user pool "
					+ "(authing.userpool-id is set), and no user is configured who may sign in to it");
		}
		return new ConsoleUsers(DEMO);
	}

	private static List<Account> complete(List<ConsoleProperties.User> users) {
		Set<String> names = new HashSet<>();
		for (int i = 0; i < users.size(); i++) {
			ConsoleProperties.User user = users.get(i);
			String property = "console.users[" + i + "]";
			String name = require(user.name(), property + ".name");
			require(user.password(), property + ".password");
			require(user.role(), property + ".role");
			if (!names.add(name)) {
				throw new UnusableUsersException(
						"The property '" + property + ".name' repeats the name '" + name + "' of another user");
			}
		}
		return users.stream().map(Account::of).toList();
	}

	private static <T> T require(@Nullable T value, String property) {
		if (value == null || (value instanceof String text && !StringUtils.hasText(text))) {
			throw new UnusableUsersException("The property '" + property + "' is missing or empty");
		}
		return value;
	}

	boolean isDemo() {
		return this.accounts.equals(DEMO);
	}

	/**
	 * Return what to give to {@code curl -u} for a user with the given role: for the demo
	 * users the password as well, for others curl asks for it.
	 * @param role the role that is wanted
	 * @return name and possibly password
	 */
	String credentials(Role role) {
		Account account = this.accounts.stream()
			.filter((candidate) -> candidate.role() == role)
			.findFirst()
			.orElse(this.accounts.get(0));
		return isDemo() ? account.name() + ":" + account.password() : account.name();
	}

	List<UserDetails> toUserDetails(PasswordEncoder encoder) {
		return this.accounts.stream().map((account) -> account.toUserDetails(encoder)).toList();
	}

	private record Account(String name, String password, Role role) {

		static Account of(ConsoleProperties.User user) {
			return new Account(require(user.name(), "name"), require(user.password(), "password"),
					require(user.role(), "role"));
		}

		UserDetails toUserDetails(PasswordEncoder encoder) {
			String[] roles = (this.role == Role.ADMIN) ? new String[] { Role.ADMIN.name(), Role.VIEWER.name() }
					: new String[] { Role.VIEWER.name() };
			return User.withUsername(this.name).password(encoded(encoder)).roles(roles).build();
		}

		private String encoded(PasswordEncoder encoder) {
			return this.password.matches("(?s)\\{[^}]+}.*") ? this.password
					: Objects.requireNonNull(encoder.encode(this.password));
		}

		@Override
		public String toString() {
			return this.name + " (" + this.role + ")";
		}

	}

}
