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

/**
 * What an operation came to: Authing's code for it, with its message.
 */
enum ApiResult {

	USERPOOL_FOUND(200, "获取成功", "Success"),

	ENV_LISTED(200, "获取环境变量列表成功", "Environment variables listed"),

	ENV_SET(200, "设置环境变量成功", "Environment variable set"),

	ENV_REMOVED(200, "删除成功", "Deleted"),

	INVALID_PARAMETERS(400, "参数不完整或不合法", "Incomplete or invalid parameters"),

	REJECTED(400, "请求被拒绝", "The request is refused"),

	RATE_LIMITED(429, "请求过于频繁，请稍后再试", "Too many requests, try again later"),

	SERVER_ERROR(500, "服务器繁忙，请稍后再试", "The server is busy, try again later"),

	WRONG_SECRET(2018, "用户池密钥错误", "The secret of the user pool is wrong"),

	NOT_LOGGED_IN(2020, "尚未登录，无访问权限", "Not logged in, access denied"),

	DOMAIN_TAKEN(2039, "域名已被占用", "The domain is already taken"),

	TOKEN_REVOKED(2206, "该 token 在黑名单中", "The token is in the black list"),

	USERPOOL_NOT_FOUND(2224, "用户池不存在", "The user pool does not exist");

	private final int code;

	private final String chinese;

	private final String english;

	ApiResult(int code, String chinese, String english) {
		this.code = code;
		this.chinese = chinese;
		this.english = english;
	}

	int code() {
		return this.code;
	}

	String message(Language language) {
		return (language != Language.ENGLISH) ? this.chinese : this.english;
	}

}
