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

import org.springframework.http.HttpHeaders;

/**
 * An HTTP response that was read to its end.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, empty if there was none
 */
record ApiResponse(int status, HttpHeaders headers, byte[] body) {

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isRedirect() {
		return this.status >= 300 && this.status < 400;
	}

	/**
	 * Return a description without content.
	 */
	@Override
	public String toString() {
		String contentType = this.headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return "HTTP " + this.status + ", content type "
				+ ((contentType != null) ? SecretScrubber.plain(contentType) : "unknown") + ", " + this.body.length
				+ " bytes";
	}

}
