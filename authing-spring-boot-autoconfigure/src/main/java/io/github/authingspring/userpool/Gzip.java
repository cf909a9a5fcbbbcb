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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import io.github.authingspring.userpool.RequestFailure.Kind;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;

/**
 * Unpacks what a proxy packed unasked. A connector that does so by itself removes the
 * header.
 */
final class Gzip {

	private Gzip() {
	}

	static boolean isEncoding(HttpHeaders headers) {
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		return encoding != null && encoding.strip().toLowerCase(Locale.ROOT).matches("(x-)?gzip");
	}

	/**
	 * Unpack a body.
	 * @throws DataBufferLimitException if it is larger than the limit once unpacked
	 * @throws RequestFailure if it is not packed
	 */
	static byte[] unpack(byte[] body, int limit) {
		if (body.length == 0) {
			return body;
		}
		try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] unpacked = unpacking.readNBytes(limit);
			if (unpacking.read() >= 0) {
				throw new DataBufferLimitException("Exceeded limit on max bytes to buffer : " + limit);
			}
			return unpacked;
		}
		catch (IOException ex) {
			throw new RequestFailure(Kind.INVALID_RESPONSE, "the answer says that it is packed with gzip, and is not");
		}
	}

}
